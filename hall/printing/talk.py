"""Talking with an ESC/POS printer: asking how it is, and hearing that it has finished.

No answer is never taken for a good one: a printer that keeps silent or talks nonsense is UNKNOWN.
"""

from collections.abc import Callable
from typing import Protocol

from hall.printing.printer import PrinterState, PrinterStatus

HOW_IS_PRINTER = b"\x10\x04\x01"
WHY_OFFLINE = b"\x10\x04\x02"
HOW_IS_PAPER = b"\x10\x04\x04"
TELL_WHEN_HERE = b"\x1dr\x01"
"""Unlike the others it waits its turn behind what is still to be printed, so its answer says that all is done."""
ANSWER_S = 1.0

SILENT = PrinterStatus(PrinterState.UNKNOWN, "the printer does not answer")
NONSENSE = PrinterStatus(PrinterState.UNKNOWN, "the printer's answers make no sense")


class Line(Protocol):
    """A connection to a printer. Everything may raise OSError."""

    def open(self) -> None:
        """Connect."""

    def write(self, data: bytes) -> None:
        """Hand all of `data` over, or raise."""

    def read(self, within_s: float) -> bytes:
        """Return what arrives first, b"" when nothing does in time. Raises OSError when the line is gone."""

    def close(self) -> None:
        """Disconnect; raises nothing."""


class _Unclear(Exception):  # noqa: N818 - says what is
    """No answer, or none that makes sense."""

    def __init__(self, status: PrinterStatus) -> None:
        super().__init__(status.detail)
        self.status = status


class Talk:
    """The answers on one open line."""

    def __init__(self, line: Line, now: Callable[[], float]) -> None:
        self.line = line
        self.now = now
        self._finished = False

    def status(self) -> PrinterStatus:
        """Ask how the printer is. Raises OSError when the line breaks."""
        offline = 0
        try:
            offline = self._ask(HOW_IS_PRINTER) & 0x08
            reason = self._ask(WHY_OFFLINE) if offline else 0
            paper = self._ask(HOW_IS_PAPER)
        except _Unclear as why:
            return PrinterStatus(PrinterState.OFFLINE, "it does not say why") if offline else why.status
        found = (
            (reason & 0x04, PrinterState.COVER_OPEN, ""),
            (reason & 0x20 or paper & 0x60, PrinterState.PAPER_OUT, ""),
            (offline, PrinterState.OFFLINE, "error" if reason & 0x40 else "switched offline"),
            (paper & 0x0C, PrinterState.PAPER_LOW, ""),
        )
        return next(
            (PrinterStatus(state, detail) for hit, state, detail in found if hit), PrinterStatus(PrinterState.OK)
        )

    def finished(self, within_s: float) -> PrinterStatus | None:
        """Wait until all that was sent is printed: None; else return how the printer is.

        Raises OSError when the line breaks.
        """
        until = self.now() + within_s
        self.line.write(TELL_WHEN_HERE)
        while True:
            self._listen(ANSWER_S)
            status = None if self._finished else self.status()
            if status is None or self._finished:
                return None
            if status.state not in {PrinterState.OK, PrinterState.PAPER_LOW} or self.now() >= until:
                return status

    def _ask(self, question: bytes) -> int:
        """Return the answer's bits. Raises _Unclear."""
        self.line.write(question)
        until = self.now() + ANSWER_S
        while (left := until - self.now()) > 0:
            answers = self._listen(left)
            if answers is None:
                raise _Unclear(NONSENSE)
            if answers:
                return answers[-1]
        raise _Unclear(SILENT)

    def _listen(self, within_s: float) -> list[int] | None:
        """Return the status bytes that arrive, taking note of "all printed"; None for what no printer says."""
        heard = self.line.read(within_s)
        answers = [byte for byte in heard if byte & 0x93 == 0x12]
        reports = [byte for byte in heard if byte & 0x90 == 0]
        if len(answers) + len(reports) != len(heard):
            return None
        self._finished = self._finished or bool(reports)
        return answers
