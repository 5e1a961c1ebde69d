"""What each event of a visit does to a day: `apply` takes an entry into a HallDay, and alone changes one.

It cannot fail for an entry that a command made. Times are seconds since 1970.
"""

from collections.abc import Callable, Mapping
from typing import Any

from hall.journal.entry import Entry, Event
from hall.queue.events import counter as c
from hall.queue.events import visit as e
from hall.queue.folds.counter import FOLDS, keep_before
from hall.queue.folds.day import FOLDS as DAY_FOLDS
from hall.queue.folds.visitor import FOLDS as VISITOR_FOLDS
from hall.queue.state.day import HallDay
from hall.queue.state.tally import count
from hall.queue.state.ticket import Status, Step, Ticket


def apply(day: HallDay, entry: Entry) -> None:
    """Take `entry` into the state of `day`."""
    day.entries = entry.number
    day.last_at = entry.at
    for event in entry.events:
        keep_before(day, event, entry)
        count(day.figures[entry.by], day.tickets, event, entry)
        _APPLY[type(event)](day, event, entry)


# What each event does, in the order of a visit.


def _issued(day: HallDay, event: e.TicketIssued, entry: Entry) -> None:
    ticket = Ticket(
        id=event.ticket,
        number=event.number,
        token=event.token,
        service=event.service,
        visitor_class=event.visitor_class,
        lang=event.lang,
        issued_at=entry.at,
        place=event.place,
        serial=len(day.tickets),
        then=event.then,
        booked_for=event.slot,
    )
    ticket.steps.append(Step(entry.at, "issue", None, entry.by))
    prefix = event.number.rstrip("0123456789")
    day.issued[prefix] = max(day.issued[prefix], int(event.number[len(prefix) :]))
    day.tickets[ticket.id] = day.by_number[ticket.number] = day.by_token[ticket.token] = ticket
    if event.appointment is not None:
        day.by_appointment[event.appointment] = ticket
    day.join(ticket)


def _called(day: HallDay, event: e.TicketCalled, entry: Entry) -> None:
    ticket = day.tickets[event.ticket]
    day.rounds[ticket.id] = []
    day.move(ticket, Status.CALLED, "call", entry, event.counter)
    ticket.called_at = entry.at
    day.ring(ticket, event.counter, entry, recall=False)


def _recalled(day: HallDay, event: e.TicketRecalled, entry: Entry) -> None:
    ticket = day.tickets[event.ticket]
    ticket.steps.append(Step(entry.at, "recall", event.counter, entry.by))
    day.ring(ticket, event.counter, entry, recall=True)


def _started(day: HallDay, event: e.ServingStarted, entry: Entry) -> None:
    ticket = day.tickets[event.ticket]
    day.move(ticket, Status.SERVING, "start", entry, event.counter)
    ticket.started_at = entry.at


def _finished(day: HallDay, event: e.TicketFinished, entry: Entry) -> None:
    ticket = day.tickets[event.ticket]
    day.move(ticket, Status.FINISHED, "finish", entry, event.counter)
    ticket.finished_at = entry.at
    day.finished_last[event.counter] = ticket


def _missed(day: HallDay, event: e.TicketMissed, entry: Entry) -> None:
    day.move(day.tickets[event.ticket], Status.NO_SHOW, "no_show", entry, event.counter)


def _reinstated(day: HallDay, event: e.TicketReinstated, entry: Entry) -> None:
    ticket = day.tickets[event.ticket]
    ticket.place = event.place
    day.move(ticket, Status.WAITING, "reinstate", entry)


def _held(day: HallDay, event: e.TicketHeld, entry: Entry) -> None:
    day.move(day.tickets[event.ticket], Status.HELD, "hold", entry, event.counter)


def _resumed(day: HallDay, event: e.ServingResumed, entry: Entry) -> None:
    day.move(day.tickets[event.ticket], Status.SERVING, "resume", entry, event.counter)


def _transferred(day: HallDay, event: e.TicketTransferred, entry: Entry) -> None:
    ticket = day.tickets[event.ticket]
    day.leave_line(ticket)
    day.leave_counter(ticket, entry.at)
    ticket.service, ticket.only_counter, ticket.place = event.service, event.only_counter, event.place
    ticket.started_at = None
    day.move(ticket, Status.WAITING, "transfer", entry)


def _moved(day: HallDay, event: e.TicketMoved, entry: Entry) -> None:
    ticket = day.tickets[event.ticket]
    waits = ticket.status is Status.WAITING
    if waits:
        day.leave(ticket)
    ticket.service, ticket.only_counter = event.service, event.only_counter
    if waits:
        day.join(ticket)
    else:
        day.keep_aside(ticket)
    ticket.steps.append(Step(entry.at, "move", None, entry.by))


def _cancelled(day: HallDay, event: e.TicketCancelled, entry: Entry) -> None:
    day.move(day.tickets[event.ticket], Status.CANCELLED, "cancel", entry)


def _rated(day: HallDay, event: e.TicketRated, _entry: Entry) -> None:
    day.tickets[event.ticket].rated = True


def _counter_opened(day: HallDay, event: c.CounterOpened, entry: Entry) -> None:
    day.seats[event.staff] = event.counter
    left = day.handovers.get(event.counter)
    if left is not None and left.staff == event.staff:
        del day.handovers[event.counter]
    _counter_is(day, "open", event.staff, None, event.counter, entry)


def _counter_paused(day: HallDay, event: c.CounterPaused, entry: Entry) -> None:
    _counter_is(day, "paused", day.counters[event.counter].staff, event.reason, event.counter, entry)


def _counter_closed(day: HallDay, event: c.CounterClosed, entry: Entry) -> None:
    _counter_is(day, "closed", None, event.reason, event.counter, entry)
    day.counters[event.counter].help = None


def _counter_is(day: HallDay, status: str, staff: str | None, reason: str | None, counter: str, entry: Entry) -> None:
    state = day.counters[counter]
    state.status, state.staff, state.reason = status, staff, reason
    state.since, state.closing = entry.at, False
    day.count_staff()


_APPLY: Mapping[type[Event], Callable[[HallDay, Any, Entry], None]] = {
    e.TicketIssued: _issued,
    e.TicketCalled: _called,
    e.TicketRecalled: _recalled,
    e.ServingStarted: _started,
    e.TicketFinished: _finished,
    e.TicketMissed: _missed,
    e.TicketReinstated: _reinstated,
    e.TicketHeld: _held,
    e.ServingResumed: _resumed,
    e.TicketTransferred: _transferred,
    e.TicketMoved: _moved,
    e.TicketCancelled: _cancelled,
    e.TicketRated: _rated,
    c.CounterOpened: _counter_opened,
    c.CounterPaused: _counter_paused,
    c.CounterClosed: _counter_closed,
    **DAY_FOLDS,
    **FOLDS,
    **VISITOR_FOLDS,
}
