"""The printers, and what they cannot print."""

from collections.abc import Sequence

from hall.faults import Fault
from hall.guides.library import Library
from hall.printing.check import written
from hall.printing.office import PrintOffice
from hall.web.capability import Capability, Routes
from hall.web.context import Context


def printers(c: Context) -> PrintOffice:
    """Open the printers."""
    file = c.configuration.file
    folder, fonts = c.data / "print", c.root / "assets" / "fonts"
    return PrintOffice.furnish(
        file.printers, file.kiosk.printer, fonts, folder, c.ground.clock, c.store.fellows, c.store.papers
    )


def printer_faults(c: Context) -> Sequence[Fault]:
    """Return what is wrong with printers, and what could not be printed well."""
    office = c[PrintOffice]
    office.hold_against_typefaces(c.plans.newest(), lambda: written(c.configuration.plan, c[Library]))
    return [Fault(one.code, one.facts, one.about) for one in office.troubles()]


def capability(routes: Routes = ()) -> Capability:
    """Return the capability, with the faces' routes."""
    return Capability([printers], routes, faults=printer_faults)
