"""The form of a plan: its fields and what each takes, read from the one schema that checks the file. Pure."""

import builtins
import typing
from collections.abc import Iterator, Sequence
from datetime import date
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin, get_type_hints

from pydantic import BaseModel
from pydantic.fields import FieldInfo
from typing_extensions import TypedDict

from hall.configuration import MACHINE, MACHINE_KEYS
from hall.configuration.phrases import Phrases
from hall.configuration.refers import Refers
from hall.configuration.schema import File
from hall.configuration.times import SpanList, Turn
from hall.configuration.values import ByTime, Id, Name, TicketLine


class FormField(TypedDict):
    """One field of the form.

    `kind`: "part" and "rows" have `fields` of their own; "name" is a text by language, "names" several; "spans" are
    opening times, "days" opening times by date, "shares" shares by time of day; "phrases" sentences by moment and
    language; "ref" and "refs" are ids of the table `refers`; "choice" and "choices" are among `choices`; "id", "text",
    "flag", "whole" and "number" are what they say. `default` counts where the key is left out.
    """

    key: str
    kind: str
    required: bool
    default: Any
    least: float | None
    most: float | None
    choices: Sequence[Any]
    refers: str | None
    fields: Sequence["FormField"]


_WHOLE_TYPES = (
    *((Name, "name"), (TicketLine, "name"), (Id, "id"), (SpanList, "spans"), (Turn, "text")),
    *((ByTime, "shares"), (Phrases, "phrases")),
)
_PLAIN_TYPES = {bool: "flag", int: "whole", float: "number", str: "text"}


def plan_form() -> Sequence[FormField]:
    """Return the form of a plan: a field for each of its tables."""
    return list(_fields(File, None))


def _fields(model: type[BaseModel], table: str | None) -> Iterator[FormField]:
    hints = get_type_hints(model, include_extras=True)
    for key, info in model.model_fields.items():
        if (table or key) not in MACHINE and (table, key) not in MACHINE_KEYS:
            yield _field(key, hints[key], info)


def _field(key: str, hint: Any, info: FieldInfo) -> FormField:
    refers = next((one.table for one in info.metadata if isinstance(one, Refers)), None)
    bare = _bare(hint)
    part = bare if isinstance(bare, type) and issubclass(bare, BaseModel) else None
    row = next((one for one in get_args(bare) if isinstance(one, type) and issubclass(one, BaseModel)), None)
    shown = part or row
    return FormField(
        key=key,
        kind="part" if part else "rows" if row else _kind(hint, refers),
        required=info.is_required(),
        default=None if info.is_required() or shown else _plain(info.get_default()),
        least=_bound(info, "ge", "gt"),
        most=_bound(info, "le"),
        choices=_choices(bare),
        refers=refers,
        fields=[] if shown is None else list(_fields(shown, key)),
    )


def _kind(hint: Any, refers: str | None) -> str:
    """Return the kind of a single field. Raises TypeError for a type that no form knows yet."""
    bare = _bare(hint)
    if refers is not None:
        return "refs" if get_origin(bare) is list else "ref"
    whole = next((kind for known, kind in _WHOLE_TYPES if known in {hint, _present(hint), bare}), None)
    if whole is not None or bare in _PLAIN_TYPES:
        return whole or _PLAIN_TYPES[bare]
    if bare is date:
        return "date"
    inner = get_args(bare)
    match get_origin(bare):
        case typing.Literal:
            return "choice"
        case builtins.list if inner in {(Name,), (TicketLine,)}:
            return "names"
        case builtins.list if get_origin(inner[0]) is Literal:
            return "choices"
        case builtins.dict if _bare(inner[0]) is date and inner[1] == SpanList:
            return "days"
    raise TypeError(f"no form for {hint}")


def _present(hint: Any) -> Any:
    """Return what a hint asks for where something is given."""
    if get_origin(hint) in {Union, UnionType}:
        return next(one for one in get_args(hint) if one is not NoneType)
    return hint


def _bare(hint: Any) -> Any:
    """Return the type alone, without what it is annotated with."""
    while get_origin(hint) in {Annotated, Union, UnionType}:
        hint = _present(hint) if get_origin(hint) is not Annotated else get_args(hint)[0]
    return hint


def _choices(bare: Any) -> Sequence[Any]:
    inner = get_args(bare)[0] if get_origin(bare) is list else bare
    return list(get_args(inner)) if get_origin(inner) is Literal else []


def _bound(info: FieldInfo, *names: str) -> float | None:
    return next((getattr(one, name) for one in info.metadata for name in names if hasattr(one, name)), None)


def _plain(value: Any) -> Any:
    """Return a default as the file would say it."""
    return list(value) if isinstance(value, tuple) else value
