"""The kiosk's page."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from flask import Blueprint, Response, abort, request, send_from_directory

from hall.plan.plan import Name, Plan
from hall.texts import FIRST_LANGUAGE
from hall.web.context import Context
from hall.web.guard import Guard
from hall.web.qr import qr_code
from kiosk.touchscreen.paper import wifi_of
from kiosk.touchscreen.voice import prompts


def blueprint(context: Context) -> Blueprint:
    """Return the page, and what keeps it while the server is away."""
    routes = Blueprint("kiosk", __name__)
    desk = context.desk

    @routes.get("/kiosk")
    def kiosk() -> str:
        file, plan = context.configuration.file, desk.plan
        wifi = wifi_of(context)
        lang = context.language() if "lang" in request.args else FIRST_LANGUAGE
        return context.page(
            "touchscreen/kiosk.html",
            ("kiosk", "guides", "cases", "assistance", "feedback"),
            lang=lang,
            prompts=prompts(context, lang),
            groups=[{"id": g.id, "name": g.name} for g in plan.groups.values()],
            idle_s=file.kiosk.idle_s,
            wifi=None if wifi is None else wifi.name,
            bookable=bool(plan.booking.services),
            priority=file.kiosk.priority,
            asks=[{"id": c.id, "ask": c.ask} for c in plan.classes.values() if c.ask is not None],
            elder=request.args.get("mode") == "elder",
            **about_hall(context),
        )

    @routes.get("/kiosk/offline.js")
    def offline() -> Response:
        """The kiosk's own keeper of pages for when the server is away; it must lie where it may keep /kiosk."""
        script = send_from_directory(Path(__file__).parent / "static", "offline.js", max_age=0)
        script.headers["Service-Worker-Allowed"] = "/kiosk"
        return script

    @routes.get("/kiosk/wifi.svg")
    def wifi_code() -> Response:
        """The QR code of the hall's Wi-Fi, for kiosks alone: whoever is outside need not have the password."""
        context[Guard].kiosk()
        wifi = wifi_of(context)
        if wifi is None:
            abort(404)
        return qr_code(wifi.code)

    return routes


def about_hall(context: Context) -> dict[str, Any]:
    """Return what a page needs to tell where a visitor waits and goes to."""
    plan = context.desk.plan
    return {
        "timezone": context.configuration.file.hall.timezone,
        "seats": seats(plan),
        "counters": {c.id: {"name": c.name, "zone": plan.zones[c.zone].name} for c in plan.counters.values()},
    }


def seats(plan: Plan) -> Mapping[str, Sequence[Name]]:
    """Return, by service, the names of the areas where it is called."""
    return {
        service: [zone.name for zone in plan.zones.values() if zone.id in {c.zone for c in serving}]
        for service in plan.services
        if (serving := plan.counters_serving(service))
    }
