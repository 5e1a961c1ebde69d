"""What services, counters and people are called in reports: as the hall calls them now, or did last."""

from collections.abc import Mapping

from counter.manager.patrol_views import things_named
from hall.guides.library import Library
from hall.plan.plan import Name
from hall.staff.book import StaffBook
from hall.statistics.views.names import Names
from hall.web.context import Context


def known_names(context: Context) -> dict[str, Mapping[str, Name]]:
    """Return every name by its kind and id, also of what is no more there."""
    plan, guides, languages = context.desk.plan, list(context[Library]), context.texts.languages
    return {
        "service": _earlier(context, "services") | {one.id: one.name for one in plan.services.values()},
        "counter": _earlier(context, "counters") | {one.id: one.name for one in plan.counters.values()},
        "zone": _earlier(context, "zones") | {one.id: one.name for one in plan.zones.values()},
        "class": _earlier(context, "classes") | {one.id: one.name for one in plan.classes.values()},
        "clerk": {staff.id: dict.fromkeys(languages, staff.name) for staff in context[StaffBook].everybody()},
        "guide": {guide.id: guide.name for guide in guides},
        **things_named(context),
        "material": {f"{guide.id}/{one.id}": one.name for guide in guides for one in guide.materials},
    }


def _earlier(context: Context, kind: str) -> dict[str, Name]:
    """Return the names that earlier plans gave to what may be no more there."""
    tables = [context.plans.table(change.number) for change in reversed(context.plans.history())]
    return {one["id"]: one["name"] for table in tables for one in table.get(kind, ()) if "name" in one}


def names_in(context: Context, lang: str) -> Names:
    """Return the names in one language."""
    return Names(lang, context.texts.section(lang, "statistics"), known_names(context))
