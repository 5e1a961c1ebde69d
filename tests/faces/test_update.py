"""Another version takes this one's place under load, or is taken back: nothing that was answered is lost."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
import zipfile
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
import requests

from hall.store.folder import about, is_free
from tests.hallclient import ROOT, always_open, silent
from tests.patience import PATIENCE_S, until

pytestmark = pytest.mark.long
PAUSE_S = 0.1
"""Between two tickets of a visitor: four of them ask throughout, and the computer is left to the update."""
UNFINISHED = "*.pyc.*"
"""What another process is just compiling."""
FACES = ("hall", "kiosk", "display", "counter", "assets")


def program(folder: Path) -> Path:
    """Put the product's files into a folder of their own, as a hall has them: compiled by its last start.

    Its recordings stay out: they are most of the files, and the hall is silent.
    """
    folder.mkdir(parents=True)
    for name in FACES:
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("*.opus", UNFINISHED))
    for name in ("server.py", "config.toml"):
        shutil.copy(ROOT / name, folder / name)
    return folder


class Installed:
    """A hall installed in a folder, its server, and visitors who never stop."""

    def __init__(self, folder: Path) -> None:
        self.root, self.data = program(folder / "hallcall"), folder / "var"
        (self.root / "config.toml").write_text(silent(always_open()), encoding="utf-8")
        self.where = ["--config", str(self.root / "config.toml"), "--data", str(self.data)]
        self.answered: list[str] = []
        self.gaps: list[float] = []
        self._done = threading.Event()
        self._visitors: list[threading.Thread] = []

    def start(self) -> None:
        """Start the server on a free port, which it keeps."""
        port = free_port()
        words = [sys.executable, "server.py", "serve", *self.where, "--host", "127.0.0.1", "--port", str(port)]
        with (self.root.parent / "log").open("wb") as log:
            self.process = subprocess.Popen(words, cwd=self.root, stdout=log, stderr=log)
        self.url = str(until(lambda: about(self.data).get("url"), (self.root.parent / "log").read_text))

    def load(self, visitors: int) -> None:
        """Have visitors take tickets, one after the other, whatever happens to the server."""
        url = self.url
        for one in range(visitors):
            self._visitors.append(threading.Thread(target=self._visit, args=(url, one)))
            self._visitors[-1].start()

    def _visit(self, url: str, one: int) -> None:
        last, n, visitor = time.monotonic(), 0, requests.Session()
        while not self._done.is_set():
            try:
                answer = visitor.post(
                    f"{url}/api/v1/tickets",
                    json={"service": "tax"},
                    headers={"Idempotency-Key": f"{one}-{n}"},
                    timeout=PATIENCE_S,
                )
            except requests.RequestException:
                time.sleep(PAUSE_S)
                continue
            if answer.status_code in {200, 201}:
                now = time.monotonic()
                self.answered.append(answer.json()["number"])
                self.gaps.append(now - last)
                last, n = now, n + 1
            time.sleep(PAUSE_S)

    def add_staff(self, staff: str) -> None:
        """Make a clerk's account."""
        words = [sys.executable, "server.py", "staff", "add", staff, "--name", "李明", "--role", "clerk", *self.where]
        subprocess.run(words, cwd=self.root, input=b"4711\n", check=True, timeout=PATIENCE_S)

    def stop_visitors(self) -> None:
        """Let them go home."""
        self._done.set()
        for one in self._visitors:
            one.join()

    def update(self, release: Path) -> subprocess.CompletedProcess[str]:
        """Run the command as an administrator does."""
        words = [sys.executable, "server.py", "update", str(release), *self.where]
        return subprocess.run(words, cwd=self.root, capture_output=True, text=True, timeout=5 * PATIENCE_S, check=False)

    def _servers(self) -> list[int]:
        """The processes that serve this folder; one that started on a full disk has noted nothing there."""
        found = []
        for one in Path("/proc").glob("[0-9]*"):
            with suppress(OSError):
                if str(self.data).encode() in (one / "cmdline").read_bytes().split(b"\0"):
                    found.append(int(one.name))
        return found

    def stop(self) -> None:
        """End whatever serves."""
        self.stop_visitors()
        for pid in self._servers():
            os.kill(pid, signal.SIGTERM)
        until(lambda: is_free(self.data))
        self.process.wait(PATIENCE_S)


