"""Jobs: what the hall does now and then. One that fails is a fault until it succeeds, and stops no other."""

import logging
from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from hall.faults import Fault
from hall.journal.fellows import ALONE, Fellows

HALL = "hall"
"""What the server owns that does what is done once."""
log = logging.getLogger("hall")


class Job(NamedTuple):
    """Work to be done again every so many seconds."""

    name: str
    every_s: float
    work: Callable[[], object]
    once: bool = False
    """Of a hall's several servers one does it."""


class Jobs:
    """Does each job when it is due."""

    def __init__(self, jobs: Iterable[Job], clock: Callable[[], float], fellows: Fellows = ALONE) -> None:
        """Take the jobs and a clock that is never set, in seconds; what is done once is done for `fellows` too."""
        self._fellows = fellows
        fellows.wants(HALL, lambda: True)
        self._due = dict.fromkeys(jobs, 0.0)
        self._clock = clock
        self._failed: dict[str, str] = {}

    def run(self) -> None:
        """Do what is due."""
        for job, due in self._due.items():
            if self._clock() >= due:
                self._due[job] = self._clock() + job.every_s
                if not job.once or self._fellows.owns(HALL):
                    self._do(job)
                else:
                    self._failed.pop(job.name, None)

    def faults(self) -> Sequence[Fault]:
        """Return the jobs that failed the last time."""
        return [Fault("job", {"job": name, "detail": why}, name) for name, why in self._failed.items()]

    def _do(self, job: Job) -> None:
        try:
            job.work()
        except Exception as why:  # logged and shown, and the other jobs go on
            log.exception("a job failed", extra={"job": job.name})
            self._failed[job.name] = f"{type(why).__name__}: {why}"
        else:
            self._failed.pop(job.name, None)
