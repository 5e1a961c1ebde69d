"""What a day teaches: times from call to leaving, hold apart, undone steps out again; nothing about a visitor."""

import json
from dataclasses import asdict
from datetime import timedelta

import pytest

from hall.forecast.facts import KEPT_TIMES, DayFacts, Times, from_body, to_body
from hall.forecast.learn import Learning
from hall.journal.actor import Actor
from hall.journal.entry import Entry, Event
from hall.plan.hours import Span
from hall.queue.events import counter as c
from hall.queue.events import visit as e
from hall.store.memory import MemoryJournal
from tests.halls import LI, MONDAY, NOON, TURN, Clock, desk, hours

MIDNIGHT = NOON - 12 * 3600


class Day:
    """A day whose entries are learnt from as they happen."""

    def __init__(self) -> None:
        self.learning = Learning(MONDAY, hours((Span(510, 720), Span(780, 1050))))
        self.number = 0

    @property
    def facts(self) -> DayFacts:
        return self.learning.facts

    def at(self, seconds: float, *events: Event, by: str = "li") -> None:
        self.number += 1
        self.learning.take(Entry(self.number, NOON + seconds, by, events))

    def issued(self, seconds: float, ticket: str = "A1", service: str = "a", visitor_class: str = "normal") -> None:
        self.at(
            seconds, e.TicketIssued(ticket, ticket, f"token-of-{ticket}", service, visitor_class, "zh", NOON + seconds)
        )


@pytest.fixture
def day() -> Day:
    """Counter 1 is open since noon."""
    made = Day()
    made.at(0, c.CounterOpened("1", "li"))
    return made


def test_a_visit_lasts_from_the_call_to_leaving(day: Day) -> None:
    """Walking to the counter is part of it, for the service and for the clerk's pace."""
    day.issued(0)
    day.at(10, e.TicketCalled("A1", "1"))
    day.at(40, e.ServingStarted("A1", "1"))
    day.at(310, e.TicketFinished("A1", "1", None))
    assert day.facts.visits["a"].sample == [300.0]
    assert (day.facts.clerks["li"]["a"].count, day.facts.clerks["li"]["a"].total_s) == (1, 300.0)


def test_time_on_hold_is_not_service_time(day: Day) -> None:
    """A visit held for an hour took what it took at the counter; the hour is learnt apart."""
    day.issued(0)
    day.at(0, e.TicketCalled("A1", "1"))
    day.at(100, e.TicketHeld("A1", "1"))
    day.at(3700, e.ServingResumed("A1", "1"))
    day.at(3900, e.TicketFinished("A1", "1", None))
    assert day.facts.visits["a"].sample == [300.0]
    assert (day.facts.held.count, day.facts.held.total_s) == (1, 3600.0)


def test_an_undone_finish_was_no_visit(day: Day) -> None:
    """The visit goes on, and counts once when it is over."""
    day.issued(0)
    day.at(0, e.TicketCalled("A1", "1"))
    day.at(100, e.TicketFinished("A1", "1", None))
    day.at(104, c.StepUndone("A1", "1", "finish", "serving", "a", None, NOON, NOON, ()))
    assert day.facts.visits["a"].count == 0
    assert day.facts.clerks["li"]["a"].count == 0
    day.at(200, e.TicketFinished("A1", "1", None))
    assert day.facts.visits["a"].sample == [200.0]


def test_an_undone_transfer_sent_nobody_on(day: Day) -> None:
    """Neither the visit nor where it was sent is counted."""
    day.issued(0)
    day.at(0, e.TicketCalled("A1", "1"))
    day.at(100, e.TicketTransferred("A1", "b", None, NOON))
    assert day.facts.onward == {"a": {"b": 1}}
    day.at(104, c.StepUndone("A1", "1", "transfer", "serving", "a", None, NOON, NOON, ()))
    assert day.facts.onward == {"a": {"b": 0}}
    assert day.facts.visits["a"].count == 0


def test_misses_and_returns_are_learnt_apart_from_visits(day: Day) -> None:
    """How long a call stood that nobody answered, and after how long its visitor was there again."""
    day.issued(0)
    day.at(0, e.TicketCalled("A1", "1"))
    day.at(80, e.TicketMissed("A1", "1"))
    day.at(380, e.TicketReinstated("A1", NOON))
    assert (day.facts.missed.total_s, day.facts.returned.total_s) == (80.0, 300.0)
    assert not day.facts.visits


def test_a_gap_counts_only_while_somebody_waited(day: Day) -> None:
    """Between a visitor's leaving and the next call; a counter that had nobody to call was idle, not slow."""
    for ticket in ("A1", "A2"):
        day.issued(0, ticket)
    day.at(0, e.TicketCalled("A1", "1"))
    day.at(100, e.TicketFinished("A1", "1", None))
    day.at(120, e.TicketCalled("A2", "1"))
    day.at(200, e.TicketFinished("A2", "1", None))
    day.issued(290, "A3")
    day.at(300, e.TicketCalled("A3", "1"))
    assert (day.facts.gaps.count, day.facts.gaps.total_s) == (1, 20.0)


