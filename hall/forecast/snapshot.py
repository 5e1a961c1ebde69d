"""What a play starts from: who waits where, what each counter does, and the hours. Plain values, made from a HallDay.

Made under the desk's lock, so it is short work; the play itself then needs neither the day nor the lock. Moments are
seconds since 1970, durations seconds.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from hall.plan.plan import QueueRule, VisitorClass
from hall.queue.state.day import HallDay
from hall.queue.state.ticket import Status, Ticket


@dataclass(frozen=True, slots=True)
class Waiting:
    """A ticket in a line."""

    ticket: str
    service: str
    only_counter: str | None
    place: float
    serial: int
    then: tuple[str, ...]
    since: float
    """Since when its visitor is in the hall."""


@dataclass(frozen=True, slots=True)
class AtCounter:
    """The visit in front of a counter."""

    service: str
    elapsed_s: float
    """Since the call, time on hold left out."""
    called: bool
    """Whether nobody has come yet."""
    place: float
    serial: int
    then: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CounterNow:
    """One counter."""

    id: str
    services: tuple[str, ...]
    covers: tuple[str, ...]
    status: str
    since: float
    closing: bool
    staff: str | None
    visit: AtCounter | None


@dataclass(frozen=True, slots=True)
class Aside:
    """A ticket that waits nowhere and may come back: held at `counter`, or missed (None)."""

    service: str
    counter: str | None
    since: float
    worked_s: float
    serial: int
    returned: bool
    """Whether it has missed and come back before: then it counts from its next return."""


@dataclass(frozen=True, slots=True)
class Booked:
    """An appointment whose visitor has not checked in yet."""

    service: str
    slot: float


@dataclass(frozen=True, slots=True)
class Snapshot:
    """The hall at one moment."""

    now: float
    midnight: float
    spans: tuple[tuple[float, float], ...]
    """Today's hours, from and until."""
    version: int
    rule: QueueRule
    classes: Mapping[str, VisitorClass]
    usual_s: Mapping[str, float]
    counters: tuple[CounterNow, ...]
    waiting: tuple[Waiting, ...]
    """Line after line, each first to last."""
    aside: tuple[Aside, ...]
    booked: tuple[Booked, ...] = ()


def snapshot(day: HallDay, now: float, booked: Iterable[Booked] = ()) -> Snapshot:
    """Return what `day` is like at `now`."""
    hours = day.plan.hours
    midnight = hours.midnight(day.date)
    lines = (*day.counter_lines.values(), *day.service_lines.values())
    return Snapshot(
        now=now,
        midnight=midnight,
        spans=tuple((midnight + s.start_min * 60, midnight + s.end_min * 60) for s in hours.spans(day.date)),
        version=day.version,
        rule=day.plan.rule,
        classes=day.plan.classes,
        usual_s={s.id: s.usual_service_s for s in day.plan.services.values()},
        counters=tuple(_counter(day, counter, now) for counter in day.plan.counters),
        waiting=tuple(
            Waiting(t.id, t.service, t.only_counter, t.place, t.serial, t.then, t.issued_at)
            for line in lines
            for t in line
            if t.service in day.plan.services
        ),
        aside=tuple(_aside(t) for t in (*day.held, *day.missed) if t.service in day.plan.services),
        booked=tuple(booked),
    )


def _counter(day: HallDay, counter: str, now: float) -> CounterNow:
    furnished = day.plan.counters[counter]
    state = day.counters.get(counter)
    if state is None:
        return CounterNow(counter, furnished.services, furnished.covers, "closed", 0.0, False, None, None)
    ticket = state.ticket
    visit = None
    if ticket is not None:
        called = ticket.status is Status.CALLED
        visit = AtCounter(ticket.service, worked_s(ticket, now), called, ticket.place, ticket.serial, ticket.then)
    return CounterNow(
        counter,
        furnished.services,
        day.covers_of(furnished),
        state.status,
        state.since,
        state.closing,
        state.staff,
        visit,
    )


def _aside(ticket: Ticket) -> Aside:
    since = ticket.steps[-1].at
    held = ticket.status is Status.HELD
    return Aside(
        ticket.service,
        ticket.counter if held else None,
        since,
        worked_s(ticket, since) if held else 0.0,
        ticket.serial,
        returned=any(step.what == "reinstate" for step in ticket.steps),
    )


def worked_s(ticket: Ticket, now: float) -> float:
    """Return how long the visit has been at counters since its last call, time on hold left out."""
    total_s, until = 0.0, now
    for step in reversed(ticket.steps):
        if step.what == "hold":
            until = step.at
        elif step.what == "resume":
            total_s += until - step.at
            until = step.at
        elif step.what == "call":
            return total_s + until - step.at
    return total_s
