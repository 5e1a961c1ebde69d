"""Printing: every printer a hall may have behind one Protocol, and a queue of jobs before it.

Nothing heavy is imported until a printer is prepared.
"""

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from hall.paper import printer_address
from hall.printing.cable import MissingPackage, SerialLine, UsbLine
from hall.printing.folder import FolderPrinter
from hall.printing.network import NetworkLine
from hall.printing.printer import (
    CAN_PRINT,
    NEEDS_STAFF,
    Draw,
    Job,
    NotPrinted,
    PerhapsPrinted,
    Printer,
    PrinterState,
    PrinterStatus,
)
from hall.printing.roll_printer import RollPrinter
from hall.printing.sheet import ROLLS, SHEETS, Sheet
from hall.printing.system import SystemPrinter

T = TypeVar("T")

KINDS = ("network", "usb", "serial", "file", "pdf", "system")


class WrongSetting(ValueError):  # noqa: N818 - says what is
    """A printer's setting is missing or wrong; `key` says which."""

    def __init__(self, key: str, words: str) -> None:
        super().__init__(f"{key}: {words}")
        self.key = key


def open_printer(
    kind: str,
    *,
    fonts: Path,
    width_mm: int = 80,
    address: str | None = None,
    folder: Path | None = None,
    name: str | None = None,
    mode: str = "picture",
) -> Printer:
    """Return the printer that a [[printers]] entry describes; nothing is connected yet.

    `fonts` is the folder of the bundled typefaces; `mode` "text": an ESC/POS printer draws letters and codes itself.
    Raises WrongSetting or MissingPackage.
    """
    sheet = _sheet(kind, width_mm)

    def load() -> Draw:
        return (_load_text if mode == "text" else _load_escpos)(sheet, fonts)

    match kind:
        case "network":
            return RollPrinter(NetworkLine(*_read(printer_address.network, address)), load, sheet.longest_band)
        case "usb":
            return RollPrinter(UsbLine(*_read(printer_address.usb, address)), load, sheet.longest_band)
        case "serial":
            return RollPrinter(SerialLine(*_read(printer_address.serial, address)), load, sheet.longest_band)
        case "file":
            return FolderPrinter(_needed("folder", folder), ".escpos", load)
        case "pdf":
            return FolderPrinter(_needed("folder", folder), ".pdf", lambda: load_pdf(sheet, fonts))
        case "system":
            return SystemPrinter(_needed("name", name), lambda: load_pdf(sheet, fonts))
        case _:
            raise WrongSetting("kind", f"{kind!r} is none of {', '.join(KINDS)}")


def load_pdf(sheet: Sheet, fonts: Path) -> Draw:
    """Return what draws slips as PDF, e.g. a guide on A4 to take away."""
    from hall.printing.pdf import PdfArtist  # noqa: PLC0415 - see the module's docstring

    return PdfArtist(sheet, fonts).draw


def load_picture(sheet: Sheet, fonts: Path) -> Draw:
    """Return what draws slips as PNG, exactly as a roll printer puts them on paper, to be looked at on a screen."""
    from hall.printing.raster import Raster  # noqa: PLC0415 - see the module's docstring

    return lambda slip: Raster(sheet, fonts).png(slip)


def _load_escpos(sheet: Sheet, fonts: Path) -> Draw:
    from hall.printing.escpos_out import Encoder  # noqa: PLC0415 - see the module's docstring

    return Encoder(sheet, fonts).encode


def _load_text(sheet: Sheet, fonts: Path) -> Draw:
    from hall.printing.text_out import TextEncoder  # noqa: PLC0415 - see the module's docstring

    return TextEncoder(sheet, fonts).encode


def _sheet(kind: str, width_mm: int) -> Sheet:
    sheets = SHEETS if kind in {"pdf", "system"} else ROLLS
    if width_mm not in sheets:
        raise WrongSetting("width_mm", f"{width_mm} is none of {', '.join(map(str, sheets))}")
    return sheets[width_mm]


def _needed(key: str, value: T | None) -> T:
    if not value:
        raise WrongSetting(key, "is missing")
    return value


def _read(reader: Callable[[str], T], address: str | None) -> T:
    given = _needed("address", address)
    try:
        return reader(given)
    except ValueError as why:
        raise WrongSetting("address", str(why)) from why


__all__ = [
    "CAN_PRINT",
    "KINDS",
    "NEEDS_STAFF",
    "Job",
    "MissingPackage",
    "NotPrinted",
    "PerhapsPrinted",
    "Printer",
    "PrinterState",
    "PrinterStatus",
    "WrongSetting",
    "load_pdf",
    "load_picture",
    "open_printer",
]
