"""A printer that the computer itself knows: CUPS by `lp`, Windows by SumatraPDF, which prints PDF without a window.

Windows has no command of its own that prints a PDF; SumatraPDF.exe stands on the PATH or beside the product.
"""

import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from hall.printing.printer import Draw, Job, NotPrinted, PerhapsPrinted, PrinterState, PrinterStatus

COMMAND_S = 15
SPOOLED_S = 20.0
"""How long a job may stay in the system's own queue before it counts as uncertain."""
LOOK_S = 0.5


class SystemPrinter:
    """Prints PDF files on the system's printer called `name`."""

    def __init__(self, name: str, load: Callable[[], Draw], *, windows: bool = os.name == "nt") -> None:
        self.name = name
        self.load = load
        self.windows = windows
        self._draw: Draw | None = None

    def prepare(self) -> None:
        """Load what draws."""
        self._drawer()

    def print(self, job: Job, handing_over: Callable[[], None]) -> PrinterStatus:
        """See Printer.print."""
        data = self._drawer()(job.slip)
        with tempfile.TemporaryDirectory(prefix="hallcall-") as folder:
            file = Path(folder) / "paper.pdf"
            file.write_bytes(data)
            if self.windows:
                self._print_windows(file, handing_over)
            else:
                self._print_cups(file, job.slip.title, handing_over)
        return PrinterStatus(PrinterState.OK)

    def status(self) -> PrinterStatus:
        """Ask CUPS; Windows tells nothing that could be relied on."""
        if self.windows:
            return PrinterStatus(PrinterState.UNKNOWN, "Windows does not tell")
        try:
            told = _run(["lpstat", "-p", self.name])
        except _CommandFailed as why:
            return PrinterStatus(PrinterState.OFFLINE, str(why))
        if "disabled" in told:
            return PrinterStatus(PrinterState.OFFLINE, " ".join(told.split()))
        if "idle" in told or "now printing" in told:
            return PrinterStatus(PrinterState.OK)
        return PrinterStatus(PrinterState.UNKNOWN, " ".join(told.split()))

    def _print_cups(self, file: Path, title: str, handing_over: Callable[[], None]) -> None:
        before = self.status()
        if before.state is PrinterState.OFFLINE:
            raise NotPrinted(before)
        handing_over()
        try:
            told = _run(["lp", "-d", self.name, "-t", title, "--", str(file)])
        except _CommandFailed as why:
            raise _not_handed_over(why) from why
        spooled = told.split()[3] if told.startswith("request id is") else ""
        self._await_spooler(spooled)

    def _await_spooler(self, spooled: str) -> None:
        """Wait until CUPS has done with the job. Raises PerhapsPrinted when it has not, or cannot tell."""
        until = time.monotonic() + SPOOLED_S
        while spooled and time.monotonic() < until:
            try:
                waiting = _run(["lpstat", "-o", self.name]).split()
            except _CommandFailed as why:
                raise PerhapsPrinted(PrinterStatus(PrinterState.UNKNOWN, str(why))) from why
            if spooled not in waiting:
                return
            after = self.status()
            if after.state is PrinterState.OFFLINE:
                raise PerhapsPrinted(after)
            time.sleep(LOOK_S)
        raise PerhapsPrinted(PrinterStatus(PrinterState.UNKNOWN, "still in the system's queue"))

    def _print_windows(self, file: Path, handing_over: Callable[[], None]) -> None:
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
