"""What is booked, for staff: beside the queue of a counter, and as a list for who helps the visitors."""

from collections import Counter
from collections.abc import Callable
from datetime import date

from flask import Blueprint, Response, request

from counter.panel.sign_in_page import for_staff
from hall.appointments.book import AppointmentBook
from hall.appointments.desk import AppointmentDesk
from hall.appointments.views import StaffAppointment, staff_view
from hall.journal.refusal import Wrong
from hall.queue.state.day import HallDay
from hall.queue.views.moment import moment
from hall.queue.views.panel import BookedView, Panel, panel
from hall.staff.state import Session
from hall.web.bodies import answer
from hall.web.context import Context
from hall.web.guard import Guard
from hall.web.openapi import Operation, Query, operation

SHOWN = 4
"""So many of the next slots stand on a panel."""


def blueprint(context: Context) -> Blueprint:
    """Return the route."""
    routes = Blueprint("staff_appointments", __name__, url_prefix="/api/v1/appointments")
    book = context[AppointmentBook]

    @routes.get("")
    @operation(
        Operation(
            "What is booked and still to come, or everything of one day (staff).",
            {200: list[StaffAppointment]},
            problems=(401, 403, 422),
            needs="staff",
            query=(Query("date", {"type": "string", "format": "date"}),),
        )
    )
    def appointments() -> Response:
        context[Guard].session("assist")
        said = request.args.get("date")
        try:
            found = book.booked() if said is None else book.on(date.fromisoformat(said))
        except ValueError:
            raise Wrong("date_wrong", field="date", date=said) from None
        return answer([staff_view(book, _public_url(context), one) for one in found])

    return routes


def pages(context: Context) -> Blueprint:
    """Return the list as a page."""
    routes, book = Blueprint("staff_appointments_page", __name__), context[AppointmentBook]

    @routes.get("/counter/appointments")
    @for_staff(context, "manager.appointments", "assist")
    def appointments(session: Session) -> str:
        rows = [staff_view(book, _public_url(context), one) for one in book.booked()]
        home = "/counter" if session.staff.may("serve") else "/counter/manager"
        return context.page("panel/appointments.html", ("appointments",), rows=rows, home=home)

    return routes


def panel_of(context: Context, counter: str) -> Callable[[HallDay, float], Panel]:
    """Return what makes the panel of a counter, with the next appointments for what it serves."""
    desk, to_come = context.desk, context[AppointmentDesk].to_come()

    def made(day: HallDay, now: float) -> Panel:
        furnished = day.counter(counter)
        services = day.services_of(furnished)
        slots = Counter((one.slot, one.service) for one in to_come if one.service in services)
        booked = [
            BookedView(at=moment(desk.hours, at), service=service, count=count)
            for (at, service), count in sorted(slots.items())[:SHOWN]
        ]
        return panel(day, desk.hours, now, furnished, desk.expected, booked)

    return made


def _public_url(context: Context) -> str:
    return context.configuration.file.hall.public_url
