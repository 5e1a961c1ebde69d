"""What is told of waits: from the last look ahead, with who goes before counted from the lines."""

from hall.journal.actor import Actor
from hall.plan.hours import Span
from hall.plan.plan import Counter
from hall.queue.desk.visit import Desk
from hall.queue.events.visit import TicketIssued
from hall.queue.state.expected import Due
from hall.queue.state.staffing import staffing
from hall.queue.state.ticket import Ticket
from hall.queue.views.board import ServiceView, TicketView, services_view, ticket_view
from hall.queue.views.overview import floor_now
from hall.store.memory import MemoryJournal
from tests.forecasts import Seen
from tests.halls import KIOSK, LI, NOON, Clock, desk, hours, plan

NAME = {"zh": "窗口", "en": "Counter"}
OFFICE = hours((Span(8 * 60, 12 * 60), Span(13 * 60, 17 * 60)))
NINE = NOON - 3 * 3600


def issue(hall: Desk, service: str = "a") -> Ticket:
    ticket = hall.issue(KIOSK, service, "normal", "zh").ticket
    assert ticket is not None
    return ticket


def seen(hall: Desk, ticket: Ticket) -> TicketView:
    return hall.look(lambda day, now: ticket_view(day, hall.hours, now, ticket, hall.expected))


def offered(hall: Desk) -> dict[str, ServiceView]:
    return {s["id"]: s for s in hall.look(lambda day, now: services_view(day, hall.hours, now, hall.expected))}


def test_counters_are_shared_by_their_services() -> None:
    """Of a service that only one of two counters serves, the other service feels what falls on the shared one."""
    shared = staffing([Counter("1", NAME, "z", ("a", "b")), Counter("2", NAME, "z", ("a",))])
    assert shared["a"].counters == ("1", "2")
    assert dict(shared["a"].shares) == {"b": 1.0}
    assert dict(shared["b"].shares) == {"a": 0.5}


def test_what_the_look_found_is_told_as_time_passes() -> None:
    """The ticket is asked for by where it stands, and a minute later a minute less is told."""
    clock = Clock(NINE)
    hall = desk(clock, opening=OFFICE)
    ticket = issue(hall)
    hall.expected = found = Seen({}, Due(NINE + 600, NINE + 900))
    assert seen(hall, ticket)["wait_s"] == {"likely": 600, "late": 900}
    assert found.asked == [(ticket.id, ("a", None, ticket.place), 0)]
    clock.now += 60
    told = seen(hall, ticket)
    assert told["wait_s"] == {"likely": 540, "late": 840}
    assert (told["expected_at"], told["latest_at"], told["after_break"]) == (None, None, False)


def test_a_long_wait_is_told_by_the_clock_and_lunch_is_said() -> None:
    """Due at ten past one, late at half past: to five minutes, in the hall's time, and the visitor may go and eat."""
    hall = desk(Clock(NOON - 1200), opening=OFFICE)
    ticket = issue(hall)
    hall.expected = Seen({"a": Due(NOON + 4200, NOON + 5300)}, Due(NOON + 4200, NOON + 5300))
    for told in (seen(hall, ticket), offered(hall)["a"]):
        assert told["expected_at"] == "2026-11-23T13:10:00.000+08:00"
        assert told["latest_at"] == "2026-11-23T13:30:00.000+08:00"
        assert told["after_break"]


def test_silence_where_nobody_is_due_and_before_the_first_look() -> None:
    """None is told as None, never as zero; a ticket that does not wait is told nothing either."""
    hall = desk(Clock(NINE), opening=OFFICE)
    ticket = issue(hall)
    assert seen(hall, ticket)["wait_s"] is None
    assert offered(hall)["a"]["wait_s"] is None
    hall.expected = Seen({"a": None}, None)
    assert seen(hall, ticket)["wait_s"] is None
    hall.expected = Seen({}, Due(NINE + 600, NINE + 900))
    hall.open_counter(LI, "1")
    hall.call_next(LI, "1")
    assert seen(hall, ticket)["wait_s"] is None


