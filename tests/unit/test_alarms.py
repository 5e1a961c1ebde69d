"""Alarms say since when, are taken note of, and come again when they get worse, not before."""

from collections.abc import Sequence

import pytest

from hall.alarms.book import Alarm, AlarmBook, Noted
from hall.alarms.events import CALM_S
from hall.alarms.rules import Limits, alarms
from hall.faults import Fault
from hall.journal.actor import Actor
from hall.journal.refusal import Unknown
from hall.queue.desk.visit import Desk
from hall.queue.state.expected import Due
from hall.queue.views.moment import moment
from hall.queue.views.overview import ServiceNow, floor_now
from hall.store.memory import MemoryJournal
from tests.forecasts import Seen
from tests.halls import KIOSK, LI, NOON, Clock, desk, follow, ground, hours

CHEN, WU = Actor("chen"), Actor("wu")
LIMITS = Limits(warn_s=900, alarm_s=1500, many=3, call_s=180)


def found(at: Desk, limits: Limits = LIMITS) -> list[tuple[str, str, int]]:
    return [
        (one.code, one.about, one.degree) for one in at.look(lambda d, now: list(alarms(d, now, at.expected, limits)))
    ]


def floor_of(at: Desk) -> ServiceNow:
    return at.look(lambda d, now: floor_now(d, hours(), now, at.expected))["services"][0]


def late(degree: int = 1, about: str = "a") -> Fault:
    return Fault("wait_over", {}, about, degree)


class Watched:
    """A book whose clock tests move, and what is found wherever they say so."""

    def __init__(self, journal: MemoryJournal | None = None, clock: Clock | None = None) -> None:
        self.clock = clock or Clock()
        self.journal = journal or MemoryJournal()
        self.book = AlarmBook(ground(self.clock, self.journal))

    def after(self, seconds: float, found: Sequence[Fault]) -> Alarm | None:
        self.clock.now += seconds
        self.book.watch(found)
        return self.book.find("wait_over", "a")


def test_a_wait_is_an_alarm_from_the_limits_on_and_worse_with_every_limit_more() -> None:
    """Of the longest waiting, also of one sent to a single counter; nothing while all is within the limits."""
    clock = Clock()
    at = desk(clock)
    at.issue(KIOSK, "a", "normal", "zh")
    seen = []
    for minutes in (14, 1, 9, 1, 25):
        clock.now += minutes * 60
        seen.append(found(at))
    assert seen == [[], *([("wait_over", "a", degree)] for degree in (1, 1, 2, 3))]


def test_who_has_booked_waits_from_the_booked_time() -> None:
    """Checked in half an hour early nobody is late, and who came after with a ticket waits longer; then both are.

    Late for the slot, the wait counts from the check-in.
    """
    clock = Clock()
    at = desk(clock)
    at.issue(KIOSK, "a", "appointment", "zh", NOON + 1800)
    clock.now += 60
    assert floor_of(at)["longest_since"] == moment(hours(), clock.now)
    at.issue(KIOSK, "a", "normal", "zh")
    clock.now += 900
    assert floor_of(at)["longest_since"] == moment(hours(), NOON + 60)
    assert found(at) == [("wait_over", "a", 1)]
    at.open_counter(LI, "1")
    at.call_number(LI, "1", "A002")
    assert (found(at), floor_of(at)["longest_since"]) == ([], moment(hours(), clock.now))
    clock.now = NOON + 1800 + 900
    assert ("wait_over", "a", 1) in found(at)
    at.issue(KIOSK, "b", "appointment", "zh", NOON)
    assert [code for code, about, _ in found(at) if about == "b"] == []


def test_a_wait_that_will_be_too_long_is_told_before_it_is() -> None:
    """By the look ahead, for who comes now; and no more once the wait itself is as bad."""
    clock = Clock()
    at = desk(clock)
    at.expected = Seen({"a": Due(NOON + 1000, NOON + 1200), "b": Due(NOON + 1600, NOON + 1700)}, None)
    assert found(at) == [("wait_ahead", "a", 1), ("wait_ahead", "b", 2)]
    at.issue(KIOSK, "a", "normal", "zh")
    clock.now += 900
    at.expected = Seen({"a": Due(clock.now + 1000, clock.now + 1200)}, None)
    assert found(at) == [("wait_over", "a", 1)]


def test_more_than_so_many_waiting_is_an_alarm_and_twice_as_many_a_worse_one() -> None:
    """Three may wait; four, seven and thirteen are one, two and three degrees."""
    at = desk(Clock())
    degrees = []
    for _ in range(13):
        at.issue(KIOSK, "a", "normal", "zh")
        degrees.append(next((degree for code, _, degree in found(at) if code == "many_waiting"), 0))
    assert degrees == [0, 0, 0, 1, 1, 1, 2, 2, 2, 2, 2, 2, 3]


