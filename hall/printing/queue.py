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

from hall.paper.blocks import Slip
from hall.printing.job_file import JobFile, JobState, Kept
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
RETRY_S = (1.0, 2.0, 4.0, 8.0, 15.0)
"""Pauses between attempts; the last one repeats."""

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class JobReport:
    """What has become of a job, and how the printer was then."""

    job: str
    state: JobState
    printer: PrinterStatus


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
    ) -> None:
        """`folder` and `name` say where the jobs are kept; `on_job` and `on_status` are called from the worker."""
        self.printer = printer
        self.on_job = on_job
        self.on_status = on_status
        self.clock = clock
        self.retry_s = retry_s
        self.look_s = look_s
        self._file = JobFile(folder, name)
        self._status = PrinterStatus(PrinterState.UNKNOWN, "not asked yet")
        self._told: JobReport | None = None
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

    def submit(self, job: str, slip: Slip, good_for_s: float = GOOD_FOR_S) -> bool:
        """Take a paper to print, on disk when this returns; False when `job` was taken before, and then it is once."""
        with self._changed:
            taken = self._file.add(Kept(job, slip, self.clock() + good_for_s))
            if taken:
                self._changed.notify_all()
            return taken

    @property
    def status(self) -> PrinterStatus:
        """How the printer was when last asked."""
        return self._status

    @property
    def waiting(self) -> int:
        """How many papers are not over yet."""
        with self._changed:
            return len(self._file.waiting)

    def state(self, job: str) -> JobState | None:
        """Return what has become of a job; None when it is unknown or long over."""
        with self._changed:
            return self._file.state(job)

    def _work(self) -> None:
        self._guard(self.printer.prepare)
        for job in self._file.on_its_way():
            self._settle(job, JobState.PERHAPS, PrinterStatus(PrinterState.UNKNOWN, "the server ended meanwhile"))
        self._guard(self._look)
        failed = 0
        while not self._stopping:
            self._drop_stale()
            kept = self._next()
            if self._stopping:
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
            self._changed.wait_for(lambda: self._stopping or self._file.waiting, self.look_s)
            return next(iter(self._file.waiting.values()), None)

    def _pause(self, pause_s: float) -> None:
        with self._changed:
            self._changed.wait_for(lambda: self._stopping, pause_s)

    def _attempt(self, kept: Kept) -> bool:
        """Try to print; False when it has to be tried again."""
        try:
            status = self.printer.print(Job(kept.job, kept.slip), lambda: self._mark(kept.job, JobState.SENDING))
        except NotPrinted as fault:
            self._settle(kept.job, JobState.QUEUED, fault.status)
            return False
        except PerhapsPrinted as fault:
            self._settle(kept.job, JobState.PERHAPS, fault.status)
        except Exception as why:  # a paper that cannot be drawn must not hold up the others
            log.exception("a paper could not be printed and is given up")
            self._settle(kept.job, JobState.FAILED, PrinterStatus(self._status.state, f"{type(why).__name__}: {why}"))
        else:
            self._settle(kept.job, JobState.PRINTED, status)
        return True

    def _drop_stale(self) -> None:
        """Give up what has become too old to be of use to anybody."""
        with self._changed:
            stale = [kept.job for kept in self._file.waiting.values() if kept.until < self.clock()]
        for job in stale:
            self._settle(job, JobState.FAILED, PrinterStatus(self._status.state, "too old to be of use"))

    def _settle(self, job: str, state: JobState, status: PrinterStatus) -> None:
        self._mark(job, state)
        if state is not JobState.FAILED:
            self._note(status)
        self._report(JobReport(job, state, status))

    def _mark(self, job: str, state: JobState) -> None:
        with self._changed:
            self._file.mark(job, state)

    def _look(self) -> None:
        self._note(self.printer.status())

    def _note(self, status: PrinterStatus) -> None:
        before, self._status = self._status, status
        if before != status:
            self._guard(lambda: self.on_status(status))

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
