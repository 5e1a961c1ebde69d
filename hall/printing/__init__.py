"""Printing: every printer a hall may have behind one Protocol, and a queue of jobs before it.

Nothing heavy is imported until a printer is prepared.
"""

from pathlib import Path
from typing import TypeVar

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
from hall.printing.talk import Line

T = TypeVar("T")

KINDS = ("network", "usb", "serial", "file", "pdf", "system")
DEFAULT_PORT = 9100
DEFAULT_BAUD = 115_200


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
) -> Printer:
    """Return the printer that a [[printers]] entry describes; nothing is connected yet.

    `fonts` is the folder of the bundled typeface. Raises WrongSetting or MissingPackage.
    """
    sheet = _sheet(kind, width_mm)
    match kind:
        case "network":
            return _roll(_network(_needed("address", address)), sheet, fonts)
        case "usb":
            return _roll(_usb(_needed("address", address)), sheet, fonts)
        case "serial":
            return _roll(_serial(_needed("address", address)), sheet, fonts)
        case "file":
            return FolderPrinter(_needed("folder", folder), ".escpos", lambda: _load_escpos(sheet, fonts))
        case "pdf":
            return FolderPrinter(_needed("folder", folder), ".pdf", lambda: load_pdf(sheet, fonts))
        case "system":
            return SystemPrinter(_needed("name", name), lambda: load_pdf(sheet, fonts))
        case _:
            raise WrongSetting("kind", f"{kind!r} is none of {', '.join(KINDS)}")


def _roll(line: Line, sheet: Sheet, fonts: Path) -> RollPrinter:
    return RollPrinter(line, lambda: _load_escpos(sheet, fonts), sheet.longest_band)


def load_pdf(sheet: Sheet, fonts: Path) -> Draw:
    """Return what draws slips as PDF, e.g. a guide on A4 to take away."""
    from hall.printing.pdf import PdfArtist  # noqa: PLC0415 - see the module's docstring

    return PdfArtist(sheet, fonts).draw


def _load_escpos(sheet: Sheet, fonts: Path) -> Draw:
    from hall.printing.escpos_out import Encoder  # noqa: PLC0415 - see the module's docstring

    return Encoder(sheet, fonts).encode


def _sheet(kind: str, width_mm: int) -> Sheet:
    sheets = SHEETS if kind in {"pdf", "system"} else ROLLS
    if width_mm not in sheets:
        raise WrongSetting("width_mm", f"{width_mm} is none of {', '.join(map(str, sheets))}")
    return sheets[width_mm]


def _needed(key: str, value: T | None) -> T:
    if not value:
        raise WrongSetting(key, "is missing")
    return value


def _network(address: str) -> NetworkLine:
    """Read "192.168.1.50", "printer.hall:9101" or "[fe80::1]:9100"."""
    host, colon, port = address.rpartition(":") if address.count(":") == 1 or "]:" in address else (address, "", "")
    number = _number(port) if colon else DEFAULT_PORT
    host = host.removeprefix("[").removesuffix("]")
    if not host or not 0 < number < 65536:
        raise WrongSetting("address", f"{address!r} is no address such as 192.168.1.50:9100")
    return NetworkLine(host, number)


def _usb(address: str) -> UsbLine:
    """Read "04b8:0e15", vendor and product in hexadecimal."""
    vendor, _, product = address.partition(":")
    try:
        return UsbLine(int(vendor, 16), int(product, 16))
    except ValueError as why:
        raise WrongSetting("address", f"{address!r} is no vendor and product such as 04b8:0e15") from why


def _serial(address: str) -> SerialLine:
    """Read "COM3" or "/dev/ttyUSB0@19200", the speed in baud behind the @."""
    port, at, baud = address.partition("@")
    number = _number(baud) if at else DEFAULT_BAUD
    if not port or number <= 0:
        raise WrongSetting("address", f"{address!r} is no port such as COM3 or /dev/ttyUSB0@19200")
    return SerialLine(port, number)


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() else 0


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
    "open_printer",
]
