"""What every journal promises, whatever it is stored in."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path

import pytest

from hall.journal.entry import Entry
from hall.journal.journal import Conflict, Journal
from hall.queue.events.counter import CounterOpened, CounterPaused
from hall.queue.events.visit import TicketIssued
from hall.store.database import Database
from hall.store.memory import MemoryJournal
from hall.store.postgres import PostgresJournal
from hall.store.tiny import TABLES, TinyJournal

Open = Callable[[], Journal]


def entry(number: int, counter: str = "1") -> Entry:
    return Entry(number, 1_800_000_000.125 + number, "li", (CounterOpened(counter, "li"), CounterPaused(counter, None)))


@pytest.fixture(params=["memory", "tiny", "postgres"])
def reopen(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Open]:
    """Open the same journal, each time as a new process would."""
    with ExitStack() as opened:
        yield _opener(request, tmp_path, opened)


def _opener(request: pytest.FixtureRequest, tmp_path: Path, opened: ExitStack) -> Open:
    if request.param == "memory":
        kept = MemoryJournal()
        return lambda: kept
    if request.param == "tiny":
        return lambda: TinyJournal(tmp_path / "journal")
    url = request.getfixturevalue("postgres").database()

    def over_database() -> Journal:
        database = Database(url, "east")
        opened.callback(database.close)
        return PostgresJournal(database)

    return over_database


def test_reads_back_what_was_appended(reopen: Open) -> None:
    """Entries come back equal and in order, in this process and in the next."""
    journal = reopen()
    written = [entry(1), entry(2, "二号"), entry(3, 'a"b\n\r\u2028')]
    for one in written:
        journal.append("day-2026-11-23", one)
    assert list(journal.read("day-2026-11-23")) == written
    assert list(reopen().read("day-2026-11-23")) == written


def test_keeps_every_field(reopen: Open) -> None:
    """Time, person, request key and each value of an event survive."""
    issued = TicketIssued("t", "A001", "tok", "tax", "priority", "zh", 1_799_999_998.8)
    one = Entry(1, 1_800_000_000.123, "kiosk", (issued,), "key-1", "digest")
    reopen().append("s", one)
    assert list(reopen().read("s")) == [one]


def test_reads_after_a_number(reopen: Open) -> None:
    """Only what is newer is read."""
    journal = reopen()
    for n in range(1, 6):
        journal.append("s", entry(n))
    assert [e.number for e in reopen().read("s", after=3)] == [4, 5]
    assert list(journal.read("s", after=5)) == []
    assert list(journal.read("s", after=9)) == []


def test_a_streams_length_grows_with_every_entry(reopen: Open) -> None:
    """Every process sees the same length; it grows with each entry, of its own stream alone, and begins at nothing."""
    journal, other = reopen(), reopen()
    lengths = [journal.length("s")]
    for n in range(1, 4):
        journal.append("s", entry(n))
        journal.append("t", entry(n))
        lengths.append(other.length("s"))
    assert lengths[0] == 0
    assert lengths == sorted(set(lengths))
    assert journal.length("s") == lengths[-1]


def test_more_streams_than_are_kept_in_mind(reopen: Open) -> None:
    """However many streams are read in between, each goes on where it was."""
    journal = reopen()
    for n in (1, 2):
        for stream in range(2 * TABLES):
            journal.append(f"s{stream}", entry(n))
    assert all([e.number for e in journal.read(f"s{stream}")] == [1, 2] for stream in range(2 * TABLES))


@pytest.mark.parametrize("number", [0, 1, 4])
def test_refuses_any_number_but_the_next(reopen: Open, number: int) -> None:
    """A taken or skipped number is a conflict, and writes nothing."""
    journal = reopen()
    journal.append("s", entry(1))
    journal.append("s", entry(2))
    with pytest.raises(Conflict):
        journal.append("s", entry(number))
    assert len(list(reopen().read("s"))) == 2


def test_who_was_not_first_is_told_what_was_written(reopen: Open) -> None:
    """A conflict brings the stream's entries from the refused number on, other processes' too, and no others."""
    first, second = reopen(), reopen()
    first.append("other", entry(1))
    for number in (1, 2, 3):
        first.append("s", entry(number))
    for number in (1, 2, 3):
        with pytest.raises(Conflict) as conflict:
            second.append("s", entry(number, "9"))
        assert list(conflict.value.newer) == [entry(n) for n in range(number, 4)]
    with pytest.raises(Conflict) as conflict:
        second.append("s", entry(5))
    assert list(conflict.value.newer) == []


def test_streams_are_apart(reopen: Open) -> None:
    """Each stream has its own numbers, and their names are told."""
    journal = reopen()
    assert list(journal.streams()) == []
    journal.append("b", entry(1))
    journal.append("a", entry(1))
    assert list(journal.streams()) == ["a", "b"]
    other = reopen()
    for name in ("c", "a-2026-11-23"):
        other.append(name, entry(1))
        assert name in journal.streams()
    assert list(journal.streams()) == list(other.streams()) == ["a", "a-2026-11-23", "b", "c"]
    assert list(journal.read("nowhere")) == []


def test_a_refused_entry_makes_no_stream(reopen: Open) -> None:
    """A stream is there from its first entry on, not from the first attempt."""
    journal = reopen()
    with pytest.raises(Conflict):
        journal.append("s", entry(2))
    assert list(reopen().streams()) == []
    journal.append("s", entry(1))
    assert list(reopen().streams()) == ["s"]


def test_sees_what_another_process_appended(reopen: Open) -> None:
    """A journal opened earlier reads, and counts on from, what another one wrote."""
    first, second = reopen(), reopen()
    first.append("s", entry(1))
    assert len(list(second.read("s"))) == 1
    second.append("s", entry(2))
    with pytest.raises(Conflict):
        first.append("s", entry(2))
    assert [e.number for e in first.read("s", after=1)] == [2]
    first.append("s", entry(3))
    assert len(list(second.read("s"))) == 3


def test_one_winner_for_every_number(reopen: Open) -> None:
    """Of eight that append the same number at once, one succeeds, forty times over."""

    def attempt(journal: Journal, number: int, who: int) -> int:
        try:
            journal.append("s", entry(number, str(who)))
        except Conflict:
            return 0
        return 1

    journals = [reopen() for _ in range(8)]
    with ThreadPoolExecutor(8) as pool:
        for number in range(1, 41):
            wins = pool.map(lambda who, n=number: attempt(journals[who], n, who), range(8))
            assert sum(wins) == 1
    assert [e.number for e in reopen().read("s")] == list(range(1, 41))