def test_a_call_that_stands_is_an_alarm_until_the_visitor_has_come() -> None:
    """From three minutes on; recalled it stands as long, begun it is over."""
    clock = Clock()
    at = desk(clock)
    at.open_counter(LI, "1")
    at.issue(KIOSK, "a", "normal", "zh")
    at.call_next(LI, "1")
    clock.now += 179
    at.recall(LI, "1")
    assert found(at) == []
    clock.now += 1
    assert found(at) == [("call_stands", "1", 1)]
    clock.now += 180
    assert found(at) == [("call_stands", "1", 2)]
    at.start(LI, "1")
    assert found(at) == []


def test_an_alarm_stands_since_it_began_and_quiet_until_it_is_worse() -> None:
    """Taken note of at degree one; better and as bad again it stays quiet, at two it rings, taken note of again."""
    hall = Watched()
    begun = hall.clock.now
    assert hall.after(0, [late()]) == Alarm(begun, 1)
    hall.book.acknowledge(CHEN, "wait_over", "a", 1)
    assert hall.after(60, [late()]) == Alarm(begun, 1, Noted("chen", begun, 1))
    worse = hall.after(60, [late(2)])
    assert worse == Alarm(begun, 2, Noted("chen", begun, 1))
    hall.book.acknowledge(WU, "wait_over", "a", 2)
    hall.after(60, [late(1)])
    assert hall.after(60, [late(2)]) == Alarm(begun, 2, Noted("wu", begun + 120, 2))


def test_nobody_takes_note_of_what_they_have_not_seen() -> None:
    """It got worse between the picture and the press: only what was shown is taken note of."""
    hall = Watched()
    hall.after(0, [late(1)])
    hall.after(1, [late(3)])
    hall.book.acknowledge(CHEN, "wait_over", "a", 1)
    alarm = hall.book.find("wait_over", "a")
    assert alarm is not None
    assert alarm.noted is not None
    assert (alarm.degree, alarm.noted.degree) == (3, 1)
    hall.book.acknowledge(WU, "wait_over", "a", 99)
    alarm = hall.book.find("wait_over", "a")
    assert alarm is not None
    assert alarm.noted == Noted("wu", hall.clock.now, 3)


def test_gone_for_a_moment_is_not_over_gone_for_a_while_is() -> None:
    """Back within five minutes it is the same alarm; after that a new one, which nobody has taken note of."""
    hall = Watched()
    begun = hall.clock.now
    hall.after(0, [late()])
    hall.book.acknowledge(CHEN, "wait_over", "a", 1)
    hall.after(CALM_S - 1, [])
    assert hall.after(0, [late()]) == Alarm(begun, 1, Noted("chen", begun, 1))
    assert hall.after(CALM_S, []) is None
    assert hall.after(1, [late()]) == Alarm(hall.clock.now, 1)
    assert len(list(hall.journal.read("alarms"))) == 4


def test_a_watch_that_finds_nothing_new_writes_nothing() -> None:
    """However often it looks."""
    hall = Watched()
    for _ in range(50):
        hall.after(10, [late(2), late(1, "b")])
    assert len(list(hall.journal.read("alarms"))) == 1


def test_alarms_outlive_the_process_and_are_the_same_in_every_one() -> None:
    """Since when and who took note is read back; what has gone meanwhile ends after a while."""
    hall = Watched()
    begun = hall.clock.now
    hall.after(0, [late()])
    beside = Watched(hall.journal, hall.clock)
    beside.book.acknowledge(CHEN, "wait_over", "a", 1)
    follow(hall.journal, hall.book)
    assert hall.book.find("wait_over", "a") == Alarm(begun, 1, Noted("chen", begun, 1))
    again = Watched(hall.journal, hall.clock)
    assert again.after(CALM_S - 1, []) == Alarm(begun, 1, Noted("chen", begun, 1))
    assert again.after(1, []) is None


def test_another_servers_own_faults_are_not_ended_here() -> None:
    """A printer that only the other server has is found by that one alone."""
    hall, beside = Watched(), None
    beside = Watched(hall.journal, hall.clock)
    hall.after(0, [late()])
    follow(hall.journal, beside.book)
    assert beside.after(10 * CALM_S, []) is not None


def test_what_is_over_cannot_be_taken_note_of() -> None:
    """Nor what never was."""
    hall = Watched()
    with pytest.raises(Unknown, match="alarm_unknown"):
        hall.book.acknowledge(CHEN, "wait_over", "a", 1)
