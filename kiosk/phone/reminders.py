"""Messages to a visitor's phone: asked for, and stopped, on the ticket's own page."""

from flask import Blueprint, Response
from typing_extensions import TypedDict

from hall.journal.refusal import Illegal
from hall.outward.reminding import Reminding
from hall.reminders.book import ReminderBook
from hall.web.bodies import Body, actor, answer, body
from hall.web.context import Context
from hall.web.openapi import Operation, operation
from hall.web.telephone import Telephone


class AskReminder(Body):
    """The number to send to; it is kept in the vault alone, until the visit is over."""

    phone: Telephone


class ReminderView(TypedDict):
    """Whether messages are sent about the ticket."""

    asked: bool


def blueprint(context: Context) -> Blueprint:
    """Return the routes."""
    routes = Blueprint("reminders", __name__, url_prefix="/api/v1")
    book = context[ReminderBook]

    @routes.post("/tickets/<token>/reminder")
    @operation(
        Operation(
            "Have a message sent when two are before the ticket, and when it is called.",
            {200: ReminderView},
            problems=(400, 404, 409, 413, 422, 503),
            body=AskReminder,
        )
    )
    def ask(token: str) -> Response:
        asked = body(AskReminder)
        if not context[Reminding].is_on:
            raise Illegal("reminders_off")
        book.ask(actor("visitor"), token, asked.phone)
        return answer(ReminderView(asked=True))

    @routes.delete("/tickets/<token>/reminder")
    @operation(Operation("Have no more messages sent; the number is forgotten.", {200: ReminderView}, problems=(404,)))
    def stop(token: str) -> Response:
        book.stop(actor("visitor"), token)
        return answer(ReminderView(asked=False))

    return routes
