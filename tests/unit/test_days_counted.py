"""The recorded days: read once, kept ready, never at odds with the journal, whatever lies in its folder."""

import json
import shutil
from collections import Counter
from collections.abc import Iterable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from hall.journal.entry import Entry
from hall.queue.events.counter import CounterClosed, CounterOpened
from hall.queue.events.day import DayOpened
from hall.queue.events.visit import TicketIssued
from hall.speech.events import CallWaited
from hall.statistics.book import BREATH, Days
from hall.statistics.state import packing
from hall.statistics.state.rows import Outcome
from hall.statistics.state.span import Span
from hall.store.lines import LineFile
from hall.store.memory import MemoryJournal
from hall.store.shelf import FolderShelf
from hall.store.tiny import TinyJournal
from tests.halls import MONDAY, NOON, Clock, ground

GOLDEN = Path(__file__).parents[1] / "golden"
SUNDAY, SATURDAY = MONDAY - timedelta(days=1), MONDAY - timedelta(days=2)
WEEK = Span(MONDAY - timedelta(days=6), MONDAY)


class Watched(MemoryJournal):
    """Notes from where each stream is read."""

    def __init__(self) -> None:
        super().__init__()
        self.read_from: list[tuple[str, int]] = []

    def read(self, stream: str, after: int = 0) -> Iterable[Entry]:  # type: ignore[override]
        self.read_from.append((stream, after))
        return super().read(stream, after)


class Kept:
    """A shelf in memory."""

    def __init__(self) -> None:
        self.things: dict[str, bytes] = {}

    def get(self, name: str) -> bytes | None:
        return self.things.get(name)

    def put(self, name: str, kept: bytes) -> None:
        self.things[name] = kept


def issued(number: int) -> TicketIssued:
    return TicketIssued(f"t{number}", f"A{number:03d}", f"token{number}", "a", "normal", "zh", NOON + number)


def write(journal: MemoryJournal | TinyJournal, day: date, tickets: int, first: int = 1) -> None:
    """Add so many entries to a day's stream; the first opens it."""
    for number in range(first, first + tickets):
        events = (DayOpened(day.isoformat(), 1), issued(number)) if number == 1 else (issued(number),)
        journal.append(f"day-{day}", Entry(number, NOON + number, "kiosk", events))


def days(journal: MemoryJournal | TinyJournal, shelf: Kept | FolderShelf, breaths: list[None] | None = None) -> Days:
    taken = breaths if breaths is not None else []
    return Days(ground(Clock(), journal), shelf, breathe=lambda: taken.append(None))


def counts(book: Days, unread: list[date]) -> dict[date, int]:
    """How many visits each day of the week has."""
    return {day.date: len(day.visits) for day in book.each(WEEK, unread)}


def test_a_past_day_is_read_once() -> None:
    """The second look, also by another process, reads nothing of the stream."""
    journal, shelf = Watched(), Kept()
    write(journal, SUNDAY, 3)
    first = days(journal, shelf).read(SUNDAY)
    journal.read_from.clear()
    assert days(journal, shelf).read(SUNDAY) == first
    assert journal.read_from == []


@pytest.mark.parametrize("harm", ["grown", "said", "version", "damaged", "another day's"])
def test_what_is_kept_is_made_again(monkeypatch: pytest.MonkeyPatch, harm: str) -> None:
    """A stream that has grown, of what was said too, another version, damage, another day's: the journal is asked."""
    journal, shelf = Watched(), Kept()
    write(journal, SUNDAY, 3)
    write(journal, SATURDAY, 1)
    days(journal, shelf).read(SUNDAY)
    days(journal, shelf).read(SATURDAY)
    if harm == "grown":
        write(journal, SUNDAY, 1, first=4)
    elif harm == "said":
        journal.append(f"speech-{SUNDAY}", Entry(1, NOON, "hall", (CallWaited("east"),)))
    elif harm == "version":
        monkeypatch.setattr(packing, "VERSION", packing.VERSION + 1)
    elif harm == "damaged":
        shelf.things[f"day-{SUNDAY}"] = shelf.things[f"day-{SUNDAY}"][:-3]
    else:
        shelf.things[f"day-{SUNDAY}"] = shelf.things[f"day-{SATURDAY}"]
    journal.read_from.clear()
    assert len(days(journal, shelf).read(SUNDAY).visits) == (4 if harm == "grown" else 3)
    assert journal.read_from == [(f"day-{SUNDAY}", 0), (f"speech-{SUNDAY}", 0)]
    journal.read_from.clear()
    days(journal, shelf).read(SUNDAY)
    assert journal.read_from == []


def test_today_goes_on() -> None:
    """Each look at today reads what is newer alone, and nothing of it is kept."""
    journal, shelf = Watched(), Kept()
    write(journal, MONDAY, 3)
    book = days(journal, shelf)
    journal.append(f"speech-{MONDAY}", Entry(1, NOON, "hall", (CallWaited("east"),)))
    assert len(book.read(MONDAY).visits) == 3
    write(journal, MONDAY, 2, first=4)
    assert len(book.read(MONDAY).visits) == 5
    assert journal.read_from == [
        *((f"day-{MONDAY}", 0), (f"speech-{MONDAY}", 0)),
        *((f"day-{MONDAY}", 3), (f"speech-{MONDAY}", 1)),
    ]
    assert shelf.things == {}


