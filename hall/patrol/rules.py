"""What is to be looked at now, and what follows from having looked. Pure."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from hall.journal.entry import Event
from hall.patrol.events import PatrolDue
from hall.patrol.state import Name, Round

Every = Literal["day", "month"]


@dataclass(frozen=True, slots=True)
class Item:
    """One thing to be looked at every day or every month, as the hall's settings say."""

    id: str
    every: Every
    name: Name


def period_of(every: Every, day: date) -> str:
    """Return the day as "2026-11-28", or its month as "2026-11"."""
    return day.isoformat() if every == "day" else f"{day:%Y-%m}"


def is_over(period: str, today: date) -> bool:
    """Return whether the day or month has ended."""
    return period < today.isoformat()[: len(period)]


def due(rounds: Mapping[str, Round], items: Mapping[Every, Mapping[str, Name]], today: date) -> Iterator[Event]:
    """Give what is to be written down so that today's and this month's rounds say what is to be looked at."""
    for every, wanted in items.items():
        period = period_of(every, today)
        known = rounds.get(period) or Round(period)
        gone = (item for item in known.items if item not in wanted and item not in known.ticks)
        if any(known.items.get(item) != name for item, name in wanted.items()) or any(True for _ in gone):
            yield PatrolDue(period, wanted)
