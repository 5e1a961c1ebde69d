"""Who still gets a ticket before closing, why a hall is closed, and how staff let one more in."""

from datetime import timedelta

import pytest

from hall.journal.refusal import Closed, Refusal
from hall.plan.hours import OpeningHours, Span
from hall.queue.desk.visit import Desk
from hall.queue.desk.visitor import VisitorDesk
from hall.queue.state.admission import why_closed
from hall.queue.state.day import HallDay
from hall.queue.views.board import services_view, ticket_view
from hall.queue.views.door import Door, door
from hall.store.memory import MemoryJournal
from tests.forecasts import Seen, foreseeing
from tests.halls import KIOSK, LI, MONDAY, NOON, SHANGHAI, Clock, desk, follow, hours

HOUR_S = 3600.0
OFFICE = (Span(8 * 60, 12 * 60), Span(13 * 60, 17 * 60))


def at(hour: float) -> float:
    """The moment `hour` on that Monday."""
    return NOON + (hour - 12) * HOUR_S


class Foreseen:
    """A hall with office hours that is looked ahead of before each ticket; a visit takes 5 minutes."""

    def __init__(self, hour: float, opening: OpeningHours | None = None) -> None:
        clock, journal = Clock(at(hour)), MemoryJournal()
        self.desk = desk(clock, journal, opening=opening or hours(OFFICE))
        self.forecast = foreseeing(self.desk, clock, journal)
        self._journal = journal

    def look(self) -> None:
        follow(self._journal, self.forecast)
        self.forecast.look()

    def refusal(self) -> Closed | None:
        """Why service c gives no ticket now."""
        self.look()
        return refusal(self.desk)


def opened(hour: float) -> Foreseen:
    """The one counter for service c is open and busy."""
    hall = Foreseen(hour)
    hall.desk.open_counter(LI, "3")
    hall.desk.issue(KIOSK, "c", "normal", "zh")
    hall.desk.call_next(LI, "3")
    return hall


def refusal(hall: Desk) -> Closed | None:
    """Why service c gives no ticket now."""
    try:
        hall.issue(KIOSK, "c", "normal", "zh")
    except Closed as why:
        return why
    return None


def test_tickets_end_when_the_late_wait_passes_closing() -> None:
    """Half an hour before closing some still get a ticket; then it is refused, with the next morning as a hint."""
    hall = opened(16.5)
    given = 0
    while (why := hall.refusal()) is None:
        given += 1
    assert 1 <= given <= 5
    assert why.code == "too_late"
    assert why.facts["opens_at"] == at(8 + 24)
    assert hall.refusal() is not None


def test_the_last_counter_that_closes_brings_no_tickets_back() -> None:
    """Refused at a quarter to five for the long line; the counter closes, and a minute later it is refused still."""
    hall = opened(16.75)
    while hall.refusal() is None:
        pass
    hall.desk.start(LI, "3")
    hall.desk.finish(LI, "3", None, None)
    hall.desk.close_counter(LI, "3", None)
    why = hall.refusal()
    assert why is not None
    assert why.code == "too_late"


def test_only_that_service_is_refused() -> None:
    """Others with shorter lines go on; what the kiosk shows is what the desk does."""
    hall = opened(16.5)
    hall.desk.open_counter(LI.__class__("wang"), "1")
    while hall.refusal() is None:
        pass
    of = hall.desk
    seen = {s["id"]: s for s in of.look(lambda day, now: services_view(day, of.hours, now, of.expected))}
    assert (seen["c"]["open"], seen["c"]["closed_reason"]) == (False, "too_late")
    assert seen["c"]["opens_at"] == "2026-11-24T08:00:00.000+08:00"
    assert seen["a"]["open"]


def test_lunch_does_not_count_as_time_to_serve() -> None:
    """The break before the afternoon is no reason to refuse."""
    assert opened(11.9).refusal() is None


