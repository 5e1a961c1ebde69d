"""What visitors may ask besides the plain course of a visit, and what staff may do at the doors for them."""

from hall.journal.refusal import Illegal, Wrong
from hall.plan.hours import OpeningHours
from hall.queue.commands import several
from hall.queue.commands.visit import Events, ticket_of
from hall.queue.events.visit import TicketMoved
from hall.queue.events.visitor import OneMoreAllowed, OneMoreUsed, ServiceAdded, TicketPutOff
from hall.queue.state.admission import shut
from hall.queue.state.day import HallDay
from hall.queue.state.expected import Expected
from hall.queue.state.policy import Place
from hall.queue.state.ticket import Status

PUT_OFF_S = 600.0
"""Ten minutes: a ticket put off counts as having come so much later."""


def put_off(day: HallDay, token: str) -> Events:
    """Let a waiting visitor be called later, once: behind whoever came within the ten minutes after."""
    ticket = ticket_of(day, token)
    ticket.require("put_off")
    if ticket.put_off:
        raise Illegal("already_put_off", number=ticket.number)
    return (TicketPutOff(ticket.id, ticket.place + PUT_OFF_S),)


def add(day: HallDay, now: float, hours: OpeningHours, token: str, service: str, expected: Expected) -> Events:
    """Have `service` on the ticket too; while it waits for none in particular, the order is found anew.

    The place stays: whoever came first goes first, whatever they came for.
    """
    ticket = ticket_of(day, token)
    ticket.require("add")
    several.require(day, hours, now, (service,), expected)
    if service in {ticket.service, *ticket.then}:
        raise Illegal("service_already", number=ticket.number)
    free = ticket.status is Status.WAITING and ticket.only_counter is None
    to_come = tuple(one for one in ticket.then if one in day.plan.services)
    asked = several.chains(day.plan, (service,), (ticket.service, *to_come))
    due = several.waits_at(day, expected, Place(ticket.place, ticket.serial), ticket.id)
    kept = (ticket.service, *to_come) if free else to_come
    planned = several.course([kept, *asked], due)
    several.require_time(day, hours, now, planned, due)
    used = (OneMoreUsed(service),) if day.one_more[service] else ()
    first, then = (planned[0], planned[1:]) if free else (ticket.service, planned)
    moved = (TicketMoved(ticket.id, first, None),) if first != ticket.service else ()
    return (*used, ServiceAdded(ticket.id, service, then), *moved)


def allow_one_more(day: HallDay, now: float, hours: OpeningHours, service: str, expected: Expected) -> Events:
    """Let one more ticket for a closed `service` be taken. No events while it is open, or one is allowed already."""
    if service not in day.plan.services:
        raise Wrong("service_unknown", field="service", service=service)
    why = shut(day, hours, now, service, expected)
    if why is not None and why.code == "service_not_served":
        raise why
    return () if why is None else (OneMoreAllowed(service),)
