"""What clerks wrote about the visitor who is at a counter now, read there by who serves."""

from flask import Blueprint, Response
from typing_extensions import TypedDict

from hall.web.bodies import answer
from hall.web.context import Context
from hall.web.guard import Guard
from hall.web.openapi import Operation, operation


class VisitorNote(TypedDict):
    """The note on the visitor at the counter, as it was left last; empty where there is none, or it is kept no more."""

    note: str


def blueprint(context: Context) -> Blueprint:
    """Return the route."""
    routes = Blueprint("visitor_notes", __name__, url_prefix="/api/v1/counters/<counter>")
    desk = context.desk

    @routes.get("/note")
    @operation(
        Operation(
            "What the clerk wrote who finished the visitor's service before; of nobody but who is at the counter now.",
            {200: VisitorNote},
            problems=(401, 403, 404),
            needs="staff",
        )
    )
    def note(counter: str) -> Response:
        context[Guard].session("serve")
        ticket = desk.look(lambda day, _: day.counters[day.counter(counter).id].ticket)
        return answer(VisitorNote(note="" if ticket is None else desk.noted(ticket)))

    return routes
