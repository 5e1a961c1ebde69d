"""The forecast at work beside a desk: when it looks, what it leaves, and that it stands in nobody's way."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest

from hall.forecast.book import LOOK_AGAIN_S, LOOK_EVERY_S, Forecast
from hall.forecast.kept import KeptDays
from hall.journal.refusal import Closed
from hall.plan.hours import Span
from hall.queue.desk.visit import Desk
from hall.queue.events.visit import TicketIssued
from hall.queue.state.expected import NOT_LOOKED
from hall.store.memory import MemoryJournal
from tests.forecasts import MemoryShelf, foreseeing
from tests.halls import KIOSK, LI, MONDAY, NOON, Clock, desk, follow, ground, hours

OFFICE = hours((Span(8 * 60, 12 * 60), Span(13 * 60, 17 * 60)))
NINE = NOON - 3 * 3600
DAY_S = 86_400.0


class Hall:
    """A desk and its forecast, followed by hand."""

    def __init__(self, shelf: MemoryShelf | None = None, journal: MemoryJournal | None = None) -> None:
        self.clock, self.pace = Clock(NINE), Clock(0.0)
        self.journal, self.shelf = journal or MemoryJournal(), shelf or MemoryShelf()
        self.desk: Desk = desk(self.clock, self.journal, opening=OFFICE)
        self.forecast = foreseeing(self.desk, self.clock, self.journal, self.shelf, self.pace)

    def take(self, service: str = "c") -> str:
        ticket = self.desk.issue(KIOSK, service, "normal", "zh").ticket
        assert ticket is not None
        return ticket.id

    def after(self, seconds: float) -> None:
        """Time passes; what was committed is followed, and the job asks whether to look."""
        self.clock.now += seconds
        self.pace.now += seconds
        follow(self.journal, self.forecast)
        self.forecast.beat()

    def serves(self, seconds: float) -> None:
        """Counter 3 calls, serves and finishes."""
        self.desk.call_next(LI, "3")
        self.desk.start(LI, "3")
        self.after(seconds)
        self.desk.finish(LI, "3", None, None)


def looks(hall: Hall, monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """The moments at which it looks from now on."""
    found: list[float] = []
    look: Callable[[], None] = hall.forecast.look

    def noted() -> None:
        found.append(hall.pace.now)
        look()

    monkeypatch.setattr(hall.forecast, "look", noted)
    return found


def test_what_the_last_look_found_is_at_the_desk() -> None:
    """Nothing before the first; then a ticket taken since is told what a newcomer was."""
    hall = Hall()
    assert hall.desk.expected is NOT_LOOKED
    hall.desk.open_counter(LI, "3")
    hall.after(0)
    found = hall.desk.expected
    newcomer = found.newcomer("c", 0)
    ticket = hall.desk.look(lambda day, _: day.tickets[hall.take()])
    due = found.due(ticket.id, (ticket.service, ticket.only_counter, ticket.place), 0)
    assert due is not None
    assert due == newcomer


def test_it_looks_at_once_then_seldom_and_sooner_when_something_happened(monkeypatch: pytest.MonkeyPatch) -> None:
    """A quiet hall is looked at every half minute, a busy one every few seconds however much happens."""
    hall = Hall()
    found = looks(hall, monkeypatch)
    hall.after(0)
    for _ in range(LOOK_AGAIN_S.__ceil__()):
        hall.after(1)
    assert found == [0, LOOK_AGAIN_S]
    for _ in range(40):
        hall.take()
        hall.after(LOOK_EVERY_S / 4)
    assert found[2:] == [LOOK_AGAIN_S + LOOK_EVERY_S * (n + 1) for n in range(10)]


def test_others_have_their_turn_while_it_looks_and_the_desk_is_free() -> None:
    """With forty waiting it lets others in many times, and each of them could take a ticket."""
    hall = Hall()
    for _ in range(40):
        hall.take()
    turns: list[str] = []
    kept = KeptDays(hall.journal, hall.shelf, lambda _: OFFICE, lambda: None)
    forecast = Forecast(ground(hall.clock, hall.journal), hall.desk, kept, lambda: turns.append(hall.take()))
    forecast.look()
    assert len(turns) > 20
    hall.forecast.look()


def test_a_new_day_begins_without_yesterdays_times() -> None:
    """At midnight nothing is told until the first look of the new day, which knows the day before."""
    hall = Hall()
    hall.desk.open_counter(LI, "3")
    hall.take()
    hall.after(0)
    hall.clock.now += DAY_S
    hall.desk.roll_over()
    assert hall.desk.expected is NOT_LOOKED
    hall.after(LOOK_EVERY_S)
    due = hall.desk.expected.newcomer("c", 0)
    assert due is not None
    assert due.likely > hall.clock.now
    kept = KeptDays(hall.journal, hall.shelf, lambda _: OFFICE, lambda: None)
    assert [one.facts.day for one in kept.before(MONDAY + timedelta(days=1))] == [MONDAY]


def test_it_learns_from_days_gone_by_that_nobody_kept() -> None:
    """Visits of ten minutes yesterday, on a hall's first start with this version: today's newcomers wait longer."""
    hall = Hall()
    hall.desk.open_counter(LI, "3")
    for _ in range(15):
        hall.take()
        hall.serves(600)
    hall.clock.now = NINE + DAY_S
    hall.desk.roll_over()
    hall.desk.open_counter(LI, "3")
    hall.take()
    hall.desk.call_next(LI, "3")
    for _ in range(6):
        hall.take()
    foreseeing(hall.desk, hall.clock, hall.journal).look()
    ignorant = hall.desk.expected.newcomer("c", 6)
    forecast = foreseeing(hall.desk, hall.clock, hall.journal)
    forecast.prepare()
    forecast.look()
    taught = hall.desk.expected.newcomer("c", 6)
    assert ignorant is not None
    assert taught is not None
    assert taught.likely - hall.clock.now > 1.2 * (ignorant.likely - hall.clock.now)


def test_what_was_told_well_outlives_a_restart() -> None:
    """Kept by the way and taken up again: the day's calibration goes on where it was."""
    hall = Hall()
    hall.desk.open_counter(LI, "3")
    for _ in range(5):
        hall.take()
    for _ in range(4):
        hall.after(LOOK_EVERY_S)
        hall.serves(300)
    hall.after(LOOK_EVERY_S)
    hall.forecast.keep()
    kept = KeptDays(hall.journal, hall.shelf, lambda _: OFFICE, lambda: None)
    told = sum(one.count for one in kept.scores(MONDAY))
    assert told >= 3
    again = Hall(hall.shelf, hall.journal)
    again.forecast.keep()
    assert sum(one.count for one in kept.scores(MONDAY)) == told


