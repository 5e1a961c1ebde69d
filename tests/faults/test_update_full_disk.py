"""Another version while a disk is full: it is not let in or is taken back, and the hall serves on with every number."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import requests

from hall.store.folder import about
from tests.faces.test_update import Installed, nothing_lost, release, version
from tests.faults.conftest import Mount
from tests.patience import PATIENCE_S, until

pytestmark = pytest.mark.long
ROOM = "48m"
"""The hall says that it is not well with less than 20 MB."""


@pytest.fixture
def installed(tmp_path: Path, mount: Mount) -> Iterator[Installed]:
    """A hall whose data are on a small disk, with visitors at it."""
    mount(tmp_path / "hall" / "var", ROOM)
    made = Installed(tmp_path / "hall")
    made.start()
    made.load(2)
    until(lambda: len(made.answered) > 5)
    yield made
    made.stop()


def fill(folder: Path) -> Path:
    """Take all room of a disk, and return what has to go to give it back."""
    ballast = folder / "ballast"
    with ballast.open("wb", buffering=0) as file:
        try:
            while file.write(b"x" * 65536):
                pass
        except OSError:
            return ballast
    raise AssertionError("the disk never filled up")


def serves_on(hall: Installed, before: str, pid: int) -> None:
    """The same process of the same version, with every number."""
    assert about(hall.data)["pid"] == pid
    assert version(hall) == before
    nothing_lost(hall)


def test_a_hall_on_a_full_disk_is_not_updated(installed: Installed, tmp_path: Path) -> None:
    """It is said that the hall is not well; nothing is written, and it goes on when there is room."""
    before, pid = version(installed), about(installed.data)["pid"]
    ballast = fill(installed.data)
    done = installed.update(release(tmp_path / "new", "9.9"))
    assert (done.returncode, "Traceback" in done.stderr) == (1, False)
    assert "the hall is not well" in done.stderr
    assert not list((installed.data / "backups").glob("*"))
    ballast.unlink()
    serves_on(installed, before, pid)


@pytest.mark.parametrize("where", ["hallcall/.update", "copies"], ids=["unpacking", "backing up"])
def test_no_room_for_the_release_or_the_backup(installed: Installed, tmp_path: Path, mount: Mount, where: str) -> None:
    """The file that could not be written is named, nothing was changed, and what was begun is taken away."""
    before, pid = version(installed), about(installed.data)["pid"]
    small = mount(tmp_path / "hall" / where, "64k")
    if where == "copies":
        fill(small)
        config = installed.root / "config.toml"
        text = config.read_text(encoding="utf-8")
        config.write_text(text.replace('folder = "backups"', f'folder = "{small}"'), encoding="utf-8")
    done = installed.update(release(tmp_path / "new", "9.9"))
    assert (done.returncode, "Traceback" in done.stderr) == (1, False), done.stderr
    assert str(small) in done.stderr
    assert "nothing was changed" in done.stderr
    assert {path.name for path in small.iterdir()} <= {"ballast"}
    serves_on(installed, before, pid)


def test_a_disk_that_fills_at_the_change_over(installed: Installed, tmp_path: Path) -> None:
    """The new version ends on it; the old one serves again on the full disk, and takes tickets when there is room."""
    before = version(installed)
    fills = f"""import sys
if {str(installed.data)!r} in sys.argv:
    with open({str(installed.data / "ballast")!r}, "wb", buffering=0) as ballast:
        while ballast.write(b"x" * 65536):
            pass
"""
    done = installed.update(release(tmp_path / "new", "9.9", fills))
    assert (done.returncode, "Traceback" in done.stderr) == (1, False), done.stderr
    assert "the old version serves again" in done.stderr, done.stdout + done.stderr
    ticket = f"{installed.url}/api/v1/tickets"  # a few may have room yet, in what the journal keeps ready
    until(lambda: requests.post(ticket, json={"service": "tax"}, timeout=PATIENCE_S).status_code == 503)
    (installed.data / "ballast").unlink()
    nothing_lost(installed)
    assert version(installed) == before
