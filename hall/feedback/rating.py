"""Rating on the spot (好差评): the tablet at a counter asks the visitor who was served there last."""

from collections.abc import Sequence

from typing_extensions import TypedDict  # the type that pydantic can read on Python 3.11

from hall.journal.actor import Actor
from hall.journal.refusal import Illegal
from hall.plan.hours import OpeningHours
from hall.plan.plan import Counter, Name
from hall.queue.book import Answer
from hall.queue.commands.rating import rate as rated
from hall.queue.commands.visit import Events
from hall.queue.desk.visit import Desk
from hall.queue.state.day import HallDay
from hall.queue.state.ticket import Status, Ticket
from hall.queue.views.moment import moment
from hall.queue.views.screens import Clerk

ASK_FOR_S = 90.0
"""So long after the visit the tablet asks; later somebody else may stand there."""


class ToRate(TypedDict):
    """The visit to rate; the tablet stops asking at `until`."""

    ticket: str
    number: str
    service: Name
    until: str


class Tablet(TypedDict):
    """What the tablet at a counter shows."""

    version: int
    counter: str
    name: Name
    status: str
    clerk: Clerk | None
    visit: ToRate | None


def rateable(day: HallDay, now: float, counter: str) -> Ticket | None:
    """Return the visit that the visitor at `counter` may rate now: the last one, for a while."""
    ticket, state = day.finished_last.get(counter), day.counters[counter]
    if ticket is None or ticket.status is not Status.FINISHED or ticket.rated or ticket.finished_at is None:
        return None
    serving_next = state.ticket is not None and state.ticket.status is Status.SERVING
    return None if serving_next or now - ticket.finished_at > ASK_FOR_S else ticket


def tablet(day: HallDay, hours: OpeningHours, now: float, counter: Counter, clerk: Clerk | None) -> Tablet:
    """Return the picture of the tablet at `counter`."""
    state, ticket = day.counters[counter.id], rateable(day, now, counter.id)
    return Tablet(
        version=day.version,
        counter=counter.id,
        name=counter.name,
        status=state.status,
        clerk=clerk,
        visit=None if ticket is None else _visit(day, hours, ticket),
    )


def _visit(day: HallDay, hours: OpeningHours, ticket: Ticket) -> ToRate:
    service = day.plan.services.get(ticket.service)
    return ToRate(
        ticket=ticket.id,
        number=ticket.number,
        service={} if service is None else service.name,
        until=moment(hours, (ticket.finished_at or 0) + ASK_FOR_S),
    )


def rate_here(day: HallDay, now: float, counter: str, ticket: str, score: int, reasons: Sequence[str]) -> Events:
    """Rate the visit that the tablet at `counter` asks about, and no other."""
    day.counter(counter)
    asked = rateable(day, now, counter)
    if asked is None or asked.id != ticket:
        raise Illegal("nothing_to_rate", counter=counter)
    return rated(day, asked.token, score, tuple(reasons))


def rate_at(desk: Desk, actor: Actor, counter: str, ticket: str, score: int, reasons: Sequence[str]) -> Answer:
    """Take the visitor's rating at the tablet; `actor` is the visitor, never the clerk."""
    return desk.act(
        actor,
        lambda day, now: rate_here(day, now, counter, ticket, score, reasons),
    )
