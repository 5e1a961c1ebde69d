"""What is kept on the shelf comes back whole, or not at all."""

from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from hall.journal.shelf import Shelf
from hall.store.database import Database
from hall.store.postgres_shelf import PostgresShelf
from hall.store.shelf import FolderShelf
from tests.postgres import Cluster, cluster


def comes_back(opens: Callable[[str], Shelf]) -> None:
    """A name holds what was put under it last, also for the next process; another name, or room, holds nothing."""
    shelf = opens("statistics")
    shelf.put("day-2026-11-23", b"first")
    shelf.put("day-2026-11-23", "第二".encode() + bytes(range(256)))
    again = opens("statistics")
    assert again.get("day-2026-11-23") == "第二".encode() + bytes(range(256))
    assert again.get("day-2026-11-24") is None
    assert opens("forecast").get("day-2026-11-23") is None


def test_what_was_put_last_comes_back(tmp_path: Path) -> None:
    """In a folder."""
    comes_back(lambda room: FolderShelf(tmp_path / room))


def test_what_was_put_last_comes_back_from_a_database(postgres: Cluster) -> None:
    """In a database, for every server of the hall and for no other hall."""
    url = postgres.database()
    with closing(Database(url, "east")) as one, closing(Database(url, "east")) as other:
        servers = iter((one, other, other))
        comes_back(lambda room: PostgresShelf(next(servers), room))
        with closing(Database(url, "west")) as west:
            assert PostgresShelf(west, "statistics").get("day-2026-11-23") is None


@pytest.mark.usefixtures("postgres")
def test_a_database_that_is_away_keeps_nothing() -> None:
    """And stops nobody."""
    with cluster() as own, closing(Database(own.database(), "east")) as database:
        shelf = PostgresShelf(database, "statistics")
        own.kill()
        shelf.put("day", b"rows")
        assert shelf.get("day") is None


@pytest.mark.parametrize("at", [0, 7, 8, 20])
def test_what_is_damaged_is_not_there(tmp_path: Path, at: int) -> None:
    """One bit flipped anywhere, or an end that was lost, and nothing is given."""
    shelf = FolderShelf(tmp_path)
    shelf.put("day", b"what can be made again")
    file = tmp_path / "day"
    whole = file.read_bytes()
    file.write_bytes(whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :])
    assert shelf.get("day") is None
    file.write_bytes(whole[:-1])
    assert shelf.get("day") is None


def test_what_cannot_be_written_is_no_fault(tmp_path: Path) -> None:
    """A folder that cannot be made, as on a full disk, keeps nothing and stops nobody."""
    (tmp_path / "in the way").write_text("a file", encoding="utf-8")
    shelf = FolderShelf(tmp_path / "in the way")
    shelf.put("day", b"rows")
    assert shelf.get("day") is None
