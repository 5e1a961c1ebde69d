"""Whether the hall is open, and when it opens again, as everybody may see it."""

from typing_extensions import TypedDict

from hall.plan.hours import OpeningHours
from hall.queue.state.admission import WhyClosed, why_closed
from hall.queue.views.moment import moment


class Door(TypedDict):
    """Whether the hall is open; else why it is not, and when it opens (RFC 3339) if that is known.

    `over`: it opens no more today.
    """

    open: bool
    why: WhyClosed | None
    opens_at: str | None
    over: bool


def door(hours: OpeningHours, now: float) -> Door:
    """Return whether the hall is open at `now`."""
    why = why_closed(hours, now)
    opens = hours.next_opening(now) if why is not None else None
    return Door(
        open=why is None,
        why=why,
        opens_at=None if opens is None else moment(hours, opens),
        over=why not in {None, "early", "lunch"},
    )
