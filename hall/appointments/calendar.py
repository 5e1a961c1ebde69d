"""An appointment as a calendar file (RFC 5545), with a reminder. Pure."""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime

LINE_BYTES = 75
"""Longer lines are folded."""
REMIND = "-PT1H"
"""An hour before."""


def calendar_file(uid: str, made_at: float, at: float, until: float, summary: str, description: str, url: str) -> str:
    """Return the file; moments are seconds since 1970."""
    lines = (
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Hallcall//Appointments//EN",
        "BEGIN:VEVENT",
        f"UID:{uid}",
        f"DTSTAMP:{_moment(made_at)}",
        f"DTSTART:{_moment(at)}",
        f"DTEND:{_moment(until)}",
        f"SUMMARY:{_text(summary)}",
        f"DESCRIPTION:{_text(description)}",
        f"URL:{url}",
        "BEGIN:VALARM",
        "ACTION:DISPLAY",
        f"DESCRIPTION:{_text(summary)}",
        f"TRIGGER:{REMIND}",
        "END:VALARM",
        "END:VEVENT",
        "END:VCALENDAR",
    )
    return "".join(f"{line}\r\n" for line in _folded(lines))


def _moment(at: float) -> str:
    return f"{datetime.fromtimestamp(at, UTC):%Y%m%dT%H%M%SZ}"


def _text(said: str) -> str:
    for sign in "\\;,":
        said = said.replace(sign, f"\\{sign}")
    return " ".join(said.split())


def _folded(lines: Iterable[str]) -> Iterator[str]:
    """Give lines that are short enough; what goes on begins with a space. No character is cut apart."""
    for line in lines:
        part, size = "", 0
        for sign in line:
            width = len(sign.encode())
            if size + width > LINE_BYTES:
                yield part
                part, size = " ", 1
            part, size = part + sign, size + width
        yield part
