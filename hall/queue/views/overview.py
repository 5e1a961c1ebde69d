"""What the hall's manager sees of a day: every service and counter now."""

from collections.abc import Mapping, Sequence

from typing_extensions import TypedDict  # the type that pydantic can read on Python 3.11

from hall.plan.hours import OpeningHours
from hall.plan.plan import Counter, Name, Service
from hall.queue.state.day import HallDay
from hall.queue.state.expected import Expected
from hall.queue.views.loose import LooseView, loose_view
from hall.queue.views.moment import moment
from hall.queue.views.panel import HelpView, help_view
from hall.queue.views.wait import ToldView, counters_open, newcomer, told_view
from hall.speech.views import SoundNow


class ServiceNow(ToldView):
    """One service: who waits, since when the longest has, the wait of a newcomer, and its open counters.

    Who has booked waits from the booked time on, or from the check-in when late.
    """

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


class NotedView(TypedDict):
    """Who took note of an alarm, an account id, and when."""

    by: str
    at: str


class AlarmView(TypedDict):
    """What somebody should see to, in words, about a service, counter or device.

    `degree` is 1, and more the worse it is; `since` is None for a moment, until it is written down. `noted` is None
    while nobody has taken note of it as bad as it is.
    """

    code: str
    about: str
    degree: int
    text: Mapping[str, str]
    since: str | None
    noted: NotedView | None


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
    alarms: Sequence[AlarmView]
    """What nobody has taken note of before the rest, the worst first."""
    loose: Sequence[LooseView]
    """Who is in nobody's hands: the first of them."""
    loose_count: int
    """How many these are in all."""
    held: int
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
    alarms: Sequence[AlarmView] = (),
    sounds: Sequence[SoundNow] = (),
    advice: AdviceView | None = None,
    outcomes: Sequence[OutcomeView] = (),
    booked: Mapping[str, int] | None = None,
) -> FloorNow:
    """Return the picture of the whole floor."""
    loose_count, loose = loose_view(day, hours)
    to_come = booked or {}
    return FloorNow(
        version=day.version,
        time=moment(hours, now),
        waiting=sum(map(len, day.comers.values())),
        served=sum(f.served for f in day.figures.values()),
        missed=sum(f.missed for f in day.figures.values()),
        services=[_service(day, hours, now, s, expected, to_come.get(s.id, 0)) for s in day.plan.services.values()],
        counters=[_counter(day, hours, c) for c in day.plan.counters.values()],
        alarms=alarms,
        loose=loose,
        loose_count=loose_count,
        held=len(day.held),
        sounds=sounds,
        advice=advice,
        outcomes=outcomes,
    )


def _service(
    day: HallDay, hours: OpeningHours, now: float, service: Service, expected: Expected, booked: int
) -> ServiceNow:
    comers = day.comers.get(service.id)
    return ServiceNow(
        **told_view(newcomer(day, service.id, expected), now, hours),
        id=service.id,
        name=service.name,
        waiting=len(comers) if comers else 0,
        longest_since=moment(hours, min(comers.first().waits_since, now)) if comers else None,
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