def test_a_service_whose_clerk_is_due_turns_nobody_away() -> None:
    """At ten nobody has come to the counter yet: tickets are given; a minute before closing nobody is due any more."""
    hall = Foreseen(10)
    assert [hall.refusal() for _ in range(5)] == [None] * 5
    assert Foreseen(16.99).refusal() is not None


def test_where_nobody_is_due_any_more_no_ticket_is_given() -> None:
    """An hour before closing everybody who served it has gone for the day: that is no reason to wait for nobody."""
    hall = desk(Clock(at(16)), opening=hours(OFFICE))
    hall.expected = Seen({"c": None}, None)
    why = refusal(hall)
    assert why is not None
    assert why.code == "too_late"


def test_nobody_is_turned_away_before_the_first_look() -> None:
    """Right after a start nothing is known of the waits, and nothing is no reason to refuse."""
    hall = desk(Clock(at(16.99)), opening=hours(OFFICE))
    assert refusal(hall) is None


def test_a_hall_open_all_night_never_closes() -> None:
    """Before midnight an always-open hall gives tickets however many wait."""
    hall = desk(Clock(at(23.99)))
    hall.open_counter(LI, "3")
    for _ in range(30):
        hall.issue(KIOSK, "c", "normal", "zh")


@pytest.mark.parametrize("hour", [7.0, 12.5, 20.0])
def test_staff_let_one_more_in(hour: float) -> None:
    """After one allowance exactly one ticket is given though the hall is closed; two presses are one allowance."""
    hall = desk(Clock(at(hour)), opening=hours(OFFICE))
    doors = VisitorDesk(hall)
    doors.allow_one_more(LI, "c")
    doors.allow_one_more(LI, "c")
    assert hall.issue(KIOSK, "c", "normal", "zh").ticket is not None
    assert refusal(hall) is not None
    doors.allow_one_more(LI, "c")
    assert hall.issue(KIOSK, "c", "normal", "zh").ticket is not None


def test_one_more_for_an_open_service_changes_nothing() -> None:
    """While tickets are given anyway nothing is written down; an unknown service is refused by name."""
    hall = desk(Clock(at(10)), opening=hours(OFFICE))
    before = hall.look(lambda day, _: day.entries)
    VisitorDesk(hall).allow_one_more(LI, "c")
    assert hall.look(lambda day, _: day.entries) == before
    with pytest.raises(Refusal, match="service_unknown"):
        VisitorDesk(hall).allow_one_more(LI, "nothing")


@pytest.mark.parametrize(
    ("hour", "why"), [(7.99, "early"), (8, None), (12, "lunch"), (13, None), (17, "late"), (23.9, "late")]
)
def test_why_a_working_day_is_closed(hour: float, why: str | None) -> None:
    """Before, between and after the hours has each its word."""
    assert why_closed(hours(OFFICE), at(hour)) == why


def test_why_a_whole_day_is_closed() -> None:
    """A published holiday is told apart from a day without hours."""
    holiday = OpeningHours(SHANGHAI, (OFFICE,) * 7, {}, lambda d: "holiday" if d == MONDAY else None)
    assert why_closed(holiday, at(10)) == "holiday"
    assert why_closed(hours(()), at(10)) == "day_off"
    assert [door(one, at(10))["over"] for one in (holiday, hours(()), hours(OFFICE))] == [True, True, False]


def test_ten_more_minutes_once() -> None:
    """A ticket put off goes behind whoever came within ten minutes after it, before whoever came later; and once."""
    clock = Clock()
    hall = desk(clock)
    tickets = []
    for minutes in (0, 4, 9, 11):
        clock.now = NOON + minutes * 60
        tickets.append(hall.issue(KIOSK, "a", "normal", "zh").ticket)
    first = tickets[0]
    assert first is not None
    visitor = VisitorDesk(hall)
    assert visitor.put_off(KIOSK, first.token).ticket is first
    hall.open_counter(LI, "1")

    def order(day: HallDay, _now: float) -> list[str]:
        return [t.number for t in day.service_lines["a"]]

    assert hall.look(order) == ["A002", "A003", "A001", "A004"]
    with pytest.raises(Refusal, match="already_put_off"):
        visitor.put_off(KIOSK, first.token)
    assert first.steps[-1].what == "put_off"


