"""An ESC/POS printer on any line."""

import time
from collections.abc import Callable

from hall.printing.printer import CAN_PRINT, Draw, Job, NotPrinted, PerhapsPrinted, PrinterState, PrinterStatus
from hall.printing.talk import SILENT, WELL, Line, NotTold, Stalled, Talk

FINISH_S = 10.0
"""How long a printer that answers may take from the last byte to the end of the paper."""
AGAIN, MOST_MISSES = 1.5, 7
"""A printer that did not report is asked again after 3 times FINISH_S, then 6, 12 … up to about half an hour."""
QUIET_S = 1.0
"""Reports that earlier papers asked for come no further apart: a printer holds no more than it prints in that time."""


class RollPrinter:
    """Prints slips, asks before and listens after. A paper counts as printed only when the printer has said so."""

    def __init__(
        self,
        line: Line,
        load: Callable[[], Draw],
        longest_band: int,
        *,
        finish_s: float = FINISH_S,
        quiet_s: float = QUIET_S,
        now: Callable[[], float] = time.monotonic,
    ) -> None:
        """`load` brings in what draws, when first needed; `longest_band`: see Sheet."""
        self.line = line
        self.load = load
        self.longest_band = longest_band
        self.finish_s = finish_s
        self.quiet_s = quiet_s
        self.now = now
        self._draw: Draw | None = None
        self._mid_band = True
        """The printer may still be waiting for the rest of a picture that broke off, in an earlier run too."""
        self._in_step = False
        """No report is still owed for an earlier paper, which could be taken for that of the next."""
        self._told = SILENT
        self._misses = 0
        """How often in a row it did not report although it was well; it is asked anew ever more seldom."""
        self._ask_from = now()

    def prepare(self) -> None:
        """See Printer.prepare."""
        self._drawer()

    def print(self, job: Job, handing_over: Callable[[], None]) -> PrinterStatus:
        """See Printer.print."""
        data = self._drawer()(job.slip)
        try:
            talk, before = self._greet()
            if before.state not in CAN_PRINT:
                raise NotPrinted(before)
            handing_over()
            self._hand_over(data)
            return self._await_end(talk, before)
        finally:
            self.line.close()

    def status(self) -> PrinterStatus:
        """See Printer.status."""
        try:
            return self._greet()[1]
        except NotPrinted as fault:
            return fault.status
        finally:
            self.line.close()

    def _greet(self) -> tuple[Talk, PrinterStatus]:
        """Connect and ask how the printer is; one that is well is brought in step first. Raises NotPrinted."""
        talk, status = self._ask()
        if status.state not in WELL or self._in_step or self.now() < self._ask_from:
            return talk, status
        try:
            self._fill_up()
            self._in_step = talk.settle(self.finish_s, self.quiet_s)
            status = talk.status()
        except OSError as why:
            raise NotPrinted(self._why_broken(why)) from why
        if status.state not in WELL:  # it came to a stop meanwhile, and hears nothing behind what it has not taken
            self.line.abort()
            self._mid_band = True
            return self._ask()
        self._misses = 0 if self._in_step else self._misses + 1
        if self._misses:
            self._ask_from = self.now() + self.finish_s * AGAIN * 2 ** min(self._misses, MOST_MISSES)
        return talk, status

    def _ask(self) -> tuple[Talk, PrinterStatus]:
        """Connect and ask how the printer is. Silence mends nothing: one that told of a fault still has it."""
        try:
            self.line.open()
            talk = Talk(self.line, self.now)
            status = talk.status()
        except OSError as why:
            self._out_of_step()
            raise NotPrinted(_gone(why)) from why
        if status == SILENT and self._told.state not in CAN_PRINT:
            status = self._told
        self._told = status
        if status.state not in WELL:
            self._out_of_step()
        return talk, status

    def _out_of_step(self) -> None:
        """Ask for a report before the next paper counts: whatever was, it may be another printer or have lost power."""
        self._in_step = False
        self._misses, self._ask_from = 0, self.now()

    def _hand_over(self, data: bytes) -> None:
        """Send the job. The cut comes last: a printer that did not get all of it has not finished the paper."""
        try:
            self._fill_up()
            self._mid_band = True
            self.line.write(data)
        except OSError as why:
            raise NotPrinted(self._why_broken(why)) from why
        self._mid_band = False

    def _fill_up(self) -> None:
        """Give a printer the rest of the band that it may still be waiting for; outside a band zeros mean nothing."""
        if self._mid_band:
            self.line.write(bytes(self.longest_band))
            self._mid_band = False

    def _why_broken(self, why: OSError) -> PrinterStatus:
        """Return how a printer is whose line broke: what was on its way is lost, perhaps within a band."""
        self.line.close()
        self._mid_band, self._in_step = True, False
        try:
            now = self._ask()[1]
        except NotPrinted as fault:
            now = fault.status
        return now if now.state not in CAN_PRINT else _gone(why)

    def _await_end(self, talk: Talk, before: PrinterStatus) -> PrinterStatus:
        """Return how the printer is when it has reported the end. Raises PerhapsPrinted, NotPrinted."""
        if before.state not in WELL or not self._in_step:
            raise PerhapsPrinted(before)
        self._in_step = False
        try:
            talk.ask_for_end()
            after = talk.finished(self.finish_s)
        except Stalled as why:  # the end of the paper was still on our side, and went with the line
            raise NotPrinted(self._why_broken(why)) from why
        except NotTold as why:
            self._told = why.status
            raise PerhapsPrinted(why.status) from why
        except OSError as why:
            raise PerhapsPrinted(self._why_broken(why)) from why
        self._in_step = True
        return after or before

    def _drawer(self) -> Draw:
        if self._draw is None:
            self._draw = self.load()
        return self._draw


def _gone(why: OSError) -> PrinterStatus:
    return PrinterStatus(PrinterState.OFFLINE, str(why) or type(why).__name__)
