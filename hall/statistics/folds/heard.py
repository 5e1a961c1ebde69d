"""Which of a day's calls were heard: its calls and recalls with how each ended, and what was said aloud that day."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from hall.journal.entry import Entry, Event
from hall.queue.events import counter as c
from hall.queue.events import visit as e
from hall.queue.events.day import DayClosed
from hall.queue.state.day import BY_ITSELF, ENTRIES_A_DAY
from hall.queue.state.ticket import Status
from hall.speech.events import CallSaid
from hall.speech.views import Ended
from hall.statistics.state.rows import Heard

ENDS: Final[Mapping[type[Event], Ended]] = {
    e.ServingStarted: "came",
    e.TicketFinished: "came",
    e.TicketHeld: "came",
    e.TicketMissed: "missed",
    e.TicketTransferred: "taken_back",
    e.TicketCancelled: "taken_back",
    c.StageFinished: "taken_back",
}
"""How a call that stands ends. One that the hall's own clock counts as begun stands on, until its visit ends."""


@dataclass(slots=True)
class Ring:
    """A call or recall; `number` is that of its entry."""

    number: int
    counter: str
    ended: Ended | None = None


@dataclass(slots=True)
class Calls:
    """All calls of a day, and what was said of them; `zones` are those in which something was said, or was to be."""

    rings: list[Ring] = field(default_factory=list)
    latest: dict[str, list[Ring]] = field(default_factory=dict)
    """Of each ticket since it was last called."""
    said: set[int] = field(default_factory=set)
    zones: dict[str, None] = field(default_factory=dict)
    entries: int = 0
    """Of what was said."""

    def follow(self, event: Event, entry: Entry) -> None:
        """Take in an event of the day."""
        match event:
            case e.TicketCalled(ticket=ticket, counter=counter):
                self.latest[ticket] = []
                self._ring(ticket, counter, entry)
            case e.TicketRecalled(ticket=ticket, counter=counter):
                self._ring(ticket, counter, entry)
            case DayClosed(tickets=going_on):
                for ticket in self.latest.keys() - set(going_on):
                    self._end(ticket, "missed")
            case c.StepUndone(ticket=ticket, status=Status.CALLED):
                for ring in self.latest.get(ticket, ()):
                    ring.ended = None
            case e.ServingStarted() if entry.by == BY_ITSELF:
                pass
            case _ if (how := ENDS.get(type(event))) is not None:
                self._end(getattr(event, "ticket", ""), how)

    def hear(self, entry: Entry) -> None:
        """Take in what was said, or could not be."""
        for event in entry.events:
            if isinstance(event, CallSaid):
                self.said.add(event.call)
            self.zones[getattr(event, "zone", "")] = None
        self.entries = entry.number

    def forget(self) -> None:
        """Know nothing of what was said: its record is damaged."""
        self.zones.clear()

    def heard(self, day: date) -> tuple[Heard, ...]:
        """Return what has become of the calls of each counter."""
        before, found = day.toordinal() * ENTRIES_A_DAY, dict[str, Heard]()
        for ring in self.rings:
            so_far = found.get(ring.counter) or Heard(ring.counter, 0, 0, 0)
            was_said = before + ring.number in self.said
            found[ring.counter] = Heard(
                ring.counter,
                so_far.calls + 1,
                so_far.said + was_said,
                so_far.silent + (not was_said and ring.ended == "missed"),
            )
        return tuple(found.values())

    def _ring(self, ticket: str, counter: str, entry: Entry) -> None:
        ring = Ring(entry.number, counter)
        self.rings.append(ring)
        self.latest.setdefault(ticket, []).append(ring)

    def _end(self, ticket: str, how: Ended) -> None:
        for ring in self.latest.get(ticket, ()):
            ring.ended = ring.ended or how
