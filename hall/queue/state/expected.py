"""When calls are expected: what views and admission are told of the future, and how it is put into words.

It is no part of a day's state, which follows from the journal alone: hall/forecast looks ahead, from above, and the
desk keeps what it found last. Moments are seconds since 1970.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Final, Protocol

from hall.plan.hours import OpeningHours

LONG_S = 1800.0
"""From so long a wait on, a time of day is told."""
ROUND_S = 300
"""Times of day are told to five minutes."""

Spot = tuple[str, str | None, float]
"""Where a ticket stands: for which service, at which counter alone, with which place."""


@dataclass(frozen=True, slots=True)
class Due:
    """When a call is likely, when it is late; and how many stand before in the line, to know who has come between."""

    likely: float
    late: float
    ahead: int = 0


class Expected(Protocol):
    """What the last look ahead has found. Reading it is a look-up."""

    def foresees(self, service: str) -> bool:
        """Return whether anything is known of `service`."""

    def newcomer(self, service: str, waiting: int) -> Due | None:
        """Return when who takes a ticket now, behind `waiting`, is called; None: nobody is due today who would call."""

    def due(self, ticket: str, spot: Spot, ahead: int) -> Due | None:
        """Return when a waiting ticket behind `ahead` is called, also one that came, or was moved, after the look."""


class _NotLooked:
    def foresees(self, _service: str) -> bool:
        return False

    def newcomer(self, _service: str, _waiting: int) -> Due | None:
        return None

    def due(self, _ticket: str, _spot: Spot, _ahead: int) -> Due | None:
        return None


NOT_LOOKED: Final[Expected] = _NotLooked()
"""Before the first look of a day nothing is known."""


@dataclass(frozen=True, slots=True)
class Told:
    """What a visitor is told of a wait."""

    likely_s: int
    late_s: int
    at: datetime | None
    """The likely time of day, to five minutes, when it is long until then; and the late one."""
    late_at: datetime | None
    after_break: bool
    """Whether the hall closes in between, for lunch: the visitor may go and eat too."""


def tell(due: Due, now: float, hours: OpeningHours) -> Told:
    """Return what is told at `now`. No time of day at which the hall is closed for lunch is told."""
    likely_s, late_s = max(0.0, due.likely - now), max(0.0, due.late - now)
    opens = _opens_between(due.likely, now, hours)
    if likely_s < LONG_S and opens is None:
        return Told(round(likely_s), round(late_s), None, None, after_break=False)
    at = _to_five_minutes(max(due.likely, opens or 0.0))
    late = max(due.late, _opens_between(due.late, now, hours) or 0.0)
    late_at = max(at, _to_five_minutes(late + ROUND_S / 2))
    return Told(round(likely_s), round(late_s), hours.local(at), hours.local(late_at), opens is not None)


def _to_five_minutes(moment: float) -> int:
    return round(moment / ROUND_S) * ROUND_S


def _opens_between(due: float, now: float, hours: OpeningHours) -> float | None:
    """Return when the hall opens again today if it closes, or is closed, before `due`."""
    closes = hours.closes_at(now)
    if due <= (now if closes is None else closes):
        return None
    opens = hours.next_opening(now)
    return opens if opens is not None and hours.date_of(opens) == hours.date_of(now) else None
