"""What is told moves gently, and says a time of day where the wait is long."""

from hypothesis import given
from hypothesis import strategies as st

from hall.forecast.steady import RISE_S, steady
from hall.plan.hours import Span
from hall.queue.state.expected import Due, tell
from tests.halls import NOON, hours

OPEN = hours((Span(510, 720), Span(780, 1050)))
moments = st.floats(NOON, NOON + 20_000)
dues = st.builds(
    lambda likely, more, ahead: Due(likely, likely + more, ahead), moments, st.floats(0, 5000), st.integers(0, 9)
)


@given(before=dues, fresh=dues, elapsed_s=st.floats(0, 60), anything=st.booleans())
def test_nothing_told_rises_by_more_than_five_minutes_in_a_minute_without_an_event(
    before: Due,
    fresh: Due,
    elapsed_s: float,
    anything: bool,  # noqa: FBT001
) -> None:
    """Neither the likely nor the late time, however far the new look is from the old."""
    told = steady(before, Due(fresh.likely, fresh.late, before.ahead), elapsed_s, event=False, anything=anything)
    assert told.likely - before.likely <= 300
    assert told.late - max(before.late, told.likely) <= 300
    assert told.late >= told.likely


@given(before=dues, fresh=dues)
def test_an_event_or_somebody_ahead_is_told_at_once(before: Due, fresh: Due) -> None:
    """A counter closed, or a priority visitor came: the visitor is told the truth now."""
    assert steady(before, fresh, 5, event=True, anything=True) == fresh
    pushed_back = Due(fresh.likely, fresh.late, before.ahead + 1)
    assert steady(before, pushed_back, 5, event=False, anything=True) == pushed_back


def test_a_sooner_call_is_told_at_once_when_something_happened() -> None:
    """A visit that ended early brings everybody forward."""
    before, fresh = Due(NOON + 1200, NOON + 1800), Due(NOON + 600, NOON + 900)
    assert steady(before, fresh, 5, event=False, anything=True) == fresh


def test_what_is_right_is_reached_in_the_end() -> None:
    """A limit on jumps is no limit on the truth."""
    told, fresh = Due(NOON + 600, NOON + 900), Due(NOON + 3600, NOON + 4800)
    for _ in range(20):
        told = steady(told, fresh, 60, event=False, anything=True)
    assert (told.likely, told.late) == (fresh.likely, fresh.late)
    assert RISE_S < 300


def test_a_short_wait_is_told_in_seconds_a_long_one_as_a_time_of_day() -> None:
    """Half an hour is where people leave the room; times of day are to five minutes."""
    soon = tell(Due(NOON + 3600 + 600, NOON + 3600 + 900), NOON + 3600, OPEN)
    assert (soon.likely_s, soon.late_s, soon.at, soon.after_break) == (600, 900, None, False)
    late = tell(Due(NOON + 3600 + 4000, NOON + 3600 + 6000), NOON + 3600, OPEN)
    assert late.at is not None
    assert f"{late.at:%H:%M}" == "14:05"


def test_a_wait_over_lunch_says_so() -> None:
    """At ten to twelve, due at ten past one: the visitor may go and eat."""
    told = tell(Due(NOON + 4200, NOON + 5400), NOON - 600, OPEN)
    assert told.after_break
    assert told.at is not None
    assert f"{told.at:%H:%M}" == "13:10"


def test_no_time_of_day_within_lunch_is_told() -> None:
    """Likely just before or just after: then it is the hour of opening, which nobody misses."""
    told = tell(Due(NOON + 1500, NOON + 5400), NOON - 600, OPEN)
    assert told.after_break
    assert told.at is not None
    assert f"{told.at:%H:%M}" == "13:00"


def test_after_the_last_hour_there_is_no_break() -> None:
    """Who is likely to be called after closing is served all the same, today."""
    told = tell(Due(NOON + 5.6 * 3600, NOON + 6 * 3600), NOON + 5.4 * 3600, OPEN)
    assert (told.after_break, told.at) == (False, None)


def test_what_is_overdue_is_told_as_now() -> None:
    """Nothing below zero is ever told."""
    told = tell(Due(NOON - 7200, NOON - 7000), NOON - 3600, OPEN)
    assert (told.likely_s, told.late_s, told.at) == (0, 0, None)
