"""What was told beside what came makes the late time right nine times in ten."""

import json
from itertools import pairwise
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hall.forecast.calibrate import (
    KEPT,
    START,
    Audit,
    Correction,
    Prediction,
    corrected,
    corrections,
    from_body,
    length_of,
    to_body,
)
from hall.forecast.played import Estimate


def told(likely_s: float, spread_s: float) -> Prediction:
    return Prediction(0.0, Estimate(likely_s, spread_s), likely_s + spread_s)


def nights(random: Random, count: int, a_day: int, off: float) -> list[Audit]:
    """Days on which waits of ten minutes, give or take three, came `off` times as spread out."""
    days = []
    for _ in range(count):
        audit = Audit()
        for _ in range(a_day):
            audit.settle(told(900, 180), 900 + off * 180 * random.gauss(0, 1))
        days.append(audit)
    return days


def test_without_a_past_the_shipped_values_are_told() -> None:
    """And lengths that have not been seen keep them."""
    assert corrections([]) == list(START)
    assert corrections([Audit().closed()] * 10) == list(START)


@pytest.mark.parametrize("off", [0.5, 1.0, 2.5])
def test_after_ten_nights_late_is_right_nine_times_in_ten(off: float) -> None:
    """Whether the play's spread is too wide, right or much too narrow: on new days of the same kind."""
    random = Random(7)
    by_length = corrections([audit.closed() for audit in nights(random, 10, 300, off)])
    _, late_s = corrected(Estimate(900, 180), by_length)
    right = sum(900 + off * 180 * random.gauss(0, 1) <= late_s for _ in range(4000)) / 4000
    assert 0.86 <= right <= 0.97


def test_one_days_luck_does_not_undo_what_is_shipped() -> None:
    """All who wait behind one counter are wrong together, so a day counts as a few."""
    lucky = Audit()
    for _ in range(1000):
        lucky.settle(told(900, 180), 900)
    (*_, correction) = corrections([lucky.closed()])[:4]
    assert correction.late > START[3].late / 2


@given(
    likely_s=st.floats(0, 20_000),
    spread_s=st.floats(0, 5000),
    likely=st.lists(st.floats(-2, 2), min_size=6, max_size=6),
    more=st.lists(st.floats(0.1, 5), min_size=6, max_size=6),
)
def test_late_is_never_before_likely_and_nothing_is_below_zero(
    likely_s: float, spread_s: float, likely: list[float], more: list[float]
) -> None:
    """Whatever a hall's nights have made of it."""
    by_length = [Correction(one, one + further) for one, further in zip(likely, more, strict=True)]
    first, late = corrected(Estimate(likely_s, spread_s), by_length)
    assert 0 <= first <= late


def test_corrections_do_not_jump_from_one_length_to_the_next() -> None:
    """A second more of waiting changes what is told by little more than a second."""
    by_length = [Correction(0.0, 1.0), Correction(0.5, 3.0), Correction(0.0, 1.0), *START[3:]]
    lates = [corrected(Estimate(float(s), 120), by_length)[1] for s in range(3000)]
    assert max(abs(b - a) for a, b in pairwise(lates)) < 4


def test_a_night_keeps_little_and_reads_back() -> None:
    """A day of thousands is some hundred numbers; JSON gives them back."""
    audit = nights(Random(1), 1, 5000, 1.0)[0]
    kept = audit.closed()
    assert max(len(one.sample) for one in kept) == KEPT
    again = from_body(json.loads(json.dumps(to_body(kept))))
    assert [(one.count, one.right) for one in again] == [(one.count, one.right) for one in kept]
    assert 0.8 < sum(one.right for one in kept) / 5000 < 0.9  # one spread over the middle
    with pytest.raises(ValueError, match="lengths"):
        from_body([])


def test_lengths_are_apart() -> None:
    """Two minutes, five, ten, twenty, forty, and more."""
    assert [length_of(s) for s in (0, 119, 120, 599, 600, 2399, 2400, 90_000)] == [0, 0, 1, 2, 3, 4, 5, 5]
