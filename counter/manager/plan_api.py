"""The plan over HTTP, for managers: read, changed, taken back. In force without a restart."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from flask import Blueprint, Response, request
from typing_extensions import TypedDict

from counter.manager.plan_drafts import LARGEST_PLAN, Changed, PlanBody, changed, read_plan
from hall.configuration import as_written, settings_of
from hall.journal.actor import Actor
from hall.journal.refusal import Wrong
from hall.plan.book import Change, Outdated
from hall.queue.views.moment import moment
from hall.web.bodies import Empty, actor, answer, body
from hall.web.context import Context
from hall.web.guard import Guard
from hall.web.openapi import Operation, operation

_VERSION = re.compile(r"[0-9]{1,9}")
PROBLEMS = (400, 401, 403, 412, 413, 422, 503)


class PlanNow(TypedDict):
    """The plan that counts, and its version for If-Match."""

    version: str
    plan: Mapping[str, Any]


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
        request.max_content_length = LARGEST_PLAN  # before the body is looked at to tell repeats
        return actor(context[Guard].session("manage").staff.id)

    def now() -> Response:
        number = plans.newest()
        response = answer(PlanNow(version=str(number), plan=plans.table(number)))
        response.set_etag(str(number))
        return response

    def sent() -> dict[str, Any]:
        return settings_of(body(PlanBody).plan)

    @routes.get("")
    @operation(Operation("The plan that counts (managers).", {200: PlanNow}, problems=(401, 403), needs="staff"))
    def plan() -> Response:
        context[Guard].session("manage")
        return now()

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
        by, seen, table = manager(), seen_version(), sent()
        found, _ = read_plan(context, table)
        if found:
            raise Wrong("plan_mistakes", field="plan", errors=found)
        plans.edit(by, as_written(table), seen)
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
            "Take the last change back, as a change of its own; with If-Match only when that version is the newest.",
            {200: PlanNow},
            problems=(*PROBLEMS, 409),
            body=Empty,
            needs="staff",
        )
    )
    def undo() -> Response:
        by, seen = manager(), seen_version() if "If-Match" in request.headers else None
        body(Empty)
        plans.undo(by, seen)
        desk.roll_over()
        return now()

    return routes


def seen_version() -> int:
    """Return the version that the change was made from. Raises Wrong without one, Outdated for none of ours."""
    given = request.headers.get("If-Match", "").strip().removeprefix("W/").strip('"')
    if not given:
        raise Wrong("plan_version_missing", field="If-Match")
    if not _VERSION.fullmatch(given):
        raise Outdated("plan_outdated", newest="?")
    return int(given)


def _view(context: Context, change: Change) -> ChangeView:
    before = context.plans.before(change.number)
    return ChangeView(
        version=str(change.number),
        at=moment(context.desk.hours, change.at),
        by=change.by,
        how=change.how.removeprefix("Plan").lower(),
        changes=[] if before is None else changed(before, context.plans.table(change.number)),
    )
