"""What a new plan does to a day: whoever waits for what is gone is moved, and counters that are gone are freed."""

from collections.abc import Iterator

from hall.journal.entry import Event
from hall.plan.plan import Plan
from hall.queue.commands.counter import released
from hall.queue.commands.visit import Events
from hall.queue.events import visit as e
from hall.queue.events.day import PlanChanged
from hall.queue.state.day import HallDay
from hall.queue.state.ticket import OPEN, Ticket


def change_plan(day: HallDay, number: int, plan: Plan) -> Events:
    """Let `plan`, of `number`, count from now on. No events when it counts already."""
    if day.plan_number == number:
        return ()
    return (*_freed(day, plan), PlanChanged(number), *moves(day, plan))


def moves(day: HallDay, plan: Plan) -> Iterator[e.TicketMoved]:
    """Give the move of each open ticket whose service or counter is not in `plan`."""
    for ticket in day.tickets.values():
        if ticket.status not in OPEN:
            continue
        service = ticket.service if ticket.service in plan.services else successor(day, ticket, plan)
        counter = ticket.only_counter if ticket.only_counter in plan.counters else None
        if (service, counter) != (ticket.service, ticket.only_counter):
            yield e.TicketMoved(ticket.id, service, counter)


def successor(day: HallDay, ticket: Ticket, plan: Plan) -> str:
    """Return the service in `plan` that takes the visitors of one that is gone.

    The one with the ticket's prefix, for then it was only renamed; else the first that the counters of the old one
    serve now; else the first that any counter serves. A hall has at least one service, and a counter that serves it.
    """
    prefix = ticket.number.rstrip("0123456789")
    served = [service for counter in plan.counters.values() for service in counter.services]
    same = [s.id for s in plan.services.values() if s.prefix == prefix and s.id in served]
    beside = [
        service
        for counter in day.plan.counters_serving(ticket.service)
        if counter.id in plan.counters
        for service in plan.counters[counter.id].services
    ]
    return [*same, *beside, *served][0]


def _freed(day: HallDay, plan: Plan) -> Iterator[Event]:
    for counter, state in day.counters.items():
        if counter not in plan.counters and state.status != "closed":
            yield from released(counter, state)
