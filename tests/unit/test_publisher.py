"""The publisher: in order, in batches, each listener on its own."""

import logging
from collections.abc import Sequence
from threading import Event

import pytest

from hall.journal.entry import Entry
from hall.journal.publisher import Committed, Publisher
from hall.queue.events.counter import CounterOpened


def entries(count: int) -> list[Committed]:
    return [Committed("s", Entry(n, float(n), "li", (CounterOpened("1", "li"),))) for n in range(1, count + 1)]


def test_listeners_are_told_everything_in_order_and_a_failing_one_stops_nobody(
    caplog: pytest.LogCaptureFixture,
) -> None:
    """While one is slow the rest queues up and comes as one batch; a listener that raises is logged and told again."""
    publisher = Publisher()
    heard: list[Sequence[Committed]] = []
    go_on, began = Event(), Event()

    def slow(batch: Sequence[Committed]) -> None:
        heard.append(batch)
        began.set()
        go_on.wait(10)

    def broken(_batch: Sequence[Committed]) -> None:
        raise RuntimeError("broken screen")

    counted: list[int] = []
    for listener in (broken, slow, lambda batch: counted.append(len(batch))):
        publisher.listen(listener)
    publisher.start()
    first, *rest = entries(50)
    with caplog.at_level(logging.ERROR):
        publisher.put(first)
        assert began.wait(10)
        for one in rest:
            publisher.put(one)
        go_on.set()
        publisher.stop()
    assert [one.entry.number for batch in heard for one in batch] == list(range(1, 51))
    assert sum(counted) == 50
    assert len(heard) <= 3
    assert caplog.text.count("RuntimeError: broken screen") == len(heard)
