"""What is to be looked at, what was found, which faults were reported and ended. The vault has the words."""

from collections.abc import Mapping
from dataclasses import dataclass

from hall.journal.entry import Event

STREAM = "patrol"


@dataclass(frozen=True, slots=True)
class PatrolDue(Event):
    """On the day "2026-11-28", or in the month "2026-11", these things are to be looked at: names by id."""

    period: str
    items: Mapping[str, Mapping[str, str]]


@dataclass(frozen=True, slots=True)
class ItemTicked(Event):
    """Somebody has looked, and found it in order or not. `token`: under it the vault has a remark, on `day`."""

    period: str
    item: str
    in_order: bool
    day: str
    token: str | None


@dataclass(frozen=True, slots=True)
class DeviceFaultReported(Event):
    """Something is out of order, or an emergency; `token`: under it the vault has the words, on `day`.

    `device` tells devices apart ("printer:main", "item:lights", or what was typed), `name` is what it was called then.
    """

    fault: str
    device: str
    name: Mapping[str, str]
    urgent: bool
    day: str
    token: str


@dataclass(frozen=True, slots=True)
class DeviceFaultTaken(Event):
    """Somebody sees to a fault, also to one that nobody reported."""

    fault: str


@dataclass(frozen=True, slots=True)
class DeviceFaultMended(Event):
    """What was reported is in order again."""

    fault: str
