"""Calling the guide desk from the kiosk, and knowing that somebody comes."""

from collections.abc import Sequence
from typing import Annotated

from flask import Blueprint, Response
from pydantic import Field
from typing_extensions import TypedDict

from hall.assistance.book import AssistanceBook, Kind
from hall.assistance.events import STREAM
from hall.journal.journal import Committed
from hall.texts import FIRST_LANGUAGE
from hall.web.bodies import Body, actor, answer, body
from hall.web.context import Context
from hall.web.guard import Guard
from hall.web.languages import Language, known_language
from hall.web.openapi import Operation, operation


class AskAssistance(Body):
    """What for, at which kiosk, and in which language the visitor would be spoken to."""

    kind: Kind
    place: Annotated[str, Field(max_length=32)] = ""
    lang: Language = FIRST_LANGUAGE


class OnTheWay(TypedDict):
    """A call as the kiosk knows it; `taken`: somebody is coming."""

    id: int
    kind: str
    taken: bool


def on_the_way(context: Context) -> list[OnTheWay]:
    """Return every call that stands, without who comes."""
    return [
        OnTheWay(id=one.id, kind=one.kind, taken=one.taken_by is not None) for one in context[AssistanceBook].open()
    ]


def blueprint(context: Context) -> Blueprint:
    """Return the routes."""
    routes = Blueprint("kiosk_assistance", __name__, url_prefix="/api/v1")

    @routes.post("/assistance")
    @operation(
        Operation(
            "Call somebody of the guide desk to this kiosk (trusted kiosks only).",
            {201: OnTheWay},
            problems=(400, 403, 413, 422, 503),
            body=AskAssistance,
        )
    )
    def ask() -> Response:
        context[Guard].kiosk()
        asked = body(AskAssistance)
        known_language(context, asked.lang)
        made = context[AssistanceBook].ask(actor("kiosk"), asked.kind, asked.place, asked.lang)
        return answer(OnTheWay(id=made.id, kind=made.kind, taken=made.taken_by is not None), 201)

    return routes


class KioskAssistance:
    """Shows the kiosks whether somebody comes."""

    def __init__(self, context: Context) -> None:
        self._context = context
        context.rooms["/kiosk"].also("assistance", lambda: on_the_way(context))

    def on_committed(self, batch: Sequence[Committed]) -> None:
        """Tell every kiosk when a call was made, taken or ended."""
        if any(one.stream == STREAM for one in batch):
            self._context.rooms["/kiosk"].tell_all("assistance", on_the_way(self._context))
