"""The jobs of one printer on disk: each taken, marked, and forgotten when it is long over."""

import logging
import re
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

from hall.journal.journal import JournalError
from hall.paper.blocks import Slip, from_plain, to_plain
from hall.store.lines import LineFile

REMEMBERED = 500
"""So many jobs that are over are known by name, in case they are asked for again."""
GROWTH = 500
"""The file is written afresh after so many lines, without the papers that are over."""

log = logging.getLogger(__name__)


class JobState(StrEnum):
    """How far a job is."""

    QUEUED = "queued"
    SENDING = "sending"
    PRINTED = "printed"
    PERHAPS = "perhaps"
    """The printer got it all and the end is unknown."""
    FAILED = "failed"
    """Given up: it cannot be drawn, or is too old."""


OVER = frozenset({JobState.PRINTED, JobState.PERHAPS, JobState.FAILED})


@dataclass(frozen=True, slots=True)
class Kept:
    """A job that is not over. `until`: seconds since 1970 after which nobody wants it any more."""

    job: str
    slip: Slip
    until: float


class JobFile:
    """The jobs, in memory and in a file beside it.

    A disk that takes nothing does not stop the printing: it goes on from memory, and the log says so.
    """

    def __init__(self, folder: Path, name: str) -> None:
        """Read what an earlier run left in `folder`; a damaged file is kept under another name."""
        folder.mkdir(parents=True, exist_ok=True)
        self.waiting: OrderedDict[str, Kept] = OrderedDict()
        self._states: OrderedDict[str, JobState] = OrderedDict()
        self._file = LineFile(folder / (re.sub(r"[^A-Za-z0-9_-]", "_", name) + ".jobs"))
        self._lines = 0
        try:
            for doc in self._file.read():
                self._take(doc)
        except JournalError as why:
            log.error("%s: set aside, waiting papers in it are not printed", why)  # noqa: TRY400 - says all there is
            path = self._file.path
            path.replace(path.with_suffix(".damaged"))
            self._file = LineFile(path)
        self._rewrite()

    def add(self, kept: Kept) -> bool:
        """Take a job; False when it was taken before."""
        if kept.job in self._states:
            return False
        self.waiting[kept.job] = kept
        self._states[kept.job] = JobState.QUEUED
        self._append(_doc(kept))
        return True

    def mark(self, job: str, state: JobState) -> None:
        """Note how far a job is."""
        if self._states.get(job) is state:
            return
        self._states[job] = state
        if state in OVER:
            self.waiting.pop(job, None)
            self._states.move_to_end(job)
        self._append({"job": job, "state": state})
        if self._lines > GROWTH + REMEMBERED:
            self._rewrite()

    def state(self, job: str) -> JobState | None:
        """Return how far a job is, None when it is unknown."""
        return self._states.get(job)

    def on_its_way(self) -> list[str]:
        """Return the jobs that were being sent when the last run ended."""
        return [job for job in self.waiting if self._states[job] is JobState.SENDING]

    def _take(self, doc: dict[str, Any]) -> None:
        job = doc["job"]
        if "slip" in doc:
            self.waiting[job] = Kept(job, from_plain(doc["slip"]), doc["until"])
            self._states[job] = JobState.QUEUED
            return
        self._states[job] = JobState(doc["state"])
        self._states.move_to_end(job)
        if self._states[job] in OVER:
            self.waiting.pop(job, None)

    def _append(self, doc: dict[str, Any]) -> None:
        def append() -> None:
            self._file.append(self._file.next_number(), doc)
            self._lines += 1

        self._try(append)

    def _rewrite(self) -> None:
        """Write only what still matters."""
        over = [job for job, state in self._states.items() if state in OVER]
        for job in over[:-REMEMBERED]:
            del self._states[job]
        docs: list[dict[str, Any]] = [{"job": job, "state": self._states[job]} for job in over[-REMEMBERED:]]
        docs += [_doc(kept) for kept in self.waiting.values()]
        docs += [{"job": job, "state": JobState.SENDING} for job in self.on_its_way()]

        def rewrite() -> None:
            self._file.rewrite(docs)
            self._lines = len(docs)

        self._try(rewrite)

    def _try(self, write: Callable[[], None]) -> None:
        try:
            write()
        except (JournalError, OSError, UnicodeError) as why:
            log.error("%s; papers go on from memory and are lost if the server ends now", why)  # noqa: TRY400


def _doc(kept: Kept) -> dict[str, Any]:
    return {"job": kept.job, "until": kept.until, "slip": to_plain(kept.slip)}
