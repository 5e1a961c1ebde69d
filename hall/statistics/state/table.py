"""What a report gives: columns, a row a key, and what they come to."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal, NamedTuple

Kind = Literal["key", "count", "number", "seconds", "share", "date", "text", "materials"]
"""What a column holds: `number` is a mean of counts, `share` lies between 0 and 1."""
Figures = dict[str, Any]
"""By column; None where there is nothing to say it of."""
KEY = "key"


class Column(NamedTuple):
    """One column. Its words and its explanation stand in the catalogue `statistics`, under its report and name."""

    name: str
    kind: Kind


class Material(NamedTuple):
    """A material of a guide, and how often it was missing."""

    guide: str
    material: str
    times: int


@dataclass(frozen=True, slots=True)
class Table:
    """A report's answer. `recorded` is false where the hall keeps no record at all of what it is about."""

    columns: tuple[Column, ...]
    rows: Sequence[Figures]
    totals: Mapping[str, Any] = field(default_factory=dict)
    recorded: bool = True
    spread: Sequence[int] = ()
    """How many of all durations lie in each step of five minutes, and beyond an hour; of waits alone."""
