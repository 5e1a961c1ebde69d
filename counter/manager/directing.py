"""What whoever directs the floor does for visitors in nobody's hands, over HTTP."""

from typing import Annotated

from flask import Blueprint, Response
from pydantic import Field

from hall.journal.actor import Actor
from hall.queue.book import Answer
from hall.queue.desk.direct import DirectDesk
from hall.queue.state.day import HallDay
from hall.queue.views.board import TicketView, ticket_view
from hall.web.bodies import Body, Empty, actor, answer, body
from hall.web.context import Context
from hall.web.guard import Guard
from hall.web.openapi import Operation, operation

Id = Annotated[str, Field(min_length=1, max_length=32)]
PROBLEMS = (400, 401, 403, 404, 409, 413, 422, 503)


class Sent(Body):
    """For which service the visitor goes on (the present one where none is given), called by which counter alone.

    Without a counter any counter of the service calls.
    """

    service: Id | None = None
    counter: Id | None = None


class At(Body):
    """A counter that is open and free."""

    counter: Id


def blueprint(context: Context) -> Blueprint:
    """Return the routes."""
    routes = Blueprint("directing_api", __name__, url_prefix="/api/v1/visitors/<number>")
    desk, direct = context.desk, DirectDesk(context.desk)

    def who() -> Actor:
        return actor(context[Guard].session("direct").staff.id)

    def with_ticket(done: Answer, number: str) -> Response:
        def view(day: HallDay, now: float) -> TicketView:
            ticket = done.ticket or day.ticket_numbered(number)
            return ticket_view(day, desk.hours, now, ticket, desk.expected)

        return answer(desk.look(view))

    @routes.post("/send")
    @operation(
        Operation(
            "Send a visitor on who waits, is on hold or missed a call; the place stays.",
            {200: TicketView},
            problems=PROBLEMS,
            body=Sent,
            needs="staff",
        )
    )
    def send(number: str) -> Response:
        by, where = who(), body(Sent)
        return with_ticket(direct.send(by, number, where.service, where.counter), number)

    @routes.post("/call")
    @operation(
        Operation(
            "Have such a visitor called to a counter that is free; of one on hold, that the visit goes on there.",
            {200: TicketView},
            problems=PROBLEMS,
            body=At,
            needs="staff",
        )
    )
    def call(number: str) -> Response:
        by, at = who(), body(At)
        return with_ticket(direct.have_called(by, number, at.counter), number)

    @routes.post("/return")
    @operation(
        Operation(
            "Let a visitor who missed the call wait again.",
            {200: TicketView},
            problems=PROBLEMS,
            body=Empty,
            needs="staff",
        )
    )
    def come_back(number: str) -> Response:
        by = who()
        body(Empty)
        return with_ticket(desk.reinstate(by, number), number)

    return routes
