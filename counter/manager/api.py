"""The whole floor over HTTP, for managers."""

from flask import Blueprint, Response

from hall.queue.views.overview import FloorNow, TroubleView, floor_now
from hall.speech.playback import Playback
from hall.web.bodies import answer
from hall.web.context import Context
from hall.web.guard import Guard
from hall.web.openapi import Operation, operation


def whole_floor(context: Context) -> FloorNow:
    """Return the picture of the whole floor, with what somebody should mend."""
    texts, hours = context.texts, context.desk.hours
    troubles = [
        TroubleView(
            code=one.code, text={lang: texts.say(lang, "trouble", one.code, **one.facts) for lang in texts.languages}
        )
        for one in context.faults.now()
    ]
    return context.desk.look(lambda day, now: floor_now(day, hours, now, troubles, context[Playback].now()))


def blueprint(context: Context) -> Blueprint:
    """Return the routes."""
    routes = Blueprint("floor_api", __name__, url_prefix="/api/v1")

    @routes.get("/floor")
    @operation(
        Operation("Every service and counter now (managers).", {200: FloorNow}, problems=(401, 403), needs="staff")
    )
    def floor() -> Response:
        context[Guard].session("oversee")
        return answer(whole_floor(context))

    return routes
