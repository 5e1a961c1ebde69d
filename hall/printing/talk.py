"""Talking with an ESC/POS printer: asking how it is, and hearing that it has finished.

No answer is never taken for a good one: a printer that keeps silent or talks nonsense is UNKNOWN.
"""

from collections.abc import Callable
from typing import NamedTuple, Protocol

from hall.printing.frames import Frames
from hall.printing.printer import PrinterState, PrinterStatus

HOW_IS_PRINTER = b"\x10\x04\x01"
WHY_OFFLINE = b"\x10\x04\x02"
HOW_IS_PAPER = b"\x10\x04\x04"
TELL_WHEN_HERE = b"\x1dr\x01"
"""Unlike the others it waits its turn behind what is still to be printed, so its report says that all is done."""
PAPER_IS_OUT = 0x0C
"""These bits of a report say that the paper ended on the way."""
ANSWER_S = 1.0

SILENT = PrinterStatus(PrinterState.UNKNOWN, "the printer does not answer")
NONSENSE = PrinterStatus(PrinterState.UNKNOWN, "the printer's answers make no sense")
WELL = frozenset({PrinterState.OK, PrinterState.PAPER_LOW})


class Line(Protocol):
    """A connection to a printer. Everything may raise OSError."""

    def open(self) -> None:
        """Connect."""

    def write(self, data: bytes) -> None:
        """Hand all of `data` over, or raise."""

    def read(self, within_s: float) -> bytes:
        """Return what arrives first, b"" when nothing does in time. Raises OSError when the line is gone."""

    def close(self) -> None:
        """Disconnect, when what was handed over is through; raises nothing."""

    def abort(self) -> None:
        """Disconnect and throw away what did not get through; raises nothing."""


class Stalled(OSError):  # noqa: N818 - says what is
    """The printer has stood still for so long that the line is full."""


class _Unclear(Exception):  # noqa: N818 - says what is
    """No answer, or none that makes sense."""

    def __init__(self, status: PrinterStatus) -> None:
        super().__init__(status.detail)
        self.status = status


class _Signs(NamedTuple):
    """What a printer's bits say, each 0 or not."""

    cover: int
    out: int
    low: int
    offline: int
    error: int

    def status(self) -> PrinterStatus:
        found = (
            (self.cover, PrinterState.COVER_OPEN, ""),
            (self.out, PrinterState.PAPER_OUT, ""),
            (self.offline, PrinterState.OFFLINE, "error" if self.error else "switched offline"),
            (self.low, PrinterState.PAPER_LOW, ""),
        )
        return next(
            (PrinterStatus(state, detail) for hit, state, detail in found if hit), PrinterStatus(PrinterState.OK)
        )


class Talk:
    """The conversation on one open line."""

    def __init__(self, line: Line, now: Callable[[], float]) -> None:
        self.line = line
        self.now = now
        self._heard = Frames()

    def status(self) -> PrinterStatus:
        """Ask how the printer is. Raises OSError when the line breaks."""
        offline = 0
        try:
            offline = self._ask(HOW_IS_PRINTER) & 0x08
            reason = self._ask(WHY_OFFLINE) if offline else 0
            paper = self._ask(HOW_IS_PAPER)
        except _Unclear as why:
            if offline:
                return PrinterStatus(PrinterState.OFFLINE, "it does not say why")
            return self._told_unasked() or why.status
        signs = _Signs(reason & 0x04, reason & 0x20 or paper & 0x60, paper & 0x0C, offline, reason & 0x40)
        return signs.status()

    def settle(self, within_s: float, quiet_s: float) -> bool:
        """Hear out what earlier connections have asked for, so that later reports are about what comes now.

        False when the printer reports nothing within `within_s`. Raises OSError when the line breaks.
        """
        self.line.write(TELL_WHEN_HERE)
        if not self._reported_within(within_s):
            return False
        while self._reported_within(quiet_s):
            pass
        return not self._heard.nonsense

    def ask_for_end(self) -> None:
        """Have the printer report when it has printed all that was sent.

        Raises Stalled when the line takes not even this, so that the end of what was sent before is still on our side;
        OSError when it breaks.
        """
        while heard := self.line.read(0):  # what came meanwhile is no report about the end
            self._heard.take(heard)
        self._heard.reports.clear()
        try:
            self.line.write(TELL_WHEN_HERE)
        except TimeoutError as why:
            raise Stalled(str(why)) from why

    def finished(self, within_s: float) -> PrinterStatus | None:
        """Wait for the report that was asked for, and return how the printer is then; None when it does not say.

        Raises NotTold with how it is when it has not reported in time; OSError when the line breaks before it did.
        """
        until = self.now() + within_s
        while not self._reported_within(ANSWER_S):
            status = self.status()
            if self._heard.reports:
                break
            if status.state not in WELL or self.now() >= until:
                raise NotTold(status)
        if self._heard.reports[0] & PAPER_IS_OUT:
            raise NotTold(PrinterStatus(PrinterState.PAPER_OUT))
        return self._after()

    def _after(self) -> PrinterStatus | None:
        """Return how the printer is once it has reported; a roll that ended may have ended before the last row."""
        try:
            after = self.status()
        except OSError:  # it has said what matters
            return None
        if after.state is PrinterState.PAPER_OUT or self._heard.nonsense:
            raise NotTold(after)
        return after

    def _told_unasked(self) -> PrinterStatus | None:
        """Return what the printer said of itself without being asked, if anything."""
        if not self._heard.automatic or self._heard.nonsense:
            return None
        printer, error, paper, _ = self._heard.automatic
        signs = _Signs(printer & 0x20, paper & 0x0C, paper & 0x03, printer & 0x08, error & 0x6C)
        return signs.status()

    def _ask(self, question: bytes) -> int:
        """Return the answer's bits. Raises _Unclear."""
        self._heard.answers.clear()
        self.line.write(question)
        until = self.now() + ANSWER_S
        while (left := until - self.now()) > 0:
            self._listen(left)
            if self._heard.nonsense:
                raise _Unclear(NONSENSE)
            if self._heard.answers:
                return self._heard.answers[-1]
        raise _Unclear(SILENT)

    def _reported_within(self, within_s: float) -> bool:
        """Wait for one more report."""
        known = len(self._heard.reports)
        until = self.now() + within_s
        while (left := until - self.now()) > 0 and len(self._heard.reports) == known and not self._heard.nonsense:
            self._listen(left)
        return len(self._heard.reports) > known

    def _listen(self, within_s: float) -> None:
        self._heard.take(self.line.read(within_s))


class NotTold(Exception):  # noqa: N818 - says what is
    """The printer has not said that it is done; `status` is how it is."""

    def __init__(self, status: PrinterStatus) -> None:
        super().__init__(f"{status.state}: {status.detail}")
        self.status = status
