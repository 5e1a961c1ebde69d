"""What the events of hall/queue/events/day.py do to a day."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from hall.journal.entry import Entry, Event
from hall.queue.events.day import DayClosed, DayOpened, PlanChanged
from hall.queue.state.carried import take_over
from hall.queue.state.day import GoesOn, HallDay
from hall.queue.state.ticket import OPEN, Status


def _opened(day: HallDay, event: DayOpened, entry: Entry) -> None:
    day.is_closed = False
    day.furnish(event.plan)
    if event.after is not None:
        day.took_over = date.fromisoformat(event.after), entry.at
        day.stayed = frozenset(body["staff"] for body in event.counters)
        take_over(day, event.tickets, event.counters, event.handovers)


def _plan_changed(day: HallDay, event: PlanChanged, _entry: Entry) -> None:
    day.furnish(event.plan)


def _closed(day: HallDay, event: DayClosed, entry: Entry) -> None:
    """End the day: what goes on elsewhere stays as it is, and nothing is done to it here any more."""
    for ticket in day.tickets.values():
        if ticket.status in OPEN and ticket.id not in event.tickets:
            day.move(ticket, Status.EXPIRED, "expire", entry)
    for counter in [one for one in day.counters if one not in event.counters]:
        del day.counters[counter]
    if event.to is None:
        day.staffing = {}
    else:
        day.goes_on_in = GoesOn(date.fromisoformat(event.to), event.tickets, event.counters)
        day.count_staff()
    day.is_closed = True


FOLDS: Mapping[type[Event], Callable[[HallDay, Any, Entry], None]] = {
    DayOpened: _opened,
    PlanChanged: _plan_changed,
    DayClosed: _closed,
}
