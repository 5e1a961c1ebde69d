"""The kiosk's page, and a visitor's own ticket on the phone."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from flask import Blueprint, Response, request, send_from_directory

from hall.feedback.rating import REASONS
from hall.guides.library import Library
from hall.journal.refusal import Unknown
from hall.plan.plan import Name, Plan
from hall.queue.commands.visit import ticket_of
from hall.queue.views.board import ticket_view
from hall.texts import FIRST_LANGUAGE
from hall.web.context import Context
from hall.web.qr import qr_code
from kiosk.touchscreen.voice import prompts


def blueprint(context: Context) -> Blueprint:
    """Return the pages."""
    routes = Blueprint("kiosk", __name__)
    plan, desk, file = context.configuration.plan, context.desk, context.configuration.file
    about_hall: dict[str, Any] = {
        "timezone": file.hall.timezone,
        "seats": seats(plan),
        "counters": {c.id: {"name": c.name, "zone": plan.zones[c.zone].name} for c in plan.counters.values()},
    }

    @routes.get("/kiosk")
    def kiosk() -> str:
        lang = context.language() if "lang" in request.args else FIRST_LANGUAGE
        return context.page(
            "touchscreen/kiosk.html",
            ("kiosk", "guides", "cases"),
            lang=lang,
            prompts=prompts(context, lang),
            groups=[{"id": g.id, "name": g.name} for g in plan.groups.values()],
            idle_s=file.kiosk.idle_s,
            priority=file.kiosk.priority,
            elder=request.args.get("mode") == "elder",
            **about_hall,
        )

    @routes.get("/kiosk/offline.js")
    def offline() -> Response:
        """The kiosk's own keeper of pages for when the server is away; it must lie where it may keep /kiosk."""
        script = send_from_directory(Path(__file__).parent / "static", "offline.js", max_age=0)
        script.headers["Service-Worker-Allowed"] = "/kiosk"
        return script

    @routes.get("/t/<token>")
    def ticket(token: str) -> tuple[str, int]:
        try:
            picture = desk.look(lambda day, _: ticket_view(day, desk.hours, ticket_of(day, token)))
        except Unknown:
            return context.page("phone/ticket_gone.html", ("ticket",)), 404
        page = context.page(
            "phone/ticket.html",
            ("ticket", "rating", "cases"),
            token=token,
            ticket=picture,
            reasons=REASONS,
            service_names={s.id: s.name for s in plan.services.values()},
            guides={s.id: s.guide for s in plan.services.values() if context[Library].has(s.guide)},
            **about_hall,
        )
        return page, 200

    @routes.get("/t/<token>/qr.svg")
    def qr(token: str) -> Response:
        """The QR code of the ticket's page, for screens."""
        desk.look(lambda day, _: ticket_of(day, token))
        return qr_code(f"{file.hall.public_url}/t/{token}")

    return routes


def seats(plan: Plan) -> Mapping[str, Sequence[Name]]:
    """Return, by service, the names of the areas where it is called."""
    return {
        service: [zone.name for zone in plan.zones.values() if zone.id in {c.zone for c in serving}]
        for service in plan.services
        if (serving := plan.counters_serving(service))
    }
