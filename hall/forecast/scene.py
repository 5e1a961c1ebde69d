"""A hall made ready to be played: the snapshot, what is believed of it and its roster as arrays.

Lines are numbered: the services' first, then each counter's own. Whoever stands in one is a number too: first the
newcomers, one to a line, who take no counter's time and only tell how long somebody who came now would wait; then the
tickets. Moments are seconds since 1970.
"""

import math
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from hall.forecast.chance import ORDERS, mixed, orders, spread
from hall.forecast.comings import Coming, comings
from hall.forecast.habits import Habits
from hall.forecast.openings import Roster, Windows
from hall.forecast.shapes import LEVELS, normal
from hall.forecast.snapshot import CounterNow, Snapshot, Waiting

NEVER = math.inf
TAIL = 0.5
"""A visit longer than all that were seen lasts, on average, so many means longer."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """A window in seconds since 1970; of the two ends one is never."""

    start: float
    hard_end: float
    soft_end: float


@dataclass(frozen=True, slots=True)
class Seen:
    """A counter that has been open today: when it last called (seconds since 1970), and by whom it was served."""

    called_at: float
    staff: str


class Scene:
    """All that the paths of one play have in common."""

    def __init__(
        self,
        at: Snapshot,
        habits: Habits,
        roster: Roster,
        seen: Mapping[str, Seen],
        paths: int,
        until: float = 0.0,
        extra: Mapping[str, float] | None = None,
    ) -> None:
        """`seen`: the counters that have been open today.

        `until`: all who come before are played, not only those who may still go before somebody who is there. `extra`:
        counters that are opened then, whatever they would have done.
        """
        self.to_the_end = until > 0
        self.now, self.paths, self.rule, self.habits = at.now, paths, at.rule, habits
        self.services = list(at.usual_s)
        self.counters = [counter.id for counter in at.counters]
        self._number = {service: k for k, service in enumerate(self.services)}
        self._counter_number = {counter: k for k, counter in enumerate(self.counters)}
        self.newcomers = len(self.services) + len(self.counters)
        self.tickets = at.waiting
        self.serves = [self._lines(k, counter.services) for k, counter in enumerate(at.counters)]
        self.covers = [[self._number[s] for s in counter.covers if s in self._number] for counter in at.counters]
        self.serving = [
            [k for k, lines in enumerate(self.serves) if line in lines] for line in range(len(self.services))
        ]
        nobody = Seen(0.0, "")
        self.pace = [
            habits.pace.get(counter.staff or seen.get(counter.id, nobody).staff, 1.0) for counter in at.counters
        ]
        self.tables = [self._table(service) for service in self.services]
        self.factors = [self._factors(k, service) for k, service in enumerate(self.services)]
        self.onward = [self._onward(service) for service in self.services]
        self._lay_lines(at.waiting)
        self.courses = self._courses(at, roster, seen)
        for opened, moment in (extra or {}).items():
            course = self._stretches(roster.by_hours(moment - at.midnight), at.midnight)
            self.courses[self._counter_number[opened]] = [course] * paths
        self.busy_until = [self._busy_until(k, counter) for k, counter in enumerate(at.counters)]
        self.leaving = self._leaving(at)
        self.comings: list[list[Coming]] = comings(at, habits, self._number, self._counter_number, paths, until)

    def _lines(self, counter: int, services: Sequence[str]) -> list[int]:
        return [len(self.services) + counter, *(self._number[s] for s in services if s in self._number)]

    def _following(self, then: Sequence[str]) -> tuple[int, ...]:
        return tuple(self._number[service] for service in then if service in self._number)

    def line_of(self, ticket: Waiting) -> int:
        """Return the line in which `ticket` stands."""
        if ticket.only_counter in self._counter_number:
            return len(self.services) + self._counter_number[ticket.only_counter]
        return self._number[ticket.service]

    # Durations.

    def _table(self, service: str) -> Sequence[float]:
        """Return a visit's time at equal chances; below zero: so long until somebody who does not come is given up."""
        habits = self.habits
        misses = min(LEVELS - 1, round(habits.no_show * LEVELS))  # somebody may come also where nobody has yet
        rest = LEVELS - misses
        levels = [habits.shape[service][(2 * k + 1) * LEVELS // (2 * rest)] for k in range(rest)]
        scale = habits.mean_s[service] * rest / sum(levels)
        return [*[-habits.no_show_s] * misses, *(level * scale for level in levels)]

    def _factors(self, number: int, service: str) -> Sequence[float]:
        doubt = self.habits.doubt[service]
        return [math.exp(doubt * normal(u) - doubt**2 / 2) for u in spread(7_000_003 + number, self.paths)]

    def _onward(self, service: str) -> Sequence[tuple[int, float]]:
        return [(self._number[to], share) for to, share in self.habits.onward.get(service, ()) if to in self._number]

    def _busy_until(self, number: int, counter: CounterNow) -> Sequence[float]:
        """Return for each path when the counter is free."""
        visit = counter.visit
        waits = counter.status == "open" and any(len(self.numbers[line]) > 1 for line in self.serves[number])
        if visit is None or visit.service not in self._number:
            return [self.now + (self.habits.gap_s / 2 if waits else 0.0)] * self.paths
        table = self.tables[self._number[visit.service]]
        pace = self.pace[number]
        misses = [-took_s for took_s in table if took_s < 0] if visit.called else []
        longer = [t for t in (*misses, *(took_s * pace for took_s in table if took_s > 0)) if t > visit.elapsed_s]
        mean_s = self.habits.mean_s[visit.service] * pace
        values = []
        for u in spread(visit.serial, self.paths):
            left_s = longer[int(u * len(longer))] - visit.elapsed_s if longer else TAIL * mean_s * -math.log(1 - u)
            values.append(self.now + left_s + self.habits.gap_s)
        return values

    def _leaving(self, at: Snapshot) -> list[tuple[int, float, int, tuple[int, ...], int]]:
        """Return the visits at counters that may go on: counter, place, service, what follows, key."""
        return [
            (number, v.place, self._number[v.service], self._following(v.then), v.serial)
            for number, counter in enumerate(at.counters)
            if (v := counter.visit) is not None and v.service in self._number
        ]

    def goes_on_to(self, service: int, then: tuple[int, ...], key: int, path: int) -> tuple[int, ...]:
        """Return the services that follow for a visitor whose visit of `service` ends: those planned, or by chance."""
        if then or not self.onward[service]:
            return then
        u = mixed(key * 64 + path + 19_000_013) / 2**32
        for other, share in self.onward[service]:
            if u < share:
                return (other,)
            u -= share
        return ()

    # Lines.

    def _lay_lines(self, waiting: Sequence[Waiting]) -> None:
        self.service_of = [
            *range(len(self.services)),
            *[0] * len(self.counters),
            *(self._number[ticket.service] for ticket in waiting),
        ]
        self.key_of = [*range(self.newcomers), *(ticket.serial for ticket in waiting)]
        self.then_of = {
            number: self._following(ticket.then) for number, ticket in enumerate(waiting, self.newcomers) if ticket.then
        }
        self.place_of = [*[self.now] * self.newcomers, *(ticket.place for ticket in waiting)]
        self.order_of = [orders(self.paths)[mixed(ticket.serial) % ORDERS] for ticket in waiting]
        self.within = [(mixed(ticket.serial) >> 8 & 0xFFFF) * LEVELS // 65_536 for ticket in waiting]
        lines: list[list[tuple[float, int]]] = [[] for _ in range(self.newcomers)]
        for line, tickets in groupby(enumerate(waiting, self.newcomers), lambda one: self.line_of(one[1])):
            lines[line] += [(ticket.place, number) for number, ticket in tickets]
        for number, line_ in enumerate(lines):
            line_.insert(bisect_right(line_, (self.now, 1 << 60)), (self.now, number))
        self.places = [[*(place for place, _ in line_), NEVER] for line_ in lines]
        self.numbers = [[number for _, number in line_] for line_ in lines]

    def durations(self, path: int) -> list[float]:
        """Return each visit's time on a path, in the order of `service_of`."""
        levels, paths = LEVELS, self.paths
        factors = [factor[path] for factor in self.factors]
        tables, services = self.tables, self.service_of[self.newcomers :]
        return [
            *[0.0] * self.newcomers,
            *(
                tables[service][(order[path] * levels + within) // paths] * factors[service]
                for service, order, within in zip(services, self.order_of, self.within, strict=True)
            ),
        ]

    def duration(self, service: int, key: int, path: int) -> float:
        """Return the time of a visit that is not in `service_of`."""
        return self.tables[service][mixed(key * 64 + path) * LEVELS >> 32] * self.factors[service][path]

    # Counters.

    def _courses(self, at: Snapshot, roster: Roster, seen: Mapping[str, Seen]) -> list[list[Sequence[Stretch]]]:
        """Return for each counter and path when it calls; every line with a counter due has one on each path."""
        chosen: list[list[Sequence[Stretch]]] = []
        since_midnight = at.now - at.midnight
        known: dict[int, tuple[Windows, Sequence[Stretch]]] = {}  # by identity: many counters share a course
        for number, counter in enumerate(at.counters):
            last = seen[counter.id].called_at - at.midnight if counter.id in seen else -1.0
            courses = roster.courses(
                counter, since_midnight, counter.since - at.midnight, last, been=counter.id in seen
            )
            course_of = [courses[int(u * len(courses))] for u in spread(3_000_017 + number, self.paths)]
            for course in course_of:
                if id(course) not in known:
                    known[id(course)] = course, self._stretches(course, at.midnight)
            chosen.append([known[id(course)][1] for course in course_of])
        if since_midnight < roster.ends:
            self._see_to_it_that_somebody_comes(chosen, roster, at)
        return chosen

    def _see_to_it_that_somebody_comes(
        self, chosen: list[list[Sequence[Stretch]]], roster: Roster, at: Snapshot
    ) -> None:
        opens = max(at.now - at.midnight, roster.spans[0][0])
        for line, serving in enumerate(self.serving):
            if not serving:
                continue
            late = spread(5_000_011 + line, self.paths)
            for path in range(self.paths):
                if not any(chosen[counter][path] for counter in serving):
                    counter = serving[path % len(serving)]
                    start = opens - 900 * math.log(1 - late[path])
                    chosen[counter][path] = self._stretches(roster.by_hours(start), at.midnight)

    def _stretches(self, windows: Windows, midnight: float) -> Sequence[Stretch]:
        return [
            Stretch(midnight + w.start, *((NEVER, midnight + w.end) if w.soft else (midnight + w.end, NEVER)))
            for w in windows
        ]