def test_a_day_with_these_acts_is_read_back() -> None:
    """A desk that opens the same journal sees the same line and the same allowance."""
    clock, journal = Clock(at(20)), MemoryJournal()
    hall = desk(clock, journal, opening=hours(OFFICE))
    VisitorDesk(hall).allow_one_more(LI, "c")
    ticket = hall.issue(KIOSK, "c", "normal", "zh").ticket
    assert ticket is not None
    VisitorDesk(hall).put_off(KIOSK, ticket.token)
    VisitorDesk(hall).allow_one_more(LI, "c")
    again = desk(clock, journal=journal, opening=hours(OFFICE))
    seen = again.look(lambda day, _: (day.by_number["C001"].put_off, day.by_number["C001"].place, day.one_more["c"]))
    assert seen == (True, ticket.place, 1)
    assert timedelta(seconds=ticket.place - ticket.issued_at) == timedelta(minutes=10)


def test_no_ticket_is_given_that_would_wait_past_midnight_into_a_closed_day() -> None:
    """Open to 24:00 and closed tomorrow: with many waiting the doors close before midnight, as before any closing."""
    tomorrow_closed = OpeningHours(SHANGHAI, ((Span(0, 1440),), (), *[()] * 5), {}, lambda _: None)
    hall = Foreseen(23, tomorrow_closed)
    hall.desk.open_counter(LI, "3")
    given = 0
    while (why := hall.refusal()) is None:
        given += 1
    assert 1 <= given <= 20
    assert why.code == "too_late"


def test_a_hall_that_works_past_midnight_goes_on() -> None:
    """With a turn hour who waits at midnight waits on, is called, rates, and the numbers go on; then a day begins."""
    clock = Clock(at(23.9))
    night = OpeningHours(SHANGHAI, ((Span(20 * 60, 26 * 60),),) * 7, {}, lambda _: None, turns_min=240)
    hall = desk(clock, opening=night)
    hall.open_counter(LI, "3")
    first = hall.issue(KIOSK, "c", "normal", "zh").ticket
    assert first is not None
    clock.now = at(24.5)
    hall.roll_over()
    assert hall.call_next(LI, "3").ticket is first
    hall.start(LI, "3")
    hall.finish(LI, "3", None, None)
    clock.now = at(25.9)
    hall.rate(KIOSK, first.token, 5, (), None)
    second = hall.issue(KIOSK, "c", "normal", "zh").ticket
    assert second is not None
    assert (second.number, hall.today()) == ("C002", MONDAY)
    clock.now = at(28)
    hall.roll_over()
    assert (second.status, hall.today()) == ("expired", MONDAY + timedelta(days=1))


@pytest.mark.parametrize(
    ("hour", "why", "opens"), [(12.5, "lunch", "2026-11-23T13:00"), (18, "late", "2026-11-24T08:00")]
)
def test_who_waits_in_a_closed_hall_is_told(hour: float, why: str, opens: str) -> None:
    """A ticket that nobody calls says why the hall is closed and when it opens; an open counter calls it yet."""
    clock = Clock(at(11))
    hall = desk(clock, opening=hours(OFFICE))
    ticket = hall.issue(KIOSK, "c", "normal", "zh").ticket
    assert ticket is not None

    def told() -> Door | None:
        return hall.look(lambda day, now: ticket_view(day, hall.hours, now, day.tickets[ticket.id], hall.expected))[
            "closed"
        ]

    assert told() is None
    clock.now = at(hour)
    shut = told()
    assert shut is not None
    assert (shut["open"], shut["why"], shut["opens_at"]) == (False, why, f"{opens}:00.000+08:00")
    assert shut["over"] == (why == "late")
    hall.open_counter(LI, "3")
    assert told() is None
