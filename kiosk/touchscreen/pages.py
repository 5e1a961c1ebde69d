"""The kiosk's page."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from flask import Blueprint, Response, request, send_from_directory

from hall.plan.plan import Floor, Name
from hall.texts import FIRST_LANGUAGE
from hall.web.house import House
from kiosk.touchscreen.voice import prompts


def blueprint(house: House) -> Blueprint:
    """Return the page, and what keeps it while the server is away."""
    routes = Blueprint("kiosk", __name__)
    floor, file = house.configuration.floor, house.configuration.file

    @routes.get("/kiosk")
    def kiosk() -> str:
        lang = house.language() if "lang" in request.args else FIRST_LANGUAGE
        return house.page(
            "touchscreen/kiosk.html",
            ("kiosk", "guides", "cases"),
            lang=lang,
            prompts=prompts(house, lang),
            groups=[{"id": g.id, "name": g.name} for g in floor.groups.values()],
            idle_s=file.kiosk.idle_s,
            priority=file.kiosk.priority,
            elder=request.args.get("mode") == "elder",
            **about_hall(house),
        )

    @routes.get("/kiosk/offline.js")
    def offline() -> Response:
        """The kiosk's own keeper of pages for when the server is away; it must lie where it may keep /kiosk."""
        script = send_from_directory(Path(__file__).parent / "static", "offline.js", max_age=0)
        script.headers["Service-Worker-Allowed"] = "/kiosk"
        return script

    return routes


def about_hall(house: House) -> dict[str, Any]:
    """Return what a page needs to tell where a visitor waits and goes to."""
    floor = house.configuration.floor
    return {
        "timezone": house.configuration.file.hall.timezone,
        "seats": seats(floor),
        "counters": {c.id: {"name": c.name, "zone": floor.zones[c.zone].name} for c in floor.counters.values()},
    }


def seats(floor: Floor) -> Mapping[str, Sequence[Name]]:
    """Return, by service, the names of the areas where it is called."""
    return {
        service: [zone.name for zone in floor.zones.values() if zone.id in {c.zone for c in serving}]
        for service in floor.services
        if (serving := floor.counters_serving(service))
    }
