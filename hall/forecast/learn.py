"""The fold of one day's entries into its facts: `take` each entry, in order, today as well as for days gone by.

It keeps its own small picture of who is where, so that a day can be learnt from its entries alone. An undone step is no
step. Moments in entries are seconds since 1970.
"""

from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, ClassVar

from hall.forecast.facts import BUCKET_S, DayFacts, Opening, Tally, Times
from hall.journal.entry import Entry, Event
from hall.plan.hours import OpeningHours
from hall.queue.events import counter as c
from hall.queue.events import visit as e
from hall.queue.events.day import DayClosed, DayOpened
from hall.queue.state.ticket import Status

LONGEST_GAP_S = 900.0
"""A free counter that calls nobody for longer has a clerk who is away and has not said so."""
LONGEST_S = 4 * 3600.0
"""A visit or a gap longer than this is a forgotten screen, not work."""

AT_ONCE_S = 120.0
"""A counter that ends so soon after a visitor has left had been about to."""

Uncount = Callable[[], None]


@dataclass(frozen=True, slots=True)
class Visit:
    """Where one ticket is, as far as times are concerned."""

    service: str
    waits_since: float | None = None
    counter: str | None = None
    since: float = 0.0
    """Since when it is at the counter, or set aside."""
    worked_s: float = 0.0
    """How long it had been at the counter when it was set aside."""


@dataclass(slots=True)
class Desk:
    """What one counter is doing, as far as times are concerned."""

    staff: str = ""
    open_since: float | None = None
    called_at: float = 0.0
    free_since: float | None = None
    served: frozenset[str] = frozenset()
    """What it has called today."""


@dataclass(frozen=True, slots=True)
class Before:
    """How a ticket was before its counter's last step, and what takes that step's counts back."""

    ticket: str
    visit: Visit
    uncount: tuple[Uncount, ...]


def spans_of(hours: OpeningHours, day: date) -> tuple[tuple[int, int], ...]:
    """Return the hours of a day as facts keep them, in minutes since midnight."""
    return tuple((span.start_min, span.end_min) for span in hours.spans(day))


