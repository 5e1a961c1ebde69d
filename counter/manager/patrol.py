"""Patrol and faults: the page for staff, and over HTTP what is ticked, reported, seen to and in order again."""

from collections.abc import Mapping
from typing import Annotated, Literal

from flask import Blueprint, Response
from pydantic import Field
from typing_extensions import TypedDict

from counter.manager.patrol_views import FaultsView, PatrolView, RoundView, faults_view, patrol_view, round_view, things
from counter.panel.sessions import staff_view
from counter.panel.sign_in_page import for_staff
from hall.journal.actor import Actor
from hall.journal.refusal import Unknown
from hall.patrol.book import PatrolBook
from hall.staff.book import StaffBook
from hall.staff.state import Session
from hall.web.bodies import Body, actor, answer, body
from hall.web.context import Context
from hall.web.guard import Guard
from hall.web.openapi import Operation, operation

PROBLEMS = (400, 401, 403, 404, 409, 413, 422, 503)
Words = Annotated[str, Field(max_length=1000)]


class Ticked(Body):
    """What was looked at, and what was found; what is not in order needs a remark, kept in the vault alone."""

    every: Literal["day", "month"]
    item: Annotated[str, Field(min_length=1, max_length=32)]
    in_order: bool
    remark: Words = ""


class Reported(Body):
    """What is out of order: a `device` of the hall, or anything by its name; `text` is kept in the vault alone."""

    device: Annotated[str, Field(min_length=1, max_length=80)]
    text: Words
    urgent: bool = False


class Ended(Body):
    """How it was put in order."""

    remark: Words = ""


class ThingView(TypedDict):
    """A device of which a fault can be reported."""

    id: str
    name: Mapping[str, str]


def blueprint(context: Context) -> Blueprint:
    """Return the page and the routes."""
    routes = Blueprint("patrol", __name__)
    _page(routes, context)
    _rounds(routes, context)
    _faults(routes, context)
    return routes


def _page(routes: Blueprint, context: Context) -> None:
    @routes.get("/counter/patrol")
    @for_staff(context, "manager.patrol")
    def page(session: Session) -> str:
        known = [ThingView(id=thing, name=name) for thing, name in things(context).items()]
        return context.page(
            "manager/patrol.html",
            ("counter", "manager", "patrol"),
            staff=staff_view(session),
            csrf=session.csrf,
            may=sorted(session.staff.permissions),
            staff_names={one.id: one.name for one in context[StaffBook].everybody()},
            things=known,
        )


def _rounds(routes: Blueprint, context: Context) -> None:
    book = context[PatrolBook]

    @routes.get("/api/v1/patrol")
    @operation(
        Operation("Today's and this month's rounds.", {200: PatrolView}, problems=(401, 403), needs="staff"),
    )
    def now() -> Response:
        context[Guard].session("see")
        return answer(patrol_view(context))

    @routes.get("/api/v1/patrol/<period>")
    @operation(
        Operation(
            'The round of a day "2026-11-28" or a month "2026-11".',
            {200: RoundView},
            problems=(401, 403, 404),
            needs="staff",
        )
    )
    def earlier(period: str) -> Response:
        context[Guard].session("see")
        found = book.rounds().get(period)
        if found is None:
            raise Unknown("patrol_unknown", period=period)
        return answer(round_view(context, found))

    @routes.post("/api/v1/patrol/ticks")
    @operation(
        Operation(
            "Say that something was looked at; what is not in order is a fault from then on.",
            {200: PatrolView},
            problems=PROBLEMS,
            body=Ticked,
            needs="staff",
        )
    )
    def tick() -> Response:
        by, said = _who(context), body(Ticked)
        book.tick(by, said.every, said.item, said.remark.strip(), in_order=said.in_order)
        return answer(patrol_view(context))


def _faults(routes: Blueprint, context: Context) -> None:
    book = context[PatrolBook]

    @routes.get("/api/v1/device-faults")
    @operation(
        Operation(
            "Devices that are out of order, and the latest that were.",
            {200: FaultsView},
            problems=(401, 403),
            needs="staff",
        )
    )
    def faults() -> Response:
        context[Guard].session("see")
        return answer(faults_view(context))

    @routes.post("/api/v1/device-faults")
    @operation(
        Operation("Report a fault or an emergency.", {201: FaultsView}, problems=PROBLEMS, body=Reported, needs="staff")
    )
    def report() -> Response:
        by, said = _who(context), body(Reported)
        device = said.device.strip()
        book.report(by, device, things(context).get(device, {}), said.text.strip(), urgent=said.urgent)
        return answer(faults_view(context), 201)

    @routes.post("/api/v1/device-faults/<fault>/taken")
    @operation(Operation("Say that one sees to it.", {200: FaultsView}, problems=PROBLEMS, body=Ended, needs="staff"))
    def taken(fault: str) -> Response:
        by = _who(context)
        body(Ended)
        book.take_up(by, fault)
        return answer(faults_view(context))

    @routes.post("/api/v1/device-faults/<fault>/ended")
    @operation(
        Operation(
            "Say that what was reported is in order again.",
            {200: FaultsView},
            problems=PROBLEMS,
            body=Ended,
            needs="staff",
        )
    )
    def ended(fault: str) -> Response:
        by, said = _who(context), body(Ended)
        book.end(by, fault, said.remark.strip())
        return answer(faults_view(context))


def _who(context: Context) -> Actor:
    return actor(context[Guard].session("assist").staff.id)
