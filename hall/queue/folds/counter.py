"""What the events of hall/queue/events/counter.py do to a day, and what is kept so that a step can be taken back."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from hall.journal.entry import Entry, Event
from hall.queue.events import counter as c
from hall.queue.events import visit as e
from hall.queue.state.counter import Before, Handover, Help
from hall.queue.state.day import HallDay
from hall.queue.state.ticket import Status, Step, Ticket

UNDOABLE: Mapping[type[Event], str] = {
    e.ServingStarted: "start",
    e.TicketFinished: "finish",
    c.StageFinished: "finish",
    e.TicketMissed: "no_show",
    e.TicketHeld: "hold",
    e.ServingResumed: "resume",
    e.TicketTransferred: "transfer",
}
"""Steps that no voice has told: a call and a recall cannot be taken back."""


def keep_before(day: HallDay, event: Any, entry: Entry) -> None:
    """Remember how the event's ticket is before `event` is applied; whatever else happens ends the remembering."""
    counter = getattr(event, "counter", None)
    ticket = day.tickets.get(getattr(event, "ticket", ""))
    if counter is None and ticket is not None:
        counter = ticket.counter
    step = UNDOABLE.get(type(event))
    if counter is None:
        return
    alone = sum(getattr(one, "counter", None) == counter for one in entry.events) <= 1
    if step is None or ticket is None or not alone:
        _forget_before(day, counter, event, ticket)
        return
    day.undoable[counter] = Before(
        step=step,
        at=entry.at,
        by=entry.by,
        ticket=ticket,
        steps=len(ticket.steps) + 1,
        status=ticket.status,
        service=ticket.service,
        only_counter=ticket.only_counter,
        place=ticket.place,
        started_at=ticket.started_at,
        then=ticket.then,
    )


def _forget_before(day: HallDay, counter: str, event: Any, ticket: Ticket | None) -> None:
    before = day.undoable.get(counter)
    if before is not None and (hasattr(event, "counter") or before.ticket is ticket):
        del day.undoable[counter]


def back(before: Before, counter: str) -> c.StepUndone:
    """Return the event that brings the ticket back to `before`."""
    return c.StepUndone(
        ticket=before.ticket.id,
        counter=counter,
        step=before.step,
        status=str(before.status),
        service=before.service,
        only_counter=before.only_counter,
        place=before.place,
        started_at=before.started_at,
        then=before.then,
    )


def begun_by_hall(day: HallDay, counter: str, ticket: Ticket) -> tuple[Event, ...]:
    """Return what takes back a start that the hall made by itself, so that the visitor can still be missing."""
    before = day.undoable.get(counter)
    if before is None or before.ticket is not ticket or before.by != "hall" or before.step != "start":
        return ()
    return (back(before, counter),)


def _undone(day: HallDay, event: c.StepUndone, entry: Entry) -> None:
    ticket = day.tickets[event.ticket]
    day.leave_line(ticket)
    ticket.service, ticket.only_counter = event.service, event.only_counter
    ticket.place, ticket.then = event.place, event.then
    day.move(ticket, Status(event.status), "undo", entry, event.counter)
    ticket.started_at, ticket.finished_at = event.started_at, None


def _stage_finished(day: HallDay, event: c.StageFinished, entry: Entry) -> None:
    ticket = day.tickets[event.ticket]
    day.leave_counter(ticket, entry.at)
    ticket.service, ticket.then, ticket.place = event.service, event.then, event.place
    ticket.only_counter = ticket.started_at = None
    day.move(ticket, Status.WAITING, "finish_stage", entry)
    ticket.steps[-1] = Step(entry.at, "finish_stage", event.counter, entry.by)


def _handed_over(day: HallDay, event: c.HandedOver, entry: Entry) -> None:
    day.handovers[event.counter] = Handover(event.note, entry.by, entry.at, day.date)


def _handover_read(day: HallDay, event: c.HandoverRead, entry: Entry) -> None:
    there = day.handovers.get(event.counter)
    if there is not None and there.note == event.note:
        day.handovers[event.counter] = replace(there, read_by=(*there.read_by, entry.by))


def _closing(day: HallDay, event: c.CounterClosing, _entry: Entry) -> None:
    day.counters[event.counter].closing = True


def _help_called(day: HallDay, event: c.HelpCalled, entry: Entry) -> None:
    day.counters[event.counter].help = Help(entry.at)


def _help_taken(day: HallDay, event: c.HelpTaken, entry: Entry) -> None:
    asked = day.counters[event.counter].help
    day.counters[event.counter].help = Help(asked.at if asked else entry.at, event.by)


def _help_ended(day: HallDay, event: c.HelpEnded, _entry: Entry) -> None:
    day.counters[event.counter].help = None


FOLDS: Mapping[type[Event], Callable[[HallDay, Any, Entry], None]] = {
    c.StepUndone: _undone,
    c.StageFinished: _stage_finished,
    c.HandedOver: _handed_over,
    c.HandoverRead: _handover_read,
    c.CounterClosing: _closing,
    c.HelpCalled: _help_called,
    c.HelpTaken: _help_taken,
    c.HelpEnded: _help_ended,
}
