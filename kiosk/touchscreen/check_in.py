"""Checking in at a kiosk: an appointment's code, its QR code or a telephone number's last digits become a ticket."""

from typing import Annotated

from flask import Blueprint, Response, request
from pydantic import Field

from hall.appointments.desk import AppointmentDesk
from hall.journal.refusal import Illegal, TooMany, Unknown
from hall.queue.views.board import ticket_view
from hall.staff.rules.attempts import CommonThrottle
from hall.web.bodies import Body, actor, answer, body
from hall.web.context import Context
from hall.web.guard import Guard
from hall.web.openapi import Operation, operation
from kiosk.touchscreen.api import TakenTicket
from kiosk.touchscreen.paper import print_ticket, ticket_url

FREE, FIRST_S, LONGEST_S = 10, 5.0, 300.0
"""After so many codes in a row that are nobody's the next pauses double, from the first to the longest."""


class CheckIn(Body):
    """`code`: the appointment's code, its token or its page's address, or a telephone number's last digits."""

    code: Annotated[str, Field(min_length=1, max_length=300)]
    printer: Annotated[str, Field(max_length=32)] | None = None


def blueprint(context: Context) -> Blueprint:
    """Return the route."""
    routes = Blueprint("check_in", __name__, url_prefix="/api/v1/appointments")
    appointments, clock = context[AppointmentDesk], context.ground.clock
    guesses = CommonThrottle(context.ground.fellows, "appointment codes", FREE, FIRST_S, LONGEST_S)

    @routes.post("/check-in")
    @operation(
        Operation(
            "Check in for an appointment (trusted kiosks only); again gives the first ticket again.",
            {201: TakenTicket, 200: TakenTicket},
            problems=(400, 403, 404, 409, 413, 422, 429, 503),
            body=CheckIn,
        )
    )
    def check_in() -> Response:
        context[Guard].kiosk()
        asked, address = body(CheckIn), request.remote_addr or ""
        wait_s = guesses.wait_s(address, clock())
        if wait_s > 0:
            raise TooMany("check_in_throttled", retry_after_s=wait_s)
        try:
            ticket, repeated = appointments.check_in(actor("kiosk"), asked.code)
        except (Unknown, Illegal) as why:
            if why.code in {"appointment_unknown", "appointment_ambiguous"}:
                guesses.failed(address, clock())
            raise
        guesses.succeeded(address)
        print_ticket(context, ticket, asked.printer)
        desk = context.desk
        seen = desk.look(lambda day, now: ticket_view(day, desk.hours, now, ticket, desk.expected))
        picture: TakenTicket = {**seen, "token": ticket.token, "url": ticket_url(context, ticket)}
        return answer(picture, 200 if repeated else 201)

    return routes
