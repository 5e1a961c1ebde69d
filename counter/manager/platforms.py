"""The city's platforms: the manager's page for them, and how their tokens are made, listed and ended over HTTP."""

from collections.abc import Sequence
from typing import Annotated

from flask import Blueprint, Response
from pydantic import Field
from typing_extensions import TypedDict

from counter.panel.sessions import staff_view
from counter.panel.sign_in_page import for_staff
from hall.journal.actor import Actor
from hall.plan.hours import OpeningHours
from hall.platforms.book import Token, TokenBook
from hall.platforms.rules import SCOPES, Scope
from hall.queue.views.moment import moment
from hall.staff.state import Session
from hall.web.bodies import Body, actor, answer, body
from hall.web.context import Context
from hall.web.guard import Guard
from hall.web.openapi import Operation, operation
from hall.webhooks.rules.message import KINDS


class NewToken(Body):
    """For whom, by the name that people know, and what it may read."""

    name: Annotated[str, Field(max_length=64)]
    scopes: Annotated[list[Scope], Field(max_length=len(SCOPES))]


class TokenView(TypedDict):
    """A platform's token, without its secret. It was never used where the times are null."""

    id: str
    name: str
    scopes: Sequence[str]
    made_at: str
    made_by: str
    first_used: str | None
    last_used: str | None
    ended_at: str | None


class MadeToken(TypedDict):
    """A token that was made; `secret` is said this once."""

    secret: str
    token: TokenView


def blueprint(context: Context) -> Blueprint:
    """Return the page and the routes."""
    routes, book = Blueprint("platforms", __name__), context[TokenBook]

    @routes.get("/counter/manager/platforms")
    @for_staff(context, "manager.platforms", "accounts")
    def page(session: Session) -> str:
        return context.page(
            "manager/platforms.html",
            ("counter", "manager", "platforms"),
            staff=staff_view(session),
            csrf=session.csrf,
            scopes=list(SCOPES),
            kinds=list(KINDS),
        )

    def manager() -> Actor:
        return actor(context[Guard].session("accounts").staff.id)

    @routes.get("/api/v1/tokens")
    @operation(Operation("All tokens of platforms.", {200: list[TokenView]}, problems=(401, 403), needs="staff"))
    def everything() -> Response:
        manager()
        return answer([_view(context.desk.hours, one) for one in book.everything()])

    @routes.post("/api/v1/tokens")
    @operation(
        Operation(
            "Make a platform's token; its secret is in this answer alone.",
            {201: MadeToken},
            problems=(400, 401, 403, 409, 413, 422, 503),
            body=NewToken,
            needs="staff",
        )
    )
    def make() -> Response:
        by, asked = manager(), body(NewToken)
        secret, made = book.make(by, asked.name, asked.scopes)
        return answer(MadeToken(secret=secret, token=_view(context.desk.hours, made)), 201)

    @routes.delete("/api/v1/tokens/<token>")
    @operation(
        Operation("End a token: it counts no more.", {204: None}, problems=(401, 403, 404, 422, 503), needs="staff")
    )
    def end(token: str) -> Response:
        book.end(manager(), token)
        return Response(status=204)

    return routes


def _view(hours: OpeningHours, token: Token) -> TokenView:
    def at(time: float | None) -> str | None:
        return None if time is None else moment(hours, time)

    return TokenView(
        id=token.id,
        name=token.name,
        scopes=token.scopes,
        made_at=moment(hours, token.made_at),
        made_by=token.made_by,
        first_used=at(token.first_used),
        last_used=at(token.last_used),
        ended_at=at(token.ended_at),
    )