@pytest.mark.parametrize("damage", [b"", b"{}", b"[1]", b'{"version": 1, "length": 3}', b"\xff", None])
def test_what_is_kept_wrongly_is_made_again(damage: bytes | None) -> None:
    """Damaged, of another version, or gone: the day is learnt from anew and nothing fails."""
    hall = Hall()
    hall.desk.open_counter(LI, "3")
    hall.take()
    hall.serves(300)
    hall.clock.now += DAY_S
    hall.desk.roll_over()
    shelf = MemoryShelf()
    if damage is not None:
        shelf.put("day-2026-11-23", damage)
    kept = KeptDays(hall.journal, shelf, lambda _: OFFICE, lambda: None)
    tuesday = date(2026, 11, 24)
    assert list(kept.before(tuesday)) == []
    assert kept.prepare(tuesday)
    assert not kept.prepare(tuesday)
    (day,) = kept.before(tuesday)
    assert day.facts.visits["c"].count == 1


def test_a_visitor_called_while_it_looks_is_no_fault() -> None:
    """Whoever is called, or gives up, in the middle of a look is told nothing wrong afterwards."""
    hall = Hall()
    hall.desk.open_counter(LI, "3")
    first = hall.take()
    kept = KeptDays(hall.journal, hall.shelf, lambda _: OFFICE, lambda: None)
    calls = iter([lambda: hall.desk.call_next(LI, "3")])

    def breathe() -> None:
        next(calls, lambda: None)()

    forecast = Forecast(ground(hall.clock, hall.journal), hall.desk, kept, breathe)
    forecast.look()
    follow(hall.journal, forecast)
    forecast.look()
    ticket = hall.desk.look(lambda day, _: day.tickets[first])
    assert ticket.counter == "3"


