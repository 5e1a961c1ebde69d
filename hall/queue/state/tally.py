"""A clerk's own day in figures, kept up with every entry so that asking costs the same at the day's end."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from hall.journal.entry import Entry
from hall.queue.events import counter as c
from hall.queue.events import visit as e
from hall.queue.state.ticket import Ticket


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


def count(mine: Figures, tickets: Mapping[str, Ticket], event: Any, entry: Entry) -> None:
    """Count `event` of the clerk whose figures are `mine`; it is about to be applied to `tickets`."""
    match event:
        case e.TicketCalled():
            mine.called += 1
        case e.TicketFinished() | c.StageFinished():
            mine.served += 1
            mine.served_s += entry.at - (tickets[event.ticket].started_at or entry.at)
        case e.TicketMissed():
            mine.missed += 1
        case c.StepUndone(step="finish") if mine.served:  # else it was a step of the day before
            mine.served -= 1
            ended_at = tickets[event.ticket].steps[-1].at
            mine.served_s -= ended_at - (event.started_at or ended_at)
        case c.StepUndone(step="no_show") if mine.missed:
            mine.missed -= 1
