"""What CUPS says of a printer and its jobs: the words of `lpstat -l` in the C locale, and the reasons of IPP. Pure."""

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from hall.printing.printer import PrinterState, PrinterStatus

NOT_REACHED = frozenset(
    {
        "Waiting for printer to become available.",
        "The printer may not exist or is unavailable at this time.",
        "The printer is unreachable at this time.",
        "The printer is busy.",
        "The printer is in use.",
    }
)
"""What the ways to a printer say as long as not a byte has reached it; they keep trying, also tomorrow."""
_STANDS = {"is holding new jobs": "it holds new jobs", "disabled since": "it is stopped"}
_NO_PAPER = frozenset({"media-empty", "media-needed", "input-tray-missing"})
_COVER = frozenset({"cover-open", "door-open", "interlock-open"})
_AWAY = frozenset({"connecting-to-device", "offline"})
"""CUPS's own ways to a printer say these, and that a cover is open, as mere reports too ("offline-report")."""
_STOPS = frozenset(
    {
        "paused",
        "moving-to-paused",
        "shutdown",
        "stopping",
        "timed-out",
        "hold-new-jobs",
        "media-jam",
        "output-area-full",
        "spool-area-full",
        "cups-missing-filter",
        "cups-remote-stopped",
    }
)
_NOT_DONE = frozenset(
    {
        "job-canceled-by-user",
        "job-canceled-by-operator",
        "job-canceled-at-device",
        "job-canceled-after-timeout",
        "aborted-by-system",
    }
)
_LABEL = re.compile(r"\t[A-Z][A-Za-z /-]*:")


@dataclass(frozen=True, slots=True)
class Destination:
    """A printer as `lpstat -l -p NAME -a NAME` tells of it. `alerts`: IPP's printer-state-reasons."""

    stands: str
    """Why it does nothing; empty when it is idle or prints."""
    prints: str
    """The job that it prints, empty when none."""
    message: str
    alerts: tuple[str, ...]
    accepts: bool = True
    is_clear: bool = True
    """False when CUPS said nothing of it that can be read."""

    def status(self) -> PrinterStatus:
        """Return how the printer is."""
        because = " ".join(filter(None, (self.message, *self.alerts)))
        if not self.is_clear:
            return PrinterStatus(PrinterState.UNKNOWN, "CUPS does not tell how it is")
        if self.is_for(_NO_PAPER):
            return PrinterStatus(PrinterState.PAPER_OUT, because)
        if self.names(_COVER):
            return PrinterStatus(PrinterState.COVER_OPEN, because)
        if self.stands or not self.accepts:
            return PrinterStatus(PrinterState.OFFLINE, because or self.stands or "it accepts no jobs")
        if self.names(_AWAY) or self.is_for(_STOPS) or self.message in NOT_REACHED:
            return PrinterStatus(PrinterState.OFFLINE, because)
        if any(alert.endswith("-error") for alert in self.alerts):
            return PrinterStatus(PrinterState.OFFLINE, because)
        if self.names(_NO_PAPER | {"media-low"}):
            return PrinterStatus(PrinterState.PAPER_LOW, because)
        return PrinterStatus(PrinterState.OK)

    @property
    def is_unreached(self) -> bool:
        """Whether nothing of what it prints has reached it."""
        return self.message in NOT_REACHED or self.names({"connecting-to-device"})

    def names(self, reasons: Collection[str]) -> bool:
        """Return whether one of `reasons` is told, however grave."""
        return any(_split(alert)[0] in reasons for alert in self.alerts)

    def is_for(self, reasons: Collection[str]) -> bool:
        """Return whether one of `reasons` keeps it from printing: warnings and reports do not."""
        return any(reason in reasons and how in {"error", ""} for reason, how in map(_split, self.alerts))


UNCLEAR = Destination("", "", "", (), is_clear=False)


def read_destination(told: str, name: str) -> Destination:
    """Return what CUPS told of the printer `name`."""
    lines = told.splitlines()
    head = f"printer {name} "
    start = next((i for i, line in enumerate(lines) if line.startswith(head)), None)
    if start is None:
        return UNCLEAR
    words = lines[start].removeprefix(head)
    printing = re.match(r"now printing (\S+?)\.? ", words)
    stands = next((why for said, why in _STANDS.items() if words.startswith(said)), "")
    if not printing and not stands and not words.startswith("is idle."):
        return UNCLEAR
    detail = lines[start + 1 :]
    first = detail[0] if detail else ""
    message = first.strip() if first.startswith("\t") and not _LABEL.match(first) else ""
    return Destination(
        stands,
        printing[1] if printing else "",
        "" if message == "reason unknown" else message,
        _alerts(detail),
        not any(line.startswith(f"{name} not accepting requests") for line in lines),
    )


def read_jobs(told: str) -> Mapping[str, tuple[str, ...]]:
    """Return the jobs that `lpstat -l -o NAME` lists, with IPP's job-state-reasons."""
    jobs: dict[str, list[str]] = {}
    for line in told.splitlines():
        if line and not line[0].isspace():
            jobs[line.split()[0]] = lines = []
        elif jobs:
            lines.append(line)
    return {job: _alerts(lines) for job, lines in jobs.items()}


def was_done(reasons: Iterable[str]) -> bool:
    """Return whether a job that CUPS has done with ended well."""
    return not _NOT_DONE & set(reasons)


def _alerts(lines: Iterable[str]) -> tuple[str, ...]:
    found = next((line.split(":", 1)[1].split() for line in lines if line.startswith("\tAlerts:")), [])
    return tuple(reason for reason in found if reason != "none")


def _split(alert: str) -> tuple[str, str]:
    """Return an alert as its reason and how grave it is."""
    reason, _, how = alert.rpartition("-")
    return (reason, how) if how in {"error", "warning", "report"} else (alert, "")
