"""A sign without a sign: takes its protocol's frames over TCP, answers, and draws what it would show.

For trying the product out and for its tests:

    python -m hall.signs.virtual --protocol assets/signs/modbus.toml --port 4001 --picture sign.png
"""

import argparse
import socket
import threading
from pathlib import Path
from typing import Final, Self

from PIL import Image, ImageDraw, ImageFont

from hall.signs.files import read
from hall.signs.frame import Protocol
from hall.signs.reading import Broken, Received, received

FONT: Final = Path(__file__).resolve().parents[2] / "assets" / "fonts" / "NotoSansSC-Bold.ttf"
ROWS: Final = 24
"""Dots from top to bottom; a letter is half as wide, a Chinese character as wide."""
DOT: Final = 6
"""Pixels to a dot, with the dark between."""
LIT, DARK = (255, 138, 20), (38, 30, 24)
AT_ONCE: Final = 4096
LOOK_S: Final = 0.05
HUNG_S: Final = 5.0


class VirtualSign:
    """Listens until closed; a context manager."""

    def __init__(self, protocol: Protocol, port: int = 0, picture: Path | None = None, number: int = 1) -> None:
        """Port 0 takes a free one, see `port`; each line shown is drawn into `picture`. Raises OSError."""
        self.shown: list[str] = []
        """What was shown, in order."""
        self.broken: list[str] = []
        """Why frames were not understood."""
        self.changed = threading.Condition()
        self._protocol, self._picture, self._number = protocol, picture, number
        self._closing = False
        self._listener = socket.create_server(("127.0.0.1", port))
        self._listener.settimeout(LOOK_S)
        self.port: int = self._listener.getsockname()[1]
        self._thread = threading.Thread(target=self._serve, name="virtual-sign", daemon=True)
        self._thread.start()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Pull the plug."""
        self._closing = True
        self._thread.join()
        self._listener.close()

    def _serve(self) -> None:
        while not self._closing:
            try:
                line, _ = self._listener.accept()
            except TimeoutError:
                continue
            with line:
                line.settimeout(HUNG_S)
                self._listen(line)

    def _listen(self, line: socket.socket) -> None:
        data = b""
        while True:
            try:
                heard = line.recv(AT_ONCE)
            except OSError:
                return
            data += heard
            try:
                frame = received(self._protocol, data)
            except Broken as why:
                with self.changed:
                    self.broken.append(str(why))
                return
            if frame is not None:
                data = data[frame.size :]
                self._take(frame)
                if self._protocol.answers:
                    line.sendall(b"\x06")
            if not heard:
                return

    def _take(self, frame: Received) -> None:
        if frame.number != self._number:
            return  # another sign's on the same line
        if self._picture is not None:
            drawn(frame.text, self._protocol.columns).save(self._picture)
        with self.changed:
            self.shown.append(frame.text)
            self.changed.notify_all()


def drawn(text: str, columns: int) -> Image.Image:
    """Return the sign's picture with `text` in its middle, dot by dot."""
    dots = Image.new("1", (columns * ROWS // 2, ROWS))
    pen = ImageDraw.Draw(dots)
    pen.text((dots.width / 2, ROWS / 2 - 1), text, 1, ImageFont.truetype(FONT, ROWS - 3), "mm")
    board = Image.new("RGB", ((dots.width + 2) * DOT, (ROWS + 2) * DOT))
    lamp = ImageDraw.Draw(board)
    for x in range(dots.width):
        for y in range(ROWS):
            left, top = (x + 1) * DOT, (y + 1) * DOT
            lamp.ellipse((left, top, left + DOT - 2, top + DOT - 2), LIT if dots.getpixel((x, y)) else DARK)
    return board


def main() -> None:
    """Show what is sent until interrupted."""
    parser = argparse.ArgumentParser(prog="python -m hall.signs.virtual", description=__doc__)
    parser.add_argument("--protocol", type=Path, required=True, help="the protocol's file")
    parser.add_argument("--port", type=int, default=4001)
    parser.add_argument("--number", type=int, default=1, help="the sign's own number")
    parser.add_argument("--picture", type=Path, default=Path("sign.png"))
    given = parser.parse_args()
    with VirtualSign(read(given.protocol), given.port, given.picture, given.number) as sign:
        while True:
            with sign.changed:
                sign.changed.wait()
                print(sign.shown[-1], flush=True)  # noqa: T201 - a command speaks by printing


if __name__ == "__main__":
    main()
