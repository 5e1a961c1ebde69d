"""The whole floor over HTTP, for managers."""

from collections import Counter
from collections.abc import Mapping

from flask import Blueprint, Response
from typing_extensions import TypedDict

from counter.manager.alarms import alarms_view
from hall.appointments.desk import AppointmentDesk
from hall.forecast.advice import Advice
from hall.forecast.advised import Outcome
from hall.forecast.book import Forecast
from hall.plan.hours import OpeningHours
from hall.queue.state.day import HallDay
from hall.queue.views.moment import moment
from hall.queue.views.overview import AdviceView, FloorNow, OutcomeView, floor_now
from hall.queue.views.speech import sounds
from hall.speech.book import SpeechBook
from hall.web.bodies import answer
from hall.web.context import Context
from hall.web.guard import Guard
from hall.web.openapi import Operation, operation


def whole_floor(context: Context) -> FloorNow:
    """Return the picture of the whole floor, with what somebody should mend."""
    hours = context.desk.hours
    alarms = alarms_view(context)
    said, zones = context[SpeechBook].calls, context.configuration.spoken_zones
    forecast = context[Forecast]
    advice = _advice(forecast.advice, hours) if forecast.advice is not None else None
    outcomes = [_outcome(one, hours) for one in reversed(forecast.advised.outcomes)]

    booked = Counter(one.service for one in context[AppointmentDesk].to_come())

    def floor(day: HallDay, now: float) -> FloorNow:
        heard = sounds(day, said, zones)
        return floor_now(day, hours, now, context.desk.expected, alarms, heard, advice, outcomes, booked)

    return context.desk.look(floor)


def _advice(advice: Advice, hours: OpeningHours) -> AdviceView:
    return AdviceView(
        service=advice.service,
        counter=advice.counter,
        opens_at=moment(hours, advice.opens),
        limit_s=round(advice.limit_s),
        over_without=advice.over_without,
        over_with=advice.over_with,
    )


def _outcome(one: Outcome, hours: OpeningHours) -> OutcomeView:
    return {**_advice(one.advice, hours), "followed": one.followed, "over": one.over}


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
        Operation(
            "Every service and counter now (managers, scope `floor`).",
            {200: FloorNow},
            problems=(401, 403),
            needs="staff",
        )
    )
    def floor() -> Response:
        context[Guard].reads("floor", "oversee")
        return answer(whole_floor(context))

    @routes.get("/faults")
    @operation(
        Operation(
            "What somebody should mend, now (staff, scope `floor`).",
            {200: list[FaultView]},
            problems=(401, 403),
            needs="staff",
        )
    )
    def faults() -> Response:
        context[Guard].reads("floor")
        return answer(faults_now(context))

    return routes
