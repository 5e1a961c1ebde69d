"""How long somebody at a place in line will wait: the visits before, on the counters that are open now."""

from dataclasses import replace

from hall.queue.state.day import HallDay
from hall.queue.state.policy import Place
from hall.queue.state.waits import Wait, predict


def wait_to_come(day: HallDay, service: str, now: float) -> Wait | None:
    """Return the predicted wait of somebody who would take a ticket for `service` at `now`."""
    return wait_at(day, service, Place(now, len(day.tickets)))


def wait_at(day: HallDay, service: str, place: Place) -> Wait | None:
    """Return the predicted wait at `place`, other services' share of the counters included; None while none is open."""
    staffed = day.staffing.get(service)
    if staffed is None:
        return None
    turns = work_s = others = 0.0
    for other, share in staffed.shares:
        line = day.service_lines.get(other)
        if line:
            visits = line.ahead_of(place) * share
            turns += visits
            others += visits if other != service else 0
            work_s += visits * day.service_times[other].mean_s
    if all(day.counters[c].ticket is not None for c in staffed.counters):
        turns += 1
        work_s += day.service_times[service].mean_s
    elif turns < len(staffed.counters):
        return Wait(likely=0, late=0)
    return replace(predict(turns, work_s, len(staffed.counters)), others=round(others))
