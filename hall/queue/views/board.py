"""What people see of a day: pictures made afresh each time, in JSON's own values, ready to be sent.

These types are the public API's (/api/v1/openapi.json is made from them). Times are RFC 3339 with the hall's offset.
"""

from collections.abc import Callable, Mapping, Sequence

from typing_extensions import TypedDict  # the type that pydantic can read on Python 3.11

from hall.plan.hours import OpeningHours
from hall.plan.plan import Counter, Name, Service
from hall.queue.state.admission import shut
from hall.queue.state.counter import CounterState
from hall.queue.state.day import Call, HallDay
from hall.queue.state.expected import Expected
from hall.queue.state.policy import Place
from hall.queue.state.ticket import Status, Ticket
from hall.queue.views.door import Door, door
from hall.queue.views.moment import moment
from hall.queue.views.wait import (
    ToldView,
    ahead,
    counters_open,
    expected_of,
    newcomer,
    others_ahead,
    others_ahead_of,
    told_view,
)
from hall.speech.volume import FULL

CALLS_SHOWN = 20
"""A board carries at least so many of the newest calls."""
NUMBERS_SHOWN = 30
"""A board names so many of those waiting for a service; `count` tells of all."""


_WithClass = TypedDict("_WithClass", {"class": str})  # a word that Python keeps for itself


class TicketView(_WithClass, ToldView):
    """A ticket as everybody may see it.

    `ahead` counts its own line; `others_ahead` is about how many of other lines its counters will call before it;
    `counters_open` is how many counters call from its line now. `then` are the services that follow on it.
    `closed` is the hall's door, where it is closed and nobody calls from the line of a ticket that waits.
    """

    id: str
    number: str
    service: str
    then: Sequence[str]
    status: Status
    ahead: int
    others_ahead: int
    counters_open: int
    closed: Door | None
    counter: str | None
    issued_at: str
    called_at: str | None
    started_at: str | None
    finished_at: str | None
    calls: int
    put_off: bool
    rated: bool


class ServiceView(ToldView):
    """A service on the kiosk. `closed_reason` is None while it is open.

    `others_ahead` is about how many visitors of other lines its counters would call before a newcomer, and
    `counters_open` how many counters call for it now.
    """

    id: str
    group: str
    name: Name
    covers: Name
    prefix: str
    guide: str | None
    open: bool
    closed_reason: str | None
    opens_at: str | None
    waiting: int
    others_ahead: int
    counters_open: int


class CallView(TypedDict):
    """One call on a wall. `id` grows; a screen speaks each once. `audio` lists clips to play in order."""

    id: int
    number: str
    service: str
    counter: str
    counter_name: Name
    text: Mapping[str, str]
    audio: Sequence[str]
    recall: bool
    at: str
    status: Status


class WaitingView(TypedDict):
    """Who waits for one service: the first numbers, and how many in all."""

    service: str
    name: Name
    numbers: Sequence[str]
    count: int


class CounterOnWall(TypedDict):
    """One counter of a zone: "open", "paused" or "closed", and the number in front of it."""

    id: str
    name: Name
    status: str
    number: str | None


class MessageView(TypedDict):
    """A text for everybody, by language; `audio` lists clips to play in order when it is `spoken`.

    `at` is since when it is said, `until` when it will be taken down by itself, None where somebody must. One that is
    planned has `starts_at`; `zones` are those it is for, none means all.
    """

    id: int
    text: Name
    spoken: bool
    audio: Sequence[str]
    at: str
    until: str | None
    starts_at: str | None
    zones: Sequence[str]
    drill: bool


class DarkView(TypedDict):
    """From when until when a screen is dark, unless somebody is called, waits or has to be warned."""

    begins: str
    ends: str


class Board(TypedDict):
    """A zone's whole wall."""

    version: int
    zone: str
    time: str
    calls: Sequence[CallView]
    waiting: Sequence[WaitingView]
    counters: Sequence[CounterOnWall]
    notices: Sequence[MessageView]
    emergency: MessageView | None
    ready: Sequence[str]
    """The numbers of the cases that are ready to be collected."""
    volume: float
    """How loud calls are now, as a share of full; an emergency is always at full volume."""
    dark: DarkView | None
    """The night that is now or comes next, None where walls are never dark."""
    door: Door


Words = Callable[[str, Name], tuple[Mapping[str, str], Sequence[str]]]
"""Number and counter's name → the text of the call by language, and the clips to play."""


