"""Visitors in nobody's hands: waiting where nobody calls or for one counter alone, on hold, or after a missed call."""

from collections.abc import Iterable, Sequence
from typing import Literal, NamedTuple

from typing_extensions import TypedDict  # the type that pydantic can read on Python 3.11

from hall.plan.hours import OpeningHours
from hall.queue.state.day import HallDay
from hall.queue.state.line import Line
from hall.queue.state.ticket import Status, Ticket
from hall.queue.views.moment import moment

SHOWN = 60
"""So many are shown; of more, only how many: who clears these sees the next."""

Why = Literal["unattended", "held", "one_counter", "missed"]


class LooseView(TypedDict):
    """One visitor: for which service and at which counter alone, why in nobody's hands, and since when."""

    number: str
    service: str
    counter: str | None
    why: Why
    since: str


class Unattended(NamedTuple):
    """Who waits, in a line or on hold, with no counter at work for them: how many, and those who came first."""

    total: int
    first: Sequence[Ticket]
    called: frozenset[str]
    """The services for which some counter is at work."""


def unattended(day: HallDay, most: int = SHOWN) -> Unattended:
    """Return who waits with no counter at work for them; a counter that pauses will go on."""
    at_work = [c for c in day.plan.counters.values() if c.id in day.counters and day.counters[c.id].status != "closed"]
    called = frozenset(service for counter in at_work for service in day.services_of(counter))
    own = {counter.id for counter in at_work}
    lines = [
        *(line for service, line in day.service_lines.items() if service not in called),
        *(line for counter, line in day.counter_lines.items() if counter not in own),
    ]
    held = day.held.not_of(called)
    first = sorted([*_first_of(lines, most), *held.first(most)], key=lambda ticket: ticket.serial)[:most]
    return Unattended(sum(map(len, lines)) + len(held), first, called)


def loose_view(day: HallDay, hours: OpeningHours) -> tuple[int, Sequence[LooseView]]:
    """Return how many visitors are in nobody's hands, and the first of them: those whom nobody calls before all."""
    nobody_calls = unattended(day)
    known = {ticket.id for ticket in nobody_calls.first}
    held = day.held.of(nobody_calls.called)
    own = [line for counter, line in day.counter_lines.items() if line and line.first().id not in known]
    by_why: Sequence[tuple[Why, Sequence[Ticket]]] = (
        ("unattended", nobody_calls.first),
        ("held", held.first(SHOWN)),
        ("one_counter", _first_of(own, SHOWN)),
        ("missed", day.missed.not_of(()).latest(SHOWN)),
    )
    count = nobody_calls.total + len(held) + sum(map(len, own)) + len(day.missed)
    shown = [(why, ticket) for why, tickets in by_why for ticket in tickets][:SHOWN]
    return count, [_view(ticket, why, hours) for why, ticket in shown]


def _first_of(lines: Iterable[Line], most: int) -> list[Ticket]:
    return [ticket for line in lines for ticket in line.first_few(most)]


def _view(ticket: Ticket, why: Why, hours: OpeningHours) -> LooseView:
    return LooseView(
        number=ticket.number,
        service=ticket.service,
        counter=ticket.only_counter,
        why=why,
        since=moment(hours, ticket.issued_at if ticket.status is Status.WAITING else ticket.steps[-1].at),
    )
