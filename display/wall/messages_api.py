"""What a manager says to everybody: emergency and notices, over HTTP."""

from typing import Annotated

from flask import Blueprint, Response
from pydantic import BeforeValidator, Field
from typing_extensions import TypedDict

from display.wall.pictures import Pictures
from hall.journal.actor import Actor
from hall.journal.refusal import Wrong
from hall.messages.book import USUAL_LIFE_S, MessageBook
from hall.queue.views.board import MessageView
from hall.texts import FIRST_LANGUAGE
from hall.web.bodies import Body, actor, answer, body
from hall.web.context import Context
from hall.web.guard import Guard
from hall.web.languages import Language, known_language
from hall.web.openapi import Operation, operation

LONGEST_LIFE_S = 31 * 24 * 3600
PROBLEMS = (400, 401, 403, 409, 413, 422, 503)


def _in_one_line(text: object) -> object:
    return " ".join(text.split()) if isinstance(text, str) else text


Words = Annotated[str, BeforeValidator(_in_one_line), Field(min_length=1, max_length=300)]


Text = dict[Language, Words]
"""A text by language; the hall's first language is always among them."""


class Emergency(Body):
    """What takes over every screen."""

    text: Text


class Notice(Body):
    """What walls show for so many seconds; `spoken`: they also say it, once."""

    text: Text
    spoken: bool = False
    lasts_s: Annotated[int, Field(ge=60, le=LONGEST_LIFE_S)] = int(USUAL_LIFE_S)


class EmergencyNow(TypedDict):
    """The emergency that stands, or None."""

    emergency: MessageView | None


def blueprint(context: Context) -> Blueprint:
    """Return the routes."""
    routes = Blueprint("messages_api", __name__, url_prefix="/api/v1")
    book, pictures = context[MessageBook], Pictures(context)

    def manager() -> Actor:
        return actor(context[Guard].session("manage").staff.id)

    @routes.get("/emergency")
    @operation(Operation("The emergency that stands.", {200: EmergencyNow}))
    def emergency() -> Response:
        stands = book.now().emergency
        return answer(EmergencyNow(emergency=None if stands is None else pictures.message(stands)))

    @routes.post("/emergency")
    @operation(
        Operation(
            "Take over every screen, and say it until it is cleared (managers).",
            {201: MessageView},
            problems=PROBLEMS,
            body=Emergency,
            needs="staff",
        )
    )
    def declare() -> Response:
        by, asked = manager(), body(Emergency)
        return answer(pictures.message(book.declare(by, _said(context, asked.text))), 201)

    @routes.delete("/emergency")
    @operation(
        Operation("The emergency is over (managers).", {204: None}, problems=(400, 401, 403, 422, 503), needs="staff")
    )
    def clear() -> Response:
        book.clear(manager())
        return Response(status=204)

    @routes.get("/notices")
    @operation(Operation("The notices that walls show.", {200: list[MessageView]}))
    def notices() -> Response:
        return answer([pictures.message(one) for one in book.now().posted])

    @routes.post("/notices")
    @operation(
        Operation("Show a notice (managers).", {201: MessageView}, problems=PROBLEMS, body=Notice, needs="staff")
    )
    def post() -> Response:
        by, asked = manager(), body(Notice)
        text = _said(context, asked.text)
        return answer(pictures.message(book.post(by, text, spoken=asked.spoken, lasts_s=asked.lasts_s)), 201)

    @routes.delete("/notices/<int:notice>")
    @operation(
        Operation("Take a notice down (managers).", {204: None}, problems=(400, 401, 403, 404, 422, 503), needs="staff")
    )
    def remove(notice: int) -> Response:
        book.remove(manager(), notice)
        return Response(status=204)

    return routes


def _said(context: Context, text: dict[str, str]) -> dict[str, str]:
    """Return the text; raise Wrong for a language that is not the hall's, or without the hall's first."""
    for lang in text:
        known_language(context, lang)
    if FIRST_LANGUAGE not in text:
        raise Wrong(
            "first_language_missing", field=f"text.{FIRST_LANGUAGE}", language=context.texts.names[FIRST_LANGUAGE]
        )
    return text
