"""The record of what was said: it outlives a restart and a full disk, and counts what became of every call."""

from dataclasses import replace
from datetime import date

import pytest

from hall.journal.entry import Entry
from hall.journal.journal import JournalFull
from hall.queue.desk.counter import CounterDesk
from hall.queue.desk.visit import Desk
from hall.queue.views.speech import calls_that_stand, ends_of
from hall.speech.book import Said, SpeechBook
from hall.speech.events import CallSaid, CallWaited, MessageSaid, MoreOfCallSaid
from hall.speech.views import Ended, sound_now, tally
from hall.store.memory import MemoryJournal
from tests.halls import KIOSK, LI, MONDAY, NOON, Clock, desk, follow, ground, plan

SAID = CallSaid(7, "east", "own", "clips", 0.4)


class FullDisk(MemoryJournal):
    """A journal with no room."""

    def append(self, stream: str, entry: Entry) -> None:
        raise JournalFull("no room")


def book(journal: MemoryJournal, day: date = MONDAY) -> SpeechBook:
    return SpeechBook(ground(Clock(), journal, today=day))


def test_what_was_said_is_known_after_a_restart() -> None:
    """A call counts as said from its first words, its form as far as it came; each zone and day has its own."""
    journal = MemoryJournal()
    first, other = book(journal), book(journal)
    for event in (SAID, MoreOfCallSaid(7, "east", "twice"), MessageSaid(3, "east", "chime")):
        first.write(event)
    follow(journal, first, other)
    for again in (first, other, book(journal)):
        assert again.calls("east") == {7: Said("twice", "clips", 0.4)}
        assert again.messages("east") == {3}
        assert again.last_at("east") == NOON
        assert (again.calls("west"), again.messages("west"), again.last_at("west")) == ({}, frozenset(), None)
        assert again.number == 3
    assert book(journal, date(2026, 11, 24)).calls("east") == {}


def test_a_call_that_came_over_from_the_day_before_is_not_said_again() -> None:
    """The record of the day before is asked for calls of that day alone, by who starts anew too."""
    journal, tuesday = MemoryJournal(), date(2026, 11, 24)
    first = 100
    book(journal).write(SAID)
    after = book(journal, tuesday)
    assert [after.was_said(zone, call, first) for zone, call in (("east", 7), ("east", 8), ("west", 7))] == [
        True,
        False,
        False,
    ]
    assert not after.was_said("east", 7, first=7)
    after.write(replace(SAID, call=8))
    assert book(journal, tuesday).was_said("east", 8, first)
    assert list(after.calls("east")) == [8]


def test_what_became_of_a_call_that_came_over_counts_on_its_own_day() -> None:
    """It stands, and may still be said; but that nobody heard it is not told of the new day."""
    clock = Clock(NOON + 12 * 3600 - 60)
    hall = desk(clock)
    hall.open_counter(LI, "1")
    hall.issue(KIOSK, "a", "normal", "zh")
    hall.call_next(LI, "1")
    clock.now += 61
    hall.roll_over()
    standing, ends = hall.look(lambda day, _: (calls_that_stand(day, "east"), ends_of(day, "east")))
    assert ([one.number for one in standing], ends) == (["A001"], [])
    hall.recall(LI, "1")
    assert len(hall.look(lambda day, _: ends_of(day, "east"))) == 1


def test_a_call_that_waits_without_a_voice_makes_its_zone_known() -> None:
    """Nothing was said by that; only that its calls were to be said is known from then on."""
    silent = book(MemoryJournal())
    assert not silent.knows("east")
    silent.write(CallWaited("east"))
    assert [silent.knows(zone) for zone in ("east", "west")] == [True, False]
    assert (silent.calls("east"), silent.last_at("east")) == ({}, None)


def test_a_full_disk_silences_nobody_and_repeats_nothing() -> None:
    """What cannot be written down is remembered all the same."""
    full = book(FullDisk())
    full.write(SAID)
    assert full.calls("east") == {7: Said("own", "clips", 0.4)}


def test_every_call_is_counted_once() -> None:
    """Said, answered first, never heard or taken back; one that still waits counts nowhere."""
    calls: list[tuple[int, Ended | None]] = list(enumerate(("came", "came", "missed", "taken_back", None, "missed")))
    said = {0: Said("once", "clips", 1.0), 5: Said("short", "chime", 3.0)}
    counted = tally(calls, said)
    assert (counted.said, counted.answered_first, counted.never, counted.taken_back) == (2, 1, 1, 1)
    assert counted.forms == {"once": 1, "chime": 1}
    line = sound_now("east", counted, said)
    assert (line["usual_s"], line["slowest_s"], line["by"]) == (2.0, 3.0, {"clips": 1, "chime": 1})
    nothing = sound_now("east", tally([], {}), {})
    assert (nothing["calls"], nothing["usual_s"], nothing["slowest_s"]) == (0, None, None)


def ended(hall: Desk) -> list[object]:
    return [end for _, end in hall.look(lambda day, _: ends_of(day, "east"))]


@pytest.mark.parametrize(
    ("steps", "how"),
    [
        ((), None),
        (("start",), "came"),
        (("start", "finish"), "came"),
        (("no_show",), "missed"),
        (("start", "transfer"), "came"),
        (("transfer",), "taken_back"),
    ],
)
def test_how_a_call_ends(steps: tuple[str, ...], how: str | None) -> None:
    """What first ends a call decides: a visitor who came and is sent on has come, one who was missed has not."""
    hall = opened(Clock())
    for step in steps:
        if step == "transfer":
            hall.transfer(LI, "1", "b", None, "back")
        elif step == "finish":
            hall.finish(LI, "1", None, None)
        else:
            getattr(hall, step)(LI, "1")
    assert ended(hall) == [how]
    assert len(hall.look(lambda day, _: calls_that_stand(day, "east"))) == (how is None)


def opened(clock: Clock, start_after_call_s: float | None = None) -> Desk:
    """A hall in which counter 1 has called A001."""
    made = plan()
    hall = desk(clock, hall_plan=replace(made, rule=replace(made.rule, start_after_call_s=start_after_call_s)))
    hall.issue(KIOSK, "a", "normal", "zh")
    hall.open_counter(LI, "1")
    hall.call_next(LI, "1")
    return hall


def test_a_start_by_the_clock_silences_nobody() -> None:
    """A call that the hall itself counts as begun stands for the voice until somebody has seen the visitor, or not."""
    clock = Clock()
    hall = opened(clock, start_after_call_s=10.0)
    clock.now += 10
    CounterDesk(hall).beat()
    assert ended(hall) == [None]
    hall.no_show(LI, "1")
    assert ended(hall) == ["missed"]


def test_a_step_taken_back_lets_a_call_stand_again() -> None:
    """A no-show by mistake, undone, is a call that may still be said."""
    hall = opened(Clock())
    hall.no_show(LI, "1")
    CounterDesk(hall).undo(LI, "1")
    assert ended(hall) == [None]
