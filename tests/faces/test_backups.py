"""Backups that make themselves, can be restored, and are told when they are missing."""

import gzip
from collections.abc import Iterator
from pathlib import Path

import pytest

import server
from hall.configuration import Table, read_table
from hall.staff.book import StaffBook
from hall.store.backup import BackupError, check, restore
from hall.web.backups import Backups
from hall.web.hall import Hall
from hall.web.metrics import Metrics
from tests.halls import NOON, Clock
from tests.patience import until

HALF_PAST = NOON + 1800
DAY_S = 24 * 3600.0


@pytest.fixture
def clock() -> Clock:
    """It is noon; half past twelve is when this hall is copied."""
    return Clock()


def table(**backup: str) -> Table:
    """Return the sample hall's file, silent."""
    return read_table(server.ROOT / "config.toml") | {"voice": {"enabled": False}, "backup": backup}


@pytest.fixture
def hall(tmp_path: Path, clock: Clock) -> Iterator[Hall]:
    """A hall with an account, that has been there since noon."""
    made = server.build(table(), tmp_path / "var", "threading", clock)
    made.context[StaffBook].add("li", "李明", "clerk", "4711", "console")
    yield made
    made.stop()


def copies(hall: Hall) -> list[Path]:
    """Return the backups there are."""
    return sorted((hall.context.data / "backups").glob("*"))


def look(hall: Hall, count: int) -> None:
    """Look until there are so many backups, and the last was taken in."""
    backups = hall.context[Backups]

    def there() -> bool:
        backups.look()
        return backups._under_way is None and len(copies(hall)) == count

    until(there, lambda: (copies(hall), backups.faults()))


def test_made_when_due_once_and_good_to_restore(hall: Hall, clock: Clock, tmp_path: Path) -> None:
    """None before its time; then one, with every account in it, readable by its owner alone, and no second."""
    backups = hall.context[Backups]
    backups.look()
    assert (backups._under_way, copies(hall)) == (None, [])
    assert b"hallcall_backup_age_seconds NaN" in hall.context[Metrics].text()
    clock.now = HALF_PAST + 1
    look(hall, 1)
    backups.look()
    (copy,) = copies(hall)
    assert copy.name == "hall-2026-11-23-123001.tar.gz"
    assert copy.stat().st_mode & 0o777 == 0o600
    clock.now += 60
    assert b"hallcall_backup_age_seconds 60.0" in hall.context[Metrics].text()
    restore(copy, tmp_path / "again")
    again = server.build(table(), tmp_path / "again", "threading", clock)
    assert [one.id for one in again.context[StaffBook].everybody()] == ["li"]
    again.stop()


def test_the_next_day_and_thinned_out(hall: Hall, clock: Clock) -> None:
    """Every day has one; beyond a week the older days of a week go, other files stay."""
    for _ in range(3):
        clock.now += DAY_S
        look(hall, len(copies(hall)) + 1)
    mine = hall.context.data / "backups" / "mine.txt"
    mine.write_text("kept")
    clock.now += 40 * DAY_S
    look(hall, 2)
    assert mine in copies(hall)


def test_a_failure_is_told_and_tried_again(tmp_path: Path, clock: Clock) -> None:
    """A folder that cannot be is a fault with its reason, until a later try succeeds."""
    (tmp_path / "in the way").write_text("a file")
    hall = server.build(table(folder=str(tmp_path / "in the way")), tmp_path / "var", "threading", clock)
    backups = hall.context[Backups]
    clock.now = HALF_PAST + 1
    backups.look()
    assert [fault.code for fault in backups.faults()] == ["backup_failed"]
    (tmp_path / "in the way").unlink()
    backups.look()
    assert backups._under_way is None, "it is tried again in a quarter of an hour"
    clock.now += 901
    until(lambda: backups.look() or not backups.faults())
    clock.now += 3 * DAY_S
    assert [fault.code for fault in backups.faults()] == ["backup_old"]
    hall.stop()


def test_what_cannot_be_read_back_is_no_backup(hall: Hall, clock: Clock) -> None:
    """A stream damaged on the disk fails the check: the file does not stay to give false hope."""
    stream = next((hall.context.data / "journal").glob("staff.jsonl"))
    whole = stream.read_bytes()
    stream.write_bytes(whole.replace(b"clerk", b"admin"))
    clock.now = HALF_PAST + 1
    backups = hall.context[Backups]
    until(lambda: backups.look() or backups.faults())
    (fault,) = backups.faults()
    assert (fault.code, copies(hall)) == ("backup_failed", [])
    assert "staff" in fault.facts["detail"]
    stream.write_bytes(whole)


def test_broken_off_leaves_nothing_half(hall: Hall, clock: Clock) -> None:
    """A server that stops in the middle leaves no half file; what a crash left goes at the next start."""
    clock.now = HALF_PAST + 1
    backups = hall.context[Backups]
    backups.look()
    folder = hall.context.data / "backups"
    (folder / "hall-2026-11-23-123001.tar.gz.part").write_bytes(b"half")
    backups.stop()
    assert copies(hall) == []
    folder = hall.context.data / "backups"
    (folder / "hall-2026-11-23-123001.tar.gz.part").write_bytes(b"half")
    (folder / "hall-2026-11-23-123001.tar.gz.trial").mkdir()
    backups.start()
    assert copies(hall) == []
    backups._under_way = None


def test_one_bit_changed_is_found(hall: Hall, clock: Clock) -> None:
    """A copy is held against its checksum to the last byte."""
    clock.now = HALF_PAST + 1
    look(hall, 1)
    (copy,) = copies(hall)
    assert check(copy) > 0
    content = bytearray(copy.read_bytes())
    content[-6] ^= 1  # in the checksum itself, which stands behind all that an archive's reader reads
    copy.write_bytes(content)
    with pytest.raises((BackupError, gzip.BadGzipFile)):
        check(copy)
