"""A stream: an act is done once, also among others who write to the same one."""

from collections.abc import Sequence

import pytest

from hall.journal.actor import Actor
from hall.journal.entry import Entry, Event
from hall.journal.journal import JournalFull
from hall.journal.refusal import Illegal, Wrong
from hall.journal.stream import Done, Stream, numbered
from hall.messages.events import MessagePosted, MessageRemoved
from hall.store.memory import MemoryJournal
from tests.halls import NOON, Clock, ground

LI = Actor("li")
POSTED = MessagePosted({"zh": "午休"}, spoken=False)


class Full(MemoryJournal):
    """A disk without room."""

    def append(self, stream: str, entry: Entry) -> None:
        raise JournalFull("no room")


def stream(journal: MemoryJournal, folded: list[Entry] | None = None, clock: Clock | None = None) -> Stream[int]:
    made = numbered(ground(clock or Clock(), journal), "notes", (folded if folded is not None else []).append)
    made.catch_up()
    return made


def test_who_was_first_is_read_before_it_is_decided_again() -> None:
    """When another process was first, its entry is folded and the rule decides anew on what is there now."""
    journal, folded = MemoryJournal(), list[Entry]()
    mine, other = stream(journal, folded), stream(journal)
    seen: list[int] = []

    def decide(_: float) -> Sequence[Event]:
        seen.append(len(folded))
        if not folded:
            other.act(LI, lambda _: (POSTED,))
        return (MessageRemoved(len(folded)),)

    assert mine.act(LI, decide) == Done(2, repeated=False)
    assert seen == [0, 1]
    assert [entry.events for entry in folded] == [(POSTED,), (MessageRemoved(1),)]


@pytest.mark.parametrize("answer", ["refusal", "nothing"])
def test_a_no_is_checked_against_what_is_newer(answer: str) -> None:
    """A refusal, or an answer that nothing follows, holds only if nobody has written meanwhile."""
    journal, folded = MemoryJournal(), list[Entry]()
    mine = stream(journal, folded)
    stream(journal).act(LI, lambda _: (POSTED,))

    def decide(_: float) -> Sequence[Event]:
        if folded:
            return (MessageRemoved(1),)
        if answer == "refusal":
            raise Illegal("nothing_there")
        return ()

    assert mine.act(LI, decide) == Done(2, repeated=False)


def test_a_key_is_known_in_every_process() -> None:
    """A repeat gives the first answer and decides nothing; another request or another person is refused."""
    journal = MemoryJournal()
    late = stream(journal)
    assert stream(journal).act(Actor("li", "k", "a"), lambda _: (POSTED,)) == Done(1, repeated=False)
    for again in (stream(journal), late):
        assert again.act(Actor("li", "k", "a"), lambda _: (POSTED,)) == Done(1, repeated=True)
    for actor in (Actor("li", "k", "b"), Actor("wang", "k", "a")):
        with pytest.raises(Wrong, match="key_reused"):
            late.act(actor, lambda _: (POSTED,))
    assert len(journal.read("notes")) == 1


def test_a_key_that_nothing_followed_has_its_answer_too() -> None:
    """Asked once more with the same key, nothing follows again, in every process, whatever there is by then."""
    journal = MemoryJournal()
    asked = Actor("li", "k", "call next")
    assert stream(journal).act(asked, lambda _: ()) == Done(None, repeated=False)
    assert stream(journal).act(asked, lambda _: (POSTED,)) == Done(None, repeated=True)


def test_nothing_to_say_writes_nothing() -> None:
    """A rule from which nothing follows leaves no entry where no key needs an answer."""
    journal = MemoryJournal()
    assert stream(journal).act(LI, lambda _: ()) == Done(None, repeated=False)
    assert journal.read("notes") == []


def test_a_full_disk_changes_nothing() -> None:
    """What could not be written down is not remembered either."""
    folded: list[Entry] = []
    full = stream(Full(), folded)
    with pytest.raises(JournalFull):
        full.act(Actor("li", "k", "a"), lambda _: (POSTED,))
    assert folded == []
    assert (full.number, full.answered(Actor("li", "k", "a"))) == (0, None)


def test_time_never_runs_back() -> None:
    """A clock set back leaves the entries in order."""
    folded: list[Entry] = []
    clock = Clock()
    made = stream(MemoryJournal(), folded, clock)
    made.act(LI, lambda _: (POSTED,))
    clock.now -= 3600
    made.act(LI, lambda _: (POSTED,))
    assert [entry.at for entry in folded] == [NOON, NOON]


def test_an_entry_is_taken_once_and_in_order() -> None:
    """One that is known changes nothing, and one that is ahead comes after those before it."""
    journal, folded = MemoryJournal(), list[Entry]()
    late, writer = stream(journal, folded), stream(journal)
    for _ in range(3):
        writer.act(LI, lambda _: (POSTED,))
    first, _second, third = journal.read("notes")
    for entry in (first, third, first, third):
        late.take(entry)
    assert [entry.number for entry in folded] == [1, 2, 3]
