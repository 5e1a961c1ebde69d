"""The hall's printers, as the configuration names them, and what is printed at them."""

import logging
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path

from hall.configuration.schema import PrinterPart
from hall.paper.blocks import Slip
from hall.printing import open_printer
from hall.printing.printer import PrinterStatus
from hall.printing.queue import JobReport, PrintQueue

log = logging.getLogger(__name__)

OnStatus = Callable[[str, PrinterStatus], None]


class PrintOffice:
    """One queue a printer. Nothing here ever raises a printer's fault: a ticket is a ticket without paper too."""

    def __init__(self, queues: Mapping[str, PrintQueue], usual: str | None) -> None:
        """Take the queues by printer's id; `usual` is used when none is named, and may be None: no printer at all."""
        self.queues = queues
        self.usual = usual
        self._listeners: list[OnStatus] = []

    @classmethod
    def furnish(cls, printers: list[PrinterPart], usual: str | None, fonts: Path, folder: Path) -> "PrintOffice":
        """Open the configured printers; their waiting jobs are kept in `folder`."""
        queues: dict[str, PrintQueue] = {}
        office = cls(queues, usual or (printers[0].id if printers else None))
        for part in printers:
            queues[part.id] = PrintQueue(
                open_printer(
                    part.kind,
                    fonts=fonts,
                    width_mm=part.width_mm,
                    address=part.address,
                    folder=Path(part.folder) if part.folder else None,
                    name=part.name,
                ),
                folder,
                part.id,
                on_job=partial(office.job_over, part.id),
                on_status=partial(office.status_changed, part.id),
            )
        return office

    def listen(self, listener: OnStatus) -> None:
        """Have `listener` told how a printer is whenever that changes, on the printer's own thread."""
        self._listeners.append(listener)

    def start(self) -> None:
        """Begin to print; what the last run left comes first."""
        for queue in self.queues.values():
            queue.start()

    def stop(self) -> None:
        """End after the jobs in hand."""
        for queue in self.queues.values():
            queue.stop()

    def print(self, job: str, slip: Slip, printer: str | None = None) -> bool:
        """Have `slip` printed once under the name `job`; False when there is no such printer, or none at all."""
        queue = self.queues.get(printer or self.usual or "")
        if queue is None:
            return False
        try:
            return queue.submit(job, slip)
        except OSError:
            log.exception("a paper could not be kept for printing", extra={"printer": printer})
            return False

    def statuses(self) -> dict[str, PrinterStatus]:
        """Return how each printer was when last asked."""
        return {name: queue.status for name, queue in self.queues.items()}

    def status_changed(self, printer: str, status: PrinterStatus) -> None:
        """Pass on how a printer is."""
        log.info("printer", extra={"printer": printer, "state": str(status.state), "detail": status.detail})
        for listener in self._listeners:
            listener(printer, status)

    def job_over(self, printer: str, report: JobReport) -> None:
        """Note what became of a job."""
        log.info("paper", extra={"printer": printer, "job": report.job, "state": str(report.state)})
