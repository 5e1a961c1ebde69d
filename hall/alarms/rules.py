"""What of the lines and counters is an alarm, and how bad. Pure: it looks at the day and at what is expected of it."""

from collections.abc import Iterator
from dataclasses import dataclass

from hall.faults import Facts, Fault
from hall.queue.state.day import HallDay
from hall.queue.state.expected import Expected
from hall.queue.state.ticket import Status
from hall.queue.views.wait import newcomer


@dataclass(frozen=True, slots=True)
class Limits:
    """From when on somebody should see to it; in seconds and visitors."""

    warn_s: float
    alarm_s: float
    many: int
    call_s: float


def alarms(day: HallDay, now: float, expected: Expected, limits: Limits) -> Iterator[Fault]:
    """Give every alarm that there is now; it costs the same however many wait."""
    for service in day.plan.services:
        yield from _of_service(day, now, service, expected, limits)
    for counter in day.plan.counters:
        state = day.counters.get(counter)
        ticket = None if state is None else state.ticket
        if ticket is None or ticket.status is not Status.CALLED or ticket.called_at is None:
            continue
        stands_s = now - ticket.called_at
        if stands_s >= limits.call_s:
            name, minutes = day.plan.counters[counter].name, _minutes(stands_s)
            facts: Facts = {"counter": name, "number": ticket.number, "minutes": minutes}
            yield Fault("call_stands", facts, counter, _doublings(stands_s, limits.call_s))


def _of_service(day: HallDay, now: float, service: str, expected: Expected, limits: Limits) -> Iterator[Fault]:
    comers = day.comers.get(service)
    name = day.plan.services[service].name
    waiting, waited_s = (len(comers), now - comers.first().waits_since) if comers else (0, 0.0)
    late = wait_degree(waited_s, limits) if waiting else 0
    if late:
        yield Fault("wait_over", {"service": name, "count": str(waiting), "minutes": _minutes(waited_s)}, service, late)
    due = newcomer(day, service, expected)
    ahead_s = 0.0 if due is None else due.likely - now
    ahead = wait_degree(ahead_s, limits) if due is not None else 0
    if ahead > late:
        yield Fault("wait_ahead", {"service": name, "minutes": _minutes(ahead_s)}, service, ahead)
    if waiting > limits.many:
        yield Fault(
            "many_waiting", {"service": name, "count": str(waiting)}, service, _doublings(waiting - 1, limits.many)
        )


def wait_degree(waited_s: float, limits: Limits) -> int:
    """Return 0 for a wait within the limits, 1 from the warning on, 2 from the alarm on, 3 from twice that on."""
    if waited_s >= limits.alarm_s:
        return 1 + max(1, int(waited_s // limits.alarm_s) if limits.alarm_s else 1)
    return int(waited_s >= limits.warn_s)


def _doublings(value: float, limit: float) -> int:
    """Return 1 from the limit on, 2 from twice, 3 from four times it on."""
    return int(value // limit).bit_length()


def _minutes(seconds: float) -> str:
    return str(int(seconds // 60))
