"""The queue rule: docs/queue.md in numbers."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hall.plan.plan import QueueRule, VisitorClass
from hall.queue.state.policy import Place, arrival, choose

CLASSES = {
    name: VisitorClass(name, {}, head_start_s)
    for name, head_start_s in (("normal", 0.0), ("priority", 1200.0), ("appointment", 600.0))
}
RULE = QueueRule(180.0, return_after=3, late_after_s=900.0, late_credit_s=300.0)
times = st.integers(0, 100_000).map(float)
heads = st.lists(st.none() | st.builds(Place, times, st.integers(0, 10_000)), max_size=12)


@pytest.mark.parametrize(
    ("visitor_class", "slot", "expected"),
    [
        ("normal", None, 10_000),
        ("priority", None, 8_800),
        ("appointment", None, 9_400),
        ("appointment", 10_000, 9_400),
        ("appointment", 10_300, 9_700),  # five minutes early: from the slot
        ("appointment", 20_000, 10_000),  # hours early: as a walk-in, never worse
        ("appointment", 9_100, 9_400),  # a quarter of an hour late: from when the visitor came
        ("appointment", 9_099, 9_700),  # later: a walk-in that keeps some credit
    ],
)
def test_arrival_of_each_class(visitor_class: str, slot: float | None, expected: float) -> None:
    """Each class counts from where the rule says."""
    assert arrival(CLASSES[visitor_class], 10_000, slot, RULE) == expected


@given(st.sampled_from(["normal", "priority", "appointment"]), times, st.none() | times)
def test_no_class_is_worse_than_walking_in_nor_beyond_its_head_start(
    visitor_class: str, taken: float, slot: float | None
) -> None:
    """A class helps, and by no more than its minutes."""
    found = arrival(CLASSES[visitor_class], taken, slot, RULE)
    assert taken - CLASSES[visitor_class].head_start_s <= found <= taken


@given(heads, times)
def test_chooses_within_tolerance_of_the_longest_waiting(lines: list[Place | None], tolerance_s: float) -> None:
    """Who is chosen came no later than the tolerance after the first, and every more preferred line came later."""
    chosen = choose(lines, tolerance_s)
    waiting = [h for h in lines if h is not None]
    if not waiting:
        assert chosen is None
        return
    assert chosen is not None
    first = min(waiting).arrival
    head = lines[chosen]
    assert head is not None
    assert head.arrival <= first + tolerance_s
    assert all(h is None or h.arrival > first + tolerance_s for h in lines[:chosen])


@given(heads)
def test_without_tolerance_the_longest_waiting_goes_first(lines: list[Place | None]) -> None:
    """With a tolerance of nothing, nobody who came later is chosen."""
    chosen = choose(lines, 0)
    if chosen is not None:
        head = lines[chosen]
        assert head is not None
        assert head.arrival == min(h.arrival for h in lines if h is not None)