class Learning:
    """The facts of one day as far as its entries have been taken."""

    def __init__(self, day: date, hours: OpeningHours) -> None:
        self.midnight = hours.midnight(day)
        self._at, self._turns = hours.bounds(day)
        self.facts = DayFacts(day, spans_of(hours, day))
        self.desks: defaultdict[str, Desk] = defaultdict(Desk)
        self._visits: dict[str, Visit] = {}
        self._waiting: defaultdict[str, int] = defaultdict(int)
        self._before: dict[str, Before] = {}

    def take(self, entry: Entry) -> None:
        """Learn from one more entry. A clock that was set back stood still: nothing lasts less than no time."""
        at = self._at = min(max(self._at, entry.at), self._turns)
        for event in entry.events:
            learn = self._LEARN.get(type(event))
            ticket = getattr(event, "ticket", None)
            known = ticket is None or ticket in self._visits or isinstance(event, e.TicketIssued)
            if learn is not None and known:
                learn(self, event, at)

    def _day_opened(self, event: DayOpened, at: float) -> None:
        """Know who has come over from the day before, with their own times."""
        for body in event.counters:
            if body["status"] == "open":
                self._opened(c.CounterOpened(body["counter"], body["staff"]), at)
        for body in event.tickets:
            visit = Visit(body["service"])
            match body["status"]:
                case Status.WAITING:
                    visit = replace(visit, waits_since=body["issued_at"])
                case Status.CALLED | Status.SERVING:
                    visit = replace(visit, counter=body["counter"], since=body["called_at"])
                    desk = self.desks[body["counter"]]
                    desk.free_since, desk.called_at = None, body["called_at"]
                    desk.served |= {visit.service}
                case Status.HELD | Status.NO_SHOW:
                    since = body["steps"][-1][0]
                    visit = replace(visit, since=since, worked_s=max(0.0, since - body["called_at"]))
            self._put(body["id"], visit)

    # Visits, in the order of one.

    def _issued(self, event: e.TicketIssued, at: float) -> None:
        self._put(event.ticket, Visit(event.service, waits_since=at))
        counts = self.facts.arrivals.setdefault(event.service, {}).setdefault(event.visitor_class, {})
        bucket = int((at - self.midnight) // BUCKET_S)
        counts[bucket] = counts.get(bucket, 0) + 1

    def _called(self, event: e.TicketCalled, at: float) -> None:
        visit, desk = self._visits[event.ticket], self.desks[event.counter]
        waited_since = at if visit.waits_since is None else visit.waits_since
        if desk.free_since is not None and waited_since < desk.free_since and at - desk.free_since < LONGEST_GAP_S:
            self.facts.gaps.add(at - desk.free_since)
        desk.free_since, desk.called_at = None, at
        desk.served |= {visit.service}
        self.facts.given_up.total_s += at - waited_since
        self._before.pop(event.counter, None)
        self._put(event.ticket, replace(visit, waits_since=None, counter=event.counter, since=at, worked_s=0.0))

    def _over(self, event: e.TicketFinished | c.StageFinished, at: float) -> None:
        visit = self._visits[event.ticket]
        self._leaves(event.ticket, visit, at, self._count_visit(visit, at))
        following = Visit(event.service, at) if isinstance(event, c.StageFinished) else Visit(visit.service)
        self._put(event.ticket, following)

    def _transferred(self, event: e.TicketTransferred, at: float) -> None:
        visit = self._visits[event.ticket]
        if visit.counter is not None:
            counts = [*self._count_visit(visit, at)]
            if event.only_counter is None and event.service != visit.service:
                onward = self.facts.onward.setdefault(visit.service, {})
                onward[event.service] = onward.get(event.service, 0) + 1
                counts.append(lambda: onward.update({event.service: onward[event.service] - 1}))
            self._leaves(event.ticket, visit, at, counts)
        self._put(event.ticket, Visit(event.service, at))

    def _moved(self, event: e.TicketMoved, _at: float) -> None:
        self._put(event.ticket, replace(self._visits[event.ticket], service=event.service))

    def _missed(self, event: e.TicketMissed, at: float) -> None:
        visit = self._visits[event.ticket]
        self._leaves(event.ticket, visit, at, [self._count(self.facts.missed, at - visit.since)])
        self._put(event.ticket, Visit(visit.service, since=at))

    def _reinstated(self, event: e.TicketReinstated, at: float) -> None:
        visit = self._visits[event.ticket]
        self._count(self.facts.returned, at - visit.since)
        self._put(event.ticket, Visit(visit.service, waits_since=at))

    def _held(self, event: e.TicketHeld, at: float) -> None:
        visit = self._visits[event.ticket]
        self._leaves(event.ticket, visit, at, [])
        worked_s = visit.worked_s + at - visit.since
        self._put(event.ticket, Visit(visit.service, since=at, worked_s=worked_s))

    def _resumed(self, event: e.ServingResumed, at: float) -> None:
        visit = self._visits[event.ticket]
        uncount = self._count(self.facts.held, at - visit.since)
        self._before[event.counter] = Before(event.ticket, visit, (uncount,))
        self.desks[event.counter].free_since = None
        self._put(event.ticket, replace(visit, counter=event.counter, since=at))

    def _cancelled(self, event: e.TicketCancelled, at: float) -> None:
        visit = self._visits[event.ticket]
        if visit.waits_since is not None:
            self._count(self.facts.given_up, at - visit.waits_since)
        self._put(event.ticket, Visit(visit.service))

    def _undone(self, event: c.StepUndone, at: float) -> None:
        before = self._before.pop(event.counter, None)
        if before is None or before.ticket != event.ticket:
            return
        for uncount in before.uncount:
            uncount()
        self.desks[event.counter].free_since = None if before.visit.counter else at
        self._put(event.ticket, before.visit)

    # Counters.

    def _opened(self, event: c.CounterOpened, at: float) -> None:
        desk = self.desks[event.counter]
        desk.staff = event.staff
        if desk.open_since is None:
            desk.open_since = desk.free_since = desk.called_at = at

    def _ended(self, event: c.CounterPaused | c.CounterClosed, at: float) -> None:
        self._ends(event.counter, at, paused=isinstance(event, c.CounterPaused))

    def _day_closed(self, _event: DayClosed, at: float) -> None:
        for counter in list(self.desks):
            self._ends(counter, min(at, self._turns), paused=False)

    def _ends(self, counter: str, at: float, *, paused: bool) -> None:
        desk = self.desks[counter]
        if desk.open_since is None:
            return
        left_waiting = any(self._waiting[service] > 0 for service in desk.served)
        sure = at
        if desk.free_since is None or at - desk.free_since <= AT_ONCE_S:
            sure = desk.called_at
        elif left_waiting:  # its clerk had gone without a word
            sure = at = desk.free_since
        opening = Opening(
            desk.open_since - self.midnight, sure - self.midnight, at - self.midnight, left_waiting, paused
        )
        self.facts.openings.setdefault(counter, []).append(opening)
        desk.open_since = desk.free_since = None

    # Counting.

    def _count_visit(self, visit: Visit, at: float) -> list[Uncount]:
        took_s = visit.worked_s + at - visit.since
        if visit.counter is None or took_s > LONGEST_S:
            return []
        times = self.facts.visits.setdefault(visit.service, Times())
        times.add(took_s)
        by_service = self.facts.clerks.setdefault(self.desks[visit.counter].staff, {})
        tally = by_service.setdefault(visit.service, Tally())
        return [lambda: times.remove(took_s), self._count(tally, took_s)]

    def _count(self, tally: Tally, took_s: float) -> Uncount:
        if took_s > LONGEST_S:
            return lambda: None
        tally.add(took_s)
        return lambda: tally.add(took_s, -1)

    def _leaves(self, ticket: str, visit: Visit, at: float, uncount: list[Uncount]) -> None:
        if visit.counter is not None:
            self.desks[visit.counter].free_since = at
            self._before[visit.counter] = Before(ticket, visit, tuple(uncount))

    def _put(self, ticket: str, visit: Visit) -> None:
        before = self._visits.get(ticket)
        if before is not None and before.waits_since is not None:
            self._waiting[before.service] -= 1
        if visit.waits_since is not None:
            self._waiting[visit.service] += 1
        self._visits[ticket] = visit

    _LEARN: ClassVar[Mapping[type[Event], Callable[[Any, Any, float], None]]] = {
        e.TicketIssued: _issued,
        e.TicketCalled: _called,
        e.TicketFinished: _over,
        c.StageFinished: _over,
        e.TicketTransferred: _transferred,
        e.TicketMoved: _moved,
        e.TicketMissed: _missed,
        e.TicketReinstated: _reinstated,
        e.TicketHeld: _held,
        e.ServingResumed: _resumed,
        e.TicketCancelled: _cancelled,
        c.StepUndone: _undone,
        c.CounterOpened: _opened,
        c.CounterPaused: _ended,
        c.CounterClosed: _ended,
        DayOpened: _day_opened,
        DayClosed: _day_closed,
    }
