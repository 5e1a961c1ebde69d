"""Sets Hallcall up on a machine with Python alone, and starts it or its tests. Standard library only.

    python3 .ci/start.py                 set up, then `server.py demo`: a made-up hall with all screens
    python3 .ci/start.py serve …         set up, then `server.py serve …`: your own hall (any command of server.py)
    python3 .ci/start.py test …          set up with what tests need, then pytest …, on all cores when it is all of them
    python3 .ci/start.py voice           set up with the voice that says what the recordings lack (220 MB), and try it
    python3 .ci/start.py pages           set up with what checks the pages' scripts and styles, and check them

Packages come in exactly the locked versions, checked by their hashes, into .venv. Programs from the system (the
computer's voice, a browser for tests) are installed where that is possible (Debian, as administrator); otherwise one
line names what is missing, and what needs it is skipped and says so.
"""

import hashlib
import os
import shutil
import subprocess
import sys
import venv
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
OLDEST = (3, 11)
NEWEST_FOR_VOICE = (3, 12)
"""The newest Python that the voice's packages know."""

TO_RUN = {"espeak-ng": "espeak-ng"}
"""Programs by the Debian package that brings them. On Windows the system's own voice serves."""
TO_TEST = TO_RUN | {
    "chromedriver": "chromium-driver",
    "chromium": "chromium",
    "chromium-headless-shell": "chromium-headless-shell",
    "opusdec": "opus-tools",
    "pdftoppm": "poppler-utils",
    "xvfb-run": "xvfb",
    "node": "nodejs",
    "pg_ctlcluster": "postgresql",
}
TO_CHECK_PAGES = {"node": "nodejs", "npm": "npm"}


def main(words: Sequence[str]) -> int:
    """Set up what `words` need and do it."""
    if sys.version_info < OLDEST:
        print(f"Hallcall needs Python {OLDEST[0]}.{OLDEST[1]} or newer; this is {sys.version.split()[0]}.")
        return 1
    if words[:1] == ["pages"]:
        return check_pages()
    if words[:1] == ["voice"]:
        return install_voice()
    testing = words[:1] == ["test"]
    system_packages(TO_TEST if testing else TO_RUN)
    packages(ROOT / ("requirements-dev.lock" if testing else "requirements.lock"))
    command = ["-m", "pytest", *on_all_cores(words[1:])] if testing else ["server.py", *(words or ["demo"])]
    try:
        return subprocess.run([PYTHON, *command], cwd=ROOT, env=environment(), check=False).returncode
    except KeyboardInterrupt:
        return 0


def environment() -> dict[str, str]:
    """Return this one's for a process that keeps what it compiles: tests begin hundreds that else compile all anew."""
    return {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}


def on_all_cores(words: Sequence[str]) -> list[str]:
    """Return pytest's `words` with the processes added, unless they choose tests or processes themselves.

    Two for each core, as half of a test is waiting for a page, a process or a disk. More find no core free, and each
    collects all tests for itself and lets the others wait longer.
    """
    choose = ("-n", "--numprocesses", "-k", "-m", "--collect-only", "--last-failed")
    chosen = any(word.startswith(choose) or not word.startswith("-") for word in words)
    return [*words, *([] if chosen else ["--numprocesses", str(2 * (os.cpu_count() or 1)), "--dist", "worksteal"])]


def packages(lock: Path, *how: str) -> None:
    """Bring .venv to exactly `lock`, unless it is there already. `how` are further words for pip."""
    if not PYTHON.exists():
        make_venv()
    wanted = hashlib.sha256(lock.read_bytes()).hexdigest()
    stamp = VENV / f"{lock.stem}.installed"
    if stamp.exists() and stamp.read_text() == wanted:
        return
    print(f"installing {lock.name} …", flush=True)
    pip = [
        PYTHON,
        "-m",
        "pip",
        "install",
        "--quiet",
        "--disable-pip-version-check",
        "--require-hashes",
        *how,
        "-r",
        lock,
    ]
    subprocess.run(pip, check=True)
    stamp.write_text(wanted)


def check_pages() -> int:
    """Bring node_modules to exactly package-lock.json, unless it is there already, and check scripts and styles."""
    system_packages(TO_CHECK_PAGES)
    npm = shutil.which("npm")
    if npm is None:
        return 1
    installed, lock = ROOT / "node_modules" / ".package-lock.json", ROOT / "package-lock.json"
    if not installed.exists() or installed.stat().st_mtime < lock.stat().st_mtime:
        subprocess.run([npm, "ci", "--no-audit", "--no-fund"], cwd=ROOT, check=True)
    return subprocess.run([npm, "run", "--silent", "check"], cwd=ROOT, check=False).returncode


def install_voice() -> int:
    """Install the voice for a hall's own words and have it speak; where it cannot be had, say what that means."""
    without = "A hall's own words beyond the recordings are shown with the chime; everything else speaks as before."
    system_packages(TO_RUN)
    packages(ROOT / "requirements.lock")
    found = subprocess.run([PYTHON, "-c", "import sys; print(*sys.version_info[:2])"], check=True, capture_output=True)
    if tuple(map(int, found.stdout.split())) > NEWEST_FOR_VOICE:
        print(f"Not installed: the voice needs Python {NEWEST_FOR_VOICE[0]}.{NEWEST_FOR_VOICE[1]} or older. {without}")
        return 1
    try:
        packages(ROOT / "requirements-voice.lock", "--no-deps")
    except subprocess.CalledProcessError:
        print(f"Not installed: its packages cannot be had here, see above. {without}")
        return 1
    return subprocess.run([PYTHON, "-m", "hall.voice.audition"], cwd=ROOT, check=False).returncode


def make_venv() -> None:
    """Make .venv; Debian keeps the module's other half in a package of its own."""
    try:
        venv.create(VENV, with_pip=True, clear=True)
    except subprocess.CalledProcessError:
        version = f"{sys.version_info.major}.{sys.version_info.minor}"
        if not apt_install([f"python{version}-venv"]):
            sys.exit(f"Python's venv module is incomplete; install it first: apt-get install python{version}-venv")
        venv.create(VENV, with_pip=True, clear=True)


def system_packages(wanted: dict[str, str]) -> None:
    """Install the programs that are missing, or say in one line which they are."""
    if os.name == "nt":
        wanted = {program: package for program, package in wanted.items() if program not in TO_RUN}
    missing = [package for program, package in wanted.items() if shutil.which(program) is None]
    if missing and not apt_install(missing):
        print(f"not installed: {', '.join(missing)}. What needs them is left out and says so.", flush=True)


def apt_install(names: Sequence[str]) -> bool:
    """Install Debian packages and return whether that worked; without administrator's rights it is not tried."""
    if shutil.which("apt-get") is None or not hasattr(os, "geteuid") or os.geteuid() != 0:
        return False
    print(f"installing {', '.join(names)} …", flush=True)
    quiet = {"stdout": subprocess.DEVNULL, "env": os.environ | {"DEBIAN_FRONTEND": "noninteractive"}}
    install = ["apt-get", "install", "--yes", "--no-install-recommends", *names]
    return all(
        subprocess.run(command, check=False, **quiet).returncode == 0 for command in (["apt-get", "update"], install)
    )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