def free_port() -> int:
    """Return a port that nobody listens on."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


@pytest.fixture
def installed(tmp_path: Path) -> Iterator[Installed]:
    """A hall that serves, with four visitors at it."""
    made = Installed(tmp_path)
    made.start()
    made.load(4)
    until(lambda: len(made.answered) > 20)
    yield made
    made.stop()


def release(folder: Path, version: str, begins: str = "") -> Path:
    """Make a release of that version; its server begins with the line `begins`."""
    made = program(folder)
    init = made / "hall" / "__init__.py"
    init.write_text(init.read_text(encoding="utf-8").replace('VERSION = "', f'VERSION = "{version}-'), encoding="utf-8")
    server = made / "server.py"
    text = server.read_text(encoding="utf-8")
    assert "\nimport sys\n" in text
    server.write_text(text.replace("\nimport sys\n", f"\nimport sys\n{begins}\n", 1), encoding="utf-8")
    return made


def version(hall: Installed) -> str:
    """Return which version serves."""
    return str(requests.get(f"{hall.url}/api/v1/openapi.json", timeout=PATIENCE_S).json()["info"]["version"])


def nothing_lost(hall: Installed) -> None:
    """Every number that a visitor was told is in the hall, and none was given twice."""
    count = len(hall.answered)
    until(lambda: len(hall.answered) > count + 8)
    hall.stop_visitors()
    assert len(set(hall.answered)) == len(hall.answered)
    total = requests.get(f"{hall.url}/api/v1/services", timeout=PATIENCE_S).json()
    assert next(one["waiting"] for one in total if one["id"] == "tax") >= len(hall.answered)
    print("longest without an answer:", round(max(hall.gaps), 2), "s; tickets:", len(hall.answered))


def test_an_update_under_load(installed: Installed, tmp_path: Path) -> None:
    """The new version serves, the hall's own configuration stays, a backup was made, and no number is lost."""
    packed = tmp_path / "hallcall-9.whl"
    made = release(tmp_path / "new", "9.9")
    with zipfile.ZipFile(packed, "w") as archive:
        for path in made.rglob("*"):
            if path.suffix != ".pyc":
                archive.write(path, path.relative_to(made))
    own = (installed.root / "config.toml").read_bytes()
    done = installed.update(packed)
    assert done.returncode == 0, done.stdout + done.stderr
    assert version(installed).startswith("9.9-")
    assert (installed.root / "config.toml").read_bytes() == own
    assert len(list((installed.data / "backups").glob("hall-*.tar.gz"))) == 1
    assert [path.name for path in (installed.root / ".update").iterdir()] == []
    nothing_lost(installed)
    print(done.stdout)


def test_a_version_that_does_not_come_up_is_never_let_in(installed: Installed, tmp_path: Path) -> None:
    """Found out on the copy, while the hall serves on undisturbed: nothing is changed."""
    pid = about(installed.data)["pid"]
    done = installed.update(release(tmp_path / "new", "9.9", "raise SystemExit('broken')"))
    assert done.returncode == 1
    assert "nothing was changed" in done.stderr
    assert "broken" in done.stderr
    assert about(installed.data)["pid"] == pid
    nothing_lost(installed)


def test_a_version_that_fails_in_earnest_is_taken_back(installed: Installed, tmp_path: Path) -> None:
    """It comes up on trial and not in the hall: the old version serves again, with every number."""
    before = version(installed)
    fails = f"if {str(installed.data)!r} in sys.argv: raise SystemExit('only here')"
    done = installed.update(release(tmp_path / "new", "9.9", f"import sys\n{fails}"))
    assert done.returncode == 1
    assert "the old version serves again" in done.stderr, done.stdout + done.stderr
    assert version(installed) == before
    nothing_lost(installed)
    print(done.stderr)


def test_what_is_no_release_changes_nothing(tmp_path: Path) -> None:
    """A file of another kind, an empty folder, no file at all: each said, and nothing written."""
    installed = Installed(tmp_path)
    (tmp_path / "notes.txt").write_text("no release")
    (tmp_path / "empty").mkdir()
    installed.data.mkdir()
    for wrong in ("notes.txt", "empty", "nowhere"):
        done = installed.update(tmp_path / wrong)
        assert done.returncode == 1
        assert "nothing was changed" in done.stderr
        assert "Traceback" not in done.stderr
        assert not (installed.root / ".update" / "new").exists()
