"""When counters will call: by the hours without a past, as on past days with one."""

from datetime import date, timedelta

import pytest

from hall.forecast.facts import DayFacts, Opening
from hall.forecast.openings import Roster, Window, Windows
from hall.forecast.snapshot import CounterNow

MONDAY = date(2026, 11, 23)
SPANS = ((510, 720), (780, 1050))
H = 3600.0


def counter(status: str = "open", *, closing: bool = False, name: str = "1") -> CounterNow:
    return CounterNow(name, ("a",), (), status, 0.0, closing, "li", None)


def day(back: int, *openings: Opening, name: str = "1", spans: tuple[tuple[int, int], ...] = SPANS) -> DayFacts:
    facts = DayFacts(MONDAY - timedelta(days=back), spans)
    facts.openings[name] = list(openings)
    return facts


def opening(
    start: float, end: float, *, sure: float | None = None, left: bool = False, paused: bool = False
) -> Opening:
    """From and until in hours."""
    return Opening(start * H, (end if sure is None else sure) * H, end * H, left, paused)


def open_part(windows: Windows, start: float, end: float) -> float:
    """Return for how many hours the windows are open between two."""
    return sum(max(0.0, min(w.end, end * H) - max(w.start, start * H)) for w in windows) / H


def test_without_a_past_an_open_counter_keeps_the_hours() -> None:
    """Open until lunch, away over it, open again until the end and as long as somebody waits."""
    courses = Roster([], day(0)).courses(counter(), 9 * H, 8.5 * H, 9 * H, been=True)
    for windows in courses:
        assert open_part(windows, 12, 13) == 0
        assert open_part(windows, 9, 12) > 2.5
        assert open_part(windows, 13, 17.5) > 4
        assert windows[-1].soft


def test_a_counter_that_still_calls_over_lunch_stays() -> None:
    """What it does counts for more than the hours."""
    away = Roster([], day(0)).courses(counter(), 12.5 * H, 8.5 * H, 11.9 * H, been=True)
    stays = Roster([], day(0)).courses(counter(), 12.5 * H, 8.5 * H, 12.4 * H, been=True)
    assert all(open_part(windows, 12.5, 12.8) == 0 for windows in away)
    assert sum(open_part(windows, 12.5, 12.8) for windows in stays) > len(stays) * 0.2


def test_a_past_day_is_played_again() -> None:
    """A counter that takes a break at ten every day takes it today."""
    past = [
        day(k, opening(8.5, 10, paused=True), opening(10.5, 12, paused=True), opening(13, 17.6)) for k in range(1, 5)
    ]
    courses = Roster(past, day(0)).courses(counter(), 9 * H, 8.5 * H, 9 * H, been=True)
    for windows in courses:
        assert open_part(windows, 9, 10) == pytest.approx(1)
        assert open_part(windows, 10, 10.5) == 0
        assert open_part(windows, 10.5, 12) == pytest.approx(1.5)


def test_days_with_other_hours_do_not_count() -> None:
    """On a half day nobody comes back in the afternoon because they do on whole ones."""
    past = [day(k, opening(8.5, 12, paused=True), opening(13, 17.6)) for k in range(1, 6)]
    half = DayFacts(MONDAY, ((510, 720),))
    for windows in Roster(past, half).courses(counter(), 9 * H, 8.5 * H, 9 * H, been=True):
        assert open_part(windows, 13, 17) == 0


def test_a_clerk_who_left_after_a_visit_had_decided_before() -> None:
    """The window ends at the hour that lies between the last call and the closing, not with the visit that overran."""
    past = [day(k, opening(8.5, 12.2, sure=11.9, left=True, paused=True), opening(13, 17.6)) for k in range(1, 5)]
    (first, *_), *_ = Roster(past, day(0)).courses(counter(), 9 * H, 8.5 * H, 9 * H, been=True)
    assert first == Window(9 * H, 12 * H, soft=False)


def test_a_counter_that_opens_late_on_past_days_is_expected_late() -> None:
    """At nine, a counter that has come at half past nine on all days is due in half an hour."""
    past = [day(k, opening(9.5, 12, paused=True)) for k in range(1, 5)]
    courses = Roster(past, day(0)).courses(counter("closed"), 9 * H, 0, -1, been=False)
    assert {windows[0].start for windows in courses} == {9.5 * H}


def test_the_longer_a_counter_is_overdue_the_less_it_is_expected() -> None:
    """Without a past: at opening nearly sure, an hour later hardly."""
    roster = Roster([], day(0))
    share = {
        hour: sum(bool(w) for w in roster.courses(counter("closed"), hour * H, 0, -1, been=False))
        for hour in (8.5, 9.5)
    }
    assert share[8.5] >= 5
    assert share[9.5] <= 2


def test_a_pause_ends_as_pauses_of_its_time_of_day_did() -> None:
    """Past pauses at ten lasted twenty minutes, and this one began ten minutes ago."""
    past = [day(k, opening(8.5, 10, paused=True), opening(10 + 1 / 3, 17.6)) for k in range(1, 6)]
    courses = Roster(past, day(0)).courses(counter("paused"), (10 + 1 / 6) * H, 10 * H, 9.9 * H, been=True)
    assert {round(windows[0].start) for windows in courses} == {round((10 + 1 / 3) * H)}


def test_who_is_away_over_lunch_is_back_when_the_hall_opens() -> None:
    """Without a past, and a little later at most."""
    courses = Roster([], day(0)).courses(counter("paused"), 12.5 * H, 12.05 * H, 11.9 * H, been=True)
    assert all(13 * H <= windows[0].start < 13.2 * H for windows in courses)


def test_a_closing_counter_calls_nobody_more_for_now() -> None:
    """It leaves after the visitor in front of it."""
    courses = Roster([], day(0)).courses(counter(closing=True), 10 * H, 8.5 * H, 9.9 * H, been=True)
    assert all(open_part(windows, 10, 10.01) == 0 for windows in courses)


def test_after_the_last_hour_nobody_comes_any_more() -> None:
    """Who is away then stays away."""
    for state in (counter("closed"), counter("paused")):
        assert Roster([], day(0)).courses(state, 18 * H, 17.6 * H, 17 * H, been=True) == [()]
    assert Roster([], day(0)).courses(counter("closed"), 18 * H, 0, -1, been=False) == [()]


def test_a_hall_without_hours_today_expects_nobody() -> None:
    """A holiday."""
    empty = DayFacts(MONDAY, ())
    assert Roster([], empty).courses(counter("closed"), 9 * H, 0, -1, been=False) == [()]
