"""Working days, held against the arrangements the State Council published for 2025 and 2026."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hall.faults import Fault
from hall.plan.workdays import (
    FIXED_HOLIDAYS,
    MONDAY_TO_FRIDAY,
    Workdays,
    add_workdays,
    china_published_until,
    china_special,
    china_workday,
    deadline,
    faults,
    workdays_between,
)

# 国办发明电〔2024〕12号 and 〔2025〕7号, typed in from the notices: first and last of each closure, then make-up days
CLOSURES = [
    ("2025-01-01", "2025-01-01"),
    ("2025-01-28", "2025-02-04"),
    ("2025-04-04", "2025-04-06"),
    ("2025-05-01", "2025-05-05"),
    ("2025-05-31", "2025-06-02"),
    ("2025-10-01", "2025-10-08"),
    ("2026-01-01", "2026-01-03"),
    ("2026-02-15", "2026-02-23"),
    ("2026-04-04", "2026-04-06"),
    ("2026-05-01", "2026-05-05"),
    ("2026-06-19", "2026-06-21"),
    ("2026-09-25", "2026-09-27"),
    ("2026-10-01", "2026-10-07"),
]
MAKE_UP_DAYS = [
    "2025-01-26",
    "2025-02-08",
    "2025-04-27",
    "2025-09-28",
    "2025-10-11",
    "2026-01-04",
    "2026-02-14",
    "2026-02-28",
    "2026-05-09",
    "2026-09-20",
    "2026-10-10",
]
PUBLISHED = china_published_until()


def _days(first: date, last: date) -> list[date]:
    return [first + timedelta(days=n) for n in range((last - first).days + 1)]


HOLIDAYS = {d for first, last in CLOSURES for d in _days(date.fromisoformat(first), date.fromisoformat(last))}
WORKED_WEEKENDS = {date.fromisoformat(d) for d in MAKE_UP_DAYS}


def _monday_to_friday(day: date) -> bool:
    return day.weekday() < 5


def _published(day: date) -> str | None:
    return "workday" if day in WORKED_WEEKENDS else "holiday" if day in HOLIDAYS else None


@pytest.mark.parametrize("year", [2025, 2026])
def test_every_day_is_as_published(year: int):
    """Every single day of the year is a working day, a holiday or a make-up day exactly as the notice says."""
    days = _days(date(year, 1, 1), date(year, 12, 31))
    assert {d: china_special(d) for d in days} == {d: _published(d) for d in days}
    worked = {d for d in days if d in WORKED_WEEKENDS or (d.weekday() < 5 and d not in HOLIDAYS)}
    assert {d for d in days if china_workday(d)} == worked


@pytest.mark.parametrize(
    ("received", "workdays", "last"),
    [
        ("2026-11-23", 1, "2026-11-24"),  # an ordinary Monday
        ("2026-11-20", 5, "2026-11-27"),  # over a weekend
        ("2026-11-21", 1, "2026-11-23"),  # handed in on a Saturday: Monday is day one
        ("2025-01-24", 1, "2025-01-26"),  # the Sunday before Spring Festival is worked
        ("2025-01-27", 1, "2025-02-05"),  # over Spring Festival
        ("2025-01-27", 4, "2025-02-08"),  # and the make-up Saturday after it
        ("2025-01-20", 20, "2025-02-21"),
        ("2025-04-30", 1, "2025-05-06"),  # over Labour Day
        ("2025-09-26", 5, "2025-10-10"),  # Sunday worked, then National Day with Mid-Autumn
        ("2025-12-31", 1, "2026-01-04"),  # over New Year into a worked Sunday
        ("2026-02-13", 1, "2026-02-14"),  # the worked Saturday
        ("2026-02-13", 2, "2026-02-24"),  # then nine days of Spring Festival
        ("2026-02-13", 6, "2026-02-28"),
        ("2026-02-16", 1, "2026-02-24"),  # by post, inside the holiday
        ("2026-04-30", 4, "2026-05-09"),
        ("2026-09-18", 1, "2026-09-20"),
        ("2026-09-30", 3, "2026-10-10"),
        ("2026-09-24", 20, "2026-10-29"),  # Mid-Autumn and National Day in one limit
        ("2026-09-24", 30, "2026-11-12"),  # the same, prolonged by ten
    ],
)
def test_deadline_across_the_published_holidays(received: str, workdays: int, last: str):
    """The last day of a limit skips holidays, counts make-up days and does not count the day of receipt."""
    got = deadline(date.fromisoformat(received), workdays, china_workday, PUBLISHED)
    assert (got.on.isoformat(), got.certain) == (last, True)


@pytest.mark.parametrize(
    ("received", "last"),
    [("2026-11-23", "2026-11-23"), ("2026-11-22", "2026-11-23"), ("2026-02-14", "2026-02-14")],
)
def test_on_the_spot_is_today_or_the_next_working_day(received: str, last: str):
    """A limit of nothing ends on the day of receipt, or on the first working day when that is none."""
    assert deadline(date.fromisoformat(received), 0, china_workday, PUBLISHED).on == date.fromisoformat(last)


def test_the_data_reaches_at_least_to_2026():
    """The bundled arrangement covers 2026 to its last day."""
    assert date(2026, 12, 31) <= PUBLISHED == date(PUBLISHED.year, 12, 31)


def test_beyond_the_published_year_a_date_is_marked_uncertain():
    """A limit that runs past the published arrangement still has a date, of weekdays, and says that it may move."""
    last_workday = PUBLISHED if china_workday(PUBLISHED) else PUBLISHED - timedelta(days=2)
    assert deadline(last_workday - timedelta(days=14), 1, china_workday, PUBLISHED).certain
    over = deadline(last_workday, 3, china_workday, PUBLISHED)
    assert not over.certain
    assert over.on > PUBLISHED
    assert over.on.weekday() < 5


def test_the_last_published_day_is_certain():
    """A limit that ends on the last day of the published arrangement is certain, one day later it is not."""
    published = date(2026, 11, 25)
    assert deadline(date(2026, 11, 24), 1, _monday_to_friday, published).certain
    assert not deadline(date(2026, 11, 24), 2, _monday_to_friday, published).certain


@pytest.mark.parametrize(
    ("today", "told"),
    [("2026-11-30", 0), ("2026-12-01", 1), ("2026-12-31", 1), ("2027-03-01", 1)],
)
def test_an_arrangement_that_ends_is_told_in_time(today: str, told: int) -> None:
    """A month before the published holidays end, and ever after, the manager is told; without a calendar never."""
    calendar = Workdays(_monday_to_friday, lambda: date(2026, 12, 31))
    due = [Fault("holidays_unknown", {"until": "2026-12-31"})] * told
    assert faults(calendar, date.fromisoformat(today)) == due
    assert faults(MONDAY_TO_FRIDAY, date.fromisoformat(today)) == []


def test_days_fixed_by_law_are_holidays_before_they_are_published():
    """New Year's Day, Labour Day and National Day of a year not yet published are never promised as working days."""
    year = PUBLISHED.year + 1
    assert {(d.month, d.day) for d in _days(date(year, 1, 1), date(year, 12, 31)) if china_special(d)} == FIXED_HOLIDAYS
    assert not china_workday(date(year, 10, 1))


