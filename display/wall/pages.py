"""The pages of walls and counter screens."""

from flask import Blueprint, request

from hall.configuration.schema import ZonePart
from hall.plan.plan import Floor, Service
from hall.texts import FIRST_LANGUAGE
from hall.web.house import House


def blueprint(house: House) -> Blueprint:
    """Return the pages. A screen nobody sits at speaks the hall's first language, whatever its browser prefers."""
    routes = Blueprint("display", __name__)
    floor = house.configuration.floor
    zones = {zone.id: zone for zone in house.configuration.file.zones}

    def choose(unknown: str | None = None) -> str:
        return house.page(
            "wall/choose.html",
            ("display",),
            unknown=unknown,
            zones=[{"id": z.id, "name": z.name} for z in floor.zones.values()],
            counters=[{"id": c.id, "name": c.name} for c in floor.counters.values()],
        )

    @routes.get("/display")
    def screens() -> str:
        return choose()

    @routes.get("/display/<zone>")
    def wall(zone: str) -> str | tuple[str, int]:
        if zone not in zones:
            return choose(zone), 404
        return _wall(house, zones[zone])

    @routes.get("/display/counter/<counter>")
    def over_counter(counter: str) -> str | tuple[str, int]:
        if counter not in floor.counters:
            return choose(), 404
        furnished = floor.counters[counter]
        return house.page(
            "counter_screen/counter-screen.html",
            ("display",),
            lang=_lang(house),
            theme=zones[furnished.zone].theme,
            counter=counter,
            name=furnished.name,
            second=_second(house),
        )

    @routes.get("/display/guide")
    def guide() -> str:
        return house.page(
            "directory/directory.html",
            ("display",),
            lang=_lang(house),
            services=[_where(floor, service) for service in floor.services.values()],
            hours=[[f"{_clock(s.start_min)}–{_clock(s.end_min)}" for s in spans] for spans in house.desk.hours.weekly],
            timezone=house.configuration.file.hall.timezone,
            second=_second(house),
        )

    return routes


def _where(floor: Floor, service: Service) -> dict[str, object]:
    """Return where a service is done: its zones, and in each its counters."""
    counters = floor.counters_serving(service.id)
    zones = {c.zone: [{"id": o.id, "name": o.name} for o in counters if o.zone == c.zone] for c in counters}
    return {
        "id": service.id,
        "prefix": service.prefix,
        "name": service.name,
        "zones": [{"name": floor.zones[zone].name, "counters": served} for zone, served in zones.items()],
    }


def _clock(minutes: int) -> str:
    return f"{minutes // 60:02}:{minutes % 60:02}"


def _wall(house: House, zone: ZonePart) -> str:
    voice = house.configuration.file.voice
    return house.page(
        "wall/wall.html",
        ("display",),
        lang=_lang(house),
        theme=zone.theme,
        layout=zone.layout,
        speak=zone.speak and voice.enabled,
        zone={"id": zone.id, "name": zone.name},
        voice={"repeats": voice.repeats, "stale_after_s": voice.stale_after_s},
        chime=house.assets.url("shared/sounds/chime.wav"),
        timezone=house.configuration.file.hall.timezone,
        second=_second(house),
        usual_notice={"text": {lang: t["usual_notice"] for lang, t in house.texts.everywhere("display").items()}},
    )


def _lang(house: House) -> str:
    """Return the language that a screen shows large."""
    asked = request.args.get("lang")
    return str(asked) if asked in house.texts.languages else FIRST_LANGUAGE


def _second(house: House) -> dict[str, object] | None:
    """Return the words of the language that it shows beneath, by section, if the hall has one."""
    other = next((lang for lang in house.texts.languages if lang != _lang(house)), None)
    return None if other is None else {"lang": other, "text": house.texts.sections(other, ("common", "display"))}
