"""Jobs waiting for one printer, in a file that survives a restart.

A paper is never printed twice by itself: once its bytes were on their way and the end is unknown, also because the
server died meanwhile, it counts as perhaps printed and somebody may ask for a reprint, which is another job.
"""

import logging
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from threading import Condition, Thread
from typing import NamedTuple

from hall.paper.blocks import Slip
from hall.printing.job_file import CANNOT, JobFile, JobState, Kept, Known
from hall.printing.job_table import JobTable
from hall.printing.printer import (
    Job,
    NotPrinted,
    PerhapsPrinted,
    Printer,
    PrinterState,
    PrinterStatus,
)

GOOD_FOR_S = 600.0
"""A visitor has gone by then; their ticket should not come out for the next one."""
LOOK_S = 15.0
"""An idle printer is asked so often how it is."""
TURN_S = 0.25
"""How often a server that does not work the printer looks whether it does, and how the printer is."""
RETRY_S = (1.0, 2.0, 4.0, 8.0, 15.0)
"""Pauses between attempts; the last one repeats."""

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class JobReport:
    """What has become of a job, and how the printer was then."""

    job: str
    state: JobState
    printer: PrinterStatus


@dataclass(frozen=True, slots=True)
class Health:
    """How a printer is and since when, in seconds since 1970.

    `asked`: it was asked since the start at all; `met`: it was there at least once.
    """

    status: PrinterStatus
    since: float
    asked: bool
    met: bool

    def after(self, status: PrinterStatus, now: float) -> "Health":
        """Return how it is when `status` was heard `now`; another detail is no other state."""
        same = self.asked and status.state is self.status.state
        met = self.met or status.state is not PrinterState.OFFLINE
        return Health(status, self.since if same else now, asked=True, met=met)


class Shared(NamedTuple):
    """What a printer that several servers reach has in common."""

    jobs: JobTable
    owns: Callable[[], bool]
    """Whether this server works it, and no other."""
    elsewhere: Callable[[], PrinterStatus | None]
    """How it is for the server that works it; None when there is none."""


class NotNoted(Exception):  # noqa: N818 - says what is
    """That a job is about to leave could not be written down, so it must not."""


