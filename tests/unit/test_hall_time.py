"""A clock that leaps ahead ends no day: it is believed when it has stood there for a while."""

import pytest

from hall.journal.hall_time import BELIEVED_AFTER_S, HallTime
from hall.queue.state.ticket import Status
from tests.halls import KIOSK, LI, NOON, Clock, desk

DAY_S = 86_400.0


class Computer:
    """A computer's two clocks: the one that people set, and the one that nobody does."""

    def __init__(self) -> None:
        self.set, self.steady = Clock(NOON), Clock(5.0)
        self.time = HallTime(self.set, self.steady)

    def passes(self, seconds: float) -> None:
        self.set.now += seconds
        self.steady.now += seconds


@pytest.fixture
def computer() -> Computer:
    return Computer()


def test_a_day_ahead_for_a_second_expires_nobody(computer: Computer) -> None:
    """Who waits goes on waiting, and what is done meanwhile counts at the time that it was."""
    hall = desk(computer.time)
    ticket = hall.issue(KIOSK, "a", "normal", "zh").ticket
    assert ticket is not None
    computer.set.now += DAY_S
    for _ in range(3):
        computer.passes(0.5)
        hall.roll_over()
        assert [fault.code for fault in computer.time.faults()] == ["clock_leapt"]
    hall.open_counter(LI, "1")
    hall.call_next(LI, "1")
    computer.set.now -= DAY_S
    hall.roll_over()
    assert (ticket.status, ticket.called_at, computer.time.faults()) == (Status.CALLED, NOON + 1.5, [])
    assert hall.issue(KIOSK, "a", "normal", "zh").ticket.number == "A002"  # type: ignore[union-attr]


def test_a_clock_that_was_set_right_is_believed(computer: Computer) -> None:
    """After the while the new time counts, once."""
    computer.set.now += DAY_S
    assert computer.time() == NOON
    computer.passes(BELIEVED_AFTER_S - 1)
    assert computer.time() == NOON + BELIEVED_AFTER_S - 1
    computer.passes(1)
    assert computer.time() == NOON + DAY_S + BELIEVED_AFTER_S
    assert computer.time.faults() == []


@pytest.mark.parametrize("set_by", [-DAY_S, -600.0, 75.0, 600.0, 3599.0])
def test_what_networks_set_is_believed_at_once(computer: Computer, set_by: float) -> None:
    """Minutes either way, and any way back: the rule for a clock behind is the day's own."""
    computer.passes(3600)
    computer.set.now += set_by
    assert computer.time() == NOON + 3600 + set_by


def test_a_night_is_no_leap(computer: Computer) -> None:
    """Time that passed while nobody asked, and while the computer slept, has passed."""
    computer.passes(DAY_S)
    assert computer.time() == NOON + DAY_S
    assert computer.time.faults() == []
