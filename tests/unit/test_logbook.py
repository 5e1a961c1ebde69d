"""A logbook: an act is done once, also among others who write to the same stream."""

from collections.abc import Sequence

import pytest

from hall.journal.actor import Actor
from hall.journal.entry import Entry, Event
from hall.journal.journal import JournalFull
from hall.journal.logbook import Logbook
from hall.journal.refusal import Wrong
from hall.messages.book import NoticePosted, NoticeRemoved
from hall.store.memory import MemoryJournal
from tests.halls import NOON, Clock

LI = Actor("li")
POSTED = NoticePosted({"zh": "午休"}, spoken=False)


class Full(MemoryJournal):
    """A disk without room."""

    def append(self, stream: str, entry: Entry) -> None:
        raise JournalFull("no room")


def logbook(journal: MemoryJournal, folded: list[Entry] | None = None, clock: Clock | None = None) -> Logbook:
    return Logbook(journal, "notes", clock=clock or Clock(), apply=(folded if folded is not None else []).append)


def test_who_was_first_is_read_before_it_is_decided_again() -> None:
    """When another process was first, its entry is folded and the rule decides anew on what is there now."""
    journal, folded = MemoryJournal(), list[Entry]()
    mine, other = logbook(journal, folded), logbook(journal)
    seen: list[int] = []

    def decide(_: float) -> Sequence[Event]:
        seen.append(len(folded))
        if not folded:
            other.act(LI, "other", lambda _: (POSTED,))
        return (NoticeRemoved(len(folded)),)

    assert mine.act(LI, "mine", decide) == 2
    assert seen == [0, 1]
    assert [entry.events for entry in folded] == [(POSTED,), (NoticeRemoved(1),)]


def test_a_key_is_known_in_every_process() -> None:
    """A repeat gives the first number and decides nothing; another request or another person is refused."""
    journal = MemoryJournal()
    assert logbook(journal).act(Actor("li", "k"), "a", lambda _: (POSTED,)) == 1
    again = logbook(journal)
    assert again.act(Actor("li", "k"), "a", lambda _: pytest.fail("decided twice")) == 1
    for actor, asked in ((Actor("li", "k"), "b"), (Actor("wang", "k"), "a")):
        with pytest.raises(Wrong, match="key_reused"):
            again.act(actor, asked, lambda _: (POSTED,))


def test_nothing_to_say_writes_nothing() -> None:
    """A rule from which nothing follows leaves no entry."""
    book = logbook(MemoryJournal())
    assert book.act(LI, "a", lambda _: ()) == 0
    assert book.look(lambda: book.number) == 0


def test_a_full_disk_changes_nothing() -> None:
    """What could not be written down is not remembered either."""
    folded: list[Entry] = []
    book = logbook(Full(), folded)
    with pytest.raises(JournalFull):
        book.act(Actor("li", "k"), "a", lambda _: (POSTED,))
    assert folded == []
    assert book.look(lambda: book.number) == 0


def test_time_never_runs_back() -> None:
    """A clock set back leaves the entries in order."""
    folded: list[Entry] = []
    clock = Clock()
    book = logbook(MemoryJournal(), folded, clock)
    book.act(LI, "a", lambda _: (POSTED,))
    clock.now -= 3600
    book.act(LI, "b", lambda _: (POSTED,))
    assert [entry.at for entry in folded] == [NOON, NOON]
