"""A printer that the computer itself knows: CUPS by `lp`, Windows by SumatraPDF, which prints PDF without a window.

Windows has no command of its own that prints a PDF; SumatraPDF.exe stands on the PATH or beside the product.
"""

import os
import re
import shutil
import subprocess
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Never

from hall.printing.cups import Destination, read_destination, read_jobs, was_done
from hall.printing.printer import CAN_PRINT, Draw, Job, NotPrinted, PerhapsPrinted, PrinterState, PrinterStatus

COMMAND_S = 15
SPOOLED_S = 20.0
"""How long a job may stay in the system's own queue before it is cancelled."""
LOOK_S = 0.5
UNWELL_S = 5.0
"""How long with a printer that CUPS says cannot print: for a moment each is "connecting"."""
BELIEVED_S = 120.0
"""So long after a job got stuck the printer counts as gone, whatever CUPS says of it."""


class SystemPrinter:
    """Prints PDF files on the system's printer called `name`."""

    def __init__(self, name: str, load: Callable[[], Draw], *, windows: bool = os.name == "nt") -> None:
        self.name = name
        self.load = load
        self.windows = windows
        self._draw: Draw | None = None
        self._stuck = ""
        self._stuck_until = 0.0

    def prepare(self) -> None:
        """Load what draws."""
        self._drawer()

    def print(self, job: Job, handing_over: Callable[[], None]) -> PrinterStatus:
        """See Printer.print."""
        data = self._drawer()(job.slip)
        with tempfile.TemporaryDirectory(prefix="hallcall-") as folder:
            file = Path(folder) / "paper.pdf"
            file.write_bytes(data)
            if not self.windows:
                return self._print_cups(file, job.slip.title, handing_over)
            return self._print_windows(file, handing_over)

    def status(self) -> PrinterStatus:
        """Ask CUPS; Windows tells nothing that could be relied on.

        CUPS calls a printer idle that it could not reach: a while after a job got stuck that one is believed more.
        """
        if self.windows:
            return PrinterStatus(PrinterState.UNKNOWN, "Windows does not tell")
        told = self._asked().status()
        if told.state in CAN_PRINT and time.monotonic() < self._stuck_until:
            return PrinterStatus(PrinterState.OFFLINE, self._stuck)
        return told

    def _asked(self) -> Destination:
        try:
            return read_destination(_run(["lpstat", "-l", "-p", self.name, "-a", self.name]), self.name)
        except _CommandFailed as why:
            return Destination(str(why), "", "", ())

    def _print_cups(self, file: Path, title: str, handing_over: Callable[[], None]) -> PrinterStatus:
        before = self._asked().status()
        if before.state not in CAN_PRINT:
            raise NotPrinted(before)
        handing_over()
        try:
            told = _run(["lp", "-d", self.name, "-t", title, "--", str(file)])
        except _CommandFailed as why:
            raise _not_handed_over(why) from why
        spooled = re.match(r"request id is (\S+)", told)
        if spooled is None:
            raise PerhapsPrinted(PrinterStatus(PrinterState.UNKNOWN, f"lp said {' '.join(told.split())!r}"))
        try:
            return self._await_spooler(spooled[1], before)
        except _CommandFailed as why:
            raise PerhapsPrinted(PrinterStatus(PrinterState.UNKNOWN, str(why))) from why

    def _await_spooler(self, job: str, before: PrinterStatus) -> PrinterStatus:
        """Wait until CUPS has done with `job`; one that gets stuck is cancelled, so that it does not come out tomorrow.

        Raises NotPrinted when nothing of it has reached the printer, PerhapsPrinted, _CommandFailed.
        """
        well_at = begun = time.monotonic()
        while job in read_jobs(_run(["lpstat", "-l", "-o", self.name])):
            seen, now = self._asked(), time.monotonic()
            well_at = now if seen.status().state in CAN_PRINT else well_at
            if now - begun >= SPOOLED_S or now - well_at >= UNWELL_S:
                self._give_up(job, seen)
                break
            time.sleep(LOOK_S)
        ended = read_jobs(_run(["lpstat", "-l", "-W", "completed", "-o", self.name])).get(job)
        if ended is not None and was_done(ended):
            self._stuck_until = 0.0
            return before
        raise PerhapsPrinted(PrinterStatus(PrinterState.UNKNOWN, " ".join(ended or ["CUPS does not know the job"])))

    def _give_up(self, job: str, seen: Destination) -> None:
        """Cancel `job`. Raises NotPrinted or PerhapsPrinted, unless it was done at that moment."""
        status = seen.status()
        if status.state in CAN_PRINT:
            status = PrinterStatus(PrinterState.OFFLINE, seen.message or "the job stayed in the system's queue")
        try:
            _run(["cancel", job])
        except _CommandFailed:
            return  # done, or cancelled by somebody: what became of it is looked up
        self._stuck, self._stuck_until = status.detail, time.monotonic() + BELIEVED_S
        waited = seen.prints != job and bool(seen.stands) and self._asked().prints != job
        if seen.is_unreached or waited:
            raise NotPrinted(status)
        raise PerhapsPrinted(status)

    def _print_windows(self, file: Path, handing_over: Callable[[], None]) -> Never:
        """Windows' spooler takes the file; whether it came out on paper it does not say."""
        handing_over()
        try:
            _run(["SumatraPDF", "-print-to", self.name, "-print-settings", "noscale", "-silent", str(file)])
        except _CommandFailed as why:
            raise _not_handed_over(why) from why
        raise PerhapsPrinted(PrinterStatus(PrinterState.UNKNOWN, "handed to Windows, which does not tell the end"))

    def _drawer(self) -> Draw:
        if self._draw is None:
            self._draw = self.load()
        return self._draw


class _CommandFailed(Exception):  # noqa: N818 - says what is
    """A command could not be run, refused, or (`late`) did not come to an end."""

    def __init__(self, words: str, *, late: bool = False) -> None:
        super().__init__(words)
        self.late = late


def _not_handed_over(why: _CommandFailed) -> NotPrinted | PerhapsPrinted:
    """Tell a refusal from a command that may have done its work before it was stopped."""
    status = PrinterStatus(PrinterState.OFFLINE, str(why))
    return PerhapsPrinted(status) if why.late else NotPrinted(status)


def _run(command: Sequence[str]) -> str:
    """Return what `command` says. Raises _CommandFailed."""
    program = shutil.which(command[0])
    if program is None:
        raise _CommandFailed(f"{command[0]} is not installed on this computer")
    try:
        done = subprocess.run(  # noqa: S603 - the printer's name is an argument of its own, no shell reads it
            [program, *command[1:]],
            capture_output=True,
            timeout=COMMAND_S,
            check=False,
            text=True,
            encoding="utf-8",
            errors="replace",
            env={**os.environ, "LC_ALL": "C"},
        )
    except subprocess.TimeoutExpired as why:
        raise _CommandFailed(f"{command[0]} did not come to an end within {COMMAND_S} s", late=True) from why
    except OSError as why:
        raise _CommandFailed(f"{command[0]}: {why}") from why
    if done.returncode:
        raise _CommandFailed(f"{command[0]}: {' '.join(done.stderr.split()) or done.returncode}")
    return done.stdout
