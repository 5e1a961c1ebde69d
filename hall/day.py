"""One business day of the hall: the fold of its entries.

Commands (hall/commands.py) look at a HallDay and return events; only `apply` changes it, and `apply` cannot fail for
an entry that a command made. Times are seconds since 1970.
"""

# ruff: noqa: SLF001 - the table at the end belongs to the class

from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from hall import events as e
from hall.counter_folds import FOLDS, keep_before
from hall.counter_state import Before, CounterState
from hall.figures import Figures, count
from hall.floor import Counter, Floor
from hall.line import Line
from hall.refusal import Unknown
from hall.ticket import AT_COUNTER, OPEN, SET_ASIDE, Status, Step, Ticket
from hall.visitor_folds import FOLDS as VISITOR_FOLDS
from hall.waits import ServiceTime, Staffing, staffing

ENTRIES_A_DAY = 1_000_000
"""Versions of one day lie below those of the next by this distance, so they grow over midnight too."""


@dataclass(slots=True)
class Call:
    """One call or recall; `id` grows over the days. `status` follows the ticket while this is its latest calling."""

    id: int
    ticket: Ticket
    counter: str
    service: str
    recall: bool
    at: float
    status: Status = Status.CALLED


@dataclass(frozen=True, slots=True)
class Done:
    """What a request key has done: the digest of what was asked, and the ticket or counter it was about."""

    act: str | None
    subject: str


