"""The whole forecast over a hall that its own commands drive."""

import json
from collections.abc import Generator
from dataclasses import replace
from datetime import date
from random import Random
from typing import TypeVar

import pytest

from benchmarks.waits.halls import WITH_LUNCH, Business, MadeHall, People, furnish
from benchmarks.waits.judge import FIRST_DAY
from benchmarks.waits.simulate import SimulatedDay
from hall.forecast import calibrate, facts
from hall.forecast.facts import DayFacts
from hall.forecast.forecaster import Closed, Forecaster, Outlook
from hall.forecast.snapshot import Booked, worked_s
from hall.journal.entry import Entry
from hall.plan.hours import Span
from hall.queue.commands import visit as commands
from hall.queue.commands.visit import Events
from hall.queue.events.day import PlanChanged
from hall.queue.folds.visit import apply
from hall.queue.state.day import HallDay
from hall.queue.state.expected import NOT_LOOKED
from tests.halls import MONDAY, NOON, Plans, hours, plan

Result = TypeVar("Result")


def finished(steps: Generator[None, None, Result]) -> Result:
    while True:
        try:
            next(steps)
        except StopIteration as end:
            return end.value


class Hall:
    """A hall with services a, b and c, its forecaster, and somebody who acts in it. Every visit takes five minutes."""

    def __init__(self) -> None:
        self.hours = hours(WITH_LUNCH)
        self.plans = Plans(replace(plan(), hours=self.hours))
        self.day = HallDay(self.plans.plan, MONDAY)
        self.forecaster = Forecaster(MONDAY, self.hours)
        self.now = NOON - 3 * 3600

    def act(self, by: str, events: Events) -> None:
        entry = Entry(self.day.entries + 1, self.now, by, events)
        apply(self.day, entry)
        self.forecaster.take(entry)

    def take(self, service: str, visitor_class: str = "normal") -> str:
        token = f"t{len(self.day.tickets)}"
        self.act(
            "kiosk",
            commands.issue(self.day, self.now, self.hours, service, visitor_class, "zh", token, None, NOT_LOOKED),
        )
        self.now += 1
        return self.day.by_token[token].id

    def open(self, *counters: str) -> None:
        for counter in counters:
            self.act(counter, commands.open_counter(self.day, counter, counter))

    def call(self, counter: str) -> None:
        self.act(counter, commands.call_next(self.day, counter, counter))
        self.act(counter, commands.start(self.day, counter, counter))

    def look(self) -> Outlook:
        return finished(self.forecaster.look(self.day, self.now))

    def likely_s(self, ticket: str) -> float:
        due = self.look().tickets[ticket]
        assert due is not None
        return due.likely - self.now


@pytest.fixture
def hall() -> Hall:
    """Nine o'clock, all counters open."""
    made = Hall()
    made.open("1", "2", "3")
    return made


def test_who_stands_behind_waits_longer_and_a_newcomer_longest(hall: Hall) -> None:
    """In one line times grow with the place, and late is later than likely."""
    tickets = [hall.take("c") for _ in range(12)]
    outlook = hall.look()
    dues = [due for ticket in tickets if (due := outlook.tickets[ticket]) is not None]
    newcomer = outlook.newcomers["c"]
    assert newcomer is not None
    assert len(dues) == 12
    assert [due.likely for due in dues] == sorted(due.likely for due in dues)
    assert newcomer.likely > dues[-1].likely
    assert all(due.late > due.likely for due in dues[1:])


def test_the_visit_under_way_and_how_long_it_has_lasted_count(hall: Hall) -> None:
    """Just called, the next one waits a whole visit; after five minutes hardly half of one; never no time at all."""
    hall.take("c")
    hall.call("3")
    ticket = hall.take("c")
    at_once = hall.likely_s(ticket)
    hall.now += 300
    assert 200 < at_once < 420
    assert hall.likely_s(ticket) < 0.75 * at_once
    hall.now += 1500
    assert hall.likely_s(ticket) > 60


