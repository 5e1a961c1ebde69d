"""What is written so that servers and screens start by themselves is right for the system that reads it."""

import shutil
import subprocess
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from hall.configuration.command_line import arguments
from hall.console import install
from server import ROOT

ODD = ["/usr/bin/python3", "/srv/our hall/server.py", "serve", "--data", '/srv/100% "$HOME"']


def test_the_unit_starts_what_was_asked_again_and_again(tmp_path: Path) -> None:
    """Spaces, quotes, dollars and per cents arrive as they are; it is never given up; systemd has nothing to say."""
    text = install.unit(ODD, tmp_path, "hall", system=True)
    assert r'ExecStart="/usr/bin/python3" "/srv/our hall/server.py" "serve" "--data" "/srv/100%% \"$$HOME\""' in text
    assert {"User=hall", "Restart=always", "StartLimitIntervalSec=0", "WantedBy=multi-user.target"} <= set(
        text.splitlines()
    )
    assert "User=" not in install.unit(ODD, tmp_path, None, system=False)
    if (checker := shutil.which("systemd-analyze")) is not None:
        unit = tmp_path / "hallcall.service"
        unit.write_text(install.unit(["/bin/true"], tmp_path, "root", system=True))
        said = subprocess.run([checker, "verify", unit], capture_output=True, text=True, check=False)
        assert "hallcall.service:" not in said.stderr, said.stderr


def test_the_task_of_windows_can_be_read(tmp_path: Path) -> None:
    """The program and its words stand in their places, whatever signs they have."""
    text = install.task(["C:\\P & Q\\python.exe", "server.py", "a b"], tmp_path).partition("?>")[2]
    found = ET.fromstring(text)  # noqa: S314 - our own
    space = "{http://schemas.microsoft.com/windows/2004/02/mit/task}"
    assert found.findtext(f".//{space}Command") == "C:\\P & Q\\python.exe"
    assert found.findtext(f".//{space}Arguments") == '"server.py" "a b"'


def test_a_screen_waits_for_its_server_and_opens_it(tmp_path: Path) -> None:
    """The script written for a desktop runs: with the server there, it opens the browser at the address."""
    words = ["install", "screen", "http://hall:8000/", "--to", str(tmp_path / "auto start")]
    assert install.install(ROOT, arguments(ROOT).parse_args(words)) == 0
    script, desktop = (tmp_path / "auto start" / f"hallcall-screen.{end}" for end in ("sh", "desktop"))
    assert f'Exec="{script}"' in desktop.read_text(encoding="utf-8")
    tools = tmp_path / "tools"
    tools.mkdir()
    for name, does in (
        ("curl", f'echo "$@" > "{tmp_path}/asked"'),
        ("chromium", f'echo "$@" > "{tmp_path}/shown"; kill $PPID'),
    ):
        (tools / name).write_text(f"#!/bin/sh\n{does}\n")
        (tools / name).chmod(0o755)
    subprocess.run([script], env={"PATH": f"{tools}:/usr/bin:/bin", "HOME": str(tmp_path)}, check=False)
    assert (tmp_path / "asked").read_text().split()[-1] == "http://hall:8000/healthz"
    shown = (tmp_path / "shown").read_text().split()
    assert shown[-1] == "http://hall:8000/"
    assert {"--kiosk", "--autoplay-policy=no-user-gesture-required"} <= set(shown)


@pytest.mark.parametrize(
    "address", ["hall", "ftp://hall/", "http://hall/'; rm -rf /", 'http://hall/"&calc', "http://a b/"]
)
def test_what_is_no_address_is_refused(address: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Nothing that a shell would take for more than an address gets into a file."""
    with pytest.raises(SystemExit):
        arguments(ROOT).parse_args(["install", "screen", address])
    assert "must be the server's address" in capsys.readouterr().err


def test_a_server_does_not_run_as_root(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Where all belongs to root nothing is written, and it is said what to do."""
    monkeypatch.setattr(install, "_owner", lambda _: "root")
    monkeypatch.setattr(install.os, "geteuid", lambda: 0)
    words = ["install", "server", "--to", str(tmp_path), "--port", "80"]
    assert install.install(ROOT, arguments(ROOT).parse_args(words)) == 2
    assert list(tmp_path.iterdir()) == []
    monkeypatch.setattr(install, "_owner", lambda _: "hall")
    assert install.install(ROOT, arguments(ROOT).parse_args(words)) == 0
    assert '"--port" "80"' in (tmp_path / "hallcall.service").read_text(encoding="utf-8")
