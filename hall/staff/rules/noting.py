"""When what happens over and over is written down: of each subject at once, and then once an hour, summed up."""

from collections import Counter
from collections.abc import Mapping

NOTED_EVERY_S = 3600.0
"""A flood of refusals is no flood of entries."""
Happened = tuple[str, ...]
"""What happened; its first part is the subject, whose notes are an hour apart."""


class Noting:
    """Counts what happens until it is due to be written down."""

    def __init__(self) -> None:
        """Begin with nothing."""
        self._times: Counter[Happened] = Counter()
        self._noted: dict[str, float] = {}

    def count(self, *what: str) -> None:
        """Count that it happened once more."""
        self._times[what] += 1

    def of(self, subject: str) -> Mapping[Happened, int]:
        """Return what happened about a subject and is not written down."""
        return {what: times for what, times in self._times.items() if what[0] == subject}

    def due(self, now: float) -> Mapping[Happened, int]:
        """Return what is to be written down now (seconds since 1970), and how often it happened."""
        return {what: times for what, times in list(self._times.items()) if self._is_due(what[0], now)}

    def noted(self, written: Mapping[Happened, int], now: float) -> None:
        """Forget what was written down."""
        for what, times in written.items():
            self._times[what] -= times
            self._noted[what[0]] = now
        self._times = +self._times

    def _is_due(self, subject: str, now: float) -> bool:
        return abs(now - self._noted.get(subject, -NOTED_EVERY_S)) >= NOTED_EVERY_S
