"""The report of the week's hours: who came, who waited and how many counters were open, by weekday and half hour."""

from collections import Counter
from collections.abc import Iterable
from datetime import date

from hall.statistics.rules.places import QUARTER_MS, Places
from hall.statistics.rules.staffing import placed
from hall.statistics.state.rows import Begun, Day
from hall.statistics.state.table import KEY, Column, Figures, Table

HALF_HOUR_MS = 2 * QUARTER_MS
DIGITS = 2

HOURS = (
    Column("weekday", "count"),
    Column("from", "text"),
    Column("days", "count"),
    Column("issued", "count"),
    Column("waiting", "number"),
    Column("open", "number"),
)

Slot = tuple[int, str]
"""A weekday, Monday is 1, and when the half hour begins, as "09:30"."""


class Hours:
    """The whole report. Waiting and open counters are means over a half hour, and over the days of that weekday."""

    def __init__(self, places: Places) -> None:
        """Take the filters; which counters were open for a service or a class is not known, and is not told then."""
        self._places = places
        self._counters_told = not places.only.keys() & {"service", "class"}
        self._days: Counter[int] = Counter()
        self._issued: Counter[Slot] = Counter()
        self._waited: Counter[Slot] = Counter()
        self._open: Counter[Slot] = Counter()
        self._slots: dict[int, Slot] = {}
        """The present day's slots, by the quarter hours of the world's time."""

    def take(self, day: Day) -> None:
        """Count a day."""
        places = self._places
        places.begin(day.date, day.plans)
        self._slots = {}
        self._days[day.date.isoweekday()] += 1
        for visit in day.visits:
            for stay in visit.stays:
                if not places.only or places.wants(stay):
                    if stay.begun is Begun.ISSUED:
                        self._issued[self._slot(stay.joined // QUARTER_MS)] += 1
                    until = stay.ended if stay.called is None else stay.called
                    self._spread(self._waited, stay.joined, day.until if until is None else until)
        for shift in day.shifts:
            if shift.paused is None and places.wants(placed(shift)):
                self._spread(self._open, shift.begun, shift.ended)

    def table(self, columns: tuple[Column, ...], _days: Iterable[date], _known: Iterable[str]) -> Table:
        """Return a row for each half hour in which there was anything; there is no mean over a whole week."""
        slots = sorted(+self._issued | +self._waited | +self._open)
        rows = [self._row(weekday, begins) for weekday, begins in slots]
        return Table(columns, rows, {"days": self._days.total(), "issued": self._issued.total()})

    def _row(self, weekday: int, begins: str) -> Figures:
        slot, days = (weekday, begins), self._days[weekday]
        return {
            KEY: f"{weekday}-{begins}",
            "weekday": weekday,
            "from": begins,
            "days": days,
            "issued": self._issued[slot],
            "waiting": round(self._waited[slot] / HALF_HOUR_MS / days, DIGITS),
            "open": round(self._open[slot] / HALF_HOUR_MS / days, DIGITS) if self._counters_told else None,
        }

    def _slot(self, quarter: int) -> Slot:
        slot = self._slots.get(quarter)
        if slot is None:
            slot = self._places.day.isoweekday(), self._places.half_hour(quarter * QUARTER_MS)
            self._slots[quarter] = slot
        return slot

    def _spread(self, into: Counter[Slot], begun: int, ended: int) -> None:
        """Share a span out among the half hours in which it lies."""
        first, last = begun // QUARTER_MS, ended // QUARTER_MS
        for quarter in range(first, last):
            until = (quarter + 1) * QUARTER_MS
            into[self._slot(quarter)] += until - begun
            begun = until
        if ended > begun:
            into[self._slot(last)] += ended - begun
