"""Working days (工作日): limits of the law and promised dates. Pure, but for one adapter: the holidays of China.

The practice (行政许可法 82, 民法典 201): limits count in working days without public holidays, make-up days at weekends
count, and the day of receipt does not.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache, lru_cache

from hall.faults import Fault
from hall.plan.hours import Special

IsWorkday = Callable[[date], bool]

LONGEST_GAP_DAYS = 366
"""No arrangement closes longer; beyond it `is_workday` is taken to be wrong instead of searched for ever."""

TELL_AHEAD_DAYS = 31
"""So long before the published arrangement ends somebody is told. The next year's is out in November."""

FIXED_HOLIDAYS = frozenset({(1, 1), (5, 1), (5, 2), (10, 1), (10, 2), (10, 3)})
"""Month and day of what 全国年节及纪念日放假办法 (2025) fixes in the solar calendar, whatever a year arranges."""


@dataclass(frozen=True, slots=True)
class Deadline:
    """The last day of a limit."""

    on: date
    certain: bool
    """False while the arrangement of holidays is not published for every day up to `on`: the date may still move."""


@dataclass(frozen=True, slots=True)
class AsOf:
    """A moment as limits see it: its day, and whether the hall had closed for that day.

    A limit ends with the business hours of its last day, at midnight where that has none (民法典 203).
    """

    day: date
    closed: bool = False

    @property
    def counts_on(self) -> date:
        """Return the day for which what is done now is in time: the next one once the hall has closed."""
        return _next(self.day) if self.closed else self.day


@dataclass(frozen=True, slots=True)
class Workdays:
    """A calendar of working days, and the last day for which it is published."""

    is_workday: IsWorkday
    published_until: Callable[[], date]

    def deadline(self, received: date, workdays: int) -> Deadline:
        """Return the last day of a limit; see `deadline`."""
        return deadline(received, workdays, self.is_workday, self.published_until())


def add_workdays(start: date, workdays: int, is_workday: IsWorkday) -> date:
    """Return the `workdays`-th working day after `start`, which itself is not counted; 0 gives `start`.

    Raises ValueError when `workdays` is negative or no such day is found.
    """
    if workdays < 0:
        raise ValueError(f"a limit cannot be {workdays} working days")
    day = start
    for _ in range(workdays):
        day = _workday_from(_next(day), is_workday)
    return day


def workdays_between(start: date, end: date, is_workday: IsWorkday) -> int:
    """Return how many working days there are after `start` up to and including `end`; negative when `end` is earlier.

    So it tells a day's remaining working days until a deadline, and below zero how many it is overdue.
    """
    if end < start:
        return -workdays_between(end, start, is_workday)
    days = (end - start).days
    return sum(is_workday(start + timedelta(days=n)) for n in range(1, days + 1))


def deadline(received: date, workdays: int, is_workday: IsWorkday, published_until: date) -> Deadline:
    """Return the last day of a limit of `workdays` for what was received on `received`.

    A limit of 0 (on the spot, 即办) ends on the day of receipt, or on the next working day when that is none.
    `published_until` is the last day of the published arrangement of holidays. Raises ValueError like `add_workdays`.
    """
    last = add_workdays(received, workdays, is_workday) if workdays else _workday_from(received, is_workday)
    return Deadline(last, certain=last <= published_until)


def _workday_from(day: date, is_workday: IsWorkday) -> date:
    for _ in range(LONGEST_GAP_DAYS):
        if is_workday(day):
            return day
        day = _next(day)
    raise ValueError(f"no working day in the {LONGEST_GAP_DAYS} days before {day}")


def _next(day: date) -> date:
    if day == date.max:
        raise ValueError("the calendar ends before the limit does")
    return day + timedelta(days=1)


def faults(calendar: Workdays, today: date) -> list[Fault]:
    """Return what is to be mended: an arrangement of holidays that has ended, or soon will."""
    until = calendar.published_until()
    soon = (until - today).days < TELL_AHEAD_DAYS
    return [Fault("holidays_unknown", {"until": until.isoformat()})] if soon else []


@cache
def china_published_until() -> date:
    """Return the last day for which the holidays of mainland China are known here."""
    from chinese_calendar import constants  # noqa: PLC0415 - only halls with China's calendar load it

    return date(max(constants.holidays).year, 12, 31)


@lru_cache(maxsize=4096)
def china_special(day: date) -> Special:
    """Return what the State Council's arrangement makes of `day`.

    After `china_published_until()` only `FIXED_HOLIDAYS` are known, before 2004 nothing.
    """
    import chinese_calendar  # noqa: PLC0415 - only halls with China's calendar load it

    if day > china_published_until():
        return "holiday" if (day.month, day.day) in FIXED_HOLIDAYS else None
    try:
        off, festival = chinese_calendar.get_holiday_detail(day)
    except NotImplementedError:  # a year before the library's data
        return None
    if festival is None:
        return None
    return "holiday" if off else "workday"


def china_workday(day: date) -> bool:
    """Return whether `day` is a working day in mainland China; see `china_special` for what is not published yet."""
    special = china_special(day)
    return day.weekday() < 5 if special is None else special == "workday"


CHINA = Workdays(china_workday, china_published_until)
MONDAY_TO_FRIDAY = Workdays(lambda day: day.weekday() < 5, lambda: date.max)
"""For a hall whose calendar knows no holidays."""