class PrintQueue:
    """One printer with its worker thread. All methods may be called from any thread; none raises a printer's fault."""

    def __init__(
        self,
        printer: Printer,
        folder: Path,
        name: str,
        *,
        on_job: Callable[[JobReport], None],
        on_status: Callable[[PrinterStatus], None],
        clock: Callable[[], float] = time.time,
        retry_s: tuple[float, ...] = RETRY_S,
        look_s: float = LOOK_S,
        shared: Shared | None = None,
    ) -> None:
        """`folder` and `name` say where the jobs are kept; `on_job` and `on_status` are called from the worker.

        A `shared` printer's jobs are kept in common by the servers that reach it, and one of these works.
        """
        self.printer = printer
        self.on_job = on_job
        self.on_status = on_status
        self.clock = clock
        self.retry_s = retry_s
        self.look_s = look_s
        self.health = Health(PrinterStatus(PrinterState.UNKNOWN, "not asked yet"), clock(), asked=False, met=False)
        self._shared = shared
        self._file = JobFile(folder, name, clock) if shared is None else shared.jobs
        self._told: JobReport | None = None
        self._shown: PrinterStatus | None = None
        self._changed = Condition()
        self._stopping = False
        self._worker = Thread(target=self._work, name=f"printer-{name}", daemon=True)

    def start(self) -> None:
        """Begin to work; what the last run left is printed, or reported when it had been on its way."""
        self._worker.start()

    def stop(self, within_s: float = 5.0) -> None:
        """End after the job in hand; the others wait in the file for the next start."""
        with self._changed:
            self._stopping = True
            self._changed.notify_all()
        self._worker.join(within_s)

    def submit(self, job: str, slip: Slip, about: str | None = None, good_for_s: float = GOOD_FOR_S) -> bool:
        """Take a paper to print, on disk when this returns; False when `job` was taken before, and then it is once.

        `about` is what it is a paper of, `job` itself unless it is a reprint. Raises one of job_file.CANNOT.
        """
        with self._changed:
            taken = self._file.add(Kept(job, slip, self.clock() + good_for_s, about or job))
            if taken:
                self._changed.notify_all()
            return taken

    def withdraw(self, about: str) -> None:
        """Give up the papers about `about` of which no byte has left: it came out elsewhere."""
        with self._changed:
            self._file.withdraw(about)

    @property
    def status(self) -> PrinterStatus:
        """How the printer was when last asked; offline while jobs cannot be noted, for then nothing is printed."""
        if self._file.fault:
            return PrinterStatus(PrinterState.OFFLINE, self._file.fault)
        elsewhere = None if self.is_own() else self._shared and self._shared.elsewhere()
        return elsewhere or self.health.status

    def is_own(self) -> bool:
        """Return whether this server works the printer."""
        return self._shared is None or self._shared.owns()

    def look_again(self) -> None:
        """Another server has taken a job. Returns at once."""
        with self._changed:
            self._changed.notify_all()

    @property
    def fault(self) -> str:
        """Why jobs cannot be noted at present; empty while all is well."""
        return self._file.fault

    @property
    def known_since(self) -> float:
        """Every job taken after this moment is known, in seconds since 1970."""
        return self._file.since

    @property
    def waiting(self) -> int:
        """How many papers are not over yet."""
        with self._changed:
            return len(self._file.waiting)

    def state(self, job: str) -> JobState | None:
        """Return what has become of a job; None when it is unknown or long over."""
        with self._changed:
            known = self._file.of(job)
            return known.state if known is not None else None

    def latest(self, about: str) -> Known | None:
        """Return what is known of the newest paper about `about`."""
        with self._changed:
            return self._file.latest(about)

    def _work(self) -> None:
        self._guard(self.printer.prepare)
        while not self._stopping:
            if self.is_own():
                self._work_as_owner()
            else:
                self._show()
                self._pause(TURN_S)

    def _work_as_owner(self) -> None:
        """Work until the end, or until another server has the printer."""
        looked, failed = False, 0
        while not self._stopping and self.is_own():
            for job in self._file.on_its_way():  # of who worked it before: this one has nothing on its way here
                self._settle(job, JobState.PERHAPS, PrinterStatus(PrinterState.UNKNOWN, "the server ended meanwhile"))
            if not looked:
                self._guard(self._look)
                looked = True
            self._drop_stale()
            kept = self._next()
            if self._stopping or not self.is_own():
                return
            if kept is None:
                self._guard(self._look)
            elif self._attempt(kept):
                failed = 0
            else:
                self._pause(self.retry_s[min(failed, len(self.retry_s) - 1)])
                failed += 1

    def _next(self) -> Kept | None:
        """Return the job to do next, None when none came for a while."""
        with self._changed:
            if not self._file.waiting and not self._stopping:
                self._changed.wait(self.look_s)
            return next(iter(self._file.waiting.values()), None)

    def _pause(self, pause_s: float) -> None:
        with self._changed:
            self._changed.wait_for(lambda: self._stopping, pause_s)

    def _attempt(self, kept: Kept) -> bool:
        """Try to print; False when it has to be tried again."""
        try:
            status = self.printer.print(Job(kept.job, kept.slip), lambda: self._sending(kept.job))
        except NotPrinted as fault:
            self._settle(kept.job, JobState.QUEUED, fault.status)
            return False
        except NotNoted:
            self._note(self.health.status)
            return False
        except PerhapsPrinted as fault:
            self._settle(kept.job, JobState.PERHAPS, fault.status)
        except Exception as why:  # a paper that cannot be drawn must not hold up the others
            log.exception("a paper could not be printed and is given up")
            self._settle(kept.job, JobState.FAILED, PrinterStatus(self.status.state, f"{type(why).__name__}: {why}"))
        else:
            self._settle(kept.job, JobState.PRINTED, status)
        return True

    def _drop_stale(self) -> None:
        """Give up what has become too old to be of use to anybody."""
        with self._changed:
            stale = [kept.job for kept in self._file.waiting.values() if kept.until < self.clock()]
        for job in stale:
            self._settle(job, JobState.FAILED, PrinterStatus(self.status.state, "too old to be of use"))

    def _settle(self, job: str, state: JobState, status: PrinterStatus) -> None:
        with self._changed:
            self._file.mark(job, state)
        if state is not JobState.FAILED:
            self._note(status)
        self._report(JobReport(job, state, status))

    def _sending(self, job: str) -> None:
        """Note that a job is about to leave. Raises NotNoted."""
        with self._changed:
            try:
                self._file.sending(job)
            except CANNOT as why:
                log.error("%s; no paper is printed meanwhile", why)  # noqa: TRY400 - says all there is
                raise NotNoted from why

    def _look(self) -> None:
        if self._file.fault:
            with self._changed:
                self._file.mend()
        self._note(self.printer.status())

    def _note(self, status: PrinterStatus) -> None:
        self.health = self.health.after(status, self.clock())
        self._show()

    def _show(self) -> None:
        """Pass on how the printer is when that has changed."""
        now = self.status
        if now != self._shown:
            self._shown = now
            self._guard(lambda: self.on_status(now))

    def _report(self, report: JobReport) -> None:
        """Tell once: a job that is tried again and again is not news."""
        if report != self._told:
            self._told = report
            self._guard(lambda: self.on_job(report))

    @staticmethod
    def _guard(act: Callable[[], None]) -> None:
        """Do `act`; a listener or driver that fails is written down and does not stop the printer."""
        try:
            act()
        except Exception:
            log.exception("a printer's listener or driver failed")
