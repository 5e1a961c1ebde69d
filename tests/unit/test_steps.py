"""Every step from every state: allowed exactly where the contract says, refused with the reason elsewhere."""

import pytest

from hall.journal.refusal import Illegal, Refusal
from hall.queue.state.ticket import STEPS, Status
from tests.halls import KIOSK, LI, Clock, desk
from tests.roads import ROADS, STEP_ACTS


@pytest.mark.parametrize("status", sorted(ROADS))
@pytest.mark.parametrize("step", sorted(STEP_ACTS))
def test_every_step_from_every_state(status: str, step: str) -> None:
    """A step works from the states that STEPS names, and is refused from every other, changing nothing."""
    clock = Clock()
    hall = desk(clock)
    hall.open_counter(LI, "1")
    ticket = hall.issue(KIOSK, "a", "normal", "zh").ticket
    assert ticket is not None
    ROADS[status](hall, ticket)
    assert ticket.status == status
    before = hall.look(lambda day, _: day.entries)
    if Status(status) in STEPS[step]:
        STEP_ACTS[step](hall, ticket)
        assert hall.look(lambda day, _: day.entries) == before + 1
    else:
        with pytest.raises(Refusal) as refused:
            STEP_ACTS[step](hall, ticket)
        assert refused.value.code in {"step_not_allowed", "nobody_at_counter", "counter_busy", "already_rated"}
        assert hall.look(lambda day, _: day.entries) == before
        assert ticket.status == status


def test_a_step_says_when_where_and_by_whom() -> None:
    """The ticket's own record names time, counter and account of each step."""
    clock = Clock()
    hall = desk(clock)
    hall.open_counter(LI, "1")
    ticket = hall.issue(KIOSK, "a", "normal", "zh").ticket
    assert ticket is not None
    for act in (hall.call_next, hall.recall, hall.start):
        clock.now += 10
        act(LI, "1")
    clock.now += 10
    hall.finish(LI, "1", "done", None)
    start = clock.now - 40
    assert [(s.at - start, s.what, s.counter, s.by) for s in ticket.steps] == [
        (0, "issue", None, "kiosk"),
        (10, "call", "1", "li"),
        (20, "recall", "1", "li"),
        (30, "start", "1", "li"),
        (40, "finish", "1", "li"),
    ]


def test_a_rating_is_given_once() -> None:
    """A second rating is refused by name."""
    hall = desk(Clock())
    hall.open_counter(LI, "1")
    ticket = hall.issue(KIOSK, "a", "normal", "zh").ticket
    assert ticket is not None
    ROADS["finished"](hall, ticket)
    hall.rate(KIOSK, ticket.token, 5, (), None)
    with pytest.raises(Illegal, match="already_rated"):
        hall.rate(KIOSK, ticket.token, 1, (), None)
