"""How loud calls are by the time of day, and how a program that plays sound is told so. Pure."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path

from hall.plan.hours import Span

FULL = 1.0


def volume_at(by_time: Mapping[Span, float], now: datetime) -> float:
    """Return how loud calls are at `now`, the hall's own time, as a share of full; full at all times not named."""
    minute = now.hour * 60 + now.minute
    return next((share for span, share in by_time.items() if span.start_min <= minute < span.end_min), FULL)


def player_words(command: Sequence[str], file: Path, volume: float) -> list[str]:
    """Return `command` with its placeholders filled: {file}, and for the volume {share}, {percent} or {pulse}.

    Raises KeyError, IndexError or ValueError for a placeholder that is none of these.
    """
    facts = {
        "file": str(file),
        "share": f"{volume:.2f}",
        "percent": str(round(volume * 100)),
        "pulse": str(round(volume * 65536)),
    }
    return [word.format_map(facts) for word in command]
