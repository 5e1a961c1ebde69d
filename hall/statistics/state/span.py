"""Spans of days, and what each is compared with."""

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

LONGEST_DAYS = 366
ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Span:
    """From the first day to the last, both included."""

    first: date
    last: date

    def __contains__(self, day: date) -> bool:
        """Return whether `day` lies within."""
        return self.first <= day <= self.last

    def __len__(self) -> int:
        """Return how many days it has."""
        return (self.last - self.first).days + 1

    def __iter__(self) -> Iterator[date]:
        """Give its days."""
        return (self.first + timedelta(days=n) for n in range(len(self)))

    def within(self, other: "Span") -> "Span | None":
        """Return the part that lies in `other`, None when nothing does."""
        first, last = max(self.first, other.first), min(self.last, other.last)
        return Span(first, last) if first <= last else None

    def before(self) -> "Span":
        """Return the period before: as many whole months before whole months, else as many days before."""
        months = self._months()
        if months is None:
            return Span(self.first - timedelta(days=len(self)), self.first - ONE_DAY)
        return _months_from(_month(self.first, -months), months)

    def year_before(self) -> "Span":
        """Return the same days a year earlier; whole months stay whole, and a leap day becomes the 28th."""
        months = self._months()
        if months is None:
            return Span(_a_year_before(self.first), _a_year_before(self.last))
        return _months_from(_month(self.first, -12), months)

    def _months(self) -> int | None:
        """Return how many whole months this is, None when it is not."""
        if self.first.day != 1 or (self.last + ONE_DAY).day != 1:
            return None
        return (self.last.year - self.first.year) * 12 + self.last.month - self.first.month + 1


def month_of(day: date) -> Span:
    """Return the month in which `day` is."""
    return _months_from(day.replace(day=1), 1)


def week_key(day: date) -> str:
    """Return the ISO week of `day`, as "2026-W48"."""
    year, week, _ = day.isocalendar()
    return f"{year}-W{week:02d}"


def month_key(day: date) -> str:
    """Return the month of `day`, as "2026-11"."""
    return f"{day:%Y-%m}"


def _month(first: date, months: int) -> date:
    """Return the first of the month that lies so many months from `first`, itself the first of one."""
    number = first.year * 12 + first.month - 1 + months
    return date(number // 12, number % 12 + 1, 1)


def _months_from(first: date, months: int) -> Span:
    return Span(first, _month(first, months) - ONE_DAY)


def _a_year_before(day: date) -> date:
    return day.replace(year=day.year - 1, day=min(day.day, monthrange(day.year - 1, day.month)[1]))
