"""The follower: in order, in batches, each listener on its own, and nothing old as new."""

import logging
from collections.abc import Sequence
from threading import Event

import pytest

from hall.journal.entry import Entry
from hall.journal.follower import Follower
from hall.journal.journal import Committed
from hall.queue.events.counter import CounterOpened
from hall.store.memory import MemoryJournal


def write(journal: MemoryJournal, numbers: range) -> None:
    for n in numbers:
        journal.append("s", Entry(n, float(n), "li", (CounterOpened("1", "li"),)))


def test_listeners_are_told_everything_in_order_and_a_failing_one_stops_nobody(
    caplog: pytest.LogCaptureFixture,
) -> None:
    """While one is slow the rest queues up and comes as one batch; a listener that raises is logged and told again."""
    journal = MemoryJournal()
    follower = Follower(journal)
    heard: list[Sequence[Committed]] = []
    go_on, began = Event(), Event()

    def slow(batch: Sequence[Committed]) -> None:
        heard.append(batch)
        began.set()
        go_on.wait(60)

    def broken(_batch: Sequence[Committed]) -> None:
        raise RuntimeError("broken screen")

    counted: list[int] = []
    for listener in (broken, slow, lambda batch: counted.append(len(batch))):
        follower.listen(listener)
    follower.start()
    with caplog.at_level(logging.ERROR):
        write(journal, range(1, 2))
        assert began.wait(60)
        write(journal, range(2, 51))
        go_on.set()
        follower.stop()
    assert [one.entry.number for batch in heard for one in batch] == list(range(1, 51))
    assert sum(counted) == 50
    assert len(heard) <= 3
    assert caplog.text.count("RuntimeError: broken screen") == len(heard)


def test_what_was_there_is_told_to_nobody_and_books_are_fresh_before_anyone_is_told() -> None:
    """History is no news; and a listener that looks at a book finds what it was told of."""
    journal = MemoryJournal()
    write(journal, range(1, 3))
    follower = Follower(journal)
    known: list[int] = []
    seen: list[list[int]] = []
    follower.keep_fresh(lambda one: known.append(one.entry.number))
    follower.listen(lambda _: seen.append(list(known)))
    write(journal, range(3, 4))
    follower.follow()
    assert (known, seen) == ([3], [[3]])


def test_an_answer_that_nothing_followed_is_no_news() -> None:
    """An entry that only keeps a key's answer reaches the books, and no screen."""
    journal = MemoryJournal()
    follower = Follower(journal)
    known: list[int] = []
    follower.keep_fresh(lambda one: known.append(one.entry.number))
    follower.listen(lambda _: pytest.fail("told of nothing"))
    journal.append("s", Entry(1, 1.0, "li", (), "k", "digest"))
    follower.follow()
    assert known == [1]