def test_time_on_hold_is_not_time_under_way(hall: Hall) -> None:
    """Held after one minute for ten and taken up again a minute ago: the visit has lasted two."""
    first = hall.day.tickets[hall.take("c")]
    hall.call("3")
    hall.now += 60
    hall.act("3", commands.hold(hall.day, "3", "3"))
    hall.now += 600
    hall.act("3", commands.resume(hall.day, "3", "3", first.number))
    assert worked_s(first, hall.now + 60) == pytest.approx(120, abs=1)


def test_lunch_is_in_it(hall: Hall) -> None:
    """Ten to twelve with eight waiting at one counter: most of them are called after one o'clock."""
    hall.now = NOON - 600
    tickets = [hall.take("c") for _ in range(8)]
    assert hall.likely_s(tickets[-1]) > 4200
    assert hall.likely_s(tickets[0]) < 300


def test_hours_changed_today_count_at_once(hall: Hall) -> None:
    """The manager lets the hall stay open over lunch: nobody is told to come back after it any more."""
    hall.now = NOON - 600
    tickets = [hall.take("c") for _ in range(8)]
    assert hall.likely_s(tickets[-1]) > 4200
    hall.plans.all.append(replace(hall.day.plan, hours=hours((Span(510, 1050),))))
    hall.act("hall", (PlanChanged(2),))
    assert hall.likely_s(tickets[-1]) < 3600


def test_a_break_made_today_is_told_at_once(hall: Hall) -> None:
    """Whoever was told half an hour reads the afternoon as soon as the hall is to close in between."""
    tickets = [hall.take("c") for _ in range(8)]
    hall.call("3")
    assert hall.likely_s(tickets[-1]) < 3600
    hall.plans.all.append(replace(hall.day.plan, hours=hours((Span(510, 550), Span(840, 1050)))))
    hall.act("chen", (PlanChanged(2),))
    hall.now += 5
    assert hall.likely_s(tickets[-1]) > 4 * 3600


def test_a_counter_about_to_close_calls_nobody_more(hall: Hall) -> None:
    """Its visitor is its last, so those who wait fall to the other counter."""
    hall.take("a")
    hall.call("1")
    tickets = [hall.take("a") for _ in range(6)]
    both = hall.likely_s(tickets[-1])
    from hall.queue.commands.counter import close_after  # noqa: PLC0415 - beside its one use

    hall.act("1", close_after(hall.day, "1", "1"))
    assert hall.likely_s(tickets[-1]) > 1.3 * both


def test_who_is_bound_to_one_counter_waits_for_that_counter(hall: Hall) -> None:
    """Not for the service, of which another counter is free."""
    for _ in range(2):
        hall.take("a")
    hall.call("1")
    hall.call("2")
    number = hall.day.counters["2"].ticket
    assert number is not None
    hall.act("2", commands.transfer(hall.day, hall.now, "2", "2", "a", "1", "fair"))
    outlook = hall.look()
    bound, newcomer, counter = outlook.tickets[number.id], outlook.newcomers["a"], outlook.counters["1"]
    assert bound is not None
    assert newcomer is not None
    assert counter is not None
    assert bound.likely > newcomer.likely + 60
    assert counter.likely > bound.likely


def test_priority_visitors_to_come_are_expected(hall: Hall) -> None:
    """Where past days had a priority visitor a minute, those who wait now are told of more to come; not elsewhere."""
    busy = DayFacts(MONDAY, ((510, 720), (780, 1050)), arrivals={"c": {"priority": dict.fromkeys(range(34, 70), 15)}})
    past = [Closed(busy, calibrate.Audit().closed())]
    tickets = {service: [hall.take(service) for _ in range(8)][-1] for service in "ac"}
    before = {service: hall.likely_s(ticket) for service, ticket in tickets.items()}
    hall.forecaster = Forecaster(MONDAY, hall.hours, past)
    assert hall.likely_s(tickets["c"]) > 1.5 * before["c"]
    assert hall.likely_s(tickets["a"]) == pytest.approx(before["a"], rel=0.1)


