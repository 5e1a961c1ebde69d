"""The hall's own files at several servers: what is put into one data folder, or taken out, is so in all."""

import os
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from hall.store.alike import PIECE, AlikeFolders
from hall.store.database import Database
from tests.postgres import Cluster

LONG_AGO = 1_795_000_000


class Place:
    """One server's data folder."""

    def __init__(self, database: Database, data: Path) -> None:
        self._database, self.data = database, data
        data.mkdir()
        self.starts()

    def starts(self) -> None:
        """Begin with what the folder says."""
        self.folders = AlikeFolders(self._database, self.data)

    def puts(self, path: str, content: bytes, at: int = LONG_AGO) -> None:
        """Lay a file there, written at that time."""
        file = self.data / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)
        os.utime(file, (at, at))

    def has(self) -> dict[str, bytes]:
        """What lies there."""
        files = (path for path in self.data.rglob("*") if path.is_file() and path.parent != self.data)
        return {path.relative_to(self.data).as_posix(): path.read_bytes() for path in files}


@pytest.fixture
def database(postgres: Cluster) -> Iterator[Database]:
    """A hall's database."""
    with closing(Database(postgres.database(), "east")) as made:
        yield made


@pytest.fixture
def places(database: Database, tmp_path: Path) -> tuple[Place, Place]:
    """Two servers."""
    return Place(database, tmp_path / "one"), Place(database, tmp_path / "other")


def all_look(*places: Place) -> None:
    for place in (*places, places[0]):
        place.folders.look()


def test_what_is_put_at_one_is_at_the_other(places: tuple[Place, Place]) -> None:
    """Also what takes several pieces, what lies deeper, and what is not written to any more; its time comes with it."""
    one, other = places
    film = bytes(range(256)) * (PIECE // 100)
    one.puts("media/片.mp4", film)
    one.puts("recordings/zh/a.opus", b"a")
    other.puts("guides/g.toml", b"id = 1")
    all_look(*places)
    assert (
        one.has()
        == other.has()
        == {
            "media/片.mp4": film,
            "recordings/zh/a.opus": b"a",
            "guides/g.toml": b"id = 1",
        }
    )
    assert (other.data / "media/片.mp4").stat().st_mtime == LONG_AGO


def test_changed_and_taken_away(places: tuple[Place, Place]) -> None:
    """Another content under the name, and a file that goes, also across a restart of both servers."""
    one, other = places
    one.puts("media/a.png", b"1")
    one.puts("media/b.png", b"2")
    all_look(*places)
    for place in places:
        place.starts()
    other.puts("media/a.png", b"another", LONG_AGO + 60)
    (one.data / "media/b.png").unlink()
    all_look(*places)
    assert one.has() == other.has() == {"media/a.png": b"another"}


def test_what_two_changed_at_once_is_what_the_database_has(places: tuple[Place, Place]) -> None:
    """The first to look counts; the two end alike."""
    one, other = places
    one.puts("media/a.png", b"1")
    all_look(*places)
    one.puts("media/a.png", b"mine", LONG_AGO + 60)
    other.puts("media/a.png", b"yours", LONG_AGO + 61)
    all_look(*places)
    assert one.has() == other.has() == {"media/a.png": b"mine"}


def test_a_folder_that_is_lost_takes_nothing_away(places: tuple[Place, Place]) -> None:
    """A disk that is not there, a data folder made anew: the files come back, and stay at the others."""
    one, other = places
    one.puts("media/a.png", b"1")
    all_look(*places)
    (one.data / "media/a.png").unlink()
    (one.data / "media").rmdir()
    all_look(*places)
    assert one.has() == other.has() == {"media/a.png": b"1"}


def test_what_is_just_written_or_none_of_ours_stays_where_it_is(places: tuple[Place, Place], tmp_path: Path) -> None:
    """A file of this second may be half; hidden files, links and other folders are nobody else's."""
    one, other = places
    one.puts("media/whole.png", b"1")
    one.puts("media/.part", b"half")
    one.puts("print/job", b"mine")
    (one.data / "media/fresh.png").write_bytes(b"half of i")
    (tmp_path / "secret").write_text("no")
    (one.data / "media/link.png").symlink_to(tmp_path / "secret")
    all_look(*places)
    assert other.has() == {"media/whole.png": b"1"}


def test_a_path_that_leads_elsewhere_is_not_followed(database: Database, places: tuple[Place, Place]) -> None:
    """Whatever somebody has written into the database."""
    for path in ("media/../../x", "/etc/x", "tls/key", "media", "media/../print/x"):
        database.rows("insert into file values ('east', %s, 'd', 0)", (path,))
    all_look(*places)
    assert [place.has() for place in places] == [{}, {}]