def ticket_view(day: HallDay, hours: OpeningHours, now: float, ticket: Ticket, expected: Expected) -> TicketView:
    """Return the picture of one ticket at `now`."""

    def at(moment_s: float | None) -> str | None:
        return None if moment_s is None else moment(hours, moment_s)

    calling = counters_open(day, ticket.service, ticket.only_counter)
    shut_door = None if calling or ticket.status is not Status.WAITING else door(hours, now)
    return {
        **told_view(expected_of(day, ticket, expected), now, hours),
        "id": ticket.id,
        "number": ticket.number,
        "service": ticket.service,
        "then": ticket.then,
        "class": ticket.visitor_class,
        "status": ticket.status,
        "ahead": ahead(day, ticket),
        "others_ahead": others_ahead_of(day, ticket),
        "counters_open": calling,
        "closed": None if shut_door is None or shut_door["open"] else shut_door,
        "counter": ticket.counter,
        "issued_at": moment(hours, ticket.issued_at),
        "called_at": at(ticket.called_at),
        "started_at": at(ticket.started_at),
        "finished_at": at(ticket.finished_at),
        "calls": ticket.calls,
        "put_off": ticket.put_off,
        "rated": ticket.rated,
    }


def services_view(day: HallDay, hours: OpeningHours, now: float, expected: Expected) -> list[ServiceView]:
    """Return every service as the kiosk shows it."""
    return [_service_view(day, hours, now, service, expected) for service in day.plan.services.values()]


def _service_view(day: HallDay, hours: OpeningHours, now: float, service: Service, expected: Expected) -> ServiceView:
    why = shut(day, hours, now, service.id, expected)
    opens = why.facts.get("opens_at") if why is not None else None
    return ServiceView(
        **told_view(newcomer(day, service.id, expected), now, hours),
        id=service.id,
        group=service.group,
        name=service.name,
        covers=service.covers,
        prefix=service.prefix,
        guide=service.guide,
        open=why is None,
        closed_reason=why.code if why is not None else None,
        opens_at=moment(hours, opens) if isinstance(opens, float) else None,
        waiting=len(day.service_lines[service.id]),
        others_ahead=others_ahead(day, service.id, Place(now, len(day.tickets))),
        counters_open=counters_open(day, service.id),
    )


def board(day: HallDay, hours: OpeningHours, now: float, zone: str, words: Words) -> Board:
    """Return the whole wall of `zone`."""
    return Board(
        version=day.version,
        zone=zone,
        time=moment(hours, now),
        calls=[_call_view(hours, call, words) for call in _calls_shown(day, zone)],
        waiting=[_waiting_view(day, service) for service in day.plan.services_of_zone(zone)],
        counters=[_on_wall(c, day.counters[c.id]) for c in day.plan.counters.values() if c.zone == zone],
        notices=(),
        emergency=None,
        ready=(),
        volume=FULL,
        dark=None,
        door=door(hours, now),
    )


def _calls_shown(day: HallDay, zone: str) -> list[Call]:
    """Return the zone's newest calls and the latest of every ticket that is still called, newest first."""
    calls = day.zone_calls[zone]
    newest = calls[-CALLS_SHOWN:]
    oldest_id = newest[0].id if newest else 0
    called = (day.counters[c.id].ticket for c in day.plan.counters.values() if c.zone == zone)
    latest = (day.rounds[t.id][-1] for t in called if t is not None and t.status is Status.CALLED)
    standing = [call for call in latest if call.id < oldest_id]
    return sorted([*standing, *newest], key=lambda call: call.id, reverse=True)


def _call_view(hours: OpeningHours, call: Call, words: Words) -> CallView:
    text, audio = words(call.ticket.number, call.counter_name)
    return CallView(
        id=call.id,
        number=call.ticket.number,
        service=call.service,
        counter=call.counter,
        counter_name=call.counter_name,
        text=text,
        audio=audio,
        recall=call.recall,
        at=moment(hours, call.at),
        status=call.status,
    )


def _waiting_view(day: HallDay, service: Service) -> WaitingView:
    line = day.service_lines[service.id]
    numbers = [t.number for t in line.first_few(NUMBERS_SHOWN)]
    return WaitingView(service=service.id, name=service.name, numbers=numbers, count=len(line))


def _on_wall(counter: Counter, state: CounterState) -> CounterOnWall:
    number = state.ticket.number if state.ticket is not None else None
    return CounterOnWall(id=counter.id, name=counter.name, status=state.status, number=number)
