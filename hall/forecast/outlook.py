"""What one look has shown, ready to be read by every push; made steady against the look before."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Generator, Mapping, Sequence
from dataclasses import dataclass, field
from operator import itemgetter

from hall.forecast.calibrate import Correction, corrected
from hall.forecast.played import Estimate, Played
from hall.forecast.snapshot import Snapshot
from hall.forecast.steady import steady
from hall.queue.state.expected import Due, Spot

SLICE = 512
"""After so many tickets others have their turn."""

Dues = Mapping[str, Due | None]
Line = Sequence[tuple[float, str]]
"""Places and tickets, first to last."""


@dataclass(frozen=True, slots=True)
class Outlook:
    """When calls are due, in seconds since 1970. None: nobody is due today who would call."""

    at: float
    version: int
    tickets: Dues
    newcomers: Dues
    """By service: who would take a ticket now."""
    counters: Dues
    """By counter: who would be sent to it alone now."""
    staffed: Sequence[tuple[str, bool]] = ()
    """How each counter was: a change may move what is told at once."""
    spans: Sequence[tuple[float, float]] = ()
    """The hall's hours: likewise."""
    spots: Mapping[str, Spot] = field(default_factory=dict)
    """Where each ticket stood: likewise."""
    lines: Mapping[tuple[str, str | None], Line] = field(default_factory=dict)
    each_s: Mapping[str, float] = field(default_factory=dict)
    """By service: by so much everybody who has come in between since puts a call off."""

    def foresees(self, service: str) -> bool:
        """Return whether anything is known of `service`."""
        return service in self.newcomers

    def newcomer(self, service: str, waiting: int) -> Due | None:
        """Return when who takes a ticket now, behind `waiting`, is due to be called."""
        return self._behind(self.newcomers.get(service), service, waiting)

    def due(self, ticket: str, spot: Spot, ahead: int) -> Due | None:
        """Return when the call of a ticket behind `ahead` is due: also of one that came, or was moved, since.

        Such a one is told what whoever stands behind its place was told, or else a newcomer to its line.
        """
        service, counter, place = spot
        if self.spots.get(ticket) == spot:
            return self._behind(self.tickets[ticket], service, ahead)
        line = self.lines.get(_line(spot), ())
        behind = bisect_right(line, place, key=itemgetter(0))
        if behind < len(line):
            found = self.tickets[line[behind][1]]
        else:
            found = self.newcomers.get(service) if counter is None else self.counters.get(counter)
        return self._behind(found, service, ahead)

    def _behind(self, due: Due | None, service: str, ahead: int) -> Due | None:
        """Return `due` for somebody behind `ahead`: a crowd at the kiosk is not told the wait of its first."""
        if due is None or ahead <= due.ahead:
            return due
        later_s = (ahead - due.ahead) * self.each_s.get(service, 0.0)
        return Due(due.likely + later_s, due.late + later_s, ahead)


def _line(spot: Spot) -> tuple[str, str | None]:
    service, counter, _ = spot
    return (service if counter is None else "", counter)


def outlook(
    played: Played,
    at: Snapshot,
    by_length: Sequence[Correction],
    before: Outlook | None,
    each_s: Mapping[str, float],
) -> Generator[None, None, Outlook]:
    """Return what is told after `before`; yields now and then."""
    spots: dict[str, Spot] = {t.ticket: (t.service, t.only_counter, t.place) for t in at.waiting}
    yield
    steadier = _Steadier(at, by_length, before)
    lines: defaultdict[tuple[str, str | None], list[tuple[float, str]]] = defaultdict(list)
    tickets: dict[str, Due | None] = {}
    for number, (ticket, spot) in enumerate(spots.items(), 1):
        line = lines[_line(spot)]
        moved = before is not None and before.spots.get(ticket) != spot
        told = before.tickets.get(ticket) if before is not None else None
        tickets[ticket] = steadier.due(played.tickets[ticket], told, len(line), moved=moved)
        line.append((spot[2], ticket))
        if not number % SLICE:
            yield

    newcomers = {
        service: steadier.due(one, before.newcomers.get(service) if before else None, len(lines[service, None]))
        for service, one in played.newcomers.items()
    }
    counters = {
        counter: steadier.due(one, before.counters.get(counter) if before else None, len(lines["", counter]))
        for counter, one in played.counters.items()
    }
    return Outlook(at.now, at.version, tickets, newcomers, counters, steadier.staffed, at.spans, spots, lines, each_s)


class _Steadier:
    """Makes what is told now follow gently on what was told before."""

    def __init__(self, at: Snapshot, by_length: Sequence[Correction], before: Outlook | None) -> None:
        self._now = at.now
        self._by_length = by_length
        self.staffed = [(counter.status, counter.closing) for counter in at.counters]
        self._elapsed_s = at.now - before.at if before is not None else 0.0
        self._otherwise = before is None or (before.staffed, before.spans) != (self.staffed, at.spans)
        self._anything = before is None or before.version != at.version

    def due(self, estimate: Estimate | None, told: Due | None, ahead: int, *, moved: bool = False) -> Due | None:
        if estimate is None:
            return None
        likely_s, late_s = corrected(estimate, self._by_length)
        fresh = Due(self._now + likely_s, self._now + late_s, ahead)
        if told is None or self._elapsed_s < 0:  # the clock was set back: nothing told before means anything
            return fresh
        event = moved or self._otherwise
        return steady(told, fresh, self._elapsed_s, event=event, anything=self._anything)
