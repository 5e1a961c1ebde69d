"""An ESC/POS printer on any line."""

import time
from collections.abc import Callable

from hall.printing.printer import CAN_PRINT, Draw, Job, NotPrinted, PerhapsPrinted, PrinterState, PrinterStatus
from hall.printing.talk import Line, Talk

FINISH_S = 10.0
"""How long a printer that answers may take from the last byte to the end of the paper."""
_WELL = frozenset({PrinterState.OK, PrinterState.PAPER_LOW})


class RollPrinter:
    """Prints slips as pictures, asks before and listens after."""

    def __init__(
        self,
        line: Line,
        load: Callable[[], Draw],
        longest_band: int,
        *,
        finish_s: float = FINISH_S,
        now: Callable[[], float] = time.monotonic,
    ) -> None:
        """`load` brings in what draws, when first needed; `longest_band`: see Sheet."""
        self.line = line
        self.load = load
        self.longest_band = longest_band
        self.finish_s = finish_s
        self.now = now
        self._draw: Draw | None = None
        self._broken_off = False
        self._tells_end = True

    def prepare(self) -> None:
        """See Printer.prepare."""
        self._drawer()

    def print(self, job: Job, handing_over: Callable[[], None]) -> PrinterStatus:
        """See Printer.print."""
        data = self._drawer()(job.slip)
        try:
            before = self._greet()
            if before.state not in CAN_PRINT:
                raise NotPrinted(before)
            handing_over()
            self._hand_over(data)
            self._await_end(before)
        finally:
            self.line.close()
        return before

    def status(self) -> PrinterStatus:
        """See Printer.status."""
        try:
            return self._greet()
        except NotPrinted as fault:
            return fault.status
        finally:
            self.line.close()

    def _greet(self) -> PrinterStatus:
        """Connect and ask how the printer is."""
        try:
            self.line.open()
            return Talk(self.line, self.now).status()
        except OSError as why:
            raise NotPrinted(_gone(why)) from why

    def _hand_over(self, data: bytes) -> None:
        """Send the job. The cut comes last: a printer that did not get all of it has not finished the paper."""
        if self._broken_off:
            # the printer may still be waiting for the rest of a band: fill it up; outside a band zeros mean nothing
            data = bytes(self.longest_band) + data
        self._broken_off = True
        try:
            self.line.write(data)
        except OSError as why:
            self.line.close()
            now = self.status()
            raise NotPrinted(now if now.state not in CAN_PRINT else _gone(why)) from why
        self._broken_off = False

    def _await_end(self, before: PrinterStatus) -> None:
        if before.state not in _WELL or not self._tells_end:
            raise PerhapsPrinted(before)
        try:
            after = Talk(self.line, self.now).finished(self.finish_s)
        except OSError as why:
            raise PerhapsPrinted(_gone(why)) from why
        if after is None:
            return
        # one that is well and yet does not tell never will: later jobs need not wait for it
        self._tells_end = after.state not in _WELL
        raise PerhapsPrinted(after)

    def _drawer(self) -> Draw:
        if self._draw is None:
            self._draw = self.load()
        return self._draw


def _gone(why: OSError) -> PrinterStatus:
    return PrinterStatus(PrinterState.OFFLINE, str(why) or type(why).__name__)
