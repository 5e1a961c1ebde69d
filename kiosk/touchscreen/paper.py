"""What a kiosk prints."""

import math

from hall.paper.blocks import Slip
from hall.paper.slips import ticket_slip
from hall.paper.ticket_texts import TicketTexts
from hall.paper.waits import Wait
from hall.paper.wifi import Wifi
from hall.plan.plan import Name, Plan
from hall.printing.office import Outcome, PrintOffice
from hall.queue.state.expected import tell
from hall.queue.state.ticket import Status, Ticket
from hall.queue.views.wait import ahead, expected_of, others_ahead_of
from hall.web.context import Context

OWED = frozenset({Status.WAITING, Status.CALLED})
"""A ticket in another state needs no paper any more."""


def ticket_url(context: Context, ticket: Ticket) -> str:
    """Return the address of the visitor's own page."""
    return f"{context.configuration.file.hall.public_url}/t/{ticket.token}"


def wifi_of(context: Context) -> Wifi | None:
    """Return the Wi-Fi that visitors' phones may join, None where the hall names none."""
    said = context.configuration.file.hall.wifi
    return None if said is None else Wifi(said.name, said.password, said.hidden)


def print_ticket(context: Context, ticket: Ticket, printer: str | None) -> Outcome:
    """Have the paper of `ticket` printed once, however often it is asked for.

    A paper that never went to a printer, because the server died between ticket and paper, is printed at the next
    asking.
    """
    if ticket.status not in OWED:
        return Outcome.NOT
    return context[PrintOffice].print(ticket.id, lambda: _slip(context, ticket), printer, wanted_at=ticket.issued_at)


def print_again(context: Context, ticket: Ticket, printer: str | None, key: str) -> Outcome:
    """Have the ticket printed once more, marked as a reprint; pressed again and again it is one paper."""
    return context[PrintOffice].print_again(ticket.id, key, lambda: _slip(context, ticket, reprint=True), printer)


def _slip(context: Context, ticket: Ticket, *, reprint: bool = False) -> Slip:
    desk = context.desk
    plan, hours = desk.plan, desk.hours
    before, others = desk.look(lambda day, _: (ahead(day, ticket), others_ahead_of(day, ticket)))
    zones = {counter.zone for counter in plan.counters_serving(ticket.service)}
    return ticket_slip(
        context.texts.everywhere("slip"),
        ticket.lang,
        hall=plan.name,
        number=ticket.number,
        service=desk.look(lambda day, _: day.service_name(ticket.service)),
        then=desk.look(lambda day, _: [day.service_name(one) for one in ticket.then]),
        visitor_class=_class_name(plan, ticket.visitor_class),
        issued_at=hours.local(ticket.issued_at),
        ahead=before,
        others=others,
        wait=wait_of(context, ticket),
        zone=plan.zones[zones.pop()].name if len(zones) == 1 else None,
        url=ticket_url(context, ticket),
        wifi=wifi_of(context),
        own=_own_texts(context),
        reprint=reprint,
    )


def _own_texts(context: Context) -> TicketTexts:
    said = context.configuration.file.ticket
    return TicketTexts(said.greeting, tuple(said.notes), said.advice)


def wait_of(context: Context, ticket: Ticket) -> Wait | None:
    """Return the wait of `ticket` as paper says it; None unless it waits and somebody is due who would call."""
    desk = context.desk
    due, now = desk.look(lambda day, now: (expected_of(day, ticket, desk.expected), now))
    if due is None:
        return None
    told = tell(due, now, desk.hours)
    return Wait(math.ceil(told.likely_s / 60), math.ceil(told.late_s / 60), told.at, told.late_at, told.after_break)


def _class_name(plan: Plan, visitor_class: str) -> Name | None:
    """Return what a ticket says of its class; nothing of the normal one, or of one that is no more there."""
    found = plan.classes.get(visitor_class)
    return None if found is None or found.id == "normal" else found.name
