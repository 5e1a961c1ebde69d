"""What of the floor somebody should see to: the alarms of lines and counters, and everything that does not work."""

from collections.abc import Sequence
from typing import Annotated

from flask import Blueprint, Response
from pydantic import Field

from hall.alarms.book import Alarm, AlarmBook
from hall.alarms.rules import Limits, alarms
from hall.faults import Fault
from hall.queue.state.day import HallDay
from hall.queue.views.moment import moment
from hall.queue.views.overview import AlarmView, NotedView
from hall.queue.views.unattended import idle_faults, left_faults, unattended_faults
from hall.staff.book import StaffBook
from hall.web.bodies import Body, actor, answer, body
from hall.web.context import Context
from hall.web.guard import Guard
from hall.web.jobs import Job
from hall.web.openapi import Operation, operation

WATCH_EVERY_S = 1.0
"""How often is looked whether an alarm began, got worse or is over."""
OF_LINES = ("wait_over", "wait_ahead", "many_waiting", "call_stands")
QUEUE = frozenset({*OF_LINES, "counter_idle", "counter_left", "counter_left_visitor", "unattended"})
"""The alarms that come and go with the visitors; all others are about what does not work."""


class Noted(Body):
    """The alarm as it was shown: its code, what it is about, and how bad it was."""

    code: Annotated[str, Field(min_length=1, max_length=60)]
    about: Annotated[str, Field(max_length=1000)]
    degree: Annotated[int, Field(ge=1, le=1000)]


def blueprint(context: Context) -> Blueprint:
    """Return the route."""
    routes = Blueprint("alarms_api", __name__, url_prefix="/api/v1/alarms")

    @routes.post("/acknowledge")
    @operation(
        Operation(
            "Take note of an alarm: quiet until it gets worse than it was shown.",
            {200: list[AlarmView]},
            problems=(400, 401, 403, 404, 413, 422, 503),
            body=Noted,
            needs="staff",
        )
    )
    def acknowledge() -> Response:
        by = actor(context[Guard].session("direct").staff.id)
        seen = body(Noted)
        context[AlarmBook].acknowledge(by, seen.code, seen.about, seen.degree)
        return answer(alarms_view(context))

    return routes


def watching(context: Context) -> list[Job]:
    """Return what writes down when alarms begin, get worse and end."""
    return [Job("watch the floor", WATCH_EVERY_S, lambda: context[AlarmBook].watch(_found(context)))]


def counter_faults(context: Context) -> Sequence[Fault]:
    """Return who waits where nobody calls, which open counters call nobody, and which their clerks have left."""
    idle_s = context.configuration.file.limits.counter_idle_min * 60
    names = {one.id: one.name for one in context[StaffBook].everybody()}

    def named(fault: Fault) -> Fault:
        staff = str(fault.facts["staff"])
        return fault._replace(facts={**fault.facts, "staff": names.get(staff, staff)})

    idle = context.desk.look(lambda day, now: idle_faults(day, now, idle_s))
    left = context.desk.look(left_faults)
    return [*context.desk.look(lambda day, _: unattended_faults(day)), *map(named, [*idle, *left])]


def alarms_view(context: Context) -> list[AlarmView]:
    """Return every alarm that there is now: those that nobody has taken note of first, the worst first of all."""
    texts = context.texts

    def say(lang: str, one: Fault) -> str:
        return texts.say(lang, "alarms" if one.code in OF_LINES else "trouble", one.code, **one.facts)

    views = []
    for one in _found(context):
        alarm = context[AlarmBook].find(one.code, one.about)
        views.append(
            AlarmView(
                code=one.code,
                about=one.about,
                degree=one.degree,
                text={lang: say(lang, one) for lang in texts.languages},
                since=None if alarm is None else moment(context.desk.hours, alarm.since),
                noted=_noted(context, one, alarm),
            )
        )
    return sorted(views, key=lambda view: (view["noted"] is not None, -view["degree"], view["since"] or "~"))


def _noted(context: Context, one: Fault, alarm: Alarm | None) -> NotedView | None:
    noted = None if alarm is None else alarm.noted
    if noted is None or noted.degree < one.degree:
        return None
    return NotedView(by=noted.by, at=moment(context.desk.hours, noted.at))


def _found(context: Context) -> Sequence[Fault]:
    """Return what there is now, of the floor and of what does not work."""
    file = context.configuration.file.limits
    limits = Limits(file.wait_warn_min * 60, file.wait_alarm_min * 60, file.many_waiting, file.call_stands_min * 60)

    def look(day: HallDay, now: float) -> list[Fault]:
        return list(alarms(day, now, context.desk.expected, limits))

    faults = (Fault(one.code, one.facts, one.about, one.degree) for one in context.faults.now())
    return [*context.desk.look(look), *faults]
