"""What is said to everybody: durable, once, and growing in number."""

import pytest

from hall.journal.actor import Actor
from hall.journal.entry import from_body
from hall.journal.refusal import Illegal, Unknown, Wrong
from hall.messages.book import MESSAGES_AT_ONCE, MessageBook
from hall.messages.events import MessagePosted, MessageRemoved
from hall.store.memory import MemoryJournal
from tests.halls import NOON, Clock, follow, ground

FIRE = {"zh": "请从最近的出口离开。", "en": "Please leave by the nearest exit."}
LUNCH = {"zh": "午休时间 12:00 至 13:00。"}
CHEN = Actor("chen")


def book(journal: MemoryJournal, clock: Clock | None = None) -> MessageBook:
    return MessageBook(ground(clock or Clock(), journal))


def test_an_emergency_stands_until_it_is_cleared() -> None:
    """An emergency is there for every process that reads the journal, until it is cleared."""
    journal = MemoryJournal()
    declared = book(journal).declare(CHEN, FIRE)
    other = book(journal)
    assert other.now().emergency == declared
    other.clear(CHEN)
    assert book(journal).now().emergency is None


def test_another_emergency_replaces_the_first() -> None:
    """A corrected text takes the place of the first, under a number of its own, so that it is spoken anew."""
    content = book(MemoryJournal())
    first = content.declare(CHEN, FIRE)
    second = content.declare(CHEN, {"zh": "请留在原地。"})
    assert content.now().emergency == second
    assert second.id > first.id


def test_an_emergency_that_nobody_saw_is_not_cleared() -> None:
    """Who clears the one seen clears no other that has come since, in whichever process; the newer one is cleared."""
    journal = MemoryJournal()
    seen = book(journal).declare(CHEN, FIRE)
    other = book(journal)
    newer = other.declare(CHEN, {"zh": "请留在原地。"})
    content = book(journal)
    with pytest.raises(Illegal):
        content.clear(CHEN, seen.id)
    assert content.now().emergency == newer
    content.clear(CHEN, newer.id)
    content.clear(CHEN, newer.id)  # by another manager at the same moment
    assert content.now().emergency is None


def test_clearing_nothing_writes_nothing() -> None:
    """Clearing without an emergency changes nothing."""
    content = book(MemoryJournal())
    content.clear(CHEN)
    assert content.now().number == 0


def test_notices_come_and_go() -> None:
    """Notices stand in the order in which they were posted, and one taken down is gone."""
    content = book(MemoryJournal())
    lunch = content.post(CHEN, LUNCH, spoken=False)
    fire = content.post(CHEN, FIRE, spoken=True)
    assert content.now().posted == (lunch, fire)
    content.remove(CHEN, lunch.id)
    assert content.now().posted == (fire,)
    with pytest.raises(Unknown):
        content.remove(CHEN, lunch.id)


def test_a_message_is_taken_down_when_its_time_is_over() -> None:
    """Not before; one without a time stands on; nothing is written while nothing is over."""
    clock, journal = Clock(), MemoryJournal()
    content = book(journal, clock)
    content.post(CHEN, LUNCH, spoken=False, until=NOON + 60)
    stays = content.post(CHEN, FIRE, spoken=False)
    for seconds, numbers in ((59, 2), (60, 1), (61, 1)):
        clock.now = NOON + seconds
        content.beat()
        assert len(content.now().posted) == numbers
    assert book(journal, clock).now().posted == (stays,)
    assert [entry.by for entry in journal.read("content")] == ["chen", "chen", "hall"]


def test_every_change_grows_the_number() -> None:
    """The number grows with each change, also with what another process wrote, once that is followed."""
    journal = MemoryJournal()
    content = book(journal)
    content.declare(CHEN, FIRE)
    content.post(CHEN, LUNCH, spoken=False)
    book(journal).clear(CHEN)
    assert content.now().number == 2
    follow(journal, content)
    assert (content.now().number, content.now().emergency) == (3, None)


def test_messages_of_the_first_version_are_read() -> None:
    """What an earlier version called a notice is a message now."""
    events = [{"event": "NoticePosted", "text": LUNCH, "spoken": False}, {"event": "NoticeRemoved", "notice": 1}]
    entry = {"number": 2, "at": "2026-11-23T04:00:00+00:00", "by": "chen", "events": events}
    assert from_body(entry).events == (MessagePosted(LUNCH, spoken=False), MessageRemoved(1))


def test_a_repeated_key_says_it_once() -> None:
    """The same request key gives the first answer, also after a restart, and is refused for another text."""
    journal = MemoryJournal()
    actor = Actor("chen", "k1")
    first = book(journal).post(actor, LUNCH, spoken=True)
    again = book(journal)
    assert again.post(actor, LUNCH, spoken=True) == first
    assert len(again.now().posted) == 1
    with pytest.raises(Wrong):
        again.post(Actor("chen", "k1", "another text"), FIRE, spoken=True)


def test_a_repeated_removal_is_quiet() -> None:
    """Taking a notice down twice with one key does it once, and is not refused for being done."""
    content = book(MemoryJournal())
    lunch = content.post(CHEN, LUNCH, spoken=False)
    content.remove(Actor("chen", "k2"), lunch.id)
    content.remove(Actor("chen", "k2"), lunch.id)
    assert content.now().number == 2


def test_no_more_notices_than_can_be_read() -> None:
    """One notice too many is refused, a repeat of the last one is not, and taking one down makes room."""
    content = book(MemoryJournal())
    posted = [content.post(Actor("chen", f"k{n}"), LUNCH, spoken=False) for n in range(MESSAGES_AT_ONCE)]
    assert content.post(Actor("chen", f"k{MESSAGES_AT_ONCE - 1}"), LUNCH, spoken=False) == posted[-1]
    with pytest.raises(Illegal):
        content.post(CHEN, LUNCH, spoken=False)
    content.remove(CHEN, posted[0].id)
    content.post(CHEN, LUNCH, spoken=False)


def test_clearing_nothing_stays_nothing() -> None:
    """A press that found no emergency, sent again later, does not clear the one that has come meanwhile."""
    content = book(MemoryJournal())
    content.clear(Actor("chen", "k"))
    declared = content.declare(CHEN, FIRE)
    content.clear(Actor("chen", "k"))
    assert content.now().emergency == declared


def test_a_clock_set_back_keeps_the_order() -> None:
    """Times never go backwards, whatever the computer's clock does."""
    clock = Clock()
    content = book(MemoryJournal(), clock=clock)
    first = content.post(CHEN, LUNCH, spoken=False)
    clock.now -= 3600
    assert content.post(CHEN, LUNCH, spoken=False).at == first.at