def test_a_crowd_between_two_looks_is_told_one_after_the_other() -> None:
    """Thirty press within a second: the last is told about thirty visits more than the first."""
    hall = Hall()
    hall.desk.open_counter(LI, "3")
    hall.after(0)
    for _ in range(30):
        hall.take()
    issued = [event for one in hall.journal.since(0) for event in one.entry.events if isinstance(event, TicketIssued)]
    told = [event.late_s for event in issued if event.late_s is not None]
    assert len(told) == 30
    assert told == sorted(told)
    assert 0.7 * 29 * 300 < told[-1] - told[0] < 1.4 * 29 * 300


def test_a_crowd_before_closing_is_not_let_in_whole() -> None:
    """A quarter of an hour before closing thirty press within a second: a few get a ticket, the others are told."""
    hall = Hall()
    hall.clock.now = NOON + 4.75 * 3600
    hall.desk.open_counter(LI, "3")
    hall.after(0)
    answers = []
    for _ in range(30):
        try:
            answers.append(hall.take())
        except Closed as why:
            answers.append(why.code)
    given = [answer for answer in answers if answer != "too_late"]
    assert 0 < len(given) < 5
    assert answers == [*given, *["too_late"] * (30 - len(given))]


@pytest.mark.parametrize(("ends", "visitors"), [("missed", 4000), ("at once", 300), ("given up", 300)])
def test_a_day_of_nonsense_stops_no_forecast(ends: str, visitors: int) -> None:
    """Nobody comes when called, visits take no time, everybody gives up: newcomers are told something all the same."""
    hall = Hall()
    hall.desk.open_counter(LI, "3")
    for _ in range(visitors):
        taken = hall.take()
        if ends == "given up":
            hall.desk.cancel(KIOSK, hall.desk.look(lambda day, _, ticket=taken: day.tickets[ticket].token))
            continue
        hall.desk.call_next(LI, "3")
        if ends == "missed":
            hall.desk.no_show(LI, "3")
        else:
            hall.desk.start(LI, "3")
            hall.desk.finish(LI, "3", None, None)
    hall.take()
    hall.after(LOOK_EVERY_S)
    assert hall.desk.expected.newcomer("c", 1) is not None
    hall.forecast.advise(600.0)


def test_a_visit_that_never_ends_is_told_longer_and_longer_not_as_now() -> None:
    """Hours into it the next one is still told something, and never that the call is due at once."""
    hall = Hall()
    hall.desk.open_counter(LI, "3")
    hall.take()
    hall.desk.call_next(LI, "3")
    hall.desk.start(LI, "3")
    hall.take()
    told = []
    for _ in range(5):
        hall.after(1800)
        due = hall.desk.expected.newcomer("c", 1)
        assert due is not None
        told.append(due.likely - hall.clock.now)
    assert told == sorted(told)
    assert told[0] > 60


@pytest.mark.parametrize("set_s", [-DAY_S / 48, -75.0, 600.0, DAY_S / 12])
def test_a_clock_that_is_set_is_looked_from_as_it_stands(set_s: float) -> None:
    """Back or forward while visitors wait: the next look tells times after now, as long as before, and not silence."""
    hall = Hall()
    hall.desk.open_counter(LI, "3")
    for _ in range(4):
        hall.take()
    hall.serves(200.0)
    before = hall.desk.expected.newcomer("c", 3)
    assert before is not None
    waited_s = before.likely - hall.clock.now
    hall.clock.now += set_s
    hall.take()
    for _ in range(5):
        hall.after(LOOK_AGAIN_S)
    after = hall.desk.expected.newcomer("c", 4)
    assert after is not None
    assert hall.clock.now < after.likely <= after.late
    assert after.likely - hall.clock.now < 3 * waited_s + 600
