"""A printer that several servers of a hall reach: one of them works it, the others know how it is."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from hall.journal.fellows import Fellows
from hall.printing.job_table import JobTable
from hall.printing.printer import PrinterState, PrinterStatus
from hall.printing.queue import Shared

if TYPE_CHECKING:
    from hall.store.postgres_papers import PostgresPapers

PRINTERS: Final = "printers"
"""The topic of how the printers are that a server works."""
PAPER: Final = "paper"
"""The topic of a paper that was taken for a printer which another server works."""


def shared_printer(printer: str, papers: PostgresPapers, fellows: Fellows, clock: Callable[[], float]) -> Shared:
    """Return what the servers have in common of `printer`; this one strives to work it from now on."""
    what = f"printer {printer}"
    fellows.wants(what, lambda: True)

    def elsewhere() -> PrinterStatus | None:
        found = [told[printer] for told in fellows.told(PRINTERS) if printer in told]
        return PrinterStatus(PrinterState(found[0][0]), *found[0][1:]) if found else None

    return Shared(JobTable(papers, what, clock), lambda: fellows.owns(what), elsewhere)
