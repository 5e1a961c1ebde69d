"""What lets a server, or a screen, start by itself with its computer: files, and the commands that make them count."""

import os
import sys
from argparse import Namespace
from collections.abc import Mapping
from pathlib import Path

UNIT = "hallcall.service"
TASK = "hallcall.xml"
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "microsoft-edge")
FLAGS = (
    "--autoplay-policy=no-user-gesture-required --noerrdialogs --disable-session-crashed-bubble --disable-infobars "
    "--disable-background-timer-throttling --disable-renderer-backgrounding --no-first-run --password-store=basic"
)
"""So that a screen nobody sits at may speak, asks nothing, and is not put to sleep."""


def install(root: Path, given: Namespace) -> int:
    """Write the files, and say what makes them count."""
    windows = os.name == "nt"
    if given.install_command == "server":
        words = [
            sys.executable,
            str((root / "server.py").absolute()),
            "serve",
            "--config",
            str(given.config.absolute()),
        ]
        words += ["--data", str(given.data.absolute()), "--host", given.host, "--port", str(given.port)]
        system = not windows and os.geteuid() == 0
        owner = _owner(root) if system else None
        files: Mapping[str, str] = (
            {TASK: task(words, root)} if windows else {UNIT: unit(words, root, owner, system=system)}
        )
        if owner == "root":
            print(
                "the server would run as root: give its folder and its data to an account of their own (chown), again"
            )
            return 2
        folder, then = _service_place(root, windows=windows, system=system)
    else:
        files = screen_windows(given.address) if windows else screen_linux(given.address)
        folder, then = _screen_place(windows=windows)
    folder = given.to or folder
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(
            text.replace("@FOLDER@", str(folder.absolute())), encoding="utf-16" if name == TASK else "utf-8"
        )
        path.chmod(0o755 if name.endswith(".sh") else 0o644)
        print(path)
    print(f"next: {then.format(file=folder / next(iter(files)))}")
    return 0


def unit(words: list[str], root: Path, owner: str | None, *, system: bool) -> str:
    """Return the systemd unit that keeps the server running; of the whole system as `owner`, or of one user."""
    user = "" if owner is None else f"User={owner}\n"
    return f"""[Unit]
Description=Hallcall
Wants=network-online.target
After=network-online.target
# However often it had to be started: a hall without its server is worse than one that tries again
StartLimitIntervalSec=0

[Service]
{user}ExecStart={" ".join(map(_quoted, words))}
WorkingDirectory={str(root.absolute()).replace("%", "%%")}
Restart=always
RestartSec=1
TimeoutStopSec=10
LimitNOFILE=65536
NoNewPrivileges=true

[Install]
WantedBy={"multi-user.target" if system else "default.target"}
"""


def task(words: list[str], root: Path) -> str:
    """Return the Windows task that starts the server with the computer, and again when it fails."""
    program, *rest = words
    arguments = " ".join(f'"{word}"' for word in rest)
    return f"""<?xml version="1.0" encoding="UTF-16"?>
<Task version="1.2" xmlns="http://schemas.microsoft.com/windows/2004/02/mit/task">
  <Triggers><BootTrigger><Enabled>true</Enabled></BootTrigger></Triggers>
  <Principals>
    <Principal id="Author"><UserId>S-1-5-19</UserId><RunLevel>LeastPrivilege</RunLevel></Principal>
  </Principals>
  <Settings>
    <MultipleInstancesPolicy>IgnoreNew</MultipleInstancesPolicy>
    <DisallowStartIfOnBatteries>false</DisallowStartIfOnBatteries>
    <StopIfGoingOnBatteries>false</StopIfGoingOnBatteries>
    <ExecutionTimeLimit>PT0S</ExecutionTimeLimit>
    <RestartOnFailure><Interval>PT1M</Interval><Count>999</Count></RestartOnFailure>
  </Settings>
  <Actions><Exec>
    <Command>{_xml(program)}</Command>
    <Arguments>{_xml(arguments)}</Arguments>
    <WorkingDirectory>{_xml(str(root.absolute()))}</WorkingDirectory>
  </Exec></Actions>
</Task>
"""


def screen_linux(address: str) -> Mapping[str, str]:
    """Return what a desktop starts when it signs in: a browser that waits for the server and comes again if it ends."""
    wait = f"until curl -fsSk -o /dev/null {_shell(address.rstrip('/') + '/healthz')}; do sleep 2; done"
    return {
        "hallcall-screen.desktop": "[Desktop Entry]\nType=Application\nName=Hallcall\n"
        'Exec="@FOLDER@/hallcall-screen.sh"\nX-GNOME-Autostart-enabled=true\n',
        "hallcall-screen.sh": f"""#!/bin/sh
# Shows this device's screen of Hallcall; the server's address stands twice.
for name in {" ".join(BROWSERS)}; do
    browser=$(command -v "$name") && break
done
[ -n "$browser" ] || {{ echo "no browser: install chromium" >&2; exit 1; }}
while true; do
    {wait}
    "$browser" --kiosk {FLAGS} --user-data-dir="$HOME/.hallcall-screen" {_shell(address)}
    sleep 2
done
""",
    }


def screen_windows(address: str) -> Mapping[str, str]:
    """Return the same for Windows' own start-up folder, with Edge, which is always there."""
    return {
        "hallcall-screen.cmd": f"""@echo off
rem Shows this device's screen of Hallcall; the server's address stands twice.
:wait
curl -fsSk -o NUL "{address.rstrip("/")}/healthz" || (timeout /t 2 /nobreak >NUL & goto wait)
start /wait "" msedge --kiosk "{address}" --edge-kiosk-type=fullscreen {FLAGS} ^
  --user-data-dir="%LOCALAPPDATA%\\HallcallScreen"
timeout /t 2 /nobreak >NUL
goto wait
"""
    }


def _service_place(root: Path, *, windows: bool, system: bool) -> tuple[Path, str]:
    if windows:
        return root, 'schtasks /Create /TN Hallcall /XML "{file}" /F && schtasks /Run /TN Hallcall (as administrator)'
    if system:
        return Path("/etc/systemd/system"), f"systemctl daemon-reload && systemctl enable --now {UNIT}"
    user = Path.home() / ".config" / "systemd" / "user"
    return user, f"loginctl enable-linger && systemctl --user daemon-reload && systemctl --user enable --now {UNIT}"


def _screen_place(*, windows: bool) -> tuple[Path, str]:
    if windows:
        start = Path(os.environ.get("APPDATA", "")) / "Microsoft/Windows/Start Menu/Programs/Startup"
        return start, "sign in anew; then pair this computer at the address with a code"
    return Path.home() / ".config" / "autostart", "sign in anew; then pair this computer at the address with a code"


def _owner(folder: Path) -> str:
    """Return the account to which a folder belongs."""
    import pwd  # noqa: PLC0415 - not on Windows

    return pwd.getpwuid(folder.stat().st_uid).pw_name


def _quoted(word: str) -> str:
    """Return a word as systemd reads it."""
    escaped = word.replace("\\", "\\\\").replace('"', '\\"').replace("%", "%%").replace("$", "$$")
    return f'"{escaped}"'


def _shell(word: str) -> str:
    return "'" + word.replace("'", "'\\''") + "'"


def _xml(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
