"""Several halls side by side, for those who oversee: the page of a city, and what it shows."""

from collections.abc import Mapping, Sequence
from typing import Any

from flask import Blueprint, Response
from typing_extensions import TypedDict

from counter.panel.sign_in_page import for_staff
from hall.outward.city import FRESH_S, ON_TIME_EVERY_S, AskedHall, City, Heard
from hall.plan.plan import Name
from hall.queue.views.moment import moment
from hall.staff.state import Session
from hall.web.bodies import answer
from hall.web.context import Context
from hall.web.guard import Guard
from hall.web.openapi import Operation, operation


class HeardView(TypedDict):
    """When a hall said that (None: never), whether it is still so, and why and since when it says nothing."""

    at: str | None
    fresh: bool
    trouble: str | None
    since: str | None


class CityHallView(TypedDict):
    """One hall. What was never heard is None, and so are `longest_s` where nobody waits and `on_time` without cases.

    `longest_s` is by that hall's own clock; `fault_texts` are the first of its faults.
    """

    name: Name
    url: str
    now: HeardView
    waiting: int | None
    longest_s: int | None
    faults: int | None
    fault_texts: Sequence[Mapping[str, str]]
    on_time_now: HeardView
    on_time: float | None


class CityView(TypedDict):
    """The halls, in the order of the file."""

    halls: Sequence[CityHallView]


def blueprint(context: Context) -> Blueprint:
    """Return the page and its route."""
    routes = Blueprint("city", __name__)

    @routes.get("/city")
    @for_staff(context, "manager.city", "oversee")
    def page(_: Session) -> str:
        limits = context.configuration.file.limits
        return context.page(
            "manager/city.html",
            ("counter", "manager", "city"),
            limits={"warn_s": limits.wait_warn_min * 60, "alarm_s": limits.wait_alarm_min * 60},
        )

    @routes.get("/api/v1/city")
    @operation(
        Operation(
            "The halls that this server is told to ask, side by side (managers).",
            {200: CityView},
            problems=(401, 403),
            needs="staff",
        )
    )
    def city() -> Response:
        context[Guard].session("oversee")
        return answer(CityView(halls=[_hall(context, one) for one in context[City].halls]))

    return routes


def _hall(context: Context, one: AskedHall) -> CityHallView:
    said, punctual = one.now.said, one.on_time.said
    longest_s = None if said is None else said.floor.longest_s
    return CityHallView(
        name=one.part.name,
        url=one.part.url,
        now=_heard(context, one.now, FRESH_S),
        waiting=None if said is None else said.floor.waiting,
        longest_s=None if longest_s is None else round(longest_s),
        faults=None if said is None else said.faults.total,
        fault_texts=[] if said is None else said.faults.first,
        on_time_now=_heard(context, one.on_time, FRESH_S + ON_TIME_EVERY_S),
        on_time=punctual,
    )


def _heard(context: Context, heard: Heard[Any], within_s: float) -> HeardView:
    hours = context.desk.hours
    return HeardView(
        at=None if heard.at is None else moment(hours, heard.at),
        fresh=heard.is_fresh(context.ground.clock(), within_s),
        trouble=heard.trouble,
        since=None if heard.since is None else moment(hours, heard.since),
    )
