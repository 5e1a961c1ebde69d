"""The jobs of one printer that several servers reach, in their common store: known to all, begun by its owner alone.

What a server that died, or was held up, had begun counts as perhaps printed; what it says of that later changes
nothing, unless it is that the paper came out.
"""

from __future__ import annotations

import logging
from collections import OrderedDict
from collections.abc import Callable
from typing import TYPE_CHECKING, Final, TypeVar

from hall.journal.journal import JournalError
from hall.paper.blocks import from_plain, to_plain
from hall.printing.job_file import OVER, REMEMBERED_S, JobState, Kept, Known

if TYPE_CHECKING:
    from hall.store.postgres_papers import Paper, PostgresPapers

ENDED: Final = tuple(sorted(OVER))
log = logging.getLogger(__name__)
Found = TypeVar("Found")


class JobTable:
    """See hall.printing.job_file.JobFile."""

    def __init__(self, papers: PostgresPapers, owned_as: str, clock: Callable[[], float]) -> None:
        """Keep the jobs in `papers`; `owned_as` is what the printer's owner owns."""
        self._papers, self._owned_as, self._clock = papers, owned_as, clock
        self.fault = ""
        """Why nothing can be noted at present; empty while all is well."""
        first = self._tried(papers.first_at)
        self.since = clock() if first is None else first
        """Every job taken after this moment, in seconds since 1970, is known."""

    @property
    def waiting(self) -> OrderedDict[str, Kept]:
        """The jobs that are to be begun, as they are now; while nobody can tell, none."""
        found = self._tried(lambda: self._papers.in_states((JobState.QUEUED,))) or []
        return OrderedDict((one.job, Kept(one.job, from_plain(one.slip), one.until, one.about)) for one in found)

    def add(self, kept: Kept) -> bool:
        """Take a job; False when it was taken before. Raises JournalError; then it is not taken."""
        slip = to_plain(kept.slip)
        return self._papers.add(kept.job, kept.about, slip, kept.until, JobState.QUEUED, self._clock())

    def sending(self, job: str) -> None:
        """Note that the first byte is about to leave. Raises JournalError; then it must not."""
        self._papers.begin(job, self._owned_as, JobState.QUEUED, JobState.SENDING, self._clock())

    def mark(self, job: str, state: JobState) -> None:
        """Note what has become of a job, unless that is known already."""
        unless = (JobState.PRINTED,) if state is JobState.PRINTED else ENDED
        self._tried(lambda: self._papers.mark(job, state, self._clock(), unless))
        self.mend()

    def withdraw(self, about: str) -> None:
        """Give up the papers about `about` that nobody has begun."""
        begun = (JobState.SENDING, *ENDED)
        for job in [kept.job for kept in self.waiting.values() if kept.about == about]:
            self._tried(lambda job=job: self._papers.mark(job, JobState.FAILED, self._clock(), begun))  # type: ignore[misc]

    def of(self, job: str) -> Known | None:
        """Return what is known of a job."""
        return _known(self._tried(lambda: self._papers.of(job)))

    def latest(self, about: str) -> Known | None:
        """Return what is known of the newest paper about `about`."""
        return _known(self._tried(lambda: self._papers.latest(about)))

    def on_its_way(self) -> list[str]:
        """Return the jobs that were being sent when the printer's last owner died, or let it go."""
        found = self._tried(lambda: self._papers.in_states((JobState.SENDING,))) or []
        return [one.job for one in found]

    def mend(self) -> None:
        """Let go of what is long over; that the store takes something is known then, or that it does not."""
        self._tried(lambda: self._papers.forget(ENDED, self._clock() - REMEMBERED_S))

    def _tried(self, act: Callable[[], Found]) -> Found | None:
        try:
            done = act()
        except JournalError as why:
            self.fault = str(why)
            log.warning("%s; no paper is printed meanwhile", why)
            return None
        self.fault = ""
        return done


def _known(paper: Paper | None) -> Known | None:
    return None if paper is None else Known(paper.job, paper.about, JobState(paper.state), paper.at)
