"""A clerk's own day in figures, kept up with every entry so that asking costs the same at the day's end."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from hall import counter_events as c
from hall import events as e

if TYPE_CHECKING:
    from hall.day import HallDay


@dataclass(slots=True)
class Figures:
    """What one clerk has done today; times in seconds."""

    called: int = 0
    served: int = 0
    served_s: float = 0.0
    missed: int = 0

    @property
    def mean_s(self) -> float | None:
        """Return how long a visit took on average, None before the first."""
        return self.served_s / self.served if self.served else None


def count(day: HallDay, event: Any, entry: e.Entry) -> None:
    """Count `event`, which is about to be applied."""
    mine = day.figures[entry.by]
    match event:
        case e.TicketCalled():
            mine.called += 1
        case e.TicketFinished() | c.StageFinished():
            mine.served += 1
            mine.served_s += entry.at - (day.tickets[event.ticket].started_at or entry.at)
        case e.TicketMissed():
            mine.missed += 1
        case c.StepUndone(step="finish"):
            mine.served -= 1
            ended_at = day.tickets[event.ticket].steps[-1].at
            mine.served_s -= ended_at - (event.started_at or ended_at)
        case c.StepUndone(step="no_show"):
            mine.missed -= 1
