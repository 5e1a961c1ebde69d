"""What stands beside the faces: the first page, health, metrics, and the description of the API."""

import shutil
from functools import cache
from typing import Any

from flask import Blueprint, Response, current_app, redirect, request
from typing_extensions import TypedDict
from werkzeug.wrappers import Response as WerkzeugResponse

from hall import VERSION
from hall.devices.rules import screen_of
from hall.journal.journal import JournalError
from hall.store.watch import DiskWatch
from hall.web.bodies import answer
from hall.web.context import Context
from hall.web.guard import Guard
from hall.web.metrics import CONTENT_TYPE, Metrics
from hall.web.openapi import Operation, describe, operation
from hall.web.presence import Presence

LEAST_FREE = 20 * 1024 * 1024
"""With less room than this on the disk, in bytes, the hall says so before it is full."""


class Health(TypedDict):
    """`status` is "ok"; otherwise `wrong` lists what is wrong."""

    status: str
    wrong: list[str]


def blueprint(context: Context) -> Blueprint:
    """Return the routes."""
    routes, metrics = Blueprint("standing", __name__), context[Metrics]

    @routes.get("/")
    def index() -> str | WerkzeugResponse:
        """Lead a device to its screen, and a computer that is none yet, also, to where it becomes one."""
        device = context[Presence].device()
        if device is not None and "all" not in request.args:
            return redirect(screen_of(device.kind, device.place))
        plan = context.desk.plan
        return context.page(
            "web/index.html",
            ("index", "pairing"),
            unknown=device is None and not context[Guard].trusted(),
            bookable=bool(plan.booking.services),
            zones=[{"id": z.id, "name": z.name} for z in plan.zones.values()],
            counters=[{"id": c.id, "name": c.name} for c in plan.counters.values()],
        )

    @routes.get("/healthz")
    @routes.get("/api/v1/healthz")
    @operation(Operation("Whether the hall serves.", {200: Health, 503: Health}))
    def health() -> Response:
        wrong = _wrong(context)
        return answer({"status": "failing" if wrong else "ok", "wrong": wrong}, 503 if wrong else 200)

    @routes.get("/metrics")
    @routes.get("/api/v1/metrics")
    @operation(
        Operation(
            "Prometheus metrics (staff, scope `floor`, or a trusted address).",
            {200: None},
            problems=(401,),
            text={200: CONTENT_TYPE},
        )
    )
    def measured() -> Response:
        if not context[Guard].stands_for("kiosk"):
            context[Guard].reads("floor")
        return Response(metrics.text(), content_type=CONTENT_TYPE)

    @cache
    def description() -> dict[str, Any]:
        return describe(current_app, "Hallcall 大厅叫号", VERSION)

    @routes.get("/api/v1/openapi.json")
    def openapi() -> Response:
        return answer(description())

    return routes


def _wrong(context: Context) -> list[str]:
    wrong = []
    try:
        context.desk.look(lambda day, _: day.version)
    except JournalError as why:
        wrong.append(str(why))
    wrong += context[DiskWatch].wrong()
    if shutil.disk_usage(context.data).free < LEAST_FREE:
        wrong.append(f"the disk of {context.data.name} is nearly full: free some space")
    if context.desk.clock_is_behind:
        wrong.append("the computer's clock shows an earlier day than the hall's: set the clock")
    return wrong
