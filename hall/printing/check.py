"""What will print, and not well: slow lines, and texts with characters that no typeface has."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields, is_dataclass
from pathlib import Path

from hall.configuration.schema import File
from hall.guides import Guide
from hall.printing.face import can_shape
from hall.printing.faces import Faces
from hall.printing.troubles import SLOW_S, named, ticket_s

Texts = tuple[str, ...]


def remarks(file: File, guides: Iterable[Guide], fonts: Path) -> Iterator[str]:
    """Yield what is no mistake and yet should be changed, as `key: what is wrong and what to do`."""
    for number, printer in enumerate(file.printers):
        seconds = ticket_s(printer)
        if seconds > SLOW_S:
            wait = f"a ticket takes {round(seconds)} s on this line"
            yield f'printers[{number}].address: {wait}; make the line faster, or set mode = "text"'
    faces = Faces(fonts, shapes=can_shape())
    for where, texts in written(file, guides):
        if lacking := faces.lacking(texts):
            yield f"{where}: no typeface has {named(lacking)}; on paper it is a box: write it another way"


def written(file: File, guides: Iterable[Guide]) -> Iterator[tuple[str, Texts]]:
    """Yield everything that the hall has written down and that gets onto paper, by where it stands."""
    yield "hall.name", tuple(file.hall.name.values())
    for number, service in enumerate(file.services):
        yield f"services[{number}].name", tuple(service.name.values())
    for number, zone in enumerate(file.zones):
        yield f"zones[{number}].name", tuple(zone.name.values())
    for number, counter in enumerate(file.counters):
        yield f"counters[{number}].name", tuple((counter.name or {}).values())
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
