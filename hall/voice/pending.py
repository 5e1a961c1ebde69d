"""What is to be spoken: two lines, those wanted now before those made ahead, nothing twice, neither without end."""

import threading
from collections import OrderedDict
from dataclasses import dataclass
from typing import Final

from hall.speech.call import Phrase

NOW_LIMIT: Final = 500
AHEAD_LIMIT: Final = 5_000
"""Clips that may wait; of more, the oldest go: whoever still needs one asks again."""


@dataclass(frozen=True, slots=True)
class Job:
    """A clip to make: its name in the cache and what it says."""

    name: str
    phrase: Phrase
    tries: int = 0


class Pending:
    """The waiting jobs, in order, for one taker and any number of givers."""

    def __init__(self) -> None:
        """Begin empty."""
        self._now: OrderedDict[str, Job] = OrderedDict()
        self._ahead: OrderedDict[str, Job] = OrderedDict()
        self._changed = threading.Condition()
        self._closed = False

    def put(self, job: Job, *, now: bool) -> None:
        """Add a job at the end of its line; one made ahead that is wanted now changes lines."""
        with self._changed:
            if job.name in self._now or (not now and job.name in self._ahead):
                return
            self._ahead.pop(job.name, None)
            line, limit = (self._now, NOW_LIMIT) if now else (self._ahead, AHEAD_LIMIT)
            line[job.name] = job
            if len(line) > limit:
                line.popitem(last=False)
            self._changed.notify()

    def put_back(self, job: Job) -> None:
        """Return a job that was taken to the very front."""
        with self._changed:
            self._ahead.pop(job.name, None)
            self._now[job.name] = job
            self._now.move_to_end(job.name, last=False)
            self._changed.notify()

    def take(self, timeout_s: float) -> Job | None:
        """Return the next job, or None when there is none within `timeout_s` seconds or the line is closed."""
        with self._changed:
            self._changed.wait_for(lambda: self._now or self._ahead or self._closed, timeout_s)
            if self._closed or not (line := self._now or self._ahead):
                return None
            return line.popitem(last=False)[1]

    def phrases(self) -> list[Phrase]:
        """Return what waits to be spoken, what is wanted now first."""
        with self._changed:
            return [job.phrase for job in (*self._now.values(), *self._ahead.values())]

    def close(self) -> None:
        """Give out nothing any more."""
        with self._changed:
            self._closed = True
            self._changed.notify_all()

    def __contains__(self, name: object) -> bool:
        with self._changed:
            return name in self._now or name in self._ahead

    def __len__(self) -> int:
        with self._changed:
            return len(self._now) + len(self._ahead)
