"""What happens to the plan."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from hall.journal.entry import Event

STREAM = "plan"


@dataclass(frozen=True, slots=True)
class PlanImported(Event):
    """The whole plan was taken from a file; `file` is a digest of what the file said."""

    plan: Mapping[str, Any]
    file: str


@dataclass(frozen=True, slots=True)
class PlanEdited(Event):
    """The whole plan as somebody made it."""

    plan: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class PlanRestored(Event):
    """The plan of an earlier entry counts again."""

    plan: Mapping[str, Any]
    of: int
