"""What is believed of a hall: shrunk where little was seen, its own where much was."""

from datetime import date, timedelta

import pytest

from hall.forecast.facts import DayFacts, Tally, Times
from hall.forecast.habits import Past, Running
from hall.forecast.shapes import GAMMA, LEVELS, blend, gamma

MONDAY = date(2026, 11, 23)
SPANS = ((510, 720), (780, 1050))
NOON_S = 12 * 3600.0
USUAL = {"a": 300.0, "b": 600.0}


def day(back: int = 0, **took: list[float]) -> DayFacts:
    """A day `back` days before, with these visits by service, all by li."""
    facts = DayFacts(MONDAY - timedelta(days=back), SPANS)
    for service, values in took.items():
        facts.visits[service] = Times(len(values), sum(values), sorted(values))
        facts.clerks.setdefault("li", {})[service] = Tally(len(values), sum(values))
    return facts


def test_nothing_seen_is_the_plans_time() -> None:
    """A hall's first minute believes the configuration."""
    habits = Past([], day()).habits(USUAL, [], NOON_S)
    assert habits.mean_s == USUAL
    assert habits.pace == {}
    assert habits.shape["a"] == GAMMA


def test_few_visits_move_the_mean_a_little_many_make_it_their_own() -> None:
    """Two visits of double length are not yet the rule; a hundred are."""
    few = Past([], day(a=[600.0] * 2)).habits(USUAL, [], NOON_S).mean_s["a"]
    many = Past([], day(a=[600.0] * 100)).habits(USUAL, [], NOON_S).mean_s["a"]
    assert 330 < few < 560
    assert many == pytest.approx(600, rel=0.02)


def test_a_whole_hall_that_is_off_says_something_of_a_service_not_seen_yet() -> None:
    """When visits of one service take twice their usual time, those of another probably take longer too."""
    mean_s = Past([], day(a=[600.0] * 50)).habits(USUAL, [], NOON_S).mean_s
    assert 600 < mean_s["b"] < 1200


def test_ten_days_count_but_today_has_the_last_word() -> None:
    """A past of a thousand visits weighs as sixty of today's."""
    past = [day(back, a=[300.0] * 100) for back in range(1, 11)]
    mean_s = Past(past, day(a=[600.0] * 120)).habits(USUAL, [], NOON_S).mean_s["a"]
    assert mean_s == pytest.approx(500, rel=0.03)


def test_what_the_days_before_have_taught_is_the_same_all_day() -> None:
    """Today's visits do not move it, nor one under way; without a past it is the plan's."""
    past = [day(back, a=[600.0] * 30) for back in range(1, 11)]
    taught = Past(past, day(a=[60.0] * 100)).times_before(USUAL)
    assert taught == Past(past, day()).times_before(USUAL)
    assert taught["a"] == pytest.approx(600, rel=0.05)
    assert Past([], day(a=[60.0] * 100)).times_before(USUAL) == pytest.approx(USUAL)


def test_a_visit_under_way_that_outlasts_the_mean_lengthens_it() -> None:
    """Long visits are still there when short ones have been counted."""
    without = Past([], day()).habits(USUAL, [], NOON_S).mean_s["a"]
    with_one = Past([], day()).habits(USUAL, [Running("a", 1200.0)], NOON_S).mean_s["a"]
    assert with_one > without


def test_a_clerks_pace_is_shrunk_towards_the_usual() -> None:
    """Three slow visits are not yet a slow clerk; a hundred are."""
    today = day(a=[300.0] * 100)
    today.clerks = {"li": {"a": Tally(3, 1350.0)}, "wang": {"a": Tally(97, 300.0 * 97)}}
    slow = day(a=[300.0] * 200)
    slow.clerks = {"li": {"a": Tally(100, 100 * 360.0)}, "wang": {"a": Tally(100, 100 * 240.0)}}
    assert 1.0 < Past([], today).habits(USUAL, [], NOON_S).pace["li"] < 1.15
    pace = Past([], slow).habits(USUAL, [], NOON_S).pace
    assert pace["li"] == pytest.approx(1.2, abs=0.03)
    assert pace["wang"] == pytest.approx(0.8, abs=0.03)


def test_arrivals_follow_the_weekday_and_todays_crowd() -> None:
    """A past Monday says more about a Monday, and a day twice as full as usual goes on so."""
    mondays, others = day(7), day(3)
    mondays.arrivals = {"a": {"priority": {40: 8, 60: 8}}}
    others.arrivals = {"a": {"priority": {40: 0, 60: 0}}}
    quiet = Past([mondays, others], day()).habits(USUAL, [], 41 * 900.0).arrivals["a", "priority"]
    today = day()
    today.arrivals = {"a": {"priority": {40: 30}}}
    busy = Past([mondays, others], today).habits(USUAL, [], 41 * 900.0).arrivals["a", "priority"]
    assert quiet[60] < 6  # six would be the weighted mean, had anybody come today
    assert busy[60] > 2 * quiet[60]


@pytest.mark.parametrize("quarter", [-1, -97, -10_000, 96, 10_000])
def test_a_past_day_whose_clock_was_wrong_is_no_hindrance(quarter: int) -> None:
    """A hall opens over whatever a day has learnt: tickets taken before its midnight, or days after it."""
    wrong = day(1)
    wrong.arrivals = {"a": {"normal": {quarter: 500, 40: 8}}}
    coming = Past([wrong], day()).habits(USUAL, [], 41 * 900.0).arrivals["a", "normal"]
    assert coming[40] > 0
    assert all(coming[k] == 0 for k in range(96 if quarter < 0 else 95) if k != 40)


def test_without_a_past_arrivals_go_on_as_today_while_the_hall_is_open() -> None:
    """Nobody comes at lunch or after closing."""
    today = day()
    today.arrivals = {"a": {"normal": {36: 10, 37: 10}}}
    coming = Past([], today).habits(USUAL, [], 38 * 900.0).arrivals["a", "normal"]
    assert coming[38] > 0
    assert coming[49] == coming[75] == 0


def test_services_of_another_plan_are_left_out() -> None:
    """A past with services that are no more neither fails nor counts."""
    past = [day(back, gone=[60.0] * 50) for back in range(1, 4)]
    habits = Past(past, day()).habits(USUAL, [], NOON_S)
    assert set(habits.mean_s) == set(USUAL)


def test_shapes_have_a_mean_of_one_and_become_the_halls_own() -> None:
    """A shape tells only how visits are spread; many visits override what was believed."""
    assert sum(GAMMA) / LEVELS == pytest.approx(1)
    assert gamma(0.9)[-1] > gamma(0.3)[-1]
    own = blend([1.0] * 5000, GAMMA)
    assert own[-1] == pytest.approx(1, abs=0.05)
