"""What a zone's wall shows, over HTTP, and what it tells of the sounds it made."""

from typing import Annotated

from flask import Blueprint, Response
from pydantic import Field

from display.sound.played import How, Played
from display.wall.pictures import Pictures
from hall.journal.refusal import Unknown
from hall.queue.views.board import Board
from hall.queue.views.screens import CounterScreen
from hall.web.bodies import Body, actor, answer, body
from hall.web.context import Context
from hall.web.openapi import Operation, operation


class Sound(Body):
    """A call was heard: its id, how many milliseconds after the clerk's key, and how."""

    id: Annotated[int, Field(ge=0)]
    ms: Annotated[int, Field(ge=0, le=3_600_000)]
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
    @operation(Operation("What the screen over a counter shows now.", {200: CounterScreen}, problems=(404,)))
    def screen(counter: str) -> Response:
        if counter not in context.desk.plan.counters:
            raise Unknown("counter_unknown", counter=counter)
        return answer(pictures.counter(counter))

    @routes.post("/displays/<zone>/played")
    @operation(Operation("A display has said a call.", {204: None}, problems=(400, 404, 413, 422, 503), body=Sound))
    def sounded(zone: str) -> Response:
        known(zone)
        sound = body(Sound)
        context[Played].tell(actor("display").key, zone, sound.id, sound.ms, sound.how)
        return Response(status=204)

    return routes
