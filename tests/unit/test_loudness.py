"""How loud calls are by the time of day."""

from datetime import datetime

import pytest

from hall.plan.hours import Span
from hall.speech.volume import FULL, volume_at
from tests.halls import SHANGHAI

REST, NIGHT = Span(12 * 60, 14 * 60), Span(22 * 60, 24 * 60)


@pytest.mark.parametrize(
    ("clock", "volume"),
    [("11:59", FULL), ("12:00", 0.6), ("13:59", 0.6), ("14:00", FULL), ("22:00", 0.0), ("23:59", 0.0), ("00:00", FULL)],
)
def test_calls_are_as_loud_as_their_time_of_day(clock: str, volume: float) -> None:
    """A time of day begins at its first minute and ends before its last; at all others calls are at full volume."""
    now = datetime.fromisoformat(f"2026-11-23T{clock}:30").replace(tzinfo=SHANGHAI)
    assert volume_at({REST: 0.6, NIGHT: 0.0}, now) == volume
    assert volume_at({}, now) == FULL
