"""A printer that this computer cannot reach as it is: it says why, and the hall goes on without it."""

from collections.abc import Callable
from pathlib import Path

from hall.configuration.schema import PrinterPart
from hall.printing import MissingPackage, Printer, open_printer
from hall.printing.printer import Job, NotPrinted, PrinterState, PrinterStatus


class AbsentPrinter:
    """Prints nothing."""

    def __init__(self, why: str) -> None:
        """Take what is missing, in technical words."""
        self._status = PrinterStatus(PrinterState.OFFLINE, why)

    def prepare(self) -> None:
        """See Printer.prepare."""

    def print(self, job: Job, handing_over: Callable[[], None]) -> PrinterStatus:  # noqa: ARG002 - nothing is handed over
        """See Printer.print."""
        raise NotPrinted(self._status)

    def status(self) -> PrinterStatus:
        """See Printer.status."""
        return self._status


def opened(part: PrinterPart, fonts: Path, data: Path) -> Printer:
    """Return the printer that `part` describes, or one that says what this computer lacks for it.

    A folder that is no whole path lies within `data`.
    """
    try:
        return open_printer(
            part.kind,
            fonts=fonts,
            width_mm=part.width_mm,
            address=part.address,
            folder=data / part.folder if part.folder else None,
            name=part.name,
            mode=part.mode,
        )
    except MissingPackage as why:
        return AbsentPrinter(str(why))
