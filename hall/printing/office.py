"""The hall's printers, as the configuration names them, and what is printed at them."""

import logging
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import astuple
from enum import StrEnum
from functools import partial
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

from hall.configuration.schema import PrinterPart
from hall.journal.fellows import ALONE, Fellows
from hall.paper.blocks import Slip
from hall.printing.absent import opened
from hall.printing.job_file import OVER, JobState
from hall.printing.printer import CAN_PRINT, PrinterStatus
from hall.printing.queue import GOOD_FOR_S, JobReport, PrintQueue
from hall.printing.shared import PAPER, PRINTERS, shared_printer
from hall.printing.troubles import Lacking, PrinterTrouble, Strangers, printer_trouble, slow_line

if TYPE_CHECKING:
    from hall.store.postgres_papers import PostgresPapers

JUST_S = 30.0
"""Whoever asks so soon for a paper that was asked for again already is shown where it came out."""

log = logging.getLogger(__name__)

OnStatus = Callable[[str, PrinterStatus], None]
Write = Callable[[], Slip]
"""Writes what a paper says."""


class Outcome(StrEnum):
    """What comes of asking for a paper."""

    PRINTING = "printing"
    """It will come out, now or when what is on its way already does."""
    ALREADY = "already"
    """It was sent to the printer a moment ago, or long ago under the same name: nothing more comes."""
    NOT = "not"
    """Nothing will come out."""


