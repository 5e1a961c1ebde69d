"""Messages with a beginning, an end and areas: each begins and ends once, by itself, in the journal."""

import pytest

from hall.journal.actor import Actor
from hall.journal.entry import Entry, from_body, to_body
from hall.journal.refusal import Wrong
from hall.messages.book import MessageBook
from hall.messages.events import EmergencyDeclared, MessagePosted
from hall.store.memory import MemoryJournal
from tests.halls import NOON, Clock, follow, ground

POWER = {"zh": "大厅暂时停电。", "en": "Power is off."}
CHEN = Actor("chen")
HOUR_S = 3600.0


def book(journal: MemoryJournal, clock: Clock) -> MessageBook:
    return MessageBook(ground(clock, journal))


def test_a_planned_message_begins_and_ends_by_itself() -> None:
    """It waits, is shown from its time on, and goes at its end; each is on record as an act of the hall."""
    journal, clock = MemoryJournal(), Clock()
    content = book(journal, clock)
    posted = content.post(CHEN, POWER, spoken=True, starts_at=NOON + HOUR_S, until=NOON + 2 * HOUR_S)
    content.beat()
    assert (content.now().posted, content.now().planned) == ((), (posted,))
    clock.now += HOUR_S
    content.beat()
    (shown,) = content.now().posted
    assert (shown.id, shown.at, content.now().planned) == (posted.id, NOON + HOUR_S, ())
    clock.now += HOUR_S
    content.beat()
    assert content.now().posted == ()
    assert [entry.by for entry in journal.read("content")] == ["chen", "hall", "hall"]


def test_two_processes_begin_it_once() -> None:
    """Whichever comes first writes it down; the other reads that it is done."""
    journal, clock = MemoryJournal(), Clock()
    one, other = book(journal, clock), book(journal, clock)
    one.post(CHEN, POWER, spoken=True, starts_at=NOON + HOUR_S)
    follow(journal, other)
    clock.now += HOUR_S
    one.beat()
    other.beat()
    one.beat()
    assert len(journal.read("content")) == 2
    assert other.now().posted == one.now().posted


def test_what_was_missed_while_the_server_was_off_is_made_up_for() -> None:
    """After a night without power: what should have begun begins, and what should have ended is never shown."""
    journal, clock = MemoryJournal(), Clock()
    content = book(journal, clock)
    content.post(CHEN, POWER, spoken=False, starts_at=NOON + HOUR_S, until=NOON + 2 * HOUR_S)
    lasting = content.post(CHEN, POWER, spoken=False, starts_at=NOON + HOUR_S)
    clock.now += 20 * HOUR_S
    again = book(journal, clock)
    again.beat()
    assert [one.id for one in again.now().posted] == [lasting.id]
    assert again.now().planned == ()


def test_a_quiet_hall_writes_nothing() -> None:
    """Looking every half second leaves no trace while nothing is due."""
    journal, clock = MemoryJournal(), Clock()
    content = book(journal, clock)
    content.post(CHEN, POWER, spoken=False, until=NOON + HOUR_S)
    for _ in range(5):
        content.beat()
    assert content.now().number == 1


def test_a_planned_message_is_taken_off() -> None:
    """Before it begins, and then it never does."""
    journal, clock = MemoryJournal(), Clock()
    content = book(journal, clock)
    planned = content.post(CHEN, POWER, spoken=False, starts_at=NOON + HOUR_S)
    content.remove(CHEN, planned.id)
    clock.now += HOUR_S
    content.beat()
    assert (content.now().posted, content.now().planned) == ((), ())


def test_one_planned_by_mistake_is_refused() -> None:
    """More than a year ahead is a slip of the keys, and the field is named."""
    content = book(MemoryJournal(), Clock())
    with pytest.raises(Wrong) as refused:
        content.post(CHEN, POWER, spoken=False, starts_at=NOON + 400 * 24 * HOUR_S)
    assert refused.value.facts["field"] == "starts_at"


def test_areas() -> None:
    """A message without areas is for all; one with areas for those alone."""
    content = book(MemoryJournal(), Clock())
    assert content.post(CHEN, POWER, spoken=False).is_in("west")
    east = content.post(CHEN, POWER, spoken=False, zones=("east",))
    assert (east.is_in("east"), east.is_in("west")) == (True, False)


def test_what_was_written_before_is_read() -> None:
    """Those of the first version are for every wall, at once, and no drills; new ones come back whole."""
    old = [{"event": "MessagePosted", "text": POWER, "spoken": True}, {"event": "EmergencyDeclared", "text": POWER}]
    entry = {"number": 1, "at": "2026-11-23T04:00:00+00:00", "by": "chen", "events": old}
    assert from_body(entry).events == (MessagePosted(POWER, spoken=True), EmergencyDeclared(POWER))
    new = Entry(
        1, NOON, "chen", (MessagePosted(POWER, True, NOON + 1, NOON, ("east",)), EmergencyDeclared(POWER, True))
    )
    assert from_body(to_body(new)).events == new.events
