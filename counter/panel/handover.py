"""What a clerk who leaves says to whoever takes over, read at the counter of the latter."""

from flask import Blueprint, Response
from typing_extensions import TypedDict

from hall.queue.desk.counter import CounterDesk
from hall.web.bodies import Empty, actor, answer, body
from hall.web.context import Context
from hall.web.guard import Guard
from hall.web.openapi import Operation, operation


class HandoverNote(TypedDict):
    """What a clerk said to whoever takes over; empty where its time is over."""

    note: str


def blueprint(context: Context) -> Blueprint:
    """Return the route."""
    routes = Blueprint("handover_api", __name__, url_prefix="/api/v1/counters/<counter>/handovers")

    @routes.post("/<left>/read")
    @operation(
        Operation(
            "Read what the clerk of the counter `left` said to whoever takes over here; who read it is written down.",
            {200: HandoverNote},
            problems=(400, 401, 403, 404, 409, 413, 422, 503),
            body=Empty,
            needs="staff",
        )
    )
    def read_handover(counter: str, left: str) -> Response:
        by = actor(context[Guard].session("serve").staff.id)
        body(Empty)
        return answer(HandoverNote(note=CounterDesk(context.desk).read_handover(by, counter, left)))

    return routes