def test_before_the_data_only_the_week_is_known():
    """A date before the library's first year is judged by its weekday and raises nothing."""
    assert china_special(date(1999, 10, 1)) is None
    assert china_workday(date(1999, 10, 1))


@pytest.mark.parametrize(
    ("start", "end", "count"),
    [
        ("2026-11-23", "2026-11-23", 0),
        ("2026-11-20", "2026-11-23", 1),
        ("2026-11-23", "2026-11-20", -1),
        ("2026-01-01", "2026-12-31", 248),  # the 248 working days of 2026: 365 - 117 weekend days and holidays
        ("2026-02-13", "2026-02-28", 6),
    ],
)
def test_working_days_between(start: str, end: str, count: int):
    """What remains until a deadline is counted without today, and is negative once overdue."""
    assert workdays_between(date.fromisoformat(start), date.fromisoformat(end), china_workday) == count


def test_a_negative_limit_is_refused():
    """A limit below zero is an error and not a date in the past."""
    with pytest.raises(ValueError, match="-1 working days"):
        add_workdays(date(2026, 11, 23), -1, china_workday)


@pytest.mark.parametrize("start", [date(2026, 1, 1), date.max])
def test_a_calendar_without_working_days_is_refused(start: date):
    """A rule under which nobody ever works, or the end of the calendar, is an error and not an endless search."""
    with pytest.raises(ValueError, match=r"no working day|calendar ends"):
        add_workdays(start, 1, lambda _: False)


DATES = st.dates(date(2004, 1, 1), date(2040, 12, 31))


@given(DATES, st.integers(0, 60))
def test_counting_is_the_inverse_of_adding(start: date, workdays: int):
    """As many working days lie between a start and its deadline as the limit has."""
    assert workdays_between(start, add_workdays(start, workdays, china_workday), china_workday) == workdays


@given(DATES, st.integers(1, 40), st.integers(1, 40))
def test_limits_follow_one_another(start: date, first: int, second: int):
    """A limit prolonged is the same as the second limit begun when the first ends."""
    middle = add_workdays(start, first, china_workday)
    assert add_workdays(middle, second, china_workday) == add_workdays(start, first + second, china_workday)


@given(DATES, st.integers(0, 60))
def test_a_deadline_is_a_working_day_not_before_receipt(received: date, workdays: int):
    """Whatever the limit, its last day is worked, is not before receipt, and a longer limit never ends earlier."""
    got = deadline(received, workdays, china_workday, PUBLISHED)
    assert china_workday(got.on)
    assert got.on >= received
    assert got.certain == (got.on <= PUBLISHED)
    assert deadline(received, workdays + 1, china_workday, PUBLISHED).on >= got.on


@given(DATES, DATES, DATES)
def test_spans_of_working_days_add_up(a: date, b: date, c: date):
    """Counting by way of any third day gives the same sum, forwards and backwards."""
    between = workdays_between
    assert between(a, b, _monday_to_friday) + between(b, c, _monday_to_friday) == between(a, c, _monday_to_friday)
