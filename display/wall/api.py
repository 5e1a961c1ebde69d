"""What a zone's wall shows and says, over HTTP, and what it tells of the sounds it made."""

from typing import Annotated

from flask import Blueprint, Response, request
from pydantic import Field

from display.counter_screen.sign import PLAIN, one_line
from display.sound.mouth import How
from display.sound.voices import Voices
from display.wall.pages import lang_of
from display.wall.pictures import Pictures
from hall.journal.refusal import Unknown
from hall.queue.views.board import Board
from hall.queue.views.screens import CounterScreen
from hall.speech.views import SpeechNow
from hall.web.bodies import Body, answer, body
from hall.web.context import Context
from hall.web.guard import Guard
from hall.web.openapi import Operation, operation


class Sound(Body):
    """The turn that this wall was given is heard in so many milliseconds, and how."""

    turn: Annotated[str, Field(min_length=1, max_length=64)]
    ms: Annotated[int, Field(ge=0, le=60_000)] = 0
    how: How = "clips"


def blueprint(context: Context) -> Blueprint:
    """Return the routes."""
    routes = Blueprint("display_api", __name__, url_prefix="/api/v1")
    pictures = Pictures(context)

    def known(zone: str) -> str:
        if zone not in context.desk.plan.zones:
            raise Unknown("zone_unknown", zone=zone)
        return zone

    @routes.get("/displays/<zone>")
    @operation(Operation("What the zone's wall shows now.", {200: Board}, problems=(404,)))
    def wall(zone: str) -> Response:
        return answer(pictures.wall(known(zone)))

    @routes.get("/displays/counters/<counter>")
    @operation(
        Operation(
            "What the screen over a counter shows now; as plain text, what a sign of one line says.",
            {200: CounterScreen},
            problems=(404,),
            text={200: PLAIN},
        )
    )
    def screen(counter: str) -> Response:
        if counter not in context.desk.plan.counters:
            raise Unknown("counter_unknown", counter=counter)
        picture = pictures.counter(counter)
        if request.accept_mimetypes.best_match(("application/json", "text/plain")) == "text/plain":
            return Response(one_line(context.texts, lang_of(context), picture), content_type=PLAIN)
        return answer(picture)

    @routes.get("/displays/<zone>/speech")
    @operation(
        Operation("What is said in the zone now and next, and today's figures.", {200: SpeechNow}, problems=(404,))
    )
    def speech(zone: str) -> Response:
        return answer(context[Voices].speech(known(zone)))

    @routes.post("/displays/<zone>/played")
    @operation(
        Operation(
            "The wall that speaks begins its turn (paired, or at a trusted address).",
            {204: None},
            problems=(400, 403, 404, 413, 422),
            body=Sound,
        )
    )
    def sounded(zone: str) -> Response:
        context[Guard].wall()
        known(zone)
        sound = body(Sound)
        if not context[Voices].report(zone, sound.turn, sound.how, sound.ms / 1000):
            raise Unknown("turn_unknown")
        return Response(status=204)

    return routes
