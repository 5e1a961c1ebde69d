"""The pages of walls and counter screens."""

from flask import Blueprint, request

from hall.configuration.walls import ZonePart
from hall.plan.plan import Plan, Service
from hall.texts import FIRST_LANGUAGE
from hall.web.context import Context


def blueprint(context: Context) -> Blueprint:
    """Return the pages. A screen nobody sits at speaks the hall's first language, whatever its browser prefers."""
    routes = Blueprint("display", __name__)

    def zone_of(zone: str) -> ZonePart | None:
        return next((one for one in context.configuration.file.zones if one.id == zone), None)

    def choose(unknown: str | None = None, **asked: str) -> str:
        """Offer every screen there is; a screen that was `asked` for opens by itself as soon as it is one of them."""
        return context.page(
            "wall/choose.html",
            ("display",),
            module="wall/choose.js" if asked else None,
            asked=asked,
            unknown=unknown,
            zones=[{"id": z.id, "name": z.name} for z in context.desk.plan.zones.values()],
            counters=[{"id": c.id, "name": c.name} for c in context.desk.plan.counters.values()],
        )

    @routes.get("/display")
    def screens() -> str:
        return choose()

    @routes.get("/display/<zone>")
    def wall(zone: str) -> str | tuple[str, int]:
        found = zone_of(zone)
        return (choose(zone, zone=zone), 404) if found is None else _wall(context, found)

    @routes.get("/display/counter/<counter>")
    def over_counter(counter: str) -> str | tuple[str, int]:
        furnished = context.desk.plan.counters.get(counter)
        zone = zone_of(furnished.zone) if furnished is not None else None
        if furnished is None or zone is None:
            return choose(counter=counter), 404
        return context.page(
            "counter_screen/counter-screen.html",
            ("display",),
            lang=lang_of(context),
            theme=zone.theme,
            counter=counter,
            name=furnished.name,
            timezone=context.configuration.file.hall.timezone,
            second=_second(context),
        )

    @routes.get("/display/guide")
    def guide() -> str:
        return context.page(
            "directory/directory.html",
            ("display",),
            lang=lang_of(context),
            services=[_where(context.desk.plan, service) for service in context.desk.plan.services.values()],
            hours=[[span.text for span in spans] for spans in context.desk.hours.weekly],
            timezone=context.configuration.file.hall.timezone,
            second=_second(context),
        )

    return routes


def _where(plan: Plan, service: Service) -> dict[str, object]:
    """Return where a service is done: its zones, and in each its counters."""
    counters = plan.counters_serving(service.id)
    zones = {c.zone: [{"id": o.id, "name": o.name} for o in counters if o.zone == c.zone] for c in counters}
    return {
        "id": service.id,
        "prefix": service.prefix,
        "name": service.name,
        "zones": [{"name": plan.zones[zone].name, "counters": served} for zone, served in zones.items()],
    }


def _wall(context: Context, zone: ZonePart) -> str:
    voice = context.configuration.file.voice
    return context.page(
        "wall/wall.html",
        ("display",),
        lang=lang_of(context),
        theme=zone.theme,
        layout=zone.layout,
        speak=zone.speak and voice.enabled,
        zone={"id": zone.id, "name": zone.name},
        chime=context.assets.url("shared/sounds/chime.wav"),
        timezone=context.configuration.file.hall.timezone,
        second=_second(context),
        usual_notice={"text": {lang: t["usual_notice"] for lang, t in context.texts.everywhere("display").items()}},
    )


def lang_of(context: Context) -> str:
    """Return the language that a screen shows large."""
    asked = request.args.get("lang")
    return str(asked) if asked in context.texts.languages else FIRST_LANGUAGE


def _second(context: Context) -> dict[str, object] | None:
    """Return the words of the language that it shows beneath, by section, if the hall has one."""
    other = next((lang for lang in context.texts.languages if lang != lang_of(context)), None)
    return None if other is None else {"lang": other, "text": context.texts.sections(other, ("common", "display"))}
