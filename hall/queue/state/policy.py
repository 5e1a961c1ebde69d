"""Who is next: the one rule, in words in docs/queue.md. Pure; times are seconds since 1970."""

from collections.abc import Sequence
from typing import NamedTuple

from hall.plan.plan import QueueRule, VisitorClass

APPOINTMENT = "appointment"


class Place(NamedTuple):
    """A place in a line; smaller goes first. Equal arrivals keep the order of issue."""

    arrival: float
    serial: int


def arrival(visitor_class: VisitorClass, taken_at: float, slot: float | None, rule: QueueRule) -> float:
    """Return the arrival that counts for a ticket taken at `taken_at`, in seconds since 1970.

    A class counts as having come its head start earlier. An appointment counts from its `slot`, or from when its
    visitor came if that was later; coming early never makes it worse than walking in. Who comes too late joins the
    walk-ins and keeps some credit.
    """
    if visitor_class.id != APPOINTMENT or slot is None:
        return taken_at - visitor_class.head_start_s
    if taken_at > slot + rule.late_after_s:
        return taken_at - min(rule.late_credit_s, visitor_class.head_start_s)
    return min(taken_at, max(slot, taken_at) - visitor_class.head_start_s)


def choose(heads: Sequence[Place | None], tolerance_s: float) -> int | None:
    """Return which line is next, as an index into `heads`, or None when nobody waits.

    `heads` are the first places of the lines a counter serves, most preferred line first; None is an empty line. The
    earliest arrival goes first; among heads within `tolerance_s` of it the most preferred line does.
    """
    earliest = min((h for h in heads if h is not None), default=None)
    if earliest is None:
        return None
    latest = earliest.arrival + tolerance_s
    return next(i for i, h in enumerate(heads) if h is not None and h.arrival <= latest)
