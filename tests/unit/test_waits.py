"""Predicted waits."""

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hall.journal.actor import Actor
from hall.plan.plan import Counter
from hall.queue.state.waits import PRIOR_WEIGHT, REMEMBERED, ServiceTime, predict, staffing
from hall.queue.views.board import services_view, ticket_view, wait_to_come
from tests.halls import KIOSK, LI, Clock, desk, plan

NAME = {"zh": "窗口", "en": "Counter"}


def test_nobody_before_and_a_free_counter_is_no_wait() -> None:
    """Nothing to wait for is 0 and 0."""
    wait = predict(0, 0, 1)
    assert (wait.likely, wait.late) == (0, 0)


@given(st.integers(1, 200), st.integers(1, 30), st.floats(30, 1800))
def test_late_is_later_and_both_grow_with_the_queue(turns: int, counters: int, service_s: float) -> None:
    """Late is never below likely; one more before me never shortens either; one counter more never adds."""
    here, longer = (predict(n, n * service_s, counters) for n in (turns, turns + 1))
    helped = predict(turns, turns * service_s, counters + 1)
    assert 0 < here.likely <= here.late
    assert (longer.likely, longer.late) >= (here.likely, here.late)
    assert helped.likely <= here.likely


@pytest.mark.parametrize(("turns", "counters"), [(1, 1), (4, 1), (12, 3), (40, 8)])
def test_quantiles_agree_with_a_simulation(turns: int, counters: int) -> None:
    """In 20,000 simulated queues half wait less than likely, and nine in ten less than late."""
    random = Random(2026)
    ends = sorted(
        sum(random.expovariate(counters / 300) for _ in range(turns))  # c busy counters free one at c times the rate
        for _ in range(20_000)
    )
    wait = predict(turns, turns * 300.0, counters)
    below = [sum(end < limit for end in ends) / len(ends) for limit in (wait.likely, wait.late)]
    assert below == pytest.approx([0.5, 0.9], abs=0.02)


def test_a_service_learns_its_time_from_the_day() -> None:
    """The configured time counts as a few visits; recent visits count alone in the end."""
    times = ServiceTime(300)
    times.add(600)
    assert times.mean_s == pytest.approx((600 + PRIOR_WEIGHT * 300) / (1 + PRIOR_WEIGHT))
    for _ in range(REMEMBERED * 2):
        times.add(100)
    assert times.mean_s == pytest.approx((REMEMBERED * 100 + PRIOR_WEIGHT * 300) / (REMEMBERED + PRIOR_WEIGHT))


def test_counters_are_shared_by_their_services() -> None:
    """Of a service that only one of two counters serves, the other service feels what falls on the shared one."""
    shared = staffing([Counter("1", NAME, "z", ("a", "b")), Counter("2", NAME, "z", ("a",))])
    assert shared["a"].counters == ("1", "2")
    assert dict(shared["a"].shares) == {"a": 1.0, "b": 1.0}
    assert dict(shared["b"].shares) == {"a": 0.5, "b": 1.0}


def test_no_counter_open_predicts_nothing_and_opening_one_does() -> None:
    """Unknown is said as unknown."""
    hall = desk(Clock(), hall_plan=plan({"1": ("a",), "2": ("b",)}))
    first = hall.issue(KIOSK, "a", "normal", "zh").ticket
    second = hall.issue(KIOSK, "a", "normal", "zh").ticket
    assert first is not None
    assert second is not None

    def waits() -> list[object]:
        return [hall.look(lambda day, _, t=t: ticket_view(day, hall.hours, t)["wait_s"]) for t in (first, second)]

    assert waits() == [None, None]
    hall.open_counter(LI, "1")
    assert waits()[0] == {"likely": 0, "late": 0}
    hall.call_next(LI, "1")
    later = waits()[1]
    assert isinstance(later, dict)
    assert 0 < later["likely"] < later["late"]
    assert hall.look(lambda day, now: wait_to_come(day, "b", now)) is None


def test_who_goes_before_for_other_services_is_told() -> None:
    """Nobody waits for b and yet it takes long, as its one counter calls who came first: the reason is told with it."""
    hall = desk(Clock(), hall_plan=plan({"1": ("a", "b"), "2": ("a",)}))
    for counter in ("1", "2"):
        hall.open_counter(Actor(f"clerk-{counter}"), counter)
    for _ in range(12):
        hall.issue(KIOSK, "a", "normal", "zh")
    for counter in ("1", "2"):
        hall.call_next(Actor(f"clerk-{counter}"), counter)
    seen = {s["id"]: s for s in hall.look(lambda day, now: services_view(day, hall.hours, now))}
    assert (seen["b"]["waiting"], seen["b"]["others_ahead"]) == (0, 5)  # half of the ten fall on the counter they share
    assert (seen["a"]["waiting"], seen["a"]["others_ahead"]) == (10, 0)
    taken = hall.issue(KIOSK, "b", "normal", "zh").ticket
    assert taken is not None
    mine = hall.look(lambda day, _: ticket_view(day, hall.hours, taken))
    assert (mine["ahead"], mine["others_ahead"]) == (0, 5)
    assert mine["wait_s"] is not None
    assert mine["wait_s"]["likely"] > 0
