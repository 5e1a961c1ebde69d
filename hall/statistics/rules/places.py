"""Where something that is counted belongs: its service, class, counter, zone, clerk and hour; and who asks for it."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Protocol

from hall.plan.plan import Counter
from hall.queue.book import Plans
from hall.statistics.state.figures import MS
from hall.statistics.state.span import month_key, week_key

Key = str | None
"""What something is counted under; None for what has none, as a ticket that no counter has called."""
Only = Mapping[str, frozenset[str]]
"""Filters: by what, and which are asked for."""
QUARTER_MS = 15 * 60 * MS
"""Every time zone lies whole quarters of an hour from every other."""


class Placed(Protocol):
    """What can be counted: it has a service (or a matter), a class, a counter and a clerk, or lacks some of them."""

    @property
    def service(self) -> Key:
        """Return the service, or the matter."""

    @property
    def visitor_class(self) -> Key:
        """Return the visitor's class."""

    @property
    def counter(self) -> Key:
        """Return the counter."""

    @property
    def clerk(self) -> Key:
        """Return the clerk's account."""


class Places:
    """Knows a day's hall; `begin` comes first, and goes on from day to day."""

    def __init__(self, only: Only, plans: Plans) -> None:
        """Take the filters, and all plans that there have been."""
        self.only = only
        self._filters = tuple(only.items())
        self._plans = plans

    def begin(self, day: date, plans: Sequence[int] = ()) -> None:
        """Go to a day, and to the plans that counted on it; to the newest where that is not known."""
        self.day = day
        self._furnished = [self._plans.plan(number) for number in reversed(plans or (self._plans.newest(),))]
        self._half_hours: dict[int, str] = {}

    def wants(self, row: Placed) -> bool:
        """Return whether `row` is asked for."""
        return all(self.of(row, what) in wanted for what, wanted in self._filters)

    def of(self, row: Placed, what: str) -> Key:
        """Return the service, class, clerk, counter or zone of `row`."""
        if what == "service":
            return row.service
        if what == "class":
            return row.visitor_class
        if what == "clerk":
            return row.clerk
        if what == "counter" or row.counter is None:
            return row.counter
        counter = self.counter(row.counter)
        return None if counter is None else counter.zone

    def counter(self, counter: str) -> Counter | None:
        """Return the counter as it was furnished last on that day."""
        return next((plan.counters[counter] for plan in self._furnished if counter in plan.counters), None)

    def half_hour(self, when: int) -> str:
        """Return when the half hour of `when` begins by the hall's own clock, as "09:30"."""
        quarter = when // QUARTER_MS
        begins = self._half_hours.get(quarter)
        if begins is None:
            local = self._furnished[0].hours.local(quarter * QUARTER_MS / MS)
            begins = self._half_hours[quarter] = f"{local:%H}:{local.minute // 30 * 30:02d}"
        return begins


def key_of_day(by: str, day: date) -> Key:
    """Return the key of `day` where it is sorted by a time of the calendar, else None."""
    if by == "day":
        return day.isoformat()
    if by == "week":
        return week_key(day)
    return month_key(day) if by == "month" else None
