"""What whoever directs the floor does for a visitor in nobody's hands: send on, have called, let wait again.

As in hall/queue/commands/visit.py: each checks the rules, returns the events that follow, and changes nothing. Whether
this person may is asked before (permission `direct`).
"""

from hall.journal.refusal import Illegal, Wrong
from hall.queue.commands.visit import Events, come_back
from hall.queue.events import visit as e
from hall.queue.events.visitor import VisitorDirected
from hall.queue.state.day import HallDay
from hall.queue.state.ticket import Status, Ticket


def send(day: HallDay, number: str, service: str | None, counter: str | None) -> Events:
    """Let a visitor wait, or be held, for `service` (None: as before), called by `counter` alone (None: by any).

    The place stays. No events when all is so already.
    """
    ticket = _in_hand(day, number)
    goes_to = service or ticket.service
    if goes_to not in day.plan.services:
        raise Wrong("service_unknown", field="service", service=goes_to)
    if counter is None and not day.plan.counters_serving(goes_to):
        raise Illegal("service_not_served", service=goes_to)
    if counter is not None and counter not in day.plan.counters:
        raise Wrong("counter_unknown", field="counter", counter=counter)
    if counter is not None and day.counters[counter].status == "closed":
        raise Illegal("counter_calls_nobody", counter=counter)
    if (goes_to, counter) == (ticket.service, ticket.only_counter):
        return ()
    return (VisitorDirected(ticket.id, "sent"), e.TicketMoved(ticket.id, goes_to, counter))


def have_called(day: HallDay, now: float, number: str, counter: str) -> Events:
    """Have a visitor come to `counter`, which is open and free: a call, or the held visit goes on there."""
    ticket, state = _in_hand(day, number), day.counters[day.counter(counter).id]
    if state.status == "closed":
        raise Illegal("counter_calls_nobody", counter=counter)
    if state.status == "paused":
        raise Illegal("counter_paused", counter=counter)
    if state.ticket is not None:
        raise Illegal("counter_busy", counter=counter, number=state.ticket.number)
    directed = VisitorDirected(ticket.id, "called")
    if ticket.status is Status.HELD:
        return (directed, e.ServingResumed(ticket.id, counter))
    back = come_back(day, ticket, now) if ticket.status is Status.NO_SHOW else ()
    return (directed, *back, e.TicketCalled(ticket.id, counter, chosen=True))


def _in_hand(day: HallDay, number: str) -> Ticket:
    ticket = day.ticket_numbered(number)
    ticket.require("direct")
    return ticket
