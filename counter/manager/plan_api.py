"""The plan over HTTP, for managers: read, checked, changed, compared, taken back. In force without a restart."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from flask import Blueprint, Response, request
from typing_extensions import TypedDict

from hall.configuration import ConfigurationError, from_table, plan_of, with_machine
from hall.journal.actor import Actor
from hall.journal.refusal import Wrong
from hall.plan.book import Change, Outdated
from hall.plan.check import differences
from hall.plan.plan import Name, Plan, named
from hall.queue.commands.plan import moves
from hall.queue.state.day import HallDay
from hall.queue.state.ticket import OPEN
from hall.queue.views.board import moment
from hall.web.bodies import Body, Empty, actor, answer, body
from hall.web.context import Context
from hall.web.guard import Guard
from hall.web.openapi import Operation, operation

LARGEST_PLAN = 1024 * 1024
"""In bytes: a hall of 150 counters takes a twentieth."""
PROBLEMS = (400, 401, 403, 412, 413, 422, 503)
_LOC = re.compile(r"[^.\[\]]+")


class PlanBody(Body):
    """A whole plan, as `config.toml` would say it."""

    plan: dict[str, Any]


class PlanNow(TypedDict):
    """The plan that counts, and its version for If-Match."""

    version: str
    plan: Mapping[str, Any]


class Mistake(TypedDict):
    """What is wrong, and where in the plan."""

    loc: Sequence[str | int]
    msg: str


class Effect(TypedDict):
    """What the change would do to those who are here now."""

    code: str
    text: Name


class Checked(TypedDict):
    """Whether a plan would do, and what it would do."""

    mistakes: Sequence[Mistake]
    effects: Sequence[Effect]


class Changed(TypedDict):
    """One key that a change changed."""

    key: str
    before: Any
    after: Any


class ChangeView(TypedDict):
    """One change of the plan: `how` is "imported", "edited" or "restored"."""

    version: str
    at: str
    by: str
    how: str
    changes: Sequence[Changed]


def blueprint(context: Context) -> Blueprint:
    """Return the routes."""
    routes = Blueprint("plan_api", __name__, url_prefix="/api/v1/plan")
    plans, desk = context.plans, context.desk

    def manager() -> Actor:
        return actor(context[Guard].session("manage").staff.id)

    def now() -> Response:
        number = plans.newest()
        response = answer(PlanNow(version=str(number), plan=plans.table(number)))
        response.set_etag(str(number))
        return response

    def sent() -> dict[str, Any]:
        request.max_content_length = LARGEST_PLAN
        return plan_of(body(PlanBody).plan)

    @routes.get("")
    @operation(Operation("The plan that counts (managers).", {200: PlanNow}, problems=(401, 403), needs="staff"))
    def plan() -> Response:
        context[Guard].session("manage")
        return now()

    @routes.post("/check")
    @operation(
        Operation(
            "Say what is wrong with a plan, and what it would do. Changes nothing.",
            {200: Checked},
            problems=PROBLEMS,
            body=PlanBody,
            needs="staff",
        )
    )
    def check() -> Response:
        manager()
        table = sent()
        found, furnished = _read(context, table)
        effects = [] if furnished is None else desk.look(lambda day, _: _effects(context, day, furnished))
        return answer(Checked(mistakes=found, effects=effects))

    @routes.put("")
    @operation(
        Operation(
            "Let a plan count, made from the version in If-Match. In force on every screen, without a restart.",
            {200: PlanNow},
            problems=PROBLEMS,
            body=PlanBody,
            needs="staff",
        )
    )
    def change() -> Response:
        by, seen, table = manager(), _seen(), sent()
        found, _ = _read(context, table)
        if found:
            raise Wrong("plan_mistakes", field="plan", errors=found)
        plans.edit(by, table, seen)
        desk.roll_over()
        return now()

    @routes.get("/history")
    @operation(
        Operation(
            "Every change of the plan, the newest first (managers).",
            {200: list[ChangeView]},
            problems=(401, 403),
            needs="staff",
        )
    )
    def history() -> Response:
        context[Guard].session("manage")
        return answer([_view(context, one) for one in plans.history()])

    @routes.post("/undo")
    @operation(
        Operation(
            "Take the last change back, as a change of its own.",
            {200: PlanNow},
            problems=(*PROBLEMS, 409),
            body=Empty,
            needs="staff",
        )
    )
    def undo() -> Response:
        by = manager()
        body(Empty)
        plans.undo(by)
        desk.roll_over()
        return now()

    return routes


def _seen() -> int:
    """Return the version that the change was made from. Raises Wrong without one, Outdated for none of ours."""
    given = request.headers.get("If-Match", "").strip().removeprefix("W/").strip('"')
    if not given:
        raise Wrong("plan_version_missing", field="If-Match")
    if not (given.isascii() and given.isdigit()):
        raise Outdated("plan_outdated", newest="?")
    return int(given)


def _read(context: Context, table: Mapping[str, Any]) -> tuple[list[Mistake], Plan | None]:
    try:
        return [], from_table(with_machine(table, context.file)).plan
    except ConfigurationError as why:
        return [_mistake(line) for line in why.mistakes], None


def _mistake(line: str) -> Mistake:
    key, _, said = line.partition(": ")
    loc = [int(part) if part.isdigit() else part for part in _LOC.findall(key)]
    return Mistake(loc=loc, msg=said)


def _effects(context: Context, day: HallDay, plan: Plan) -> list[Effect]:
    moved = Counter((day.tickets[m.ticket].service, m.service) for m in moves(day, plan))
    gone = [c for c, state in day.counters.items() if c not in plan.counters and state.status != "closed"]

    def effect(code: str, **names: Name | int | str) -> Effect:
        def say(lang: str) -> str:
            facts = {k: named(v, lang) if isinstance(v, Mapping) else v for k, v in names.items()}
            return context.texts.say(lang, "plan", code, **facts)

        return Effect(code=code, text={lang: say(lang) for lang in context.texts.languages})

    effects = []
    for (before, after), count in moved.items():
        code = "moved" if before != after else "freed"
        effects.append(effect(code, count=count, before=day.names[before], after=plan.services[after].name))
    waits = Counter(ticket.service for ticket in day.tickets.values() if ticket.status in OPEN)
    for service, count in waits.items():
        if service in plan.services and not plan.counters_serving(service):
            effects.append(effect("unserved", count=count, service=plan.services[service].name))
    return effects + [effect("counter_closes", counter=counter) for counter in gone]


def _view(context: Context, change: Change) -> ChangeView:
    before = context.plans.before(change.number)
    found = differences(before, context.plans.table(change.number)) if before is not None else ()
    return ChangeView(
        version=str(change.number),
        at=moment(context.desk.hours, change.at),
        by=change.by,
        how=change.how.removeprefix("Plan").lower(),
        changes=[Changed(key=one.key, before=one.before, after=one.after) for one in found],
    )
