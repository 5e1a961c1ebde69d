"""Who will still come, path by path: visitors, those who have booked, and those who were held or missed their call.

Of visitors only those matter who may go before somebody who is there already, unless all until a moment are wanted.
Moments are seconds since 1970.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from hall.forecast.chance import mixed, spread
from hall.forecast.facts import BUCKET_S
from hall.forecast.habits import Habits
from hall.forecast.snapshot import Aside, Snapshot
from hall.queue.state.policy import APPOINTMENT, arrival

STEP_S = 300.0
"""Visitors to come are spread over steps of five minutes."""
EARLY_S = 300.0
"""Who has booked comes about so long before; when not so long after, not at all."""
RARE = 0.002
"""Fewer than so many in one step are left out."""
FIRST = -math.inf
"""The place of a held visit that is taken up again: before all."""


@dataclass(frozen=True, slots=True)
class Coming:
    """Somebody who will join `line`; `place` None: behind the first few, as those do who missed their call."""

    at: float
    line: int
    place: float | None
    service: int
    works_s: float | None = None
    """What is left of a visit that was set aside; None: it is a new one."""
    then: tuple[int, ...] = ()
    """The services that follow."""
    new: bool = False
    """Whether it is a visitor who was not in the hall before."""


Comings = list[list[Coming]]


def comings(
    at: Snapshot,
    habits: Habits,
    services: Mapping[str, int],
    counters: Mapping[str, int],
    paths: int,
    until: float,
) -> Comings:
    """Return for each path who comes. `services` and `counters` number the lines, counters after the services."""
    found: Comings = [[] for _ in range(paths)]
    for (service, visitor_class), expected in habits.arrivals.items():
        if service in services and not (at.booked and visitor_class == APPOINTMENT):
            _visitors(found, at, services[service], visitor_class, expected, until)
    for key, booked in enumerate(at.booked):
        if booked.service in services and booked.slot + EARLY_S > at.now:
            _booked(found, at, key, services[booked.service], booked.slot)
    for aside in at.aside:
        number = services[aside.service]
        if aside.counter is None:
            _missed(found, at, habits, aside, number)
        elif aside.counter in counters:
            _held(found, at, habits, aside, number, len(services) + counters[aside.counter])
    return found


def _visitors(
    found: Comings, at: Snapshot, service: int, visitor_class: str, expected: Sequence[float], until: float
) -> None:
    classed = at.classes.get(visitor_class)
    head_start_s = classed.head_start_s if classed is not None else 0.0
    end = max(until, at.now + head_start_s + at.rule.preference_tolerance_s)
    first, last = (int((moment - at.midnight) // STEP_S) for moment in (at.now, end))
    for step in range(first, last + 1):
        mean = expected[min(len(expected) - 1, int(step * STEP_S // BUCKET_S))] * STEP_S / BUCKET_S
        if mean < RARE:
            continue
        key = (step << 16) + (service << 4) + len(visitor_class) % 16
        for path, u in enumerate(spread(key, len(found))):
            for k in range(int(mean + u)):
                moment = at.midnight + (step + mixed((key << 12) + (path << 6) + k) / 2**32) * STEP_S
                if at.now < moment <= end:
                    found[path].append(Coming(moment, service, moment - head_start_s, service, new=True))


def _booked(found: Comings, at: Snapshot, key: int, service: int, slot: float) -> None:
    for path, u in enumerate(spread(11_000_003 + key, len(found))):
        moment = max(at.now + 1, slot + EARLY_S * (2 * u - 2))
        place = arrival(at.classes[APPOINTMENT], moment, slot, at.rule)
        found[path].append(Coming(moment, service, place, service, new=True))


def _missed(found: Comings, at: Snapshot, habits: Habits, aside: Aside, service: int) -> None:
    """Whoever has not come back for long hardly will."""
    still = habits.returns * math.exp(-(at.now - aside.since) / habits.returns_after_s)
    chance = still / (still + 1 - habits.returns + 1e-9)
    for path, u in enumerate(spread(13_000_027 + aside.serial, len(found))):
        if u < chance:
            moment = at.now - habits.returns_after_s * math.log(1 - u / chance * 0.99)
            found[path].append(Coming(moment, service, moment if aside.returned else None, service))


def _held(found: Comings, at: Snapshot, habits: Habits, aside: Aside, service: int, line: int) -> None:
    mean_s, shape = habits.mean_s[aside.service], habits.shape[aside.service]
    longer = [level * mean_s for level in shape if level * mean_s > aside.worked_s] or [aside.worked_s + mean_s / 2]
    for path, u in enumerate(spread(17_000_023 + aside.serial, len(found))):
        moment = at.now - habits.hold_s * math.log(1 - u)
        v = mixed(aside.serial * 64 + path) / 2**32
        found[path].append(Coming(moment, line, FIRST, service, longer[int(v * len(longer))] - aside.worked_s))
