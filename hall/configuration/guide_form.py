"""The form of a business guide: its fields and what each takes, read from the one type that checks its file. Pure."""

from collections.abc import Iterator, Sequence
from dataclasses import MISSING, Field, fields, is_dataclass
from datetime import date
from types import NoneType
from typing import Any, get_args, get_type_hints

from hall.configuration.form import FormField
from hall.guides.guide import MOST_DAYS, MOST_SHEETS, Guide
from hall.plan.plan import Name

REFERS = {"service": "services", "form": "forms"}
"""Texts that name a row of another table, by key."""
_KINDS: Sequence[tuple[Any, str]] = (
    *((Name, "prose"), (tuple[Name, ...], "proses"), (bool, "flag"), (int, "whole"), (str, "text"), (date, "date")),
)


def guide_form() -> Sequence[FormField]:
    """Return the form of a guide, without its id.

    Its kinds are those of the plan's form, and: "prose" is a longer text by language, "proses" several; "words" are
    lists of words by language; "date" is a day.
    """
    return [one for one in _fields(Guide) if one["key"] != "id"]


def _fields(kind: type) -> Iterator[FormField]:
    hints = get_type_hints(kind)
    for one in fields(kind):
        yield _field(one, hints[one.name])


def _field(one: Field[Any], hint: Any) -> FormField:
    given = (
        next((part for part in get_args(hint) if part is not NoneType), hint) if NoneType in get_args(hint) else hint
    )
    row = next((part for part in get_args(given) if is_dataclass(part)), None)
    shown = given if is_dataclass(given) else row
    required = one.default is MISSING
    whole = _kind(one.name, given)
    return FormField(
        key=one.name,
        kind="part" if is_dataclass(given) else "rows" if row else whole,
        required=required,
        default=None if required or shown else one.default,
        least=0 if whole == "whole" else None,
        most=(MOST_SHEETS if one.name in {"originals", "copies"} else MOST_DAYS) if whole == "whole" else None,
        choices=[],
        refers=REFERS.get(one.name),
        fields=list(_fields(shown)) if isinstance(shown, type) else [],
    )


def _kind(name: str, given: Any) -> str:
    """Return the kind of a single field; what is neither text nor number is words by language."""
    if name in REFERS:
        return "ref"
    return "id" if name == "id" else next((kind for known, kind in _KINDS if known == given), "words")
