"""Business days and opening hours. Pure; the arrangement of holidays is passed in."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

Special = Literal["holiday", "workday"] | None
"""What a published arrangement makes of a date: a day off, a make-up working day, or nothing special."""

LOOK_AHEAD_DAYS = 60
"""How far ahead the next opening is sought: longer than any published closure."""


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """From `start_min` up to but not including `end_min`, in minutes since midnight; 1440 is the day's end."""

    start_min: int
    end_min: int

    @property
    def text(self) -> str:
        """Return it as it is read: 08:30–12:00."""
        return "–".join(f"{minutes // 60:02}:{minutes % 60:02}" for minutes in (self.start_min, self.end_min))


Spans = tuple[Span, ...]
MIDNIGHT_MIN = 1440
ALL_DAY: Spans = (Span(0, MIDNIGHT_MIN),)


@dataclass(frozen=True)
class OpeningHours:
    """When the hall is open, in its own time zone."""

    zone: ZoneInfo
    weekly: tuple[Spans, ...]
    """Monday to Sunday."""
    exceptions: Mapping[date, Spans]
    special: Callable[[date], Special]

    def local(self, at: float) -> datetime:
        """Return the hall's own time for `at`, in seconds since 1970."""
        return datetime.fromtimestamp(at, self.zone)

    def date_of(self, at: float) -> date:
        """Return the business day of `at`: the hall's own calendar date."""
        return self.local(at).date()

    def bounds(self, day: date) -> tuple[float, float]:
        """Return when the business day `day` begins, and when it has ended."""
        return self._moment(day, 0), self._moment(day, 1440)

    def spans(self, day: date) -> Spans:
        """Return the opening spans of `day`: an exception first, then the arrangement, then the week.

        A make-up working day at a weekend takes the hours of a Monday.
        """
        if day in self.exceptions:
            return self.exceptions[day]
        special = self.special(day)
        if special == "holiday":
            return ()
        if special == "workday":
            return self.weekly[day.weekday()] or self.weekly[0]
        return self.weekly[day.weekday()]

    def is_open(self, at: float) -> bool:
        """Return whether the hall is open at `at`."""
        local = self.local(at)
        minute = local.hour * 60 + local.minute
        return any(s.start_min <= minute < s.end_min for s in self.spans(local.date()))

    def next_opening(self, at: float) -> float | None:
        """Return when the hall opens next after `at`, or None when not within `LOOK_AHEAD_DAYS`."""
        today = self.date_of(at)
        for ahead in range(LOOK_AHEAD_DAYS):
            day = today + timedelta(days=ahead)
            for span in self.spans(day):
                opens = self._moment(day, span.start_min)
                if opens > at:
                    return opens
        return None

    def closes_at(self, at: float) -> float | None:
        """Return when the span that `at` lies in ends, or None when the hall is closed then."""
        local = self.local(at)
        minute = local.hour * 60 + local.minute
        for span in self.spans(local.date()):
            if span.start_min <= minute < span.end_min:
                return self._moment(local.date(), span.end_min)
        return None

    def last_closing(self, at: float) -> float | None:
        """Return when the hall closes for the day of `at`; None when it is closed all day or open past midnight."""
        day = self.date_of(at)
        spans = self.spans(day)
        return self._moment(day, spans[-1].end_min) if spans and spans[-1].end_min < MIDNIGHT_MIN else None

    def open_for_s(self, start: float, end: float) -> float:
        """Return for how many seconds the hall is open between two moments of one day."""
        day = self.date_of(start)
        spans = ((self._moment(day, s.start_min), self._moment(day, s.end_min)) for s in self.spans(day))
        return sum(max(0.0, min(end, closes) - max(start, opens)) for opens, closes in spans)

    def _moment(self, day: date, minute: int) -> float:
        midnight = datetime.combine(day + timedelta(days=minute // 1440), time(), self.zone)
        return midnight.replace(hour=minute % 1440 // 60, minute=minute % 60).timestamp()
