"""What the displays say they have played: how many calls, how soon after the clerk's key, and by what means."""

from collections import Counter, deque
from collections.abc import Mapping
from statistics import median
from typing import Final

from typing_extensions import TypedDict  # the type that pydantic can read on Python 3.11

KEPT: Final = 200
"""Reports of each zone that are looked at."""


class SoundNow(TypedDict):
    """The latest calls said in one zone."""

    zone: str
    calls: int
    usual_s: float | None
    slowest_s: float | None
    """Of those that were heard; None when none was."""
    by: Mapping[str, int]
    """How many of them by clips, by the browser's own voice, by the chime alone, or not at all."""


class Playback:
    """Remembers each zone's latest reports."""

    def __init__(self) -> None:
        """Begin with none."""
        self._latest: dict[str, deque[tuple[str, float]]] = {}
        self.reports = 0
        """How many there were; grows with each."""

    def tell(self, zone: str, how: str, after_s: float) -> None:
        """Take the report of one call."""
        self._latest.setdefault(zone, deque(maxlen=KEPT)).append((how, after_s))
        self.reports += 1

    def now(self) -> list[SoundNow]:
        """Return the picture of every zone that has reported, in order of zone."""
        return [_zone(zone, list(latest)) for zone, latest in sorted(self._latest.items())]


def _zone(zone: str, latest: list[tuple[str, float]]) -> SoundNow:
    times = [after_s for how, after_s in latest if how != "none"]
    return SoundNow(
        zone=zone,
        calls=len(latest),
        usual_s=round(median(times), 2) if times else None,
        slowest_s=round(max(times), 2) if times else None,
        by=Counter(how for how, _ in latest),
    )
