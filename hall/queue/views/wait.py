"""What is told of a wait: how many go before, and when the call is expected."""

from typing_extensions import TypedDict  # the type that pydantic can read on Python 3.11

from hall.plan.hours import OpeningHours
from hall.queue.state.day import HallDay
from hall.queue.state.expected import Due, Expected, tell
from hall.queue.state.policy import Place
from hall.queue.state.ticket import Status, Ticket


class WaitView(TypedDict):
    """A predicted remaining wait in seconds: its median and its 90th percentile."""

    likely: int
    late: int


class ToldView(TypedDict):
    """A wait as it is told: `wait_s` is None when nobody is due today who would call.

    Where it is long, `expected_at` and `latest_at` are the likely and the late time of day, to five minutes.
    `after_break`: the hall closes in between, for lunch.
    """

    wait_s: WaitView | None
    expected_at: str | None
    latest_at: str | None
    after_break: bool


def told_view(due: Due | None, now: float, hours: OpeningHours) -> ToldView:
    """Return how a wait until `due` is told at `now`."""
    if due is None:
        return ToldView(wait_s=None, expected_at=None, latest_at=None, after_break=False)
    told = tell(due, now, hours)
    return ToldView(
        wait_s=WaitView(likely=told.likely_s, late=told.late_s),
        expected_at=told.at.isoformat(timespec="milliseconds") if told.at is not None else None,
        latest_at=told.late_at.isoformat(timespec="milliseconds") if told.late_at is not None else None,
        after_break=told.after_break,
    )


def expected_of(day: HallDay, ticket: Ticket, expected: Expected) -> Due | None:
    """Return when `ticket` is due to be called, None unless it waits."""
    if ticket.status is not Status.WAITING:
        return None
    return expected.due(ticket.id, (ticket.service, ticket.only_counter, ticket.place), ahead(day, ticket))


def newcomer(day: HallDay, service: str, expected: Expected) -> Due | None:
    """Return when who takes a ticket for `service` now is due to be called."""
    return expected.newcomer(service, len(day.service_lines[service]))


def ahead(day: HallDay, ticket: Ticket) -> int:
    """Return how many go before `ticket` in its own line; 0 unless it waits."""
    if ticket.status is not Status.WAITING:
        return 0
    return day.line_of(ticket).ahead_of(Place(ticket.place, ticket.serial))


def others_ahead(day: HallDay, service: str, place: Place) -> int:
    """Return about how many of other lines the counters open for `service` call before somebody at `place`.

    Those of other services by the share that falls on these counters; and whoever was sent to one of these alone.
    """
    staffed = day.staffing.get(service)
    if staffed is None:
        return 0
    shared = ((day.service_lines.get(other), share) for other, share in staffed.shares)
    own = ((day.counter_lines.get(counter), 1.0) for counter in staffed.counters)
    return round(sum(line.ahead_of(place) * share for line, share in (*shared, *own) if line))


def others_ahead_of(day: HallDay, ticket: Ticket) -> int:
    """Return the same of a waiting `ticket`, also of one that a single counter may call; 0 unless it waits."""
    if ticket.status is not Status.WAITING:
        return 0
    place = Place(ticket.place, ticket.serial)
    counter = day.plan.counters.get(ticket.only_counter or "")
    if counter is None:
        return others_ahead(day, ticket.service, place)
    lines = ((day.service_lines.get(service), service) for service in day.services_of(counter))
    return round(sum(line.ahead_of(place) / max(1, counters_open(day, service)) for line, service in lines if line))


def counters_open(day: HallDay, service: str, only_counter: str | None = None) -> int:
    """Return how many counters call for `service` now, or whether the one does that alone may call."""
    staffed = day.staffing.get(service)
    if only_counter is not None:
        state = day.counters.get(only_counter)
        return int(state is not None and state.status == "open")
    return 0 if staffed is None else len(staffed.counters)
