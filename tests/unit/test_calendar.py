"""Opening hours and business days."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hall.plan.hours import ALL_DAY, OpeningHours, Span, Spans
from hall.plan.workdays import china_special
from tests.halls import SHANGHAI

DAY: Spans = (Span(510, 720), Span(780, 1050))
WEEK = (DAY,) * 5 + ((), ())


def at(text: str) -> float:
    return datetime.fromisoformat(text).replace(tzinfo=SHANGHAI).timestamp()


@pytest.fixture
def hours() -> OpeningHours:
    return OpeningHours(SHANGHAI, WEEK, {date(2026, 12, 31): (Span(510, 720),)}, china_special)


@pytest.mark.parametrize(
    ("when", "night"),
    [
        ("2026-11-23T10:00", ("2026-11-23T17:30", "2026-11-24T08:30")),
        ("2026-11-23T12:30", ("2026-11-23T17:30", "2026-11-24T08:30")),  # lunch is no night
        ("2026-11-23T23:00", ("2026-11-23T17:30", "2026-11-24T08:30")),
        ("2026-11-24T03:00", ("2026-11-23T17:30", "2026-11-24T08:30")),
        ("2026-11-24T08:30", ("2026-11-24T17:30", "2026-11-25T08:30")),
        ("2026-11-28T12:00", ("2026-11-27T17:30", "2026-11-30T08:30")),  # over the weekend
    ],
)
def test_the_night_is_from_the_last_closing_to_the_next_opening(
    hours: OpeningHours, when: str, night: tuple[str, str]
) -> None:
    """The one that is, or comes next; in a hall that never closes, or never opens, there is none."""
    assert hours.night(at(when)) == (at(night[0]), at(night[1]))
    for week in ((ALL_DAY,) * 7, ((),) * 7):
        assert OpeningHours(SHANGHAI, week, {}, lambda _: None).night(at(when)) is None


@pytest.mark.parametrize(
    ("when", "is_open"),
    [
        ("2026-11-23T08:29:59", False),
        ("2026-11-23T08:30", True),
        ("2026-11-23T11:59:59", True),
        ("2026-11-23T12:00", False),
        ("2026-11-23T13:00", True),
        ("2026-11-23T17:30", False),
        ("2026-11-22T10:00", False),  # a Sunday
        ("2026-10-01T10:00", False),  # National Day, a Thursday
        ("2026-10-10T10:00", True),  # a Saturday made up for it
        ("2026-12-31T14:00", False),  # the exception closes at noon
        ("2027-01-01T10:00", False),  # by law, though that year's arrangement is not published
        ("2027-03-01T10:00", True),  # beyond the published years: the week counts
    ],
)
def test_open_or_closed(hours: OpeningHours, when: str, is_open: bool) -> None:  # noqa: FBT001
    """Hours, lunch, weekends, holidays, make-up days and exceptions each decide."""
    assert hours.is_open(at(when)) is is_open


@pytest.mark.parametrize(
    ("when", "opens"),
    [
        ("2026-11-23T07:00", "2026-11-23T08:30"),
        ("2026-11-23T12:10", "2026-11-23T13:00"),
        ("2026-11-27T18:00", "2026-11-30T08:30"),
        ("2026-09-30T18:00", "2026-10-08T08:30"),
    ],
)
def test_next_opening(hours: OpeningHours, when: str, opens: str) -> None:
    """The next opening is after lunch, the next morning, or the first day after the holidays."""
    assert hours.next_opening(at(when)) == at(opens)


def test_never_opening_is_said() -> None:
    """A hall that never opens has no next opening and no closing."""
    closed = OpeningHours(SHANGHAI, ((),) * 7, {}, lambda _: None)
    assert closed.next_opening(at("2026-11-23T07:00")) is None
    assert closed.closes_at(at("2026-11-23T07:00")) is None


def test_all_day_ends_at_midnight() -> None:
    """00:00-24:00 is open at every minute and ends with the date."""
    always = OpeningHours(SHANGHAI, ((Span(0, 1440),),) * 7, {}, lambda _: None)
    assert always.is_open(at("2026-11-23T23:59:59"))
    assert always.closes_at(at("2026-11-23T23:00")) == at("2026-11-24T00:00")


@given(
    zone=st.sampled_from(["Asia/Shanghai", "Europe/Berlin", "Africa/Cairo", "America/Havana", "Australia/Lord_Howe"]),
    day=st.dates(date(2024, 1, 1), date(2030, 12, 31)),
)
def test_a_business_day_is_the_date_on_the_wall(zone: str, day: date) -> None:
    """It begins with the date and ends with it, also where midnight is left out or comes twice that night."""
    hours = OpeningHours(ZoneInfo(zone), (ALL_DAY,) * 7, {}, lambda _: None)
    begins, ends = hours.bounds(day)
    assert hours.date_of(begins) == hours.date_of(ends - 1) == day
    assert hours.date_of(begins - 1) == day - timedelta(days=1)
    assert hours.date_of(ends) == day + timedelta(days=1)


@given(st.floats(1.7e9, 1.9e9))
def test_open_until_it_closes(when: float) -> None:
    """While open there is a closing ahead, and a second before it the hall is still open."""
    week = OpeningHours(SHANGHAI, WEEK, {}, lambda _: None)
    closes = week.closes_at(when)
    assert (closes is not None) == week.is_open(when)
    if closes is not None:
        assert closes > when
        assert week.is_open(closes - 1)
        assert not week.is_open(closes)


NIGHT = OpeningHours(SHANGHAI, ((Span(20 * 60, 26 * 60),),) * 7, {}, lambda _: None, turns_min=240)
"""Every evening from eight to two in the morning; the business day turns at four."""


@pytest.mark.parametrize(
    ("when", "is_open", "closes"),
    [
        ("2026-11-23T19:59", False, None),
        ("2026-11-23T23:59", True, "2026-11-24T02:00"),
        ("2026-11-24T00:00", True, "2026-11-24T02:00"),
        ("2026-11-24T01:59", True, "2026-11-24T02:00"),
        ("2026-11-24T02:00", False, None),
    ],
)
def test_a_night_belongs_to_the_day_that_it_began_on(when: str, is_open: bool, closes: str | None) -> None:  # noqa: FBT001
    """Until the day turns it is one business day, whose closing is after midnight."""
    assert NIGHT.is_open(at(when)) is is_open
    assert NIGHT.closes_at(at(when)) == (None if closes is None else at(closes))
    assert NIGHT.date_of(at(when)) == date(2026, 11, 23)
    assert NIGHT.last_closing(at(when)) == at("2026-11-24T02:00")
    assert NIGHT.open_for_s(at("2026-11-23T23:00"), at("2026-11-24T04:00")) == 3 * 3600


def test_office_hours_are_those_in_which_the_hall_is_open(hours: OpeningHours) -> None:
    """From Friday 16:30 over a weekend to Monday 09:00: an hour of Friday and half an hour of Monday; never less."""
    friday, monday = at("2026-11-20T16:30"), at("2026-11-23T09:00")
    assert hours.office_s(friday, monday) == 1.5 * 3600
    assert hours.office_s(friday, at("2026-11-20T23:00")) == 3600
    assert hours.office_s(monday, friday) == 0
    assert NIGHT.office_s(at("2026-11-23T23:00"), at("2026-11-25T00:00")) == (3 + 4) * 3600


@pytest.mark.parametrize(
    ("when", "closed"),
    [
        ("2026-11-23T08:00", False),
        ("2026-11-23T12:30", False),
        ("2026-11-23T17:29:59", False),
        ("2026-11-23T17:30", True),
        ("2026-12-31T12:00", True),
        ("2026-11-22T20:00", False),
    ],
)
def test_a_hall_has_closed_after_its_last_hour(hours: OpeningHours, when: str, *, closed: bool) -> None:
    """Neither before it opens nor at lunch; on the eve at noon; a day on which it never opens has no closing."""
    assert hours.has_closed(at(when)) is closed
    assert not OpeningHours(SHANGHAI, (ALL_DAY,) * 7, {}, lambda _: None).has_closed(at(when))


def test_the_day_turns_at_its_hour() -> None:
    """A moment before four is of the day before, and its bounds say so."""
    assert NIGHT.date_of(at("2026-11-24T03:59:59")) == date(2026, 11, 23)
    assert NIGHT.date_of(at("2026-11-24T04:00")) == date(2026, 11, 24)
    assert NIGHT.bounds(date(2026, 11, 23)) == (at("2026-11-23T04:00"), at("2026-11-24T04:00"))
    assert NIGHT.next_opening(at("2026-11-24T02:30")) == at("2026-11-24T20:00")
    assert Span(20 * 60, 26 * 60).text == "20:00–02:00"


def test_a_day_that_ends_at_midnight_ends_unless_the_next_begins_there() -> None:
    """Open to 24:00: closing is at midnight when tomorrow is closed or opens later, and none when it goes on."""
    monday, sunday = at("2026-11-23T23:50"), at("2026-11-29T23:50")
    closed_tomorrow = OpeningHours(SHANGHAI, (ALL_DAY, (), *[ALL_DAY] * 5), {}, lambda _: None)
    assert closed_tomorrow.last_closing(monday) == at("2026-11-24T00:00")
    assert closed_tomorrow.last_closing(sunday) is None
    late = OpeningHours(SHANGHAI, ((Span(510, 1440),),) * 7, {}, lambda _: None)
    assert late.last_closing(monday) == at("2026-11-24T00:00")
