"""What the hall's manager sees of a day: every service and counter now."""

from collections.abc import Mapping, Sequence

from typing_extensions import TypedDict  # the type that pydantic can read on Python 3.11

from hall.plan.hours import OpeningHours
from hall.plan.plan import Counter, Name, Service
from hall.queue.state.day import HallDay
from hall.queue.state.expected import Expected
from hall.queue.state.ticket import Ticket
from hall.queue.views.board import moment
from hall.queue.views.panel import HelpView, help_view
from hall.queue.views.wait import ToldView, counters_open, newcomer, told_view
from hall.speech.views import SoundNow


class ServiceNow(ToldView):
    """One service: who waits, since when the longest has, the wait of a newcomer, and its open counters."""

    id: str
    name: Name
    waiting: int
    longest_since: str | None
    counters_open: int
    booked: int
    """How many have booked for today and are still to come."""


class CounterNow(TypedDict):
    """One counter: who works there, with which visitor since when, and whether help is asked for."""

    id: str
    name: Name
    zone: str
    status: str
    closing: bool
    reason: str | None
    staff: str | None
    since: str | None
    number: str | None
    ticket_status: str | None
    ticket_since: str | None
    help: HelpView | None


class TroubleView(TypedDict):
    """What somebody should mend, in words."""

    code: str
    text: Mapping[str, str]


class AdviceView(TypedDict):
    """Advice to open `counter` at `opens_at`, for `service` above all.

    Of those who wait then and come in the hour after, so many would wait longer than `limit_s` without it and with it.
    """

    service: str
    counter: str
    opens_at: str
    limit_s: int
    over_without: int
    over_with: int


class OutcomeView(AdviceView):
    """What came of advice: whether the counter called anybody in that hour, and how many waited too long."""

    followed: bool
    over: int


class FloorNow(TypedDict):
    """The whole floor."""

    version: int
    time: str
    waiting: int
    served: int
    missed: int
    services: Sequence[ServiceNow]
    counters: Sequence[CounterNow]
    troubles: Sequence[TroubleView]
    sounds: Sequence[SoundNow]
    """What has become of the calls aloud, by zone."""
    advice: AdviceView | None
    """Which counter to open soon; None when none would help."""
    outcomes: Sequence[OutcomeView]
    """What came of earlier advice today, latest first."""


def floor_now(
    day: HallDay,
    hours: OpeningHours,
    now: float,
    expected: Expected,
    troubles: Sequence[TroubleView] = (),
    sounds: Sequence[SoundNow] = (),
    advice: AdviceView | None = None,
    outcomes: Sequence[OutcomeView] = (),
    booked: Mapping[str, int] | None = None,
) -> FloorNow:
    """Return the picture of the whole floor."""
    waiting, to_come = _waiting_by_service(day), booked or {}
    return FloorNow(
        version=day.version,
        time=moment(hours, now),
        waiting=sum(len(tickets) for tickets in waiting.values()),
        served=sum(f.served for f in day.figures.values()),
        missed=sum(f.missed for f in day.figures.values()),
        services=[
            _service(day, hours, now, s, waiting.get(s.id, []), expected, to_come.get(s.id, 0))
            for s in day.plan.services.values()
        ],
        counters=[_counter(day, hours, c) for c in day.plan.counters.values()],
        troubles=troubles,
        sounds=sounds,
        advice=advice,
        outcomes=outcomes,
    )


def _waiting_by_service(day: HallDay) -> dict[str, list[Ticket]]:
    """Return who waits for each service, those sent to one counter included."""
    found: dict[str, list[Ticket]] = {}
    for line in (*day.service_lines.values(), *day.counter_lines.values()):
        for ticket in line:
            found.setdefault(ticket.service, []).append(ticket)
    return found


def _service(
    day: HallDay,
    hours: OpeningHours,
    now: float,
    service: Service,
    waiting: Sequence[Ticket],
    expected: Expected,
    booked: int,
) -> ServiceNow:
    longest = min((t.issued_at for t in waiting), default=None)
    return ServiceNow(
        **told_view(newcomer(day, service.id, expected), now, hours),
        id=service.id,
        name=service.name,
        waiting=len(waiting),
        longest_since=None if longest is None else moment(hours, longest),
        counters_open=counters_open(day, service.id),
        booked=booked,
    )


def _counter(day: HallDay, hours: OpeningHours, counter: Counter) -> CounterNow:
    state = day.counters[counter.id]
    ticket = state.ticket
    begun = None if ticket is None else (ticket.started_at or ticket.called_at)
    return CounterNow(
        id=counter.id,
        name=counter.name,
        zone=counter.zone,
        status=state.status,
        closing=state.closing,
        reason=state.reason,
        staff=state.staff,
        since=moment(hours, state.since) if state.since else None,
        number=None if ticket is None else ticket.number,
        ticket_status=None if ticket is None else str(ticket.status),
        ticket_since=None if begun is None else moment(hours, begun),
        help=help_view(hours, state),
    )
