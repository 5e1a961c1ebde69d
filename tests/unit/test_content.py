"""What is said to everybody: durable, once, and growing in number."""

import pytest

from hall.journal.actor import Actor
from hall.journal.publisher import Committed
from hall.journal.refusal import Illegal, Unknown, Wrong
from hall.messages.book import NOTICES_AT_ONCE, ContentBook
from hall.store.memory import MemoryJournal
from tests.halls import Clock

FIRE = {"zh": "请从最近的出口离开。", "en": "Please leave by the nearest exit."}
LUNCH = {"zh": "午休时间 12:00 至 13:00。"}
CHEN = Actor("chen")


def book(journal: MemoryJournal, told: list[Committed] | None = None, clock: Clock | None = None) -> ContentBook:
    return ContentBook(journal, clock=clock or Clock(), publish=(told if told is not None else []).append)


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
    assert content.now().notices == (lunch, fire)
    content.remove(CHEN, lunch.id)
    assert content.now().notices == (fire,)
    with pytest.raises(Unknown):
        content.remove(CHEN, lunch.id)


def test_every_change_grows_the_number_and_is_published_once() -> None:
    """The number grows with each change, and each is told once, in order, also what another process wrote."""
    journal, told = MemoryJournal(), list[Committed]()
    content = book(journal, told)
    numbers = [content.now().number]
    for act in (
        lambda: content.declare(CHEN, FIRE),
        lambda: content.post(CHEN, LUNCH, spoken=False),
        lambda: book(journal).clear(CHEN),
    ):
        act()
        numbers.append(content.now().number)
    assert numbers == [0, 1, 2, 3]
    assert [one.entry.number for one in told] == [1, 2, 3]


def test_a_repeated_key_says_it_once() -> None:
    """The same request key gives the first answer, also after a restart, and is refused for another text."""
    journal = MemoryJournal()
    actor = Actor("chen", "k1")
    first = book(journal).post(actor, LUNCH, spoken=True)
    again = book(journal)
    assert again.post(actor, LUNCH, spoken=True) == first
    assert len(again.now().notices) == 1
    with pytest.raises(Wrong):
        again.post(actor, FIRE, spoken=True)


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
    posted = [content.post(Actor("chen", f"k{n}"), LUNCH, spoken=False) for n in range(NOTICES_AT_ONCE)]
    assert content.post(Actor("chen", f"k{NOTICES_AT_ONCE - 1}"), LUNCH, spoken=False) == posted[-1]
    with pytest.raises(Illegal):
        content.post(CHEN, LUNCH, spoken=False)
    content.remove(CHEN, posted[0].id)
    content.post(CHEN, LUNCH, spoken=False)


def test_a_clock_set_back_keeps_the_order() -> None:
    """Times never go backwards, whatever the computer's clock does."""
    clock = Clock()
    content = book(MemoryJournal(), clock=clock)
    first = content.post(CHEN, LUNCH, spoken=False)
    clock.now -= 3600
    assert content.post(CHEN, LUNCH, spoken=False).at == first.at
