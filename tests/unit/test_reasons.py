"""Reasons in the journal are of closed lists, whatever people say and whatever earlier versions wrote."""

import pytest

from hall.journal.entry import from_body
from hall.queue.events.counter import CounterPaused
from hall.queue.events.reasons import PAUSES, RATING_REASONS, all_listed, listed, own_words
from hall.queue.events.visit import TicketFinished, TicketRated


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("meeting", "meeting"),
        ("设备故障", "device"),
        ("Short break", "break"),
        ("等张三", "other"),
        ("", None),
        (None, None),
    ],
)
def test_words_and_the_list(said: str | None, meant: str | None) -> None:
    """A word of the list, one that panels wrote before, and own words."""
    assert listed(said, PAUSES) == meant


def test_own_words_are_told_apart() -> None:
    """What is to be kept elsewhere is what nobody offered, and several own reasons are one of the list."""
    assert own_words(["slow", "张三", "李四"], RATING_REASONS) == "张三\n李四"
    assert own_words(["slow", None], RATING_REASONS) is None
    assert all_listed(["张三", "slow", "李四"], RATING_REASONS) == ("slow", "other")


def test_what_was_written_before_is_read_by_the_list() -> None:
    """An entry of an earlier version, with words in it, tells of the list alone."""
    old = {
        "number": 1,
        "at": "2026-11-23T04:00:00.000+00:00",
        "by": "li",
        "events": [
            {"event": "CounterPaused", "counter": "1", "reason": "王五来了"},
            {"event": "TicketFinished", "ticket": "t", "counter": "1", "outcome": "办结"},
            {"event": "TicketRated", "ticket": "t", "score": 1, "reasons": ["李四", "slow"]},
        ],
    }
    assert from_body(old).events == (
        CounterPaused("1", "other"),
        TicketFinished("t", "1", "done"),
        TicketRated("t", 1, ("slow", "other")),
    )