class PrintOffice:
    """One queue a printer. Nothing here ever raises a printer's fault: a ticket is a ticket without paper too."""

    def __init__(
        self,
        queues: Mapping[str, PrintQueue],
        usual: str | None,
        parts: Iterable[PrinterPart] = (),
        lacking: Lacking | None = None,
        clock: Callable[[], float] = time.time,
        fellows: Fellows = ALONE,
    ) -> None:
        """Take the queues by printer's id; `usual` is used when none is named, and may be None: no printer at all."""
        self.queues = queues
        self.usual = usual
        self._open: Callable[[PrinterPart], PrintQueue] | None = None
        self._working = False
        self._parts = {part.id: part for part in parts}
        self._lacking = lacking
        self._clock = clock
        self._begun = clock()
        self._strangers = Strangers()
        self._asking = Lock()
        self._listeners: list[OnStatus] = []
        self._fellows = fellows
        fellows.tells(
            PRINTERS, lambda: {name: astuple(queue.status) for name, queue in self.queues.items() if queue.is_own()}
        )
        fellows.hears(PAPER, self._taken_elsewhere)

    @classmethod
    def furnish(
        cls,
        printers: list[PrinterPart],
        usual: str | None,
        fonts: Path,
        folder: Path,
        clock: Callable[[], float] = time.time,
        fellows: Fellows = ALONE,
        papers: Callable[[str], "PostgresPapers"] | None = None,
    ) -> "PrintOffice":
        """Open the configured printers; their waiting jobs are kept in `folder`, within the data folder.

        With `papers`, by printer, in common with `fellows`: who names a printer of the same id reaches the same one.
        """
        office = cls({}, None, (), Lacking(fonts), clock, fellows)

        def open_queue(part: PrinterPart) -> PrintQueue:
            shared = None if papers is None else shared_printer(part.id, papers(part.id), fellows, clock)
            return PrintQueue(
                opened(part, fonts, folder.parent),
                folder,
                part.id,
                on_job=partial(office.job_over, part.id),
                on_status=partial(office.status_changed, part.id),
                clock=clock,
                shared=shared,
            )

        office._open = open_queue
        office.refurnish(printers, usual)
        return office

    def refurnish(self, printers: Iterable[PrinterPart], usual: str | None) -> None:
        """Let these printers count: one that stays as it is prints on, one that changed ends its job in hand first.

        Takes seconds where a printer is in the middle of a paper. The jobs that wait for a printer stay its own.
        """
        wanted = {part.id: part for part in printers}
        kept = {name: queue for name, queue in self.queues.items() if self._parts.get(name) == wanted.get(name)}
        gone = [queue for name, queue in self.queues.items() if name not in kept]
        self.queues = kept
        for queue in gone if self._working else ():
            queue.stop()
        if self._open is not None:
            self.queues = {name: kept.get(name) or self._open(part) for name, part in wanted.items()}
        self._parts, self.usual = wanted, usual or next(iter(wanted), None)
        if self._working:
            for name in self.queues.keys() - kept.keys():
                self.queues[name].start()

    def listen(self, listener: OnStatus) -> None:
        """Have `listener` told how a printer is whenever that changes, on the printer's own thread."""
        self._listeners.append(listener)

    def start(self) -> None:
        """Begin to print; what the last run left comes first."""
        self._working = True
        for queue in self.queues.values():
            queue.start()

    def stop(self) -> None:
        """End after the jobs in hand."""
        for queue in self.queues.values():
            queue.stop()

    def prints(self, printer: str | None = None) -> bool:
        """Return whether the printer of that name, or the hall's usual one, is there and able to print.

        A printer that needs staff is given nothing: the visitor has the ticket on the screen, and paper that comes out
        when they have gone would puzzle the next one.
        """
        self.expected(printer)
        queue = self.queues.get(printer or self.usual or "")
        return queue is not None and queue.status.state in CAN_PRINT

    def expected(self, printer: str | None) -> None:
        """Note that a kiosk counts on the printer of that name, which may not be there."""
        if printer and printer not in self.queues:
            self._strangers.asked_for(printer, self._clock())

    def print(self, job: str, write: Write, printer: str | None = None, *, wanted_at: float | None = None) -> Outcome:
        """Have a paper printed once under the name `job`, whichever printer is named when it is asked for again.

        It is written only where it comes out. What it tells of is in the journal by then: nothing that goes wrong here
        is an error to whoever asks.

        `wanted_at`: when its visitor came, in seconds since 1970. A paper that was owed since then is printed now,
        unless the visitor must have gone, or what was printed at that time is not known any more.
        """
        with self._asking:
            known = self._state(job)
            if known is not None:
                return _under_way(known)
            if not self.prints(printer) or (wanted_at is not None and not self._still_owed(wanted_at)):
                return Outcome.NOT
            return self._submit(job, write, printer, job)

    def print_again(self, about: str, key: str, write: Write, printer: str | None = None) -> Outcome:
        """Have a further paper about `about` printed, the wish being known as `key`: however often it is pressed, one.

        While the paper is on its way, and just after a further one came out, another wish changes nothing. What waits
        at a printer that stands still does not follow when it is mended.
        """
        job = f"{about} {key}"
        with self._asking:
            known = self._state(job)
            if known is not None:
                return _under_way(known)
            if not self.prints(printer):
                return Outcome.NOT
            outcome = self._quiet(about) or self._submit(job, write, printer, about)
            if self._state(job) is not None:
                for name, queue in self.queues.items():
                    if name != (printer or self.usual):
                        queue.withdraw(about)
            return outcome

    def statuses(self) -> dict[str, PrinterStatus]:
        """Return how each printer was when last asked."""
        return {name: queue.status for name, queue in self.queues.items()}

    def troubles(self) -> list[PrinterTrouble]:
        """Return everything about printers and paper that somebody should mend, now."""
        now = self._clock()
        found = [printer_trouble(name, queue, self._parts.get(name)) for name, queue in self.queues.items()]
        found += [slow_line(part, self._begun) for part in self._parts.values()]
        found += self._strangers.troubles(now, self.queues)
        found += self._lacking.troubles(now) if self._lacking is not None else []
        return [trouble for trouble in found if trouble is not None]

    def hold_against_typefaces(self, version: int, written: Callable[[], Iterable[tuple[str, Iterable[str]]]]) -> None:
        """Have characters that would come out as boxes named among the troubles: of what the hall has written down.

        `written` gives it by where it stands, and is asked once for each `version`.
        """
        if self._lacking is not None:
            self._lacking.hold(version, written, self._clock())

    def status_changed(self, printer: str, status: PrinterStatus) -> None:
        """Pass on how a printer is."""
        log.info("printer", extra={"printer": printer, "state": str(status.state), "detail": status.detail})
        for listener in self._listeners:
            listener(printer, status)

    def job_over(self, printer: str, report: JobReport) -> None:
        """Note what became of a job."""
        log.info("paper", extra={"printer": printer, "job": report.job, "state": str(report.state)})

    def _taken_elsewhere(self, printer: str) -> None:
        if printer in self.queues:
            self.queues[printer].look_again()

    def _state(self, job: str) -> JobState | None:
        states = (queue.state(job) for queue in self.queues.values())
        return next((state for state in states if state is not None), None)

    def _still_owed(self, wanted_at: float) -> bool:
        known_since = max((queue.known_since for queue in self.queues.values()), default=0.0)
        return known_since <= wanted_at and self._clock() - wanted_at < GOOD_FOR_S

    def _quiet(self, about: str) -> Outcome | None:
        """Return what a further wish for the same comes to where nothing more is to be printed."""
        for queue in self.queues.values():
            last = queue.latest(about)
            if last is None or last.state is JobState.FAILED:
                continue
            if last.state not in OVER and queue.status.state in CAN_PRINT:
                return Outcome.PRINTING
            if last.state in OVER and last.job != about and self._clock() - last.at < JUST_S:
                return Outcome.ALREADY
        return None

    def _submit(self, job: str, write: Write, printer: str | None, about: str) -> Outcome:
        try:
            slip = write()
            queue = self.queues[printer or self.usual or ""]
            queue.submit(job, slip, about)
            if not queue.is_own():
                self._fellows.say(PAPER, printer or self.usual)
        except Exception:
            log.exception("a paper could not be written, or kept for printing", extra={"printer": printer})
            return Outcome.NOT
        if self._lacking is not None:
            self._lacking.printed(slip.title, slip.texts(), self._clock())
        return Outcome.PRINTING


def _under_way(state: JobState) -> Outcome:
    """Return what a repeated wish comes to."""
    if state is JobState.FAILED:
        return Outcome.NOT
    return Outcome.ALREADY if state in OVER else Outcome.PRINTING
