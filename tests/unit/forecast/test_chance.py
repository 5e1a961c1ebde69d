"""Chances that are no chance: evenly spread, and the same at every look."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hall.forecast.chance import spread


@given(key=st.integers(0, 2**40), paths=st.sampled_from([8, 16, 48]))
def test_each_quantity_goes_through_all_its_levels_once(key: int, paths: int) -> None:
    """One path in each of as many equal parts: so the mean of a few paths is as steady as of many."""
    assert sorted(int(u * paths) for u in spread(key, paths)) == list(range(paths))
    assert spread(key, paths) == spread(key, paths)


def test_two_quantities_have_nothing_in_common() -> None:
    """Or all visits would be long on the same path."""
    pairs = [
        (u - 0.5) * (v - 0.5) for key in range(400) for u, v in zip(spread(key, 16), spread(key + 1, 16), strict=True)
    ]
    assert sum(pairs) / len(pairs) * 12 == pytest.approx(0, abs=0.05)
