"""What will print, and not well: slow lines, and texts with characters that no typeface has."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields, is_dataclass
from pathlib import Path

from hall.configuration.schema import PrinterPart, TicketPart
from hall.guides.guide import Guide
from hall.plan.plan import Plan
from hall.printing.face import can_shape
from hall.printing.faces import Faces
from hall.printing.troubles import SLOW_S, named, ticket_s

Texts = tuple[str, ...]


def remarks(
    printers: Iterable[PrinterPart], plan: Plan, ticket: TicketPart, guides: Iterable[Guide], fonts: Path
) -> Iterator[str]:
    """Yield what is no mistake and yet should be changed, as `key: what is wrong and what to do`."""
    for number, printer in enumerate(printers):
        seconds = ticket_s(printer)
        if seconds > SLOW_S:
            wait = f"a ticket takes {round(seconds)} s on this line"
            otherwise = "" if printer.mode == "text" else ', or set mode = "text"'
            yield f"printers[{number}].address: {wait}; make the line faster{otherwise}"
    faces = Faces(fonts, shapes=can_shape())
    for where, texts in written(plan, ticket, guides):
        if lacking := faces.lacking(texts):
            yield f"{where}: no typeface has {named(lacking)}; on paper it is a box: write it another way"


def written(plan: Plan, ticket: TicketPart, guides: Iterable[Guide]) -> Iterator[tuple[str, Texts]]:
    """Yield everything that the hall has written down and that gets onto paper, by where it stands."""
    yield "hall.name", tuple(plan.name.values())
    names = {
        "services": [one.name for one in plan.services.values()],
        "zones": [one.name for one in plan.zones.values()],
        "counters": [one.name for one in plan.counters.values()],
    }
    for kind, known in names.items():
        yield from ((f"{kind}[{number}].name", tuple(name.values())) for number, name in enumerate(known))
    for visitor_class in plan.classes.values():
        yield f"class {visitor_class.id}", tuple(visitor_class.name.values())
    yield "ticket", tuple(_strings((ticket.greeting or {}, *ticket.notes, ticket.advice or {})))
    for guide in guides:
        yield f"guide {guide.id}", tuple(_strings(guide))


def _strings(value: object) -> Iterator[str]:
    """Yield every text in a guide."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for text in value.values():
            yield from _strings(text)
    elif isinstance(value, tuple):
        for item in value:
            yield from _strings(item)
    elif is_dataclass(value):
        for field in fields(value):
            yield from _strings(getattr(value, field.name))
