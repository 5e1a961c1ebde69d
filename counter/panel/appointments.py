"""What is booked, for staff who help its visitors: all that still stands, or one day's."""

from datetime import date

from flask import Blueprint, Response, request

from hall.appointments.book import AppointmentBook
from hall.appointments.views import StaffAppointment, staff_view
from hall.journal.refusal import Wrong
from hall.web.bodies import answer
from hall.web.context import Context
from hall.web.guard import Guard
from hall.web.openapi import Operation, Query, operation


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
        public_url = context.configuration.file.hall.public_url
        return answer([staff_view(book, public_url, one) for one in found])

    return routes
