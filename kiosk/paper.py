"""What a kiosk prints."""

import logging
import math

from hall.paper import Slip
from hall.printing.office import Outcome
from hall.slip import ticket_slip
from hall.ticket import Status, Ticket
from hall.views import ahead, wait_of
from hall.web.house import House

OWED = frozenset({Status.WAITING, Status.CALLED})
"""A ticket in another state needs no paper any more."""

log = logging.getLogger(__name__)


def ticket_url(house: House, ticket: Ticket) -> str:
    """Return the address of the visitor's own page."""
    return f"{house.configuration.file.hall.public_url}/t/{ticket.token}"


def print_ticket(house: House, ticket: Ticket, printer: str | None) -> Outcome:
    """Have the paper of `ticket` printed once, however often it is asked for.

    A paper that never went to a printer, because the server died between ticket and paper, is printed at the next
    asking. Nothing that goes wrong here is an error to whoever has the ticket.
    """
    if ticket.status not in OWED:
        return Outcome.NOT
    try:
        return house.office.print(ticket.id, _slip(house, ticket), printer, wanted_at=ticket.issued_at)
    except Exception:
        log.exception("a ticket could not be put on paper")
        return Outcome.NOT


def print_again(house: House, ticket: Ticket, printer: str | None, key: str) -> Outcome:
    """Have the ticket printed once more, marked as a reprint; pressed again and again it is one paper."""
    return house.office.print_again(ticket.id, key, _slip(house, ticket, reprint=True), printer)


def _slip(house: House, ticket: Ticket, *, reprint: bool = False) -> Slip:
    floor, hours = house.configuration.floor, house.desk.hours
    before, wait = house.desk.look(lambda day, _: (ahead(day, ticket), wait_of(day, ticket)))
    zones = {counter.zone for counter in floor.counters_serving(ticket.service)}
    service = floor.services.get(ticket.service)
    return ticket_slip(
        house.texts.everywhere("slip"),
        ticket.lang,
        hall=floor.name,
        number=ticket.number,
        service=service.name if service is not None else {ticket.lang: ticket.service},
        klass=ticket.klass,
        issued_at=hours.local(ticket.issued_at),
        ahead=before,
        others=wait.others if wait is not None else 0,
        likely_min=math.ceil(wait.likely / 60) if wait is not None else None,
        zone=floor.zones[zones.pop()].name if len(zones) == 1 else None,
        url=ticket_url(house, ticket),
        reprint=reprint,
    )
