"""How a counter's events become shifts: its time open, and paused by reason."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

from hall.journal.entry import Event
from hall.queue.events import counter as c
from hall.queue.events.reasons import OTHER
from hall.statistics.state.rows import Shift, Visit


class Since(NamedTuple):
    """What a counter is doing, and since when."""

    clerk: str
    paused: str | None
    at: int


@dataclass(slots=True)
class Counters:
    """All counters of a day."""

    now: dict[str, Since] = field(default_factory=dict)
    over: list[Shift] = field(default_factory=list)

    def clerk_at(self, counter: str) -> str | None:
        """Return who works at the counter, None where nobody does."""
        since = self.now.get(counter)
        return None if since is None else since.clerk

    def follow(self, event: Event, at: int) -> None:
        """Take in an event of a counter; opening one that is open already is no new shift."""
        match event:
            case c.CounterOpened(counter, staff):
                before = self.now.get(counter)
                if before is None or before.paused is not None or before.clerk != staff:
                    self._change(counter, at, Since(staff, None, at))
            case c.CounterPaused(counter, reason):
                self._change(counter, at, Since(self.clerk_at(counter) or "", reason or OTHER, at))
            case c.CounterClosed(counter):
                self._change(counter, at, None)

    def close(self, at: int, going_on: Collection[str] = (), turned: int = 0) -> None:
        """End every shift, for the day is over: that of a counter which goes on when the day turned."""
        for counter in list(self.now):
            self._change(counter, turned if counter in going_on else at, None)

    def go_on(self, counter: str, clerk: str, paused: str | None, at: int) -> None:
        """Begin with a shift that has come over from the day before."""
        self._change(counter, at, Since(clerk, paused, at))

    def shifts(self, now: int) -> list[Shift]:
        """Return every shift; those under way end now."""
        under_way = (Shift(counter, s.clerk, s.paused, s.at, now) for counter, s in self.now.items())
        return [*self.over, *(shift for shift in under_way if shift.ended > shift.begun)]

    def _change(self, counter: str, at: int, to: Since | None) -> None:
        since = self.now.pop(counter, None)
        if since is not None and at > since.at:
            self.over.append(Shift(counter, since.clerk, since.paused, since.at, at))
        if to is not None:
            self.now[counter] = to


def with_visitors(shifts: Iterable[Shift], visits: Iterable[Visit], now: int) -> list[Shift]:
    """Return `shifts` with how long a visitor was in front of each counter, from the call until it was free again."""
    at_counter: dict[str, list[tuple[int, int]]] = {}
    for visit in visits:
        for stay in visit.stays:
            if stay.called is not None and stay.counter is not None:
                ended = now if stay.ended is None else stay.ended
                at_counter.setdefault(stay.counter, []).append((stay.called, ended))
    return [shift._replace(busy=_shared(shift, at_counter.get(shift.counter, ()))) for shift in shifts]


def _shared(shift: Shift, spans: Iterable[tuple[int, int]]) -> int:
    return sum(max(0, min(shift.ended, ended) - max(shift.begun, begun)) for begun, ended in spans)