def test_today_is_counted_until_now() -> None:
    """A counter that is open now has been open until now, also when the clock was set back behind the last entry."""
    journal, clock = MemoryJournal(), Clock()
    journal.append(f"day-{MONDAY}", Entry(1, NOON, "li", (CounterOpened("1", "li"), CounterOpened("2", "wang"))))
    journal.append(f"day-{MONDAY}", Entry(2, NOON + 60, "wang", (CounterClosed("2", None),)))
    book = Days(ground(clock, journal), Kept(), breathe=lambda: None)
    clock.now = NOON + 90
    assert {s.counter: s.ended - s.begun for s in book.read(MONDAY).shifts} == {"1": 90_000, "2": 60_000}
    clock.now = NOON - 3600
    assert {s.counter: s.ended - s.begun for s in book.read(MONDAY).shifts} == {"1": 60_000, "2": 60_000}


def test_days_are_made_ready_from_the_latest_on() -> None:
    """One at a time, today not among them, until none is left."""
    journal, shelf = MemoryJournal(), Kept()
    for day in (SATURDAY, SUNDAY, MONDAY):
        write(journal, day, 1)
    book = days(journal, shelf)
    assert [book.prepare(), book.prepare(), book.prepare()] == [SUNDAY, SATURDAY, None]
    assert set(shelf.things) == {f"day-{SATURDAY}", f"day-{SUNDAY}"}


def test_a_damaged_day_is_named_and_the_others_are_counted(tmp_path: Path) -> None:
    """A line that is damaged, and an event of a newer version: their days are left out and said; no other is."""
    journal = TinyJournal(tmp_path)
    for day in (SATURDAY, SUNDAY, MONDAY - timedelta(days=3), MONDAY):
        write(journal, day, 2)
    damaged = tmp_path / f"day-{SUNDAY}.jsonl"
    damaged.write_bytes(damaged.read_bytes().replace(b"A001", b"A002", 1))
    told = {"number": 3, "at": "2026-11-21T04:00:00.000+00:00", "by": "hall", "events": [{"event": "TicketDreamt"}]}
    LineFile(tmp_path / f"day-{SATURDAY}.jsonl").append(3, told)
    book, unread = days(TinyJournal(tmp_path), Kept()), list[date]()
    assert counts(book, unread) == {MONDAY - timedelta(days=3): 2, MONDAY: 2}
    assert unread == [SATURDAY, SUNDAY]
    assert [book.prepare() for _ in range(4)] == [SUNDAY, SATURDAY, MONDAY - timedelta(days=3), None]


@pytest.mark.parametrize("recorded", sorted(GOLDEN.glob("*/day-*.jsonl")), ids=lambda path: path.stem)
def test_a_day_of_an_older_version_is_counted(recorded: Path, tmp_path: Path) -> None:
    """Every ticket of its own that it ended with is a visit, with the same end; open is whatever had none."""
    shutil.copy(recorded, tmp_path)
    taken_over = {ticket["number"] for ticket in _first(recorded).get("tickets", ())}
    ended = json.loads(recorded.with_suffix(".end.json").read_text(encoding="utf-8"))["tickets"]
    day = date.fromisoformat(recorded.stem.removeprefix("day-"))
    over = ground(Clock(), TinyJournal(tmp_path), today=day + timedelta(days=1))
    rows = Days(over, Kept(), breathe=lambda: None).read(day)
    ends = [
        status if status in set(Outcome) else Outcome.OPEN
        for number, (status, *_) in ended.items()
        if number not in taken_over
    ]
    assert Counter(visit.outcome for visit in rows.visits) == Counter(ends)


def _first(recorded: Path) -> dict[str, Any]:
    """The event that opened a recorded day."""
    _, opened, *_ = recorded.read_text(encoding="utf-8").splitlines()
    event: dict[str, Any] = json.loads(opened)["doc"]["events"][0]
    return event


def test_a_torn_last_line_is_no_damage(tmp_path: Path) -> None:
    """What a power cut left unfinished was never acknowledged: the rest is counted."""
    write(TinyJournal(tmp_path), SUNDAY, 3)
    file = tmp_path / f"day-{SUNDAY}.jsonl"
    file.write_bytes(file.read_bytes()[:-7])
    unread: list[date] = []
    assert counts(days(TinyJournal(tmp_path), FolderShelf(tmp_path / "shelf")), unread) == {SUNDAY: 2}
    assert unread == []


def test_files_that_only_look_like_days_are_none(tmp_path: Path) -> None:
    """A copy beside the original, another folder's file, a date that does not exist: no day of them."""
    journal = TinyJournal(tmp_path)
    write(journal, SUNDAY, 2)
    original = (tmp_path / f"day-{SUNDAY}.jsonl").read_bytes()
    for name in (
        f"day-{SUNDAY} (1)",
        f"day-{SUNDAY} - 副本",
        "day-2026-11-31",
        "day-20261121",
        "day-",
        "day-2026-W47-6",
    ):
        (tmp_path / f"{name}.jsonl").write_bytes(original)
    book = days(TinyJournal(tmp_path), Kept())
    assert book.recorded() == [SUNDAY]
    assert counts(book, []) == {SUNDAY: 2}


def test_others_go_on_while_a_day_is_read() -> None:
    """A long day is not read in one piece."""
    journal, breaths = MemoryJournal(), list[None]()
    write(journal, SUNDAY, 3 * BREATH + 1)
    days(journal, Kept(), breaths).read(SUNDAY)
    assert len(breaths) == 3
