"""The printers, and what they cannot print."""

from collections.abc import Sequence
from threading import Lock, Thread

from hall.faults import Fault
from hall.guides.library import Library
from hall.printing.check import written
from hall.printing.office import PrintOffice
from hall.web.capability import Capability, Routes
from hall.web.context import Context
from hall.web.jobs import Job

TICK_S = 0.5
"""How soon a changed printer is opened."""


def printers(c: Context) -> PrintOffice:
    """Open the printers."""
    file = c.configuration.file
    folder, fonts = c.data / "print", c.root / "assets" / "fonts"
    return PrintOffice.furnish(
        file.printers, file.kiosk.printer, fonts, folder, c.ground.clock, c.store.fellows, c.store.papers
    )


class Refit:
    """Lets the printers follow the plan, beside the hall's other work: one that prints just now is waited for."""

    def __init__(self, c: Context) -> None:
        """Take the hall; the printers have just been opened as it is now."""
        self._c = c
        self._version = c.plans.newest()
        self._busy = Lock()

    def look(self) -> None:
        """Begin when the plan is another. Returns at once."""
        if self._version != self._c.plans.newest() and self._busy.acquire(blocking=False):
            self._version = self._c.plans.newest()
            Thread(target=self._work, name="printers-refit", daemon=True).start()

    def _work(self) -> None:
        try:
            file = self._c.configuration.file
            self._c[PrintOffice].refurnish(file.printers, file.kiosk.printer)
        finally:
            self._busy.release()


def printer_faults(c: Context) -> Sequence[Fault]:
    """Return what is wrong with printers, and what could not be printed well."""
    office = c[PrintOffice]
    office.hold_against_typefaces(
        c.furnished, lambda: written(c.configuration.plan, c.configuration.file.ticket, c[Library])
    )
    return [Fault(one.code, one.facts, one.about) for one in office.troubles()]


def capability(routes: Routes = ()) -> Capability:
    """Return the capability, with the faces' routes."""
    return Capability(
        [printers, Refit],
        routes,
        jobs=lambda c: [Job("printers", TICK_S, c[Refit].look)],
        faults=printer_faults,
    )
