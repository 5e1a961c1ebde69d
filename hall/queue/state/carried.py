"""Who and what one business day takes over from the day before, as its first entry has them: JSON's own values.

`left` makes them of the day that ends, `take_over` puts them into the one that begins.
"""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, fields
from datetime import date

from hall.journal.entry import Body
from hall.queue.state.counter import Before, Handover, Help
from hall.queue.state.day import Call, HallDay
from hall.queue.state.ticket import AT_COUNTER, Status, Step, Ticket

_ITS_OWN = ("serial", "status", "then", "steps")
"""What of a ticket is not written down as it stands: in the new day it has another serial."""
_PLAIN = tuple(one.name for one in fields(Ticket) if one.name not in _ITS_OWN)
_STATE = ("status", "staff", "reason", "since", "free_since", "closing")
_BEFORE = tuple(one.name for one in fields(Before) if one.name not in {"ticket", "status", "then"})


def left(day: HallDay, tickets: Iterable[str], counters: Iterable[str], since: float) -> Mapping[str, tuple[Body, ...]]:
    """Return what `day` leaves: these tickets, these counters, and what was said since then to whoever takes over."""
    going_on = set(tickets)
    booked = {ticket.id: appointment for appointment, ticket in day.by_appointment.items()}
    return {
        "tickets": tuple(_ticket(day, day.tickets[one], booked.get(one)) for one in day.tickets if one in going_on),
        "counters": tuple(_counter(day, counter, going_on) for counter in counters),
        "handovers": tuple(
            {"counter": at, "left": asdict(left) | {"day": left.day.isoformat(), "read_by": list(left.read_by)}}
            for at, left in day.handovers.items()
            if left.at >= since
        ),
    }


def take_over(day: HallDay, tickets: Iterable[Body], counters: Iterable[Body], handovers: Iterable[Body]) -> None:
    """Put what another day has left into `day`, which has just begun."""
    calls: list[Call] = []
    for serial, body in enumerate(tickets):
        calls += _arrives(day, serial, body)
    for call in sorted(calls, key=lambda one: one.id):
        furnished = day.plan.counters.get(call.counter)
        if furnished is not None:
            day.zone_calls[furnished.zone].append(call)
    for body in counters:
        _goes_on(day, body)
    for body in handovers:
        said = body["left"]
        kept = {"day": date.fromisoformat(said["day"]), "read_by": tuple(said["read_by"])}
        day.handovers[body["counter"]] = Handover(**{**said, **kept})
    day.count_staff()


def _ticket(day: HallDay, ticket: Ticket, appointment: str | None) -> Body:
    return {
        **{name: getattr(ticket, name) for name in _PLAIN},
        "status": str(ticket.status),
        "then": [service for service in ticket.then if service in day.plan.services],
        "service_name": dict(day.service_name(ticket.service)),
        "steps": [[step.at, step.what, step.counter, step.by] for step in ticket.steps],
        "round": [_call(day, call) for call in day.rounds.get(ticket.id, ())],
        "appointment": appointment,
    }


def _call(day: HallDay, call: Call) -> Body:
    """Return a call; the service that it was for may have gone since, and the day that begins knows only those of now.

    Then it is for the one for which its ticket counts now.
    """
    return {
        "id": call.id,
        "counter": call.counter,
        "counter_name": dict(call.counter_name),
        "service": call.service if call.service in day.plan.services else call.ticket.service,
        "recall": call.recall,
        "at": call.at,
        "status": str(call.status),
        "ended": None if call.ended is None else str(call.ended),
    }


def _arrives(day: HallDay, serial: int, body: Body) -> list[Call]:
    """Put a ticket where it was, and return its calls."""
    ticket = Ticket(
        **{name: body[name] for name in _PLAIN},
        serial=serial,
        status=Status(body["status"]),
        then=tuple(body["then"]),
        steps=[Step(*step) for step in body["steps"]],
    )
    day.tickets[ticket.id] = day.by_number[ticket.number] = day.by_token[ticket.token] = ticket
    if body["appointment"] is not None:
        day.by_appointment[body["appointment"]] = ticket
    if ticket.status is Status.WAITING:
        day.join(ticket)
    elif ticket.status in AT_COUNTER and ticket.counter is not None:
        day.counters[ticket.counter].ticket = ticket
    day.keep_aside(ticket)
    day.names.setdefault(ticket.service, body["service_name"])
    calls = [_called(ticket, call) for call in body["round"]]
    if calls:
        day.rounds[ticket.id] = calls
    return calls


def _called(ticket: Ticket, body: Body) -> Call:
    ended = None if body["ended"] is None else Status(body["ended"])
    return Call(**{**body, "ticket": ticket, "status": Status(body["status"]), "ended": ended})


def _counter(day: HallDay, counter: str, going_on: set[str]) -> Body:
    state, before, last = day.counters[counter], day.undoable.get(counter), day.finished_last.get(counter)
    return {
        "counter": counter,
        **{name: getattr(state, name) for name in _STATE},
        "help": None if state.help is None else [state.help.at, state.help.taken_by],
        "undoable": None if before is None or before.ticket.id not in going_on else _before(before),
        "finished": None if last is None or last.id not in going_on else last.id,
    }


def _before(before: Before) -> Body:
    plain = {name: getattr(before, name) for name in _BEFORE}
    return plain | {"ticket": before.ticket.id, "status": str(before.status), "then": list(before.then)}


def _goes_on(day: HallDay, body: Body) -> None:
    """Put a counter back, with its clerk and the visitor who is there already."""
    counter, state = body["counter"], day.counters[body["counter"]]
    for name in _STATE:
        setattr(state, name, body[name])
    state.help = None if body["help"] is None else Help(*body["help"])
    if state.staff is not None:
        day.seats[state.staff] = counter
    if (before := body["undoable"]) is not None:
        kept = {"ticket": day.tickets[before["ticket"]], "status": Status(before["status"])}
        day.undoable[counter] = Before(**{**before, **kept, "then": tuple(before["then"])})
    if body["finished"] is not None:
        day.finished_last[counter] = day.tickets[body["finished"]]
