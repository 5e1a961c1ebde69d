"""A printer without a printer: takes ESC/POS over TCP, answers as one does, and keeps the papers as PNG pictures.

For trying the product out, for its demonstration and for its tests:

    python -m hall.printing.virtual --port 9100 --folder papers [--automatic]

Typing a state (ok, paper_low, paper_out, cover_open, offline, silent, garbage) changes how it behaves.
"""

import argparse
import socket
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Self

from PIL import Image

from hall.printing.virtual_paper import Paper
from hall.printing.virtual_status import NONSENSE, STANDS_STILL, Mood, answer, automatic, report

BUFFER = 4096
"""Bytes a printer takes in while it cannot print."""
APART_S = 0.002
"""Between the pieces of what it says, long enough that each is heard by itself."""

__all__ = ["Mood", "VirtualPrinter"]


class VirtualPrinter:
    """Listens until closed; a context manager. What it shall do next is set on it at any time."""

    def __init__(self, port: int = 0, folder: Path | None = None, width: int = 576, host: str = "127.0.0.1") -> None:
        """Port 0 takes a free one, see `port`. Papers go to `folder` and to `papers`. Raises OSError."""
        self.mood = Mood.OK
        self.rows_left: int | None = None
        """When so many rows are printed, the paper is out."""
        self.row_s = 0.0
        """Seconds to print a row; 150 mm/s are 0.0008."""
        self.hang_up_after: int | None = None
        """Cuts the connection after so many bytes of one job."""
        self.automatic = False
        """Says how it is unasked, on connecting and at every change (ASB)."""
        self.pieces: tuple[int, ...] = ()
        """What it says comes in pieces of so many bytes, the last size for all that follow; empty: in one."""
        self.papers: list[Image.Image] = []
        self.connections = 0
        self.resets = 0
        """Connections that the other side closed over what it had not read."""
        self.changed = threading.Condition()
        self._folder = folder
        self._paper = Paper(width, self._cut, lambda: self._say(report(self.mood)))
        self._line: socket.socket | None = None
        self._saying = threading.Lock()
        self._tail = b""
        self._closing = False
        self._listener = socket.create_server((host, port))
        self._listener.settimeout(0.05)
        self._listener.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, BUFFER)  # a printer's memory is small
        self.port: int = self._listener.getsockname()[1]
        self._thread = threading.Thread(target=self._serve, name="virtual-printer", daemon=True)
        self._thread.start()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Pull the plug."""
        self._closing = True
        self._listener.close()
        self._thread.join()

    def set(self, mood: Mood) -> None:
        """Change how it behaves, also in the middle of a paper."""
        with self.changed:
            self.mood = mood
            self.changed.notify_all()
        if self.automatic:
            self._say(automatic(mood))

    def wait_for_papers(self, number: int, within_s: float = 120) -> list[Image.Image]:
        """Return the papers as soon as there are `number`. Raises TimeoutError."""
        with self.changed:
            if not self.changed.wait_for(lambda: len(self.papers) >= number, within_s):
                raise TimeoutError(f"{len(self.papers)} papers instead of {number} after {within_s} s")
            return list(self.papers)

    def _serve(self) -> None:
        """Serve one connection after the other, as most printers do."""
        while not self._closing:
            try:
                line, _ = self._listener.accept()
            except TimeoutError:
                continue
            except OSError:
                return
            with line:
                self._converse(line)

    def _converse(self, line: socket.socket) -> None:
        """Take in and print until the other side leaves. What it left unfinished stays: printers do not forget."""
        self.connections += 1
        self._line = line
        self._tail = b""
        line.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        if self.automatic:
            self._say(automatic(self.mood))
        taken = 0
        while not self._closing:
            busy = self._step()
            line.settimeout(0 if busy else 0.01)
            if (busy or self.mood in STANDS_STILL) and len(self._paper) >= BUFFER:
                question = _urgent(line)
                if question is None or line.getsockopt(socket.SOL_SOCKET, socket.SO_ERROR):
                    return
                self._answer(question)
                if not busy and not question:
                    time.sleep(0.01)
                continue
            try:
                data = _receive(line)
            except ConnectionResetError:
                self.resets += 1
                return
            if data is None:
                self._print_on()
                return
            taken += len(data)
            if self.hang_up_after is not None and taken > self.hang_up_after:
                self.hang_up_after = None
                return
            self._paper.feed(data)
            self._answer(data)

    def _print_on(self) -> None:
        """Print what is there when nobody is left to talk with."""
        while not self._closing and self._step():
            pass

    def _step(self) -> bool:
        """Do the next command; False when there is none, or the printer stands still."""
        if self.mood in STANDS_STILL:
            return False
        rows = self._paper.step()
        if rows is None:
            return False
        if self.row_s:
            time.sleep(self.row_s * rows)
        left = self.rows_left  # which may be set anew at any time
        if left is not None:
            self.rows_left = left - rows if left > rows else None
            if left <= rows:
                self.set(Mood.PAPER_OUT)
        return True

    def _answer(self, data: bytes) -> None:
        """Answer status questions at once, wherever in the stream they stand, as printers do."""
        stream = self._tail + data
        self._tail = stream[-2:]
        at = stream.find(b"\x10\x04")
        while at >= 0 and at + 2 < len(stream):
            self._say(answer(stream[at + 2], self.mood))
            at = stream.find(b"\x10\x04", at + 1)

    def _say(self, words: bytes) -> None:
        line = self._line
        if self.mood is Mood.SILENT or line is None or not words:
            return
        words = NONSENSE if self.mood is Mood.GARBAGE else words
        with self._saying, suppress(OSError):  # perhaps nobody listens any more
            for piece in _cut_up(words, self.pieces):
                line.sendall(piece)
                if self.pieces:
                    time.sleep(APART_S)

    def _cut(self, paper: Image.Image) -> None:
        with self.changed:
            self.papers.append(paper)
            if self._folder is not None:
                self._folder.mkdir(parents=True, exist_ok=True)
                paper.save(self._folder / f"{time.strftime('%H%M%S')}-{len(self.papers):04}.png")
            self.changed.notify_all()


def _urgent(line: socket.socket) -> bytes | None:
    """Return the status question that is next on `line`, if one is; None when the other side is gone.

    A printer with full memory hears nothing else.
    """
    try:
        ahead = line.recv(2, socket.MSG_PEEK)
        if ahead == b"\x10\x04":
            return line.recv(3)
    except (TimeoutError, BlockingIOError):
        return b""
    except OSError:
        return None
    return b"" if ahead else None


def _receive(line: socket.socket) -> bytes | None:
    """Return what has come, b"" when nothing has, None when the other side is gone. Raises ConnectionResetError."""
    try:
        return line.recv(1024) or None
    except (TimeoutError, BlockingIOError):
        return b""
    except ConnectionResetError:
        raise
    except OSError:
        return None


def _cut_up(words: bytes, sizes: tuple[int, ...]) -> Iterator[bytes]:
    """Yield `words` in pieces of these sizes, the last for all that follow."""
    size = len(words)
    wanted = iter(sizes)
    while words:
        size = next(wanted, size)
        yield words[:size]
        words = words[size:]


def main() -> None:
    """Run from the command line until Ctrl+C."""
    parser = argparse.ArgumentParser(description="A printer without a printer: ESC/POS over TCP into PNG pictures.")
    parser.add_argument("--port", type=int, default=9100)
    parser.add_argument("--folder", type=Path, default=Path("papers"))
    parser.add_argument("--width-mm", type=int, choices=(80, 58), default=80)
    parser.add_argument("--automatic", action="store_true", help="say unasked how it is, as many printers do")
    chosen = parser.parse_args()
    width = {80: 576, 58: 384}[chosen.width_mm]
    with VirtualPrinter(chosen.port, chosen.folder, width) as printer:
        printer.automatic = chosen.automatic
        sys.stdout.write(f"virtual printer on port {printer.port}, papers in {chosen.folder}\n")
        sys.stdout.flush()
        try:
            _obey(printer)
            threading.Event().wait()
        except KeyboardInterrupt:
            return


def _obey(printer: VirtualPrinter) -> None:
    """Take on what is typed."""
    for line in sys.stdin:
        try:
            printer.set(Mood(line.strip()))
        except ValueError:
            sys.stdout.write(f"one of: {', '.join(Mood)}\n")
            sys.stdout.flush()


if __name__ == "__main__":
    main()
