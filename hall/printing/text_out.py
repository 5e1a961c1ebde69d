"""A slip as an ESC/POS printer's own characters and its own QR code: a fiftieth of the bytes of a picture.

For slow lines and printers that have Chinese characters of their own (GB 18030). What such a printer may lack, beyond
GBK, is sent as a picture of its block.
"""

from pathlib import Path

from hall.paper.blocks import Block, QrCode, Slip
from hall.printing.breaking import clean
from hall.printing.columns import Code, Line, lines_of
from hall.printing.escpos_out import bands
from hall.printing.library import escpos
from hall.printing.raster import Raster
from hall.printing.sheet import Sheet

COLUMN = 12
"""Dots of a Latin letter; a Chinese character has twice as many."""
MODULE = 5
"""Dots of a QR code's module."""
MOST_URL = 1000
"""Bytes; a longer address makes a code that small printers do not draw."""
_NEAR = str.maketrans({"•": "·", "\u00a0": " "})
"""What GBK lacks and has something alike for."""
CHINESE = b"\x1c&"
"""Bytes of two are characters from here on."""


class TextEncoder:
    """Turns slips into bytes for one kind of roll. One thread at a time."""

    def __init__(self, sheet: Sheet, fonts: Path) -> None:
        self.columns = sheet.width // COLUMN
        self.raster = Raster(sheet, fonts)
        escpos("printer")  # the slow part, now and not at the first ticket

    def encode(self, slip: Slip) -> bytes:
        """Return the whole job. Raises ValueError when the slip's address is too long for a QR code."""
        dummy = escpos("printer").Dummy()
        dummy.hw("INIT")
        send = dummy._raw  # noqa: SLF001 - python-escpos's way to send what it has no word for
        send(CHINESE)
        for block in slip.blocks:
            send(self._block(block))
        dummy.cut(mode="PART")
        output: bytes = dummy.output
        return output

    def _block(self, block: Block) -> bytes:
        if not isinstance(block, QrCode) and not _has_all(Slip("", (block,))):
            return b"\x1ba\x00" + b"".join(bands(self.raster.draw(Slip("", (block,)))))
        return b"".join(
            _code(part.url) if isinstance(part, Code) else _line(part) for part in lines_of(block, self.columns)
        )


def _has_all(slip: Slip) -> bool:
    """Return whether printers have every character of `slip` themselves."""
    try:
        clean("".join(slip.texts())).translate(_NEAR).encode("gbk")
    except UnicodeEncodeError:
        return False
    return True


def _line(line: Line) -> bytes:
    size = bytes([(line.scale - 1) << 4 | (line.scale - 1)])
    return b"".join(
        (
            b"\x1ba" + (b"\x01" if line.centred else b"\x00"),
            b"\x1bE" + (b"\x01" if line.bold else b"\x00"),
            b"\x1d!" + size,
            line.text.translate(_NEAR).encode("gb18030", "replace"),
            b"\n",
        )
    )


def _code(url: str) -> bytes:
    """Return the commands that draw `url` as a QR code of model 2 with medium correction."""
    data = url.encode()
    if len(data) > MOST_URL:
        raise ValueError(f"an address of {len(url)} characters is too long for a QR code")
    return b"\x1ba\x01" + b"".join(
        b"\x1d(k" + len(said).to_bytes(2, "little") + said
        for said in (b"1A2\x00", b"1C" + bytes([MODULE]), b"1E1", b"1P0" + data, b"1Q0")
    )
