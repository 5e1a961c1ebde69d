"""Business guides (办事指南): what a visitor must know and bring for one kind of business. Pure."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass
from datetime import date
from unicodedata import bidirectional, category

from hall.plan.plan import Name

LANGUAGES = ("zh", "en")
"""Every text of a guide is there in these; further languages are welcome beside them."""
LONGEST_TEXT = 2000
"""Characters of one text: a page of A4."""
MOST_SHEETS, MOST_DAYS = 99, 3650
"""Of one material; of a time limit: ten years."""
MOST_ENTRIES = 60
"""Entries of one list: what a one-time notice can tick."""
_TURNING = frozenset({"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"})


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
        yield from _bad_text(value, key)
    elif isinstance(value, tuple):
        if len(value) > MOST_ENTRIES:
            yield Fault(key, "too_many", str(MOST_ENTRIES))
        if not value and key in {"basis", "steps"}:
            yield Fault(key, "empty")
        for place, item in enumerate(value):
            yield from _gaps(item, f"{key}[{place}]")
    elif is_dataclass(value):
        for field in fields(value):
            yield from _gaps(getattr(value, field.name), f"{key}.{field.name}".lstrip("."))


def _bad_text(text: str, key: str) -> Iterator[Fault]:
    """Yield what no text may be: blank, endless, or with characters that turn it around unseen."""
    if not text.strip():
        yield Fault(key, "blank")
    if len(text) > LONGEST_TEXT:
        yield Fault(key, "too_long", str(LONGEST_TEXT))
    unseen = next((char for char in text if _is_unseen(char)), None)
    if unseen is not None:
        yield Fault(key, "unseen", f"U+{ord(unseen):04X}")


def _is_unseen(char: str) -> bool:
    return bidirectional(char) in _TURNING or (category(char) in {"Cc", "Cs"} and char not in "\n\t")


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
            yield from _out_of_bounds(getattr(material, count), f"{key}.{count}", MOST_SHEETS)
        if material.originals == material.copies == 0:
            yield Fault(key, "nothing_to_bring")
        if material.form is not None and material.form not in forms:
            yield Fault(f"{key}.form", "unknown_form", material.form)
        if not material.required and material.note is None:
            yield Fault(f"{key}.note", "when_needed")


def _wrong_limit(limit: TimeLimit) -> Iterator[Fault]:
    for name in ("promised_workdays", "statutory_workdays", "statutory_days"):
        yield from _out_of_bounds(getattr(limit, name) or 0, f"limit.{name}", MOST_DAYS)
    if limit.statutory_workdays is not None and limit.statutory_days is not None:
        yield Fault("limit.statutory_days", "two_limits")
    if limit.statutory_workdays is not None and limit.promised_workdays > limit.statutory_workdays:
        yield Fault("limit.promised_workdays", "longer_than_law", str(limit.statutory_workdays))


def _out_of_bounds(number: int, key: str, most: int) -> Iterator[Fault]:
    if number < 0:
        yield Fault(key, "negative")
    if number > most:
        yield Fault(key, "too_much", str(most))
