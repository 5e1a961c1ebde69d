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
    desk = context.desk

    def about_hall() -> dict[str, Any]:
        plan = desk.plan
        return {
            "timezone": context.configuration.file.hall.timezone,
            "seats": seats(plan),
            "counters": {c.id: {"name": c.name, "zone": plan.zones[c.zone].name} for c in plan.counters.values()},
        }

    @routes.get("/kiosk")
    def kiosk() -> str:
        file, plan = context.configuration.file, desk.plan
        lang = context.language() if "lang" in request.args else FIRST_LANGUAGE
        return context.page(
            "touchscreen/kiosk.html",
            ("kiosk", "guides", "cases", "assistance"),
            lang=lang,
            prompts=prompts(context, lang),
            groups=[{"id": g.id, "name": g.name} for g in plan.groups.values()],
            idle_s=file.kiosk.idle_s,
            priority=file.kiosk.priority,
            asks=[{"id": c.id, "ask": c.ask} for c in plan.classes.values() if c.ask is not None],
            elder=request.args.get("mode") == "elder",
            **about_hall(),
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
            service_names=desk.look(lambda day, _: dict(day.names)),
            guides={s.id: s.guide for s in desk.plan.services.values() if context[Library].has(s.guide)},
            **about_hall(),
        )
        return page, 200

    @routes.get("/t/<token>/qr.svg")
    def qr(token: str) -> Response:
        """The QR code of the ticket's page, for screens."""
        desk.look(lambda day, _: ticket_of(day, token))
        return qr_code(f"{context.configuration.file.hall.public_url}/t/{token}")

    return routes


def seats(plan: Plan) -> Mapping[str, Sequence[Name]]:
    """Return, by service, the names of the areas where it is called."""
    return {
        service: [zone.name for zone in plan.zones.values() if zone.id in {c.zone for c in serving}]
        for service in plan.services
        if (serving := plan.counters_serving(service))
    }
