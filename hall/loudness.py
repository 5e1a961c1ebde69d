"""How loud calls are by the time of day: softer while people rest, louder when the hall is full. Pure."""

from collections.abc import Mapping
from datetime import datetime

from hall.calendar import Span

FULL = 1.0


def volume_at(by_time: Mapping[Span, float], now: datetime) -> float:
    """Return how loud calls are at `now`, the hall's own time, as a share of full; full at all times not named."""
    minute = now.hour * 60 + now.minute
    return next((share for span, share in by_time.items() if span.start_min <= minute < span.end_min), FULL)
