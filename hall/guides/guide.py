"""Business guides (办事指南): what a visitor must know and bring for one kind of business. Pure."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass
from datetime import date

from hall.plan.plan import Name

LANGUAGES = ("zh", "en")
"""Every text of a guide is there in these; further languages are welcome beside them."""


@dataclass(frozen=True, slots=True)
class Material:
    """One paper to bring (材料)."""

    id: str
    """Unique in its guide and lasting, so that a ticked box stays ticked when a text is corrected."""
    name: Name
    originals: int = 0
    copies: int = 0
    required: bool = True
    """False for what is needed only in the case that `note` tells."""
    form: str | None = None
    """The id of the guide's form that this material is, filled in."""
    note: Name | None = None


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the procedure (办理流程), in order."""

    name: Name
    text: Name


@dataclass(frozen=True, slots=True)
class TimeLimit:
    """How long it may take by law, and how long it takes here (法定、承诺时限)."""

    promised_workdays: int
    """0 is on the spot (即时办结)."""
    statutory_workdays: int | None = None
    statutory_days: int | None = None
    """Where the law counts in calendar days. Neither of the two: the law sets no limit."""
    note: Name | None = None


@dataclass(frozen=True, slots=True)
class Fee:
    """What it costs, and by which rule."""

    text: Name
    basis: Name | None = None


@dataclass(frozen=True, slots=True)
class Form:
    """A form to fill in (表格)."""

    id: str
    name: Name
    where: Name
    """Where to get it."""


@dataclass(frozen=True, slots=True)
class Guide:
    """Everything about one kind of business."""

    id: str
    name: Name
    summary: Name
    basis: tuple[Name, ...]
    conditions: tuple[Name, ...]
    materials: tuple[Material, ...]
    steps: tuple[Step, ...]
    limit: TimeLimit
    fee: Fee
    result: Name
    place: Name
    telephone: str
    updated: date
    """The day of its last revision, printed on every copy."""
    service: str | None = None
    """The service whose ticket leads there, and so its counters; None when no ticket is needed."""
    hours: Name | None = None
    """Where they differ from the hall's."""
    forms: tuple[Form, ...] = ()
    keywords: Mapping[str, tuple[str, ...]] | None = None
    """What people call it, by language, for the search."""


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a guide: the key (`materials[2].copies`), which rule (`code`), and what it is about."""

    key: str
    code: str
    about: str = ""


def missing(guide: Guide, have: Collection[str]) -> tuple[Material, ...]:
    """Return the required materials whose ids are not in `have`, in the guide's order.

    An id that the guide no longer has is of no account: the visitor's page may be older than the guide.
    """
    return tuple(m for m in guide.materials if m.required and m.id not in have)


def faults(guide: Guide) -> tuple[Fault, ...]:
    """Return all that is wrong with a guide whose fields have the right types."""
    return (*_gaps(guide, ""), *_repeated_ids(guide), *_wrong_materials(guide), *_wrong_limit(guide.limit))


def _gaps(value: object, key: str) -> Iterator[Fault]:
    """Yield every text that is blank or lacks a language, and every list that may not be empty, wherever it stands."""
    if isinstance(value, Mapping):
        yield from (Fault(f"{key}.{language}", "missing") for language in LANGUAGES if language not in value)
        for language, text in value.items():
            yield from _gaps(text, f"{key}.{language}")
    elif isinstance(value, str):
        if not value.strip():
            yield Fault(key, "blank")
    elif isinstance(value, tuple):
        if not value and key in {"basis", "steps"}:
            yield Fault(key, "empty")
        for place, item in enumerate(value):
            yield from _gaps(item, f"{key}[{place}]")
    elif is_dataclass(value):
        for field in fields(value):
            yield from _gaps(getattr(value, field.name), f"{key}.{field.name}".lstrip("."))


def _repeated_ids(guide: Guide) -> Iterator[Fault]:
    lists: dict[str, Sequence[Material | Form]] = {"materials": guide.materials, "forms": guide.forms}
    for name, items in lists.items():
        ids = [item.id for item in items]
        yield from (Fault(f"{name}[{n}].id", "repeated", i) for n, i in enumerate(ids) if i in ids[:n])


def _wrong_materials(guide: Guide) -> Iterator[Fault]:
    forms = {form.id for form in guide.forms}
    for place, material in enumerate(guide.materials):
        key = f"materials[{place}]"
        for count in ("originals", "copies"):
            if getattr(material, count) < 0:
                yield Fault(f"{key}.{count}", "negative")
        if material.originals == material.copies == 0:
            yield Fault(key, "nothing_to_bring")
        if material.form is not None and material.form not in forms:
            yield Fault(f"{key}.form", "unknown_form", material.form)
        if not material.required and material.note is None:
            yield Fault(f"{key}.note", "when_needed")


def _wrong_limit(limit: TimeLimit) -> Iterator[Fault]:
    for name in ("promised_workdays", "statutory_workdays", "statutory_days"):
        if (getattr(limit, name) or 0) < 0:
            yield Fault(f"limit.{name}", "negative")
    if limit.statutory_workdays is not None and limit.statutory_days is not None:
        yield Fault("limit.statutory_days", "two_limits")
    if limit.statutory_workdays is not None and limit.promised_workdays > limit.statutory_workdays:
        yield Fault("limit.promised_workdays", "longer_than_law", str(limit.statutory_workdays))
