"""Appointments over HTTP, for their own visitors: which slots are free, book, look, change, cancel."""

import time
from datetime import date
from typing import Annotated

from flask import Blueprint, Response, request
from pydantic import AwareDatetime, Field

from hall.appointments.book import AppointmentBook
from hall.appointments.state import Appointment
from hall.appointments.views import BookedAppointment, OwnAppointment, SlotView, own_view, receipt, slot_views
from hall.journal.refusal import TooMany, Wrong
from hall.texts import FIRST_LANGUAGE
from hall.web.bodies import Body, Empty, actor, answer, body
from hall.web.budget import Addresses
from hall.web.context import Context
from hall.web.guard import Guard
from hall.web.languages import Language, known_language
from hall.web.openapi import Operation, Query, operation
from hall.web.telephone import Telephone

AT_ONCE, AGAIN_S = 20, 30
"""From one address, behind which all phones of the hall may be: so many at once, and one more after so many seconds."""
LONGEST_NAME = 40
PROBLEMS = (400, 404, 409, 413, 422, 503)


class BookSlot(Body):
    """What is booked: `at` is when a free slot begins. `name` and `phone` are optional, kept in the vault alone."""

    service: Annotated[str, Field(max_length=32)]
    at: AwareDatetime
    name: Annotated[str, Field(max_length=LONGEST_NAME)] = ""
    phone: Telephone | None = None
    lang: Language = FIRST_LANGUAGE


class ChangeSlot(Body):
    """To which slot: when it begins."""

    at: AwareDatetime


class BookingPace:
    """How many bookings strangers may make from one address; the hall's own kiosks make as many as come."""

    def __init__(self, context: Context) -> None:
        self._guard = context[Guard]
        self._made = Addresses((AT_ONCE, 1 / AGAIN_S), (AT_ONCE, 1))

    def check(self) -> None:
        """Count one more. Raises TooMany."""
        if not self._guard.trusted() and not self._made.spend(request.remote_addr or "", 0, time.monotonic()):
            raise TooMany("appointment_throttled", retry_after_s=AGAIN_S)


def day_asked(context: Context) -> date:
    """Return the date that the address asks for; today where it says none. Raises Wrong for what is none."""
    said = request.args.get("date")
    try:
        return context.desk.today() if said is None else date.fromisoformat(said)
    except ValueError:
        raise Wrong("date_wrong", field="date", date=said) from None


def blueprint(context: Context) -> Blueprint:
    """Return the routes."""
    routes = Blueprint("appointments", __name__, url_prefix="/api/v1/appointments")
    book, pace = context[AppointmentBook], context[BookingPace]

    def own(one: Appointment) -> Response:
        return answer(own_view(book.plan(), context.configuration.file.hall.public_url, one))

    @routes.get("/slots")
    @operation(
        Operation(
            "The slots of a day that may still be booked, and how many places each has.",
            {200: list[SlotView]},
            problems=(422,),
            query=(
                Query("service", {"type": "string"}, required=True),
                Query("date", {"type": "string", "format": "date"}),
            ),
        )
    )
    def slots() -> Response:
        service, now = request.args.get("service", ""), context.desk.look(lambda _, now: now)
        if service not in book.plan().services:
            raise Wrong("service_unknown", field="service", service=service)
        return answer(slot_views(book, book.free(service, day_asked(context), now)))

    @routes.post("")
    @operation(
        Operation(
            "Book a slot. No account, name or telephone number is needed.",
            {201: BookedAppointment},
            problems=(400, 409, 413, 422, 429, 503),
            body=BookSlot,
        )
    )
    def make() -> Response:
        asked = body(BookSlot)
        known_language(context, asked.lang)
        by = actor("visitor")
        if book.answered(by) is None:
            pace.check()
        at, name, phone = asked.at.timestamp(), asked.name, asked.phone or ""
        one = book.book(by, asked.service, at, asked.lang, name=name, phone=phone)
        return answer(receipt(book.plan(), context.configuration.file.hall.public_url, one), 201)

    @routes.get("/<token>")
    @operation(Operation("A visitor's own appointment.", {200: OwnAppointment}, problems=(404,)))
    def look(token: str) -> Response:
        return own(book.by_token(token))

    @routes.post("/<token>/change")
    @operation(Operation("Put it to another slot.", {200: OwnAppointment}, problems=PROBLEMS, body=ChangeSlot))
    def change(token: str) -> Response:
        return own(book.change(actor("visitor"), token, body(ChangeSlot).at.timestamp()))

    @routes.post("/<token>/cancel")
    @operation(Operation("Give it up.", {200: OwnAppointment}, problems=PROBLEMS, body=Empty))
    def cancel(token: str) -> Response:
        body(Empty)
        return own(book.cancel(actor("visitor"), token))

    return routes