def test_who_has_booked_is_expected(hall: Hall) -> None:
    """Twelve appointments in five minutes for a service with one counter are before those who wait now."""
    ticket = [hall.take("c") for _ in range(8)][-1]
    before = hall.likely_s(ticket)
    booked = [Booked("c", hall.now + 300) for _ in range(12)]
    due = finished(hall.forecaster.look(hall.day, hall.now + 400, booked)).tickets[ticket]
    assert due is not None
    assert due.likely - hall.now > 1.2 * before


def test_it_is_silent_only_when_nobody_is_due_today(hall: Hall) -> None:
    """All counters away at ten: told all the same. After the last hour, with nobody there: nothing is told."""
    for counter in ("1", "2", "3"):
        hall.act(counter, commands.pause_counter(hall.day, counter, counter, None))
    tickets = [hall.take(service) for service in "abc"]
    assert all(hall.look().tickets[ticket] is not None for ticket in tickets)
    for counter in ("1", "2", "3"):
        hall.act(counter, commands.close_counter(hall.day, counter, counter, None))
    assert all(hall.look().tickets[ticket] is not None for ticket in tickets)
    hall.now = NOON + 7 * 3600
    outlook = hall.look()
    assert all(outlook.tickets[ticket] is None for ticket in tickets)
    assert outlook.newcomers["a"] is None


def test_before_opening_counters_are_due_at_opening() -> None:
    """At twenty past eight nobody is there, and everybody is due."""
    hall = Hall()
    hall.now = NOON - 3.5 * 3600 + 60
    ticket = hall.take("a")
    assert hall.likely_s(ticket) < 600


def test_who_came_after_the_look_is_told_by_the_place(hall: Hall) -> None:
    """A newcomer what was told of newcomers; a priority visitor what the one was told who now stands behind."""
    tickets = []
    for _ in range(6):
        tickets.append(hall.take("c"))
        hall.now += 600
    outlook = hall.look()
    normal, priority = hall.day.tickets[hall.take("c")], hall.day.tickets[hall.take("c", "priority")]
    assert outlook.due(normal.id, ("c", None, normal.place), 6) == outlook.newcomers["c"]
    behind = next(t for t in tickets if hall.day.tickets[t].place > priority.place)
    assert outlook.due(priority.id, ("c", None, priority.place), 0) == outlook.tickets[behind]
    assert outlook.due(tickets[0], ("c", "3", NOON), 0) == outlook.counters["3"]


def test_what_is_told_does_not_jump_while_nothing_happens(hall: Hall) -> None:
    """An hour in which a visit goes on and on: minute by minute no time told rises by five minutes."""
    for _ in range(8):
        hall.take("c")
    hall.call("3")
    before: dict[str, float] = {}
    for _ in range(60):
        hall.now += 60
        waits = {t: due.likely - hall.now for t, due in hall.look().tickets.items() if due is not None}
        assert all(wait - before.get(ticket, wait) <= 300 for ticket, wait in waits.items())
        before = waits


def test_the_same_hall_is_told_the_same(hall: Hall) -> None:
    """No luck in it: two forecasters that have seen the same say the same."""
    for k in range(60):
        hall.take("abc"[k % 3])
    one = finished(hall.forecaster.look(hall.day, hall.now))
    other = Hall()
    other.forecaster._learning = hall.forecaster._learning
    other.forecaster._past = hall.forecaster._past
    assert finished(other.forecaster.look(hall.day, hall.now)).tickets == one.tickets


def test_a_look_comes_in_slices(hall: Hall) -> None:
    """Whoever drives it can let others in between, often."""
    for k in range(100):
        hall.take("abc"[k % 3])
    assert sum(1 for _ in hall.forecaster.look(hall.day, hall.now)) > 20


def made_hall() -> MadeHall:
    business = {"a": Business(420.0, 1.0), "b": Business(240.0, 1.0, "lognormal")}
    counters = {"1": ("a",), "2": ("a", "b"), "3": ("b",), "4": ("b", "a")}
    people = People(hold=0.05, transfer=0.08, no_show=0.1, comes_back=0.7, gives_up=0.08, priority=0.15)
    return MadeHall(
        "test",
        furnish(business, counters, {"a": 2.0, "b": 0.5}, WITH_LUNCH),
        business,
        {"1": 1.3},
        0.95,
        people,
        at_the_door=30,
    )


