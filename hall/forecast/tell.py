"""What is told: two numbers that move gently, and a time of day where the wait is long. Pure; seconds since 1970."""

from dataclasses import dataclass
from datetime import datetime

from hall.plan.hours import OpeningHours

RISE_S = 240.0
"""By so much per minute a time told may move when nothing has happened; more than five would look like a fault."""
LONG_S = 1800.0
"""From so long a wait on, a time of day is told."""
ROUND_S = 300.0
"""Times of day are told to five minutes."""


@dataclass(frozen=True, slots=True)
class Due:
    """When a call is likely, when it is late; and how many stand before in the line, to know who has come between."""

    likely: float
    late: float
    ahead: int = 0


@dataclass(frozen=True, slots=True)
class Told:
    """What a visitor is told of a wait."""

    likely_s: int
    late_s: int
    at: datetime | None
    """The likely time of day, to five minutes, when it is long until then."""
    after_break: bool
    """Whether the hall closes in between, for lunch: the visitor may go and eat too."""


def steady(before: Due, fresh: Due, elapsed_s: float, *, event: bool, anything: bool) -> Due:
    """Return what to tell after `before`, told `elapsed_s` ago: `fresh`, but no jump without a reason.

    `event`: a counter opened, paused or closed, or the ticket was moved; who came between is seen from `ahead`. Then it
    may move at once. `anything`: something happened in the hall at all, and a call may come sooner for it.
    """
    if event or fresh.ahead > before.ahead:
        return fresh
    step_s = RISE_S * elapsed_s / 60
    likely, late = min(fresh.likely, before.likely + step_s), min(fresh.late, before.late + step_s)
    if not anything:
        likely, late = max(likely, before.likely - step_s), max(late, before.late - step_s)
    return Due(likely, max(likely, late), fresh.ahead)


def tell(due: Due, now: float, hours: OpeningHours) -> Told:
    """Return what is told at `now`. No time of day at which the hall is closed for lunch is told."""
    likely_s, late_s = max(0.0, due.likely - now), max(0.0, due.late - now)
    opens = _opens_between(due.likely, now, hours)
    long = likely_s >= LONG_S or opens is not None
    at = hours.local(round(max(due.likely, opens or 0.0) / ROUND_S) * ROUND_S) if long else None
    return Told(round(likely_s), round(late_s), at, opens is not None)


def _opens_between(likely: float, now: float, hours: OpeningHours) -> float | None:
    """Return when the hall opens again today if it closes, or is closed, before `likely`."""
    closes = hours.closes_at(now)
    if likely <= (now if closes is None else closes):
        return None
    opens = hours.next_opening(now)
    return opens if opens is not None and hours.date_of(opens) == hours.date_of(now) else None
