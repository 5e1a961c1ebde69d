"""The characters and codes that the virtual printer draws itself, as a printer with a Chinese typeface does."""

from functools import cache
from pathlib import Path

import qrcode
from PIL import Image, ImageDraw, ImageFont

FEED_LINE = 30
"""Dots of an empty line, as printers have it after ESC @."""
CELL = 24
"""Dots of a Chinese character; a Latin letter is half as wide."""
WHITE, BLACK = 255, 0
_FONTS = Path(__file__).parents[2] / "assets" / "fonts"


class Typewriter:
    """Lines of text with the settings that commands make."""

    def __init__(self, width: int) -> None:
        self.width = width
        self._scale, self._bold, self._centred = 1, False, False
        self._pending = bytearray()
        self._module, self._stored = 3, b""

    def set(self, command: bytes, argument: int) -> None:
        """Take in ESC a, ESC E or GS !."""
        if command == b"\x1ba":
            self._centred = argument == 1
        elif command == b"\x1bE":
            self._bold = bool(argument & 1)
        else:
            self._scale = (argument >> 4) + 1

    def write(self, letters: bytes) -> None:
        """Take in letters of the present line."""
        self._pending += letters

    def line(self) -> Image.Image:
        """Return the line that ends here."""
        text = self._pending.decode("gb18030", "replace")
        self._pending.clear()
        size = CELL * self._scale
        picture = Image.new("L", (self.width, max(FEED_LINE, size + 6)), WHITE)
        draw = ImageDraw.Draw(picture)
        steps = [size // 2 if char.isascii() else size for char in text]
        x = (self.width - sum(steps)) // 2 if self._centred else 0
        for char, step in zip(text, steps, strict=True):
            draw.text((x, size - 2), char, fill=BLACK, font=_font(size, self._bold), anchor="ls")
            x += step
        return picture.convert("1")

    def code(self, said: bytes) -> Image.Image | None:
        """Take in one of the functions of GS ( k; return the code when it is to be printed."""
        function, rest = said[1:2], said[2:]
        if function == b"C":
            self._module = rest[0]
        elif function == b"P":
            self._stored = rest[1:]
        elif function == b"Q":
            return self._drawn()
        return None

    def _drawn(self) -> Image.Image:
        code = qrcode.QRCode(error_correction=qrcode.constants.ERROR_CORRECT_M, box_size=self._module, border=0)
        code.add_data(self._stored)
        code.make(fit=True)
        drawn = code.make_image().get_image().convert("1")
        strip = Image.new("1", (self.width, drawn.height + 8 * self._module), WHITE)
        strip.paste(drawn, ((self.width - drawn.width) // 2 if self._centred else 0, 4 * self._module))
        return strip


@cache
def _font(size: int, bold: bool) -> ImageFont.FreeTypeFont:  # noqa: FBT001 - a cache key
    file = _FONTS / f"NotoSansSC-{'Bold' if bold else 'Regular'}.ttf"
    return ImageFont.truetype(file, size, layout_engine=ImageFont.Layout.BASIC)