class HallDay:
    """The state of one business day."""

    def __init__(self, floor: Floor, day: date) -> None:
        self.floor = floor
        self.date = day
        self.entries = 0
        self.last_at = 0.0
        self.is_closed = False
        self.tickets: dict[str, Ticket] = {}
        self.by_number: dict[str, Ticket] = {}
        self.by_token: dict[str, Ticket] = {}
        self.issued: defaultdict[str, int] = defaultdict(int)
        self.service_lines: defaultdict[str, Line] = defaultdict(Line)
        self.counter_lines: defaultdict[str, Line] = defaultdict(Line)
        self.counters: defaultdict[str, CounterState] = defaultdict(CounterState)
        self.zone_calls: defaultdict[str, list[Call]] = defaultdict(list)
        self.rounds: dict[str, list[Call]] = {}
        self.set_aside: dict[str, Ticket] = {}
        self.requests: dict[str, Done] = {}
        self.service_times = {s.id: ServiceTime(s.usual_service_s) for s in floor.services.values()}
        self.staffing: Mapping[str, Staffing] = {}
        self.one_more: defaultdict[str, int] = defaultdict(int)
        self.figures: defaultdict[str, Figures] = defaultdict(Figures)
        self.undoable: dict[str, Before] = {}
        self.finished_last: dict[str, Ticket] = {}

    @property
    def version(self) -> int:
        """Grows with every entry and from day to day."""
        return self.date.toordinal() * ENTRIES_A_DAY + self.entries

    def ticket(self, ticket_id: str) -> Ticket:
        """Return the ticket with this id. Raises KeyError when it is not of this day."""
        return self.tickets[ticket_id]

    def ticket_numbered(self, number: str) -> Ticket:
        """Return the ticket with this number; letters may be small. Raises Unknown."""
        ticket = self.by_number.get(number.strip().upper())
        if ticket is None:
            raise Unknown("number_unknown", number=number)
        return ticket

    def counter(self, counter_id: str) -> Counter:
        """Return the counter as furnished. Raises Unknown."""
        counter = self.floor.counters.get(counter_id)
        if counter is None:
            raise Unknown("counter_unknown", counter=counter_id)
        return counter

    def line_of(self, ticket: Ticket) -> Line:
        """Return the line in which `ticket` waits, or would wait."""
        if ticket.only_counter is not None:
            return self.counter_lines[ticket.only_counter]
        return self.service_lines[ticket.service]

    def lines_for(self, counter: Counter) -> list[Line]:
        """Return the lines that `counter` calls from, the most preferred first: its own, then its services'."""
        return [self.counter_lines[counter.id], *(self.service_lines[s] for s in self.services_of(counter))]

    def services_of(self, counter: Counter) -> tuple[str, ...]:
        """Return what `counter` serves now: its own services, then those it covers while theirs are all away."""
        return (*counter.services, *(s for s in counter.covers if self._is_away(s)))

    def _is_away(self, service: str) -> bool:
        return all(self.counters[c.id].status != "open" for c in self.floor.counters_serving(service))

    def apply(self, entry: e.Entry) -> None:
        """Take `entry` into the state."""
        self.entries = entry.number
        self.last_at = entry.at
        for event in entry.events:
            keep_before(self, event, entry)
            count(self, event, entry)
            _APPLY[type(event)](self, event, entry)
        if entry.key is not None:
            self.requests[entry.key] = Done(entry.act, _subject(entry.events[-1]))

    # What each event does, in the order of a visit.

    def _day_opened(self, _event: e.DayOpened, _entry: e.Entry) -> None:
        self.is_closed = False

    def _day_closed(self, _event: e.DayClosed, entry: e.Entry) -> None:
        for ticket in self.tickets.values():
            if ticket.status in OPEN:
                self._move(ticket, Status.EXPIRED, "expire", entry)
        self.counters.clear()
        self.staffing = {}
        self.is_closed = True

    def _issued(self, event: e.TicketIssued, entry: e.Entry) -> None:
        ticket = Ticket(
            id=event.ticket,
            number=event.number,
            token=event.token,
            service=event.service,
            klass=event.klass,
            lang=event.lang,
            issued_at=entry.at,
            place=event.place,
            serial=len(self.tickets),
            then=event.then,
        )
        ticket.steps.append(Step(entry.at, "issue", None, entry.by))
        self.issued[event.service] += 1
        self.tickets[ticket.id] = self.by_number[ticket.number] = self.by_token[ticket.token] = ticket
        self.line_of(ticket).join(ticket)

    def _called(self, event: e.TicketCalled, entry: e.Entry) -> None:
        ticket = self.tickets[event.ticket]
        self.rounds[ticket.id] = []
        self._move(ticket, Status.CALLED, "call", entry, event.counter)
        ticket.called_at = entry.at
        self._ring(ticket, event.counter, entry, recall=False)

    def _recalled(self, event: e.TicketRecalled, entry: e.Entry) -> None:
        ticket = self.tickets[event.ticket]
        ticket.steps.append(Step(entry.at, "recall", event.counter, entry.by))
        self._ring(ticket, event.counter, entry, recall=True)

    def _started(self, event: e.ServingStarted, entry: e.Entry) -> None:
        ticket = self.tickets[event.ticket]
        self._move(ticket, Status.SERVING, "start", entry, event.counter)
        ticket.started_at = entry.at

    def _finished(self, event: e.TicketFinished, entry: e.Entry) -> None:
        ticket = self.tickets[event.ticket]
        self._move(ticket, Status.FINISHED, "finish", entry, event.counter)
        ticket.finished_at = entry.at
        self.finished_last[event.counter] = ticket
        times = self.service_times.get(ticket.service)
        if times is not None and ticket.started_at is not None:
            times.add(entry.at - ticket.started_at)

    def _missed(self, event: e.TicketMissed, entry: e.Entry) -> None:
        self._move(self.tickets[event.ticket], Status.NO_SHOW, "no_show", entry, event.counter)

    def _reinstated(self, event: e.TicketReinstated, entry: e.Entry) -> None:
        ticket = self.tickets[event.ticket]
        ticket.place = event.place
        self._move(ticket, Status.WAITING, "reinstate", entry)

    def _held(self, event: e.TicketHeld, entry: e.Entry) -> None:
        self._move(self.tickets[event.ticket], Status.HELD, "hold", entry, event.counter)

    def _resumed(self, event: e.ServingResumed, entry: e.Entry) -> None:
        self._move(self.tickets[event.ticket], Status.SERVING, "resume", entry, event.counter)

    def _transferred(self, event: e.TicketTransferred, entry: e.Entry) -> None:
        ticket = self.tickets[event.ticket]
        self._leave_line(ticket)
        self._leave_counter(ticket)
        ticket.service, ticket.only_counter, ticket.place = event.service, event.only_counter, event.place
        ticket.started_at = None
        self._move(ticket, Status.WAITING, "transfer", entry)

    def _cancelled(self, event: e.TicketCancelled, entry: e.Entry) -> None:
        self._move(self.tickets[event.ticket], Status.CANCELLED, "cancel", entry)

    def _rated(self, event: e.TicketRated, _entry: e.Entry) -> None:
        self.tickets[event.ticket].rated = True

    def _counter_opened(self, event: e.CounterOpened, entry: e.Entry) -> None:
        self._counter_is("open", event.staff, None, event.counter, entry)

    def _counter_paused(self, event: e.CounterPaused, entry: e.Entry) -> None:
        self._counter_is("paused", self.counters[event.counter].staff, event.reason, event.counter, entry)

    def _counter_closed(self, event: e.CounterClosed, entry: e.Entry) -> None:
        self._counter_is("closed", None, event.reason, event.counter, entry)
        self.counters[event.counter].help = None

    def _counter_is(self, status: str, staff: str | None, reason: str | None, counter: str, entry: e.Entry) -> None:
        state = self.counters[counter]
        state.status, state.staff, state.reason = status, staff, reason
        state.since, state.closing = entry.at, False
        self._count_staff()

    # The movements that those have in common.

    def _move(self, ticket: Ticket, status: Status, what: str, entry: e.Entry, counter: str | None = None) -> None:
        """Bring `ticket` to `status`: out of its line or counter, into the one that the new status means."""
        if ticket.status is Status.WAITING:
            self.line_of(ticket).leave(ticket)
        elif ticket.status in AT_COUNTER:
            self._leave_counter(ticket)
        ticket.status = status
        ticket.counter = counter or ticket.counter
        if status is Status.WAITING:
            self.line_of(ticket).join(ticket)
        elif status in AT_COUNTER and counter is not None:
            self.counters[counter].ticket = ticket
        if status in SET_ASIDE:
            self.set_aside[ticket.id] = ticket
        else:
            self.set_aside.pop(ticket.id, None)
        for call in self.rounds.get(ticket.id, ()):
            call.status = status
        ticket.steps.append(Step(entry.at, what, counter, entry.by))

    def _leave_line(self, ticket: Ticket) -> None:
        """Take a waiting ticket out of its line before what says where it stands changes."""
        if ticket.status is Status.WAITING:
            self.line_of(ticket).leave(ticket)
            ticket.status = Status.HELD

    def _leave_counter(self, ticket: Ticket) -> None:
        if ticket.counter is not None and self.counters[ticket.counter].ticket is ticket:
            self.counters[ticket.counter].ticket = None

    def _ring(self, ticket: Ticket, counter: str, entry: e.Entry, *, recall: bool) -> None:
        ticket.calls += 1
        call = Call(self.version, ticket, counter, ticket.service, recall, entry.at)
        self.rounds[ticket.id].append(call)
        furnished = self.floor.counters.get(counter)
        if furnished is not None:
            self.zone_calls[furnished.zone].append(call)

    def _count_staff(self) -> None:
        opened = [c for c in self.floor.counters.values() if self.counters[c.id].status == "open"]
        self.staffing = staffing(replace(c, services=self.services_of(c)) if c.covers else c for c in opened)


def _subject(event: e.Event) -> str:
    return str(getattr(event, "ticket", None) or getattr(event, "counter", ""))


_APPLY: Mapping[type[e.Event], Callable[[HallDay, Any, e.Entry], None]] = {
    e.DayOpened: HallDay._day_opened,
    e.DayClosed: HallDay._day_closed,
    e.TicketIssued: HallDay._issued,
    e.TicketCalled: HallDay._called,
    e.TicketRecalled: HallDay._recalled,
    e.ServingStarted: HallDay._started,
    e.TicketFinished: HallDay._finished,
    e.TicketMissed: HallDay._missed,
    e.TicketReinstated: HallDay._reinstated,
    e.TicketHeld: HallDay._held,
    e.ServingResumed: HallDay._resumed,
    e.TicketTransferred: HallDay._transferred,
    e.TicketCancelled: HallDay._cancelled,
    e.TicketRated: HallDay._rated,
    e.CounterOpened: HallDay._counter_opened,
    e.CounterPaused: HallDay._counter_paused,
    e.CounterClosed: HallDay._counter_closed,
    **FOLDS,
    **VISITOR_FOLDS,
}