def test_an_opening_ends_when_its_clerk_decided_to_go(day: Day) -> None:
    """Who closes right after a visitor had decided before; whoever still waited is known to have been left."""
    for ticket in ("A1", "A2"):
        day.issued(0, ticket)
    day.at(60, e.TicketCalled("A1", "1"))
    day.at(400, e.TicketFinished("A1", "1", None))
    day.at(410, c.CounterPaused("1", "lunch"))
    (opening,) = day.facts.openings["1"]
    noon = 12 * 3600
    assert (opening.start_s, opening.sure_s, opening.end_s) == (noon, noon + 60, noon + 410)
    assert opening.paused
    assert opening.left_waiting


def test_arrivals_are_counted_by_quarter_service_and_class(day: Day) -> None:
    """So that priority visitors to come can be expected."""
    day.issued(0, "A1")
    day.issued(899, "A2", visitor_class="priority")
    day.issued(901, "A3")
    assert day.facts.arrivals == {"a": {"normal": {48: 1, 49: 1}, "priority": {48: 1}}}


def test_a_day_keeps_nothing_about_a_visitor_and_reads_back(day: Day) -> None:
    """Neither ticket nor token is in what is kept, it has a bound, and JSON gives it back as it was."""
    for k in range(200):
        day.issued(k * 100, f"A{k}")
        day.at(k * 100 + 1, e.TicketCalled(f"A{k}", "1"))
        day.at(k * 100 + 50 + k / 10, e.TicketFinished(f"A{k}", "1", None))
    kept = day.facts.closed()
    body = json.dumps(to_body(kept))
    assert "A1" not in body
    assert "token" not in body
    assert len(kept.visits["a"].sample) == KEPT_TIMES
    assert asdict(from_body(json.loads(body))) == asdict(kept)


@pytest.mark.parametrize("body", [{}, {"day": "2026-13-40"}, {"day": "2026-11-23", "spans": [[1]]}])
def test_what_is_no_day_is_refused(body: dict[str, object]) -> None:
    """A cache that was written by something else is a clear error, never a guess."""
    with pytest.raises((KeyError, TypeError, ValueError)):
        from_body(body)


def test_a_visit_that_never_ended_is_not_learnt(day: Day) -> None:
    """A screen forgotten over night is no service time."""
    day.issued(0)
    day.at(0, e.TicketCalled("A1", "1"))
    day.at(9 * 3600, e.TicketFinished("A1", "1", None))
    assert "a" not in day.facts.visits


def test_times_forget_what_was_not_over() -> None:
    """Taking out what is there leaves the rest; taking out what is not does no harm."""
    times = Times()
    times.add(10.0)
    times.add(20.0)
    times.remove(10.0)
    times.remove(99.0)
    assert (times.count, times.total_s, times.sample) == (1, 20.0, [20.0])


@pytest.mark.parametrize("leap_s", [-3600.0, -40 * 3600.0, 40 * 3600.0])
def test_a_clock_that_was_wrong_makes_nothing_last_less_than_no_time(day: Day, leap_s: float) -> None:
    """Set back within the day, or days off: no duration is below nothing, and nobody came outside of the day."""
    day.issued(10)
    day.at(20, e.TicketCalled("A1", "1"))
    day.issued(leap_s, "A2")
    day.at(leap_s + 60, e.TicketFinished("A1", "1", None))
    day.at(leap_s + 70, c.CounterClosed("1", None))
    facts = day.facts
    assert all(took >= 0 for times in facts.visits.values() for took in times.sample)
    assert facts.given_up.total_s >= 0
    assert all(0 <= quarter <= 96 for quarter in facts.arrivals["a"]["normal"])
    (opening,) = facts.openings["1"]
    assert 0 <= opening.start_s <= opening.sure_s <= opening.end_s <= 86_400


def test_what_comes_over_from_the_day_before_is_learnt_where_it_ends() -> None:
    """A visit that began before the turn lasts as long as it did; the counter's time begins with the day."""
    clock, journal = Clock(TURN - 200), MemoryJournal()
    hall = desk(clock, journal)
    hall.open_counter(LI, "1")
    for _ in range(2):
        hall.issue(Actor("kiosk"), "a", "normal", "zh")
    hall.call_next(LI, "1")
    hall.start(LI, "1")
    clock.now = TURN
    hall.roll_over()
    for act in (lambda: hall.finish(LI, "1", None, None), lambda: hall.call_next(LI, "1")):
        clock.now += 100
        act()
    clock.now += 300
    hall.start(LI, "1")
    hall.hold(LI, "1")
    hall.close_counter(LI, "1", None)
    first, second = (Learning(day, hours()) for day in (MONDAY, MONDAY + timedelta(days=1)))
    for learning in (first, second):
        for entry in journal.read(f"day-{learning.facts.day}"):
            learning.take(entry)
    assert first.facts.visits == {}
    assert second.facts.visits["a"].sample == [300.0]
    assert second.facts.gaps.total_s == 100
    (opening,) = second.facts.openings["1"]
    assert (opening.start_s, opening.end_s) == (0.0, 500.0)
    assert not second.facts.arrivals
