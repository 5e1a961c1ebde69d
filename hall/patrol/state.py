"""A fault with its beginning and end, and a day's or month's round. Times are seconds since 1970."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

Name = Mapping[str, str]


@dataclass(slots=True)
class DeviceFault:
    """One fault of one device; `code` is that of the fault list where the hall found it by itself.

    `by` is who reported it, None where nobody did; `taken_by` and `ended_by` who dealt with it.
    """

    id: str
    device: str
    since: float
    code: str | None = None
    name: Name = field(default_factory=dict)
    by: str | None = None
    urgent: bool = False
    day: date | None = None
    token: str | None = None
    until: float | None = None
    taken_by: str | None = None
    ended_by: str | None = None


@dataclass(frozen=True, slots=True)
class Tick:
    """Who looked, when, and what they found."""

    by: str
    at: float
    in_order: bool
    day: date
    token: str | None


@dataclass(slots=True)
class Round:
    """What was to be looked at on a day or in a month, and what was."""

    period: str
    items: dict[str, Name] = field(default_factory=dict)
    ticks: dict[str, Tick] = field(default_factory=dict)

    @property
    def is_month(self) -> bool:
        """Return whether it is a month's."""
        return len(self.period) == len("2026-11")
