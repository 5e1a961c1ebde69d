"""A slip as the bytes an ESC/POS printer understands: a picture in bands, and a cut."""

from pathlib import Path

from PIL import Image, ImageChops

from hall.paper.blocks import Slip
from hall.printing.library import escpos
from hall.printing.raster import Raster
from hall.printing.sheet import BAND, Sheet

STRIP = 8
"""Rows looked at together."""
ALIKE = 1
"""Bytes of difference for which a new command would cost as much as it saves."""
_HEARD_AT_ONCE = {b"\x10" + second: b"\x18" + second for second in (b"\x04", b"\x05", b"\x14")}
"""Dots that a printer takes for a command in real time wherever they stand, and what is sent instead: a dot more."""


class Encoder:
    """Turns slips into bytes for one kind of roll. One thread at a time."""

    def __init__(self, sheet: Sheet, fonts: Path) -> None:
        self.raster = Raster(sheet, fonts)
        escpos("printer")  # the slow part, now and not at the first ticket

    def encode(self, slip: Slip) -> bytes:
        """Return the whole job. Raises ValueError when the slip's address is too long for a QR code."""
        return to_escpos(self.raster.draw(slip))


def to_escpos(picture: Image.Image) -> bytes:
    """Return the commands that print `picture`, feed it past the knife and cut."""
    dummy = escpos("printer").Dummy()
    dummy.hw("INIT")
    # the library's own image() would send every band at full width, and takes 11 ms where this takes 1
    dummy._raw(b"".join(bands(picture)))  # noqa: SLF001 - its way to send what it has no word for
    dummy.cut(mode="PART")
    output: bytes = dummy.output
    return output


def bands(picture: Image.Image) -> list[bytes]:
    """Return the picture in raster commands, each only as wide as its ink: white to the right costs nothing."""
    ink = ImageChops.invert(picture)
    bands = []
    for top, bottom, width in _spans(ink):
        rows = ink.crop((0, top, width * 8, bottom)).tobytes()
        for heard, harmless in _HEARD_AT_ONCE.items():
            rows = rows.replace(heard, harmless)
        bands.append(b"\x1dv0\0" + width.to_bytes(2, "little") + (bottom - top).to_bytes(2, "little") + rows)
    return bands


def _spans(ink: Image.Image) -> list[tuple[int, int, int]]:
    """Return top, bottom and width in bytes of strips of about the same width."""
    spans: list[tuple[int, int, int]] = []
    for top in range(0, ink.height, STRIP):
        bottom = min(top + STRIP, ink.height)
        box = ink.crop((0, top, ink.width, bottom)).getbbox()
        width = max(1, -(-box[2] // 8)) if box else 1
        if spans and abs(spans[-1][2] - width) <= ALIKE and bottom - spans[-1][0] <= BAND:
            above = spans.pop()
            top, width = above[0], max(above[2], width)  # noqa: PLW2901 - the strip grows upwards
        spans.append((top, bottom, width))
    return spans
