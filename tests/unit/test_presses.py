"""Presses that no person makes are told; a busy kiosk is not."""

from kiosk.touchscreen.presses import MOST, TOLD_FOR_S, WITHIN_S, Presses
from tests.halls import Clock


def test_a_kiosk_that_gives_many_at_once_is_named() -> None:
    """Fast enough, at one address, for a while after; many kiosks at once, and one that is busy all day, are not."""
    clock = Clock()
    presses = Presses(clock)
    for kiosk in range(100):
        presses.note(f"10.0.0.{kiosk}")
    for _ in range(MOST * 3):
        clock.now += WITHIN_S / MOST + 0.1
        presses.note("10.0.0.1")
    assert presses.faults() == []
    for _ in range(MOST):
        clock.now += 0.006
        presses.note("10.0.0.2")
    assert [fault.about for fault in presses.faults()] == ["10.0.0.2"]
    clock.now += TOLD_FOR_S
    assert presses.faults() == []