def run(hall: MadeHall, day: date, past: list[Closed]) -> tuple[Forecaster, list[tuple[float, float, float]]]:
    """Let a day pass with a look every ten minutes; return each first call's told likely, late, and truth."""
    forecaster = Forecaster(day, hall.plan.hours, past)
    simulated = SimulatedDay(hall, day, 1, lambda _, entry: forecaster.take(entry))
    told: list[tuple[str, float, float, float]] = []
    for now in simulated.run(600):
        outlook = finished(forecaster.look(simulated.day, now))
        for ticket, due in outlook.tickets.items():
            if due is not None:
                told.append((ticket, now, due.likely - now, due.late - now))
    tickets = simulated.day.tickets
    return forecaster, [
        (likely_s, late_s, at - now)
        for ticket, now, likely_s, late_s in told
        if (at := tickets[ticket].called_at) is not None and at >= now
    ]


def test_days_with_everything_that_happens_in_a_hall_are_learnt_and_told() -> None:
    """Holds, transfers, misses, returns, cancellations: two days run through, are kept as JSON, and told well."""
    hall, past = made_hall(), []
    for day in (FIRST_DAY.replace(day=k) for k in (2, 3)):
        forecaster, moments = run(hall, day, past)
        closed = forecaster.closed()
        body = json.loads(json.dumps([facts.to_body(closed.facts), calibrate.to_body(closed.scores)]))
        past.append(Closed(facts.from_body(body[0]), calibrate.from_body(body[1])))
    true_s = sum(true for *_, true in moments)
    assert len(moments) > 60
    assert sum(abs(likely - true) for likely, _, true in moments) < 0.5 * true_s
    assert sum(true <= late for _, late, true in moments) > 0.7 * len(moments)


def test_a_past_of_another_plan_is_no_harm(hall: Hall) -> None:
    """Services, counters and clerks that are no more are left out."""
    closed = run(made_hall(), FIRST_DAY, [])[0].closed()
    closed.facts.visits["gone"] = closed.facts.visits.pop("a")
    closed.facts.arrivals["gone"] = closed.facts.arrivals.pop("a")
    closed.facts.onward["gone"] = {"nowhere": 5}
    closed.facts.openings["99"] = closed.facts.openings.pop("1")
    hall.forecaster = Forecaster(MONDAY, hall.hours, [closed] * 3)
    ticket = hall.take("a")
    assert hall.likely_s(ticket) >= 0


def test_any_moment_of_a_strange_day_is_told(hall: Hall) -> None:
    """A clock set back, a visit that never ends, a night: nothing fails and nothing is below now."""
    random = Random(3)
    for k in range(40):
        hall.take("abc"[k % 3], random.choice(["normal", "priority"]))
    hall.call("3")
    for shift_s in (-7200, 0, 6 * 3600, 40 * 3600, -40 * 3600):
        hall.now += shift_s
        outlook = hall.look()
        assert all(due is None or due.late >= due.likely >= hall.now for due in outlook.tickets.values())


def test_advice_says_what_one_more_counter_spares(hall: Hall) -> None:
    """Counter 2 is closed and forty wait for what it serves: opening it is advised, with both figures."""
    hall.act("2", commands.close_counter(hall.day, "2", "2", None))
    for _ in range(40):
        hall.take("a")
    advice = finished(hall.forecaster.advise(hall.day, hall.now, 1500.0))
    assert advice is not None
    assert (advice.service, advice.counter) == ("a", "2")
    assert advice.over_with < advice.over_without
    assert advice.opens >= hall.now


def test_no_advice_where_nobody_waits_too_long(hall: Hall) -> None:
    """Silence is the advice then."""
    hall.take("a")
    assert finished(hall.forecaster.advise(hall.day, hall.now, 1500.0)) is None
