"""What becomes of a business day when it turns: it ends with the hall, or it hands over to the next.

As in hall/queue/commands/visit.py: each looks at the day, returns the events that follow, and changes nothing.
"""

from collections.abc import Iterator
from datetime import date, timedelta

from hall.queue.commands.visit import Events
from hall.queue.events.day import DayClosed, DayOpened
from hall.queue.state.carried import left
from hall.queue.state.day import HallDay
from hall.queue.state.ticket import Status, Ticket

SOON_S = 3600.0
"""An hour. A hall that was switched off for longer over its turn begins anew; and what was over for longer is over."""
STILL_HERE = frozenset({Status.WAITING, Status.CALLED, Status.SERVING, Status.HELD})
"""Visitors in the hall. Who has just missed their call, or rates the visit, comes over as well."""


def closing(day: HallDay, now: float, today: date) -> Events:
    """End `day`, for it is `today` now. No events when it has ended."""
    if day.is_closed:
        return ()
    hours, following = day.plan.hours, day.date + timedelta(days=1)
    if today != following or not hours.goes_on(day.date) or now - hours.bounds(day.date)[1] >= SOON_S:
        return (DayClosed(),)
    tickets = tuple(ticket.id for ticket in day.tickets.values() if _comes_over(day, ticket, now))
    return (DayClosed(following.isoformat(), tickets, tuple(_at_work(day, tickets))),)


def opening(day: HallDay, plan: int, before: HallDay | None) -> Events:
    """Begin `day`; where `before` goes on in it, with what that has left. No events when it has begun."""
    if day.entries and not day.is_closed:
        return ()
    if before is None or before.goes_on_in is None or day.entries:
        return (DayOpened(day.date.isoformat(), plan),)
    last = before.goes_on_in
    kept = left(before, last.tickets, last.counters, before.last_at - SOON_S)
    return (DayOpened(day.date.isoformat(), before.plan_number, before.date.isoformat(), **kept),)


def _comes_over(day: HallDay, ticket: Ticket, now: float) -> bool:
    """Return whether a ticket goes on: over one turn, for nobody waits for a whole day."""
    if ticket.began_on != day.date:
        return False
    ended = ticket.status in {Status.NO_SHOW, Status.FINISHED} and now - ticket.steps[-1].at < SOON_S
    return ticket.status in STILL_HERE or ended


def _at_work(day: HallDay, tickets: tuple[str, ...]) -> Iterator[str]:
    """Give the counters that go on: those that call, and those with a visitor who comes over."""
    for counter, state in day.counters.items():
        visited = state.ticket is not None and state.ticket.id in tickets
        if state.status != "closed" and (state.status == "open" or visited):
            yield counter
