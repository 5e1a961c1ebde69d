"""What an ESC/POS printer does with the bytes it gets: pictures on paper, cuts, answers."""

from collections.abc import Callable

from PIL import Image

from hall.printing.virtual_text import FEED_LINE, Typewriter

WHITE = 255
_PREFIXES = b"\x1b\x1c\x1d\x10"
_PLAIN = {
    b"\x10\x04": 1,
    b"\x1b@": 0,
    b"\x1ba": 1,
    b"\x1bd": 1,
    b"\x1bE": 1,
    b"\x1bJ": 1,
    b"\x1c&": 0,
    b"\x1d!": 1,
    b"\x1dr": 1,
}


class Paper:
    """Reads a printer's bytes: pictures, its own characters and codes."""

    def __init__(self, width: int, cut: Callable[[Image.Image], None], answer: Callable[[], None]) -> None:
        """`cut` gets each finished paper; `answer` is called where the printer is asked whether it got so far."""
        self.width = width
        self.cut = cut
        self.answer = answer
        self.unknown = 0
        """Bytes that mean nothing here."""
        self._bytes = bytearray()
        self._strips: list[Image.Image] = []
        self._rows = 0
        self._text = Typewriter(width)

    def __len__(self) -> int:
        """How many bytes are taken in and not done yet."""
        return len(self._bytes)

    def feed(self, data: bytes) -> None:
        """Take in `data` without doing anything yet."""
        self._bytes += data

    def step(self) -> int | None:
        """Do the next command and return how many rows it printed; None when more bytes are needed."""
        data = self._bytes
        if not data or (len(data) < 2 and data[0] in _PREFIXES):
            return None
        if data.startswith(b"\x1dv0"):
            return self._raster()
        if data.startswith(b"\x1dV"):
            return self._cut()
        if data.startswith(b"\x1d(k"):
            return self._code()
        if data[0] >= 0x20:
            return self._letters()
        length = _PLAIN.get(bytes(data[:2]))
        if length is None:
            return self._single(data[0])
        if len(data) < 2 + length:
            return None
        command, argument = bytes(data[:2]), data[2] if length else 0
        del data[: 2 + length]
        return self._do(command, argument)

    def _do(self, command: bytes, argument: int) -> int:
        if command == b"\x1b@":
            self._text = Typewriter(self.width)
        elif command in {b"\x1ba", b"\x1bE", b"\x1d!"}:
            self._text.set(command, argument)
        elif command == b"\x1dr":
            self.answer()
        elif command == b"\x1bd":
            return self._feed_rows(argument * FEED_LINE)
        elif command == b"\x1bJ":
            return self._feed_rows(argument)
        return 0

    def _single(self, byte: int) -> int:
        if byte == 0:
            del self._bytes[: len(self._bytes) - len(self._bytes.lstrip(b"\0"))]
            return 0
        del self._bytes[:1]
        if byte == 0x0A:
            return self._put(self._text.line())
        self.unknown += 1
        return 0

    def _letters(self) -> int | None:
        """Take in letters up to the next command."""
        end = next((at for at, byte in enumerate(self._bytes) if byte < 0x20), None)
        if end is None:
            return None
        self._text.write(bytes(self._bytes[:end]))
        del self._bytes[:end]
        return 0

    def _code(self) -> int | None:
        data = self._bytes
        end = 5 + int.from_bytes(data[3:5], "little")
        if len(data) < 5 or len(data) < end:
            return None
        said = bytes(data[5:end])
        del data[:end]
        picture = self._text.code(said)
        return 0 if picture is None else self._put(picture)

    def _put(self, strip: Image.Image) -> int:
        self._strips.append(strip)
        self._rows += strip.height
        return strip.height

    def _raster(self) -> int | None:
        data = self._bytes
        if len(data) < 8:
            return None
        row_bytes, rows = int.from_bytes(data[4:6], "little"), int.from_bytes(data[6:8], "little")
        end = 8 + row_bytes * rows
        if len(data) < end:
            return None
        if row_bytes and rows:
            strip = Image.frombytes("1", (row_bytes * 8, rows), bytes(b ^ 0xFF for b in data[8:end]))
            self._put(strip.crop((0, 0, min(strip.width, self.width), rows)))
        del data[:end]
        return rows

    def _cut(self) -> int | None:
        if len(self._bytes) < 3:
            return None
        length = 4 if self._bytes[2] in {65, 66} else 3
        if len(self._bytes) < length:
            return None
        del self._bytes[:length]
        if self._rows:
            self.cut(self.picture())
        self._strips.clear()
        self._rows = 0
        return 0

    def _feed_rows(self, rows: int) -> int:
        return self._put(Image.new("1", (self.width, rows), WHITE)) if rows else 0

    def picture(self) -> Image.Image:
        """Return what is on the paper since the last cut."""
        sheet = Image.new("1", (self.width, max(1, self._rows)), WHITE)
        top = 0
        for strip in self._strips:
            sheet.paste(strip, (0, top))
            top += strip.height
        return sheet
