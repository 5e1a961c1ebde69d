"""Backups of a hall in a database: made daily like a folder's, and good for either store."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
import tomli_w

import server
from hall.configuration import Table, read_table
from hall.staff.book import StaffBook
from hall.store.opening import TINY, open_store
from hall.web.backups import Backups
from hall.web.hall import Hall
from tests.halls import MONDAY, NOON, Clock
from tests.patience import until
from tests.postgres import Cluster

HALF_PAST = NOON + 1800
HALL = "east"


def table(url: str) -> Table:
    """Return the sample hall's file, silent, with its data at `url`."""
    return read_table(server.ROOT / "config.toml") | {
        "voice": {"enabled": False},
        "store": {"url": url, "hall": HALL},
    }


@contextmanager
def hall(data: Path, url: str, clock: Clock) -> Iterator[Hall]:
    """A server of the hall, which is there for the others."""
    with closing(open_store(url, HALL, data)) as store, store.serves():
        made = server.build(table(url), data, "threading", clock, store)
        yield made
        made.stop()


def backup(made: Hall) -> Path:
    """Have the backup made that is due."""
    backups = made.context[Backups]
    folder = made.context.data / "backups"

    def there() -> bool:
        backups.look()
        return backups._under_way is None and any(folder.glob("*.gz"))

    until(there, backups.faults)
    (copy,) = folder.glob("*")
    return copy


@pytest.fixture
def clock() -> Clock:
    """Half past twelve, when this hall is copied; the database's time is another, and too far away to be believed."""
    return Clock()


@pytest.fixture
def copied(postgres: Cluster, tmp_path: Path, clock: Clock) -> Path:
    """The backup of a hall in a database, with an account, a telephone number, and a picture."""
    with hall(tmp_path / "var", postgres.database(), clock) as made:
        made.context[StaffBook].add("li", "李明", "clerk", "4711", "console")
        made.context.ground.vault("cases").put(MONDAY, "tok", phone="13800000000")
        (tmp_path / "var" / "media").mkdir(parents=True)
        (tmp_path / "var" / "media" / "a.txt").write_text("picture")
        clock.now = HALF_PAST + 1
        return backup(made)


def run(tmp_path: Path, url: str, *words: object) -> int:
    """Do a command of a hall whose data is at `url`."""
    config = tmp_path / "config.toml"
    config.write_text(tomli_w.dumps(table(url)), encoding="utf-8")
    return server.main([*map(str, words), "--config", str(config)])


@pytest.mark.parametrize("into", ["folder", "database"])
def test_a_backup_goes_back_into_either_store(
    copied: Path, postgres: Cluster, tmp_path: Path, clock: Clock, into: str
) -> None:
    """Journal and vault are where the hall that comes back has its data, everything else in its folder."""
    url, data = (TINY if into == "folder" else postgres.database()), tmp_path / "again"
    assert run(tmp_path, url, "restore", copied, "--data", data) == 0
    assert (data / "journal").exists() == (into == "folder")
    assert (data / "media" / "a.txt").read_text() == "picture"
    with hall(data, url, clock) as made:
        assert [one.id for one in made.context[StaffBook].everybody()] == ["li"]
        assert made.context.ground.vault("cases").get(MONDAY, "tok") == {"phone": "13800000000"}


def test_a_database_that_holds_a_hall_is_left_alone(
    copied: Path, postgres: Cluster, tmp_path: Path, clock: Clock, capsys: pytest.CaptureFixture[str]
) -> None:
    """Nothing is put over it, and nothing stays in the folder."""
    url, data = postgres.database(), tmp_path / "again"
    with hall(tmp_path / "there", url, clock) as made:
        made.context[StaffBook].add("wang", "王芳", "clerk", "4711", "console")
    assert run(tmp_path, url, "restore", copied, "--data", data) == 1
    assert "holds a hall already" in capsys.readouterr().err
    assert not data.exists()


def test_a_backup_by_hand(postgres: Cluster, tmp_path: Path, clock: Clock) -> None:
    """The command copies the database's hall too, while it serves."""
    url, file = postgres.database(), tmp_path / "b.tar.gz"
    with hall(tmp_path / "var", url, clock) as made:
        made.context[StaffBook].add("li", "李明", "clerk", "4711", "console")
        assert run(tmp_path, url, "backup", file, "--data", tmp_path / "var") == 0
    assert run(tmp_path, TINY, "restore", file, "--data", tmp_path / "again") == 0
    with hall(tmp_path / "again", TINY, clock) as again:
        assert [one.id for one in again.context[StaffBook].everybody()] == ["li"]


def test_every_server_knows_how_old_the_backup_is(postgres: Cluster, tmp_path: Path, clock: Clock) -> None:
    """It lies in the folder of one of them; the other says its age, and makes none of its own."""
    url = postgres.database()
    with hall(tmp_path / "one", url, clock) as one, hall(tmp_path / "other", url, clock) as other:
        one.context[Backups].start()
        until(other.context.ground.fellows.others)
        half = tmp_path / "other" / "backups" / "hall-2026-11-23-123001.tar.gz.part"
        half.parent.mkdir(parents=True)
        half.touch()
        other.context[Backups].start()
        assert half.exists(), "it may be the other's, under way in a folder of both"
        clock.now = HALF_PAST + 1
        backup(one)
        clock.now += 60
        backups = other.context[Backups]
        until(lambda: backups.age_s() == 60)
        backups.look()
        assert backups._under_way is None
        clock.now += 3 * 24 * 3600
        assert [fault.code for fault in backups.faults()] == ["backup_old"]
