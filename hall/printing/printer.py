"""What every printer can do and say, whatever it hangs on."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from hall.paper.blocks import Slip

Draw = Callable[[Slip], bytes]
"""Turns a slip into what a printer is sent. Raises ValueError when that cannot be."""


class PrinterState(StrEnum):
    """How a printer is, as far as it tells."""

    OK = "ok"
    PAPER_LOW = "paper_low"
    PAPER_OUT = "paper_out"
    COVER_OPEN = "cover_open"
    OFFLINE = "offline"
    UNKNOWN = "unknown"
    """It does not answer, or not sensibly: it may print all the same."""


CAN_PRINT = frozenset({PrinterState.OK, PrinterState.PAPER_LOW, PrinterState.UNKNOWN})
"""Worth handing a job to."""
NEEDS_STAFF = frozenset({PrinterState.PAPER_LOW, PrinterState.PAPER_OUT, PrinterState.COVER_OPEN, PrinterState.OFFLINE})
"""Somebody has to go there."""


@dataclass(frozen=True, slots=True)
class PrinterStatus:
    """A printer's state; `detail` in technical words for whoever repairs it."""

    state: PrinterState
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Job:
    """A slip to print once. The same `id` is the same paper: a reprint has another."""

    id: str
    slip: Slip


class PrinterFault(Exception):  # noqa: N818 - a fault is what it is
    """The printer did not do it; `status` says how it is."""

    def __init__(self, status: PrinterStatus) -> None:
        super().__init__(f"{status.state}: {status.detail}")
        self.status = status


class NotPrinted(PrinterFault):
    """The printer did not get the whole job: it may be tried again."""


class PerhapsPrinted(PrinterFault):
    """The printer got the whole job and nobody knows whether it is on paper: it must not be tried again."""


class Printer(Protocol):
    """One printer. One thread at a time."""

    def prepare(self) -> None:
        """Load what drawing needs, so that the first paper is as quick as the second."""

    def print(self, job: Job, handing_over: Callable[[], None]) -> PrinterStatus:
        """Print `job`; when it is on paper return how the printer is.

        `handing_over` is called just before the first byte leaves.

        Raises NotPrinted, PerhapsPrinted, or ValueError when the slip cannot be drawn.
        """

    def status(self) -> PrinterStatus:
        """Ask the printer how it is. Takes seconds at the worst; raises nothing."""
