"""What the events of hall/queue/events/visitor.py do to a day."""

from collections.abc import Callable, Mapping
from typing import Any

from hall.journal.entry import Entry, Event
from hall.queue.events import visitor as v
from hall.queue.state.day import HallDay
from hall.queue.state.ticket import Step


def _put_off(day: HallDay, event: v.TicketPutOff, entry: Entry) -> None:
    ticket = day.tickets[event.ticket]
    day.leave(ticket)
    ticket.place, ticket.put_off = event.place, True
    day.join(ticket)
    ticket.steps.append(Step(entry.at, "put_off", None, entry.by))


def _service_added(day: HallDay, event: v.ServiceAdded, entry: Entry) -> None:
    ticket = day.tickets[event.ticket]
    ticket.then = event.then
    ticket.steps.append(Step(entry.at, "add", None, entry.by))


def _one_more_allowed(day: HallDay, event: v.OneMoreAllowed, _entry: Entry) -> None:
    day.one_more[event.service] += 1


def _one_more_used(day: HallDay, event: v.OneMoreUsed, _entry: Entry) -> None:
    day.one_more[event.service] -= 1


def _directed(_day: HallDay, _event: v.VisitorDirected, _entry: Entry) -> None:
    """Change nothing: what follows in the entry does."""


FOLDS: Mapping[type[Event], Callable[[HallDay, Any, Entry], None]] = {
    v.TicketPutOff: _put_off,
    v.ServiceAdded: _service_added,
    v.OneMoreAllowed: _one_more_allowed,
    v.OneMoreUsed: _one_more_used,
    v.VisitorDirected: _directed,
}
