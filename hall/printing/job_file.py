"""The jobs of one printer on disk: each taken, marked, and known by name as long as anybody could ask for it again.

Nothing is sent that is not noted first, so a disk that takes nothing stops the printing: what was sent and could not be
noted would be sent again after a crash.
"""

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

REMEMBERED_S = 86_400.0
"""So long a job that is over is known by name: longer than any paper can be owed."""
GROWTH = 500
"""The file is written afresh after about so many lines, without the papers that are over."""
CANNOT = (JournalError, OSError, UnicodeError)
"""What a disk that takes nothing raises, and a text that cannot be written down."""

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
    """A job that is not over. `until`: seconds since 1970 after which nobody wants it any more.

    `about` is what the paper is of: a reprint has a name of its own and is about the same.
    """

    job: str
    slip: Slip
    until: float
    about: str


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of a job; `at`: when it came to this state, in seconds since 1970."""

    job: str
    about: str
    state: JobState
    at: float


class JobFile:
    """The jobs, in memory and in a file beside it."""

    def __init__(self, folder: Path, name: str, clock: Callable[[], float]) -> None:
        """Read what an earlier run left in `folder`; a damaged file is kept under another name."""
        self.waiting: OrderedDict[str, Kept] = OrderedDict()
        self.since = clock()
        """Every job taken after this moment, in seconds since 1970, is known."""
        self.fault = ""
        """Why nothing can be noted at present; empty while all is well."""
        self._clock = clock
        self._known: OrderedDict[str, Known] = OrderedDict()
        self._file = LineFile(folder / (re.sub(r"[^A-Za-z0-9_-]", "_", name) + ".jobs"))
        self._lines = 0
        self._try(self._read)
        self.mend()

    def add(self, kept: Kept) -> bool:
        """Take a job; False when it was taken before. Raises one of CANNOT; then it is not taken."""
        if kept.job in self._known:
            return False
        self._append(_doc(kept))
        self.waiting[kept.job] = kept
        self._known[kept.job] = Known(kept.job, kept.about, JobState.QUEUED, self._clock())
        return True

    def sending(self, job: str) -> None:
        """Note that the first byte is about to leave. Raises one of CANNOT; then it must not."""
        known = self._known[job]
        if known.state in OVER:
            raise JournalError("the paper came out elsewhere")
        if known.state is not JobState.SENDING:
            now = self._clock()
            self._append({"job": job, "state": JobState.SENDING, "at": now})
            self._known[job] = Known(job, known.about, JobState.SENDING, now)

    def mark(self, job: str, state: JobState) -> None:
        """Note what has become of a job; on a disk that takes nothing, in memory alone."""
        known = self._known.get(job)
        if known is None or known.state is state or (known.state in OVER and state is not JobState.PRINTED):
            return
        self._known[job] = Known(job, known.about, state, self._clock())
        if state in OVER:
            self.waiting.pop(job, None)
            self._known.move_to_end(job)
        self._try(lambda: self._append({"job": job, "about": known.about, "state": state, "at": self._clock()}))
        if self._lines > GROWTH + 2 * len(self._known):
            self.mend()

    def withdraw(self, about: str) -> None:
        """Give up the papers about `about` of which no byte has left."""
        for kept in [kept for kept in self.waiting.values() if kept.about == about]:
            if self._known[kept.job].state is JobState.QUEUED:
                self.mark(kept.job, JobState.FAILED)

    def of(self, job: str) -> Known | None:
        """Return what is known of a job."""
        return self._known.get(job)

    def latest(self, about: str) -> Known | None:
        """Return what is known of the newest paper about `about`."""
        papers = (known for known in reversed(self._known.values()) if known.about == about)
        return max(papers, key=lambda known: known.at, default=None)

    def on_its_way(self) -> list[str]:
        """Return the jobs that were being sent when the last run ended."""
        return [job for job in self.waiting if self._known[job].state is JobState.SENDING]

    def mend(self) -> None:
        """Write the file afresh with only what still matters; that it can be written is known then."""
        old = self._clock() - REMEMBERED_S
        for job in [known.job for known in self._known.values() if known.state in OVER and known.at < old]:
            del self._known[job]
        docs: list[dict[str, Any]] = [{"since": self.since}]
        docs += [_doc(kept) for kept in self.waiting.values()]
        docs += [
            {"job": known.job, "about": known.about, "state": known.state, "at": known.at}
            for known in self._known.values()
            if known.state is not JobState.QUEUED
        ]

        def rewrite() -> None:
            self._file.path.parent.mkdir(parents=True, exist_ok=True)
            self._file.rewrite(docs)
            self._lines, self.fault = len(docs), ""

        self._try(rewrite)

    def _read(self) -> None:
        self._file.path.parent.mkdir(parents=True, exist_ok=True)
        now, since = self.since, None
        try:
            for doc in self._file.read():
                since = doc.get("since", since)
                self._take(doc, now)
        except (JournalError, LookupError, TypeError, ValueError) as why:
            log.error("%s: set aside, waiting papers in it are not printed", why)  # noqa: TRY400 - says all there is
            path = self._file.path
            path.replace(path.with_suffix(".damaged"))
            self._file = LineFile(path)
            return
        self.since = now if since is None else float(since)

    def _take(self, doc: dict[str, Any], now: float) -> None:
        if "job" not in doc:
            return
        job = doc["job"]
        before = self._known.get(job)
        about = doc.get("about") or (before.about if before is not None else job)
        if "slip" in doc:
            self.waiting[job] = Kept(job, from_plain(doc["slip"]), doc["until"], about)
        state = JobState(doc.get("state", JobState.QUEUED))
        self._known[job] = Known(job, about, state, doc.get("at", now))
        if state in OVER:
            self.waiting.pop(job, None)
            self._known.move_to_end(job)

    def _append(self, doc: dict[str, Any]) -> None:
        try:
            self._file.append(self._file.next_number(), doc)
        except CANNOT as why:
            self.fault = str(why)
            raise
        self._lines += 1
        self.fault = ""

    def _try(self, write: Callable[[], None]) -> None:
        try:
            write()
        except CANNOT as why:
            self.fault = str(why)
            log.error("%s; no paper is printed meanwhile", why)  # noqa: TRY400 - says all there is


def _doc(kept: Kept) -> dict[str, Any]:
    return {"job": kept.job, "about": kept.about, "until": kept.until, "slip": to_plain(kept.slip)}
