"""How the virtual printer behaves, and what it says of itself in each mood."""

from enum import StrEnum


class Mood(StrEnum):
    """How the virtual printer behaves."""

    OK = "ok"
    PAPER_LOW = "paper_low"
    PAPER_OUT = "paper_out"
    COVER_OPEN = "cover_open"
    OFFLINE = "offline"
    SILENT = "silent"
    """Prints and never answers."""
    GARBAGE = "garbage"
    """Prints and answers nonsense."""


STANDS_STILL = frozenset({Mood.PAPER_OUT, Mood.COVER_OPEN, Mood.OFFLINE})
NONSENSE = b"\xff?\x80"
_ANSWERS = {  # by question: bits beside the 0x12 that every answer has
    1: dict.fromkeys(STANDS_STILL, 0x08),
    2: {Mood.COVER_OPEN: 0x04, Mood.PAPER_OUT: 0x20},
    4: {Mood.PAPER_LOW: 0x0C, Mood.PAPER_OUT: 0x6C},
}
_REPORTS = {Mood.PAPER_LOW: 0x03, Mood.PAPER_OUT: 0x0F}


def answer(question: int, mood: Mood) -> bytes:
    """Return the answer to DLE EOT `question`, empty when printers know no such question."""
    bits = _ANSWERS.get(question)
    return b"" if bits is None else bytes([0x12 | bits.get(mood, 0)])


def report(mood: Mood) -> bytes:
    """Return the answer to GS r 1."""
    return bytes([_REPORTS.get(mood, 0)])


def automatic(mood: Mood) -> bytes:
    """Return the four bytes that a printer with automatic status sends by itself."""
    printer = 0x14 | (0x08 if mood in STANDS_STILL else 0) | (0x20 if mood is Mood.COVER_OPEN else 0)
    return bytes([printer, 0, _REPORTS.get(mood, 0), 0x0F])
