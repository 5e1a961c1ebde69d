"""What visitors may ask besides the plain course of a visit, and what staff may do at the doors for them."""

from hall.journal.refusal import Illegal, Wrong
from hall.plan.hours import OpeningHours
from hall.queue.commands.visit import Events, ticket_of
from hall.queue.events.visitor import OneMoreAllowed, TicketPutOff
from hall.queue.state.admission import shut
from hall.queue.state.day import HallDay
from hall.queue.state.expected import Expected

PUT_OFF_S = 600.0
"""Ten minutes: a ticket put off counts as having come so much later."""


def put_off(day: HallDay, token: str) -> Events:
    """Let a waiting visitor be called later, once: behind whoever came within the ten minutes after."""
    ticket = ticket_of(day, token)
    ticket.require("put_off")
    if ticket.put_off:
        raise Illegal("already_put_off", number=ticket.number)
    return (TicketPutOff(ticket.id, ticket.place + PUT_OFF_S),)


def allow_one_more(day: HallDay, now: float, hours: OpeningHours, service: str, expected: Expected) -> Events:
    """Let one more ticket for a closed `service` be taken. No events while it is open, or one is allowed already."""
    if service not in day.plan.services:
        raise Wrong("service_unknown", field="service", service=service)
    why = shut(day, hours, now, service, expected)
    if why is not None and why.code == "service_not_served":
        raise why
    return () if why is None else (OneMoreAllowed(service),)
