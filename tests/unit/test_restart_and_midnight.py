"""A restart or midnight, in whatever state visit and counter are: nothing is lost, nobody is served in two days."""

from collections.abc import Callable, Mapping
from datetime import date

import pytest

from hall.queue.desk.counter import CounterDesk
from hall.queue.desk.visit import Desk
from hall.queue.folds.visit import apply
from hall.queue.state.day import HallDay
from hall.queue.state.expected import NOT_LOOKED
from hall.queue.state.ticket import OPEN, Status, Ticket
from hall.queue.views.panel import Panel, panel
from hall.store.memory import MemoryJournal
from tests.halls import KIOSK, LI, Clock, Plans, desk, plan
from tests.roads import ROADS, STEP_ACTS, Act

DAY_S = 86_400.0


def _nothing(_desk: Desk, _ticket: Ticket) -> None:
    """Leave all as it is."""


WITH: Mapping[str, Act] = {
    "nothing": _nothing,
    "a pause": lambda hall, _: hall.pause_counter(LI, "1", "break"),
    "help called": lambda hall, _: CounterDesk(hall).call_help(LI, "1"),
    "closing after": lambda hall, _: CounterDesk(hall).close_after(LI, "1"),
}
"""What may stand at the counter besides the visit."""
STATES = {**ROADS, "rated": lambda hall, ticket: (ROADS["finished"](hall, ticket), STEP_ACTS["rate"](hall, ticket))}
"""And a visit that is all over."""


def seen(hall: Desk) -> Panel:
    """What the panel of counter 1 shows now."""
    return hall.look(lambda day, now: panel(day, hall.hours, now, day.counter("1"), NOT_LOOKED))


@pytest.fixture(params=[(state, besides) for state in sorted(STATES) for besides in WITH], ids=" with ".join)
def brought(request: pytest.FixtureRequest) -> tuple[Clock, MemoryJournal, Desk, Ticket]:
    """A hall in which one visit has come to a state, with something besides; others wait before and after."""
    state, besides = request.param
    clock, journal = Clock(), MemoryJournal()
    hall = desk(clock, journal)
    hall.open_counter(LI, "1")
    hall.issue(KIOSK, "b", "normal", "zh")
    ticket = hall.issue(KIOSK, "a", "priority", "en").ticket
    assert ticket is not None
    STATES[state](hall, ticket)
    WITH[besides](hall, ticket)
    return clock, journal, hall, ticket


def test_a_restart_changes_nothing(brought: tuple[Clock, MemoryJournal, Desk, Ticket]) -> None:
    """Another server on the same journal shows the same panel, undo included, and knows the same visit."""
    clock, journal, hall, ticket = brought
    clock.now += 3
    again = desk(clock, journal)
    assert seen(again) == seen(hall)
    assert again.look(lambda day, _: day.ticket(ticket.id)) == ticket


def _runs_on(_clock: Clock, _journal: MemoryJournal, hall: Desk) -> Desk:
    hall.roll_over()
    return hall


def _was_off(clock: Clock, journal: MemoryJournal, _hall: Desk) -> Desk:
    return desk(clock, journal)


@pytest.mark.parametrize("over_midnight", [_runs_on, _was_off])
def test_midnight_ends_the_day(
    brought: tuple[Clock, MemoryJournal, Desk, Ticket], over_midnight: Callable[[Clock, MemoryJournal, Desk], Desk]
) -> None:
    """What was open expires, what had ended stays; the new day has closed counters, no visitors, and begins at 001."""
    clock, journal, hall, ticket = brought
    status, yesterday = ticket.status, hall.today()
    clock.now += DAY_S
    hall = over_midnight(clock, journal, hall)
    (after,) = (t for t in folded(journal, yesterday) if t.id == ticket.id)
    assert after.status is (Status.EXPIRED if status in OPEN else status)
    new = seen(hall)
    assert (new["status"], new["staff"], new["current"], new["help"], new["undo"]) == ("closed", None, None, None, None)
    assert (new["queue"], new["held"], new["missed"], new["today"]["served"]) == ([], [], [], 0)
    taken = hall.issue(KIOSK, "a", "normal", "zh").ticket
    assert taken is not None
    assert taken.number == "A001"


def folded(journal: MemoryJournal, day: date) -> list[Ticket]:
    """Return a past day's tickets as its journal tells them."""
    past = HallDay(Plans(plan()).plan, day)
    for entry in journal.read(f"day-{day.isoformat()}"):
        apply(past, entry)
    return list(past.tickets.values())
