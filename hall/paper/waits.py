"""How a paper tells how long it will take."""

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

HOUR_MIN = 60


@dataclass(frozen=True, slots=True)
class Wait:
    """How long it will take: likely and late, in minutes; where it is long, the times of day are said instead."""

    likely_min: int
    late_min: int
    at: datetime | None = None
    late_at: datetime | None = None
    after_break: bool = False


def wait_told(words: Mapping[str, str], wait: Wait) -> str:
    """Return a wait as people say it: by fives beyond twenty minutes, by half hours beyond an hour, or by the clock."""
    if wait.at is not None and wait.late_at is not None:
        key = "wait_after_break" if wait.after_break else "wait_clock"
        return words[key].format(at=f"{wait.at:%H:%M}", late=f"{wait.late_at:%H:%M}")
    if wait.late_min <= 1:
        return words["wait_none"]
    likely, late = _rough(max(1, wait.likely_min), round), _rough(wait.late_min, math.ceil)
    if late < HOUR_MIN:
        key = "wait_value" if likely >= late else "wait_range"
        return words[key].format(minutes=late, likely=likely, late=late)
    key = "wait_hours" if likely >= late else "wait_range_long"
    return words[key].format(hours=late / HOUR_MIN, likely=likely, late=late / HOUR_MIN)


def _rough(minutes: int, to_whole: Callable[[float], int]) -> int:
    fives = minutes if minutes <= 20 else to_whole(minutes / 5) * 5
    return fives if fives < HOUR_MIN else to_whole(fives / 30) * 30
