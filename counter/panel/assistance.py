"""Visitors who have called the guide desk, on every panel and on the manager's page: who comes, and that it is done."""

from collections.abc import Sequence

from flask import Blueprint, Response
from typing_extensions import TypedDict

from hall.assistance.book import Asked, AssistanceBook
from hall.assistance.events import STREAM
from hall.journal.actor import Actor
from hall.journal.journal import Committed
from hall.queue.views.moment import moment
from hall.web.bodies import Empty, actor, answer, body
from hall.web.context import Context
from hall.web.guard import Guard
from hall.web.openapi import Operation, operation

PROBLEMS = (400, 401, 403, 404, 413, 422, 503)


class AssistanceView(TypedDict):
    """A visitor who waits at a kiosk since `at`; `taken_by` is the account of who is coming."""

    id: int
    kind: str
    place: str
    lang: str
    at: str
    taken_by: str | None


def blueprint(context: Context) -> Blueprint:
    """Return the routes."""
    routes = Blueprint("panel_assistance", __name__, url_prefix="/api/v1/assistance")
    book = context[AssistanceBook]

    def who() -> Actor:
        return actor(context[Guard].session("assist").staff.id)

    @routes.get("")
    @operation(
        Operation(
            "Visitors who called the guide desk.", {200: list[AssistanceView]}, problems=(401, 403), needs="staff"
        )
    )
    def waiting() -> Response:
        context[Guard].session()
        return answer(views(context))

    @routes.post("/<int:asked>/taken")
    @operation(
        Operation("Say that one is coming.", {200: list[AssistanceView]}, problems=PROBLEMS, body=Empty, needs="staff")
    )
    def taken(asked: int) -> Response:
        by = who()
        body(Empty)
        book.come(by, asked)
        return answer(views(context))

    @routes.post("/<int:asked>/done")
    @operation(
        Operation(
            "Say that the visitor has been helped.",
            {200: list[AssistanceView]},
            problems=PROBLEMS,
            body=Empty,
            needs="staff",
        )
    )
    def done(asked: int) -> Response:
        by = who()
        body(Empty)
        book.end(by, asked)
        return answer(views(context))

    return routes


def views(context: Context) -> list[AssistanceView]:
    """Return who waits, the longest first."""
    return [_view(context, one) for one in context[AssistanceBook].open()]


def _view(context: Context, one: Asked) -> AssistanceView:
    at = moment(context.desk.hours, one.at)
    return AssistanceView(id=one.id, kind=one.kind, place=one.place, lang=one.lang, at=at, taken_by=one.taken_by)


class PanelAssistance:
    """Shows every panel and the manager's page who waits."""

    def __init__(self, context: Context) -> None:
        self._context = context
        context.rooms["/counter"].also("assistance", lambda: views(context))

    def on_committed(self, batch: Sequence[Committed]) -> None:
        """Tell all of them when a call was made, taken or ended."""
        if any(one.stream == STREAM for one in batch):
            self._context.rooms["/counter"].tell_all("assistance", views(self._context))