def test_the_manager_is_told_the_same_of_newcomers() -> None:
    """The overview's row is what the kiosk says."""
    hall = desk(Clock(NINE), opening=OFFICE)
    hall.expected = Seen({"a": Due(NINE + 600, NINE + 900)}, None)
    floor = hall.look(lambda day, now: floor_now(day, hall.hours, now, hall.expected))
    told = {row["id"]: row["wait_s"] for row in floor["services"]}
    assert told == {"a": {"likely": 600, "late": 900}, "b": None, "c": None}


def test_what_was_told_is_written_down_with_the_ticket() -> None:
    """In seconds, in the entry that gives it; nothing where nothing was known."""
    journal = MemoryJournal()
    hall = desk(Clock(NINE), journal, opening=OFFICE)
    issue(hall)
    hall.expected = found = Seen({"a": Due(NINE + 600, NINE + 900)}, Due(NINE + 610.4, NINE + 900.6))
    ticket = issue(hall)
    assert found.asked == [("", ("a", None, ticket.place), 1)]
    issued = [event for one in journal.since(0) for event in one.entry.events if isinstance(event, TicketIssued)]
    assert [(event.likely_s, event.late_s) for event in issued] == [(None, None), (610, 901)]


def test_who_goes_before_for_other_services_is_told() -> None:
    """Nobody waits for b and yet it takes long, as its one counter calls who came first: the reason is told with it."""
    hall = desk(Clock(), hall_plan=plan({"1": ("a", "b"), "2": ("a",)}))
    for counter in ("1", "2"):
        hall.open_counter(Actor(f"clerk-{counter}"), counter)
    for _ in range(12):
        hall.issue(KIOSK, "a", "normal", "zh")
    for counter in ("1", "2"):
        hall.call_next(Actor(f"clerk-{counter}"), counter)
    told = offered(hall)
    assert (told["b"]["waiting"], told["b"]["others_ahead"]) == (0, 5)  # half of the ten fall on the counter they share
    assert (told["a"]["waiting"], told["a"]["others_ahead"]) == (10, 0)
    mine = seen(hall, issue(hall, "b"))
    assert (mine["ahead"], mine["others_ahead"]) == (0, 5)


def test_how_many_counters_call_is_told() -> None:
    """None while all are closed or pause; for whoever was sent to one counter, that one alone counts."""
    hall = desk(Clock())
    ticket = issue(hall)
    assert (offered(hall)["a"]["counters_open"], seen(hall, ticket)["counters_open"]) == (0, 0)
    assert offered(hall)["a"]["others_ahead"] == 0
    hall.open_counter(LI, "1")
    hall.open_counter(Actor("wang"), "2")
    assert (offered(hall)["a"]["counters_open"], seen(hall, ticket)["counters_open"]) == (2, 2)
    hall.call_next(LI, "1")
    hall.transfer(LI, "1", None, "2", "fair")
    assert seen(hall, ticket)["counters_open"] == 1
    hall.pause_counter(Actor("wang"), "2", None)
    assert (offered(hall)["a"]["counters_open"], seen(hall, ticket)["counters_open"]) == (1, 0)


def test_who_was_sent_to_one_counter_counts_with_the_lines_it_shares() -> None:
    """First in the counter's own line, and behind half of the four who came earlier; they, too, are behind nobody."""
    hall = desk(Clock(), hall_plan=plan({"1": ("a",), "2": ("a",)}))
    for counter, clerk in (("1", LI), ("2", Actor("wang"))):
        hall.open_counter(clerk, counter)
    earlier = [issue(hall) for _ in range(4)]
    sent = issue(hall)
    later = issue(hall)
    hall.call_number(LI, "1", sent.number)
    hall.transfer(LI, "1", None, "2", "fair")
    assert (seen(hall, sent)["ahead"], seen(hall, sent)["others_ahead"]) == (0, 2)
    assert [seen(hall, one)["others_ahead"] for one in (*earlier, later)] == [0, 0, 0, 0, 1]
