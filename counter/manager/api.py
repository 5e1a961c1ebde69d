"""The whole floor over HTTP, for managers."""

from collections.abc import Mapping

from flask import Blueprint, Response
from typing_extensions import TypedDict

from hall.queue.views.board import moment
from hall.queue.views.overview import FloorNow, TroubleView, floor_now
from hall.queue.views.speech import sounds
from hall.speech.book import SpeechBook
from hall.web.bodies import answer
from hall.web.context import Context
from hall.web.guard import Guard
from hall.web.openapi import Operation, operation


def whole_floor(context: Context) -> FloorNow:
    """Return the picture of the whole floor, with what somebody should mend."""
    hours = context.desk.hours
    troubles = [TroubleView(code=one["code"], text=one["text"]) for one in faults_now(context)]
    said, zones = context[SpeechBook].calls, context.configuration.spoken_zones
    return context.desk.look(
        lambda day, now: floor_now(day, hours, now, context.desk.expected, troubles, sounds(day, said, zones))
    )


class FaultView(TypedDict):
    """What somebody should mend, in words; `about` names the device, folder or counter, empty for the hall itself."""

    code: str
    text: Mapping[str, str]
    since: str
    about: str


def faults_now(context: Context) -> list[FaultView]:
    """Return every fault there is."""
    texts, hours = context.texts, context.desk.hours
    return [
        FaultView(
            code=one.code,
            text={lang: texts.say(lang, "trouble", one.code, **one.facts) for lang in texts.languages},
            since=moment(hours, one.since),
            about=one.about,
        )
        for one in context.faults.now()
    ]


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

    @routes.get("/faults")
    @operation(
        Operation("What somebody should mend, now (staff).", {200: list[FaultView]}, problems=(401, 403), needs="staff")
    )
    def faults() -> Response:
        context[Guard].session()
        return answer(faults_now(context))

    return routes
