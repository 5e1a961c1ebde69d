"""Business days and opening hours. Pure; the arrangement of holidays is passed in."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from math import inf
from typing import Literal
from zoneinfo import ZoneInfo

Special = Literal["holiday", "workday"] | None
"""What a published arrangement makes of a date: a day off, a make-up working day, or nothing special."""

LOOK_AHEAD_DAYS = 60
"""How far ahead the next opening is sought: longer than any published closure."""


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """From `start_min` up to but not including `end_min`, in minutes since the midnight that the business day began on.

    1440 is the date's end; what is later is of the night after, before the business day turns.
    """

    start_min: int
    end_min: int

    @property
    def text(self) -> str:
        """Return it as it is read: 08:30–12:00, 22:00–02:00."""
        ends = self.end_min if self.end_min == MIDNIGHT_MIN else self.end_min % MIDNIGHT_MIN
        return "–".join(f"{m // 60:02}:{m % 60:02}" for m in (self.start_min % MIDNIGHT_MIN, ends))


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
    turns_min: int = 0
    """How many minutes after midnight the business day turns; until then the night belongs to the day before."""

    def local(self, at: float) -> datetime:
        """Return the hall's own time for `at`, in seconds since 1970."""
        return datetime.fromtimestamp(at, self.zone)

    def date_of(self, at: float) -> date:
        """Return the business day of `at`, by the date that it began on."""
        return self.placed(at)[0]

    def placed(self, at: float) -> tuple[date, int]:
        """Return the business day of `at`, and the minute since the midnight that it began on."""
        local = self.local(at)
        day, minute = local.date(), local.hour * 60 + local.minute
        return (day, minute) if minute >= self.turns_min else (day - timedelta(days=1), minute + MIDNIGHT_MIN)

    def bounds(self, day: date) -> tuple[float, float]:
        """Return when the business day `day` begins, and when it has ended."""
        return self.moment(day, self.turns_min), self.moment(day, self.turns_min + MIDNIGHT_MIN)

    def midnight(self, day: date) -> float:
        """Return the midnight that the minutes of `day` are counted from."""
        return self.moment(day, 0)

    def moment(self, day: date, minute: int) -> float:
        """Return when `minute` of `day` is, counted from the midnight that the day began on."""
        midnight = datetime.combine(day + timedelta(days=minute // MIDNIGHT_MIN), time(), self.zone)
        return midnight.replace(hour=minute % MIDNIGHT_MIN // 60, minute=minute % 60).timestamp()

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
        day, minute = self.placed(at)
        return any(s.start_min <= minute < s.end_min for s in self.spans(day))

    def next_opening(self, at: float) -> float | None:
        """Return when the hall opens next after `at`, or None when not within `LOOK_AHEAD_DAYS`."""
        today = self.date_of(at)
        for ahead in range(LOOK_AHEAD_DAYS):
            day = today + timedelta(days=ahead)
            for span in self.spans(day):
                opens = self.moment(day, span.start_min)
                if opens > at:
                    return opens
        return None

    def night(self, at: float) -> tuple[float, float] | None:
        """Return the time between two days' work that `at` lies in, or else the next: last closing, first opening.

        None where the hall goes on without a break, or no day's work is within `LOOK_AHEAD_DAYS` on both sides.
        """
        today, reach = self.date_of(at), range(LOOK_AHEAD_DAYS)
        coming = (today + timedelta(days=n) for n in reach)
        day = next((d for d in coming if (s := self.spans(d)) and self.moment(d, s[0].start_min) > at), None)
        if day is None:
            return None
        before = next((d for n in reach if self.spans(d := day - timedelta(days=n + 1))), None)
        if before is None:
            return None
        closes = self.moment(before, self.spans(before)[-1].end_min)
        opens = self.moment(day, self.spans(day)[0].start_min)
        return (closes, opens) if closes < opens else None

    def closes_at(self, at: float) -> float | None:
        """Return when the span that `at` lies in ends, or None when the hall is closed then."""
        day, minute = self.placed(at)
        for span in self.spans(day):
            if span.start_min <= minute < span.end_min:
                return self.moment(day, span.end_min)
        return None

    def last_closing(self, at: float) -> float | None:
        """Return when the hall closes for the day of `at`; None when it is closed all day, or goes on into the next."""
        day = self.date_of(at)
        spans = self.spans(day)
        return None if not spans or self.goes_on(day) else self.moment(day, spans[-1].end_min)

    def goes_on(self, day: date) -> bool:
        """Return whether the hall stays open while the business day `day` turns into the next."""
        spans = self.spans(day)
        if not spans or spans[-1].end_min != self.turns_min + MIDNIGHT_MIN:
            return False
        following = self.spans(day + timedelta(days=1))
        return bool(following) and following[0].start_min == self.turns_min

    def has_closed(self, at: float) -> bool:
        """Return whether the hall was open on the day of `at`, and is not any more."""
        closing = self.last_closing(at)
        return closing is not None and at >= closing

    def open_for_s(self, start: float, end: float) -> float:
        """Return for how many seconds the hall is open between two moments of one day."""
        day = self.date_of(start)
        spans = ((self.moment(day, s.start_min), self.moment(day, s.end_min)) for s in self.spans(day))
        return sum(max(0.0, min(end, closes) - max(start, opens)) for opens, closes in spans)

    def office_s(self, start: float, end: float, enough_s: float = inf) -> float:
        """Return for how many seconds the hall is open between two moments, however many days apart.

        No day is looked at once it is more than `enough_s`: what was left for months costs no more than what is new.
        """
        open_s = 0.0
        while start < end and open_s <= enough_s:
            until = min(end, self.bounds(self.date_of(start))[1])
            open_s += self.open_for_s(start, until)
            start = until
        return open_s
