"""What services, counters and people are called in reports, as the hall calls them today."""

from collections.abc import Mapping

from hall.guides.library import Library
from hall.plan.plan import Name
from hall.queue.state.ticket import CLASSES
from hall.staff.book import StaffBook
from hall.statistics.views.names import Names
from hall.web.context import Context


def known_names(context: Context) -> dict[str, Mapping[str, Name]]:
    """Return every name by its kind and id."""
    plan, languages = context.configuration.floor, context.texts.languages
    common = context.texts.everywhere("common")
    guides = list(context[Library])
    return {
        "service": {service.id: service.name for service in plan.services.values()},
        "counter": {counter.id: counter.name for counter in plan.counters.values()},
        "zone": {zone.id: zone.name for zone in plan.zones.values()},
        "class": {name: {lang: common[lang][f"class_{name}"] for lang in languages} for name in CLASSES},
        "clerk": {staff.id: dict.fromkeys(languages, staff.name) for staff in context[StaffBook].everybody()},
        "guide": {guide.id: guide.name for guide in guides},
        "material": {f"{guide.id}/{one.id}": one.name for guide in guides for one in guide.materials},
    }


def names_in(context: Context, lang: str) -> Names:
    """Return the names in one language."""
    return Names(lang, context.texts.section(lang, "statistics"), known_names(context))
