"""What a kiosk prints."""

import math

from hall.paper.slips import ticket_slip
from hall.plan.plan import Name, Plan
from hall.printing.office import PrintOffice
from hall.printing.printer import CAN_PRINT
from hall.queue.state.ticket import Ticket
from hall.queue.views.board import ahead, wait_of
from hall.web.context import Context


def ticket_url(context: Context, ticket: Ticket) -> str:
    """Return the address of the visitor's own page."""
    return f"{context.configuration.file.hall.public_url}/t/{ticket.token}"


def print_ticket(context: Context, ticket: Ticket, printer: str | None, job: str, *, reprint: bool = False) -> bool:
    """Have `ticket` printed once under the name `job`; False when nothing will come out, or the job was taken before.

    A printer that needs staff gets nothing: the visitor has the ticket on the screen, and paper that comes out when
    they have gone would puzzle the next one.
    """
    if not prints(context, printer):
        return False
    plan, hours = context.desk.plan, context.desk.hours
    before, wait = context.desk.look(lambda day, _: (ahead(day, ticket), wait_of(day, ticket)))
    zones = {counter.zone for counter in plan.counters_serving(ticket.service)}
    slip = ticket_slip(
        context.texts.everywhere("slip"),
        ticket.lang,
        hall=plan.name,
        number=ticket.number,
        service=context.desk.look(lambda day, _: day.service_name(ticket.service)),
        visitor_class=_class_name(plan, ticket.visitor_class),
        issued_at=hours.local(ticket.issued_at),
        ahead=before,
        others=wait.others if wait is not None else 0,
        likely_min=math.ceil(wait.likely / 60) if wait is not None else None,
        zone=plan.zones[zones.pop()].name if len(zones) == 1 else None,
        url=ticket_url(context, ticket),
        reprint=reprint,
    )
    return context[PrintOffice].print(job, slip, printer)


def _class_name(plan: Plan, visitor_class: str) -> Name | None:
    """Return what a ticket says of its class; nothing of the normal one, or of one that is no more there."""
    found = plan.classes.get(visitor_class)
    return None if found is None or found.id == "normal" else found.name


def prints(context: Context, printer: str | None) -> bool:
    """Return whether the printer of that name, or the hall's usual one, is there and able to print."""
    status = context[PrintOffice].statuses().get(printer or context[PrintOffice].usual or "")
    return status is not None and status.state in CAN_PRINT
