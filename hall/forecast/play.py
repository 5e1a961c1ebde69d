"""The play: the hall's day run forward by its own rule (hall/queue/state/policy.py), one path at a time.

Written flat, with lists and numbers, because it is the one place where a visit must cost about a microsecond.
"""

import math
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from heapq import heappop, heappush, heapreplace

from hall.forecast.chance import mixed
from hall.forecast.comings import Coming
from hall.forecast.scene import NEVER, Scene, Stretch
from hall.queue.state.line import STEP_S

SLICE = 1024
"""After so many steps the play lets others in."""
NOBODY = -1
"""The service of nobody, who comes so that counters look again: another's window has ended, which they cover."""


class Path:
    """One course of the day. `called` says when each newcomer and ticket is called; `NEVER`: not today."""

    def __init__(self, scene: Scene, number: int) -> None:
        self.called = [NEVER] * len(scene.service_of)
        self._scene = scene
        self._number = number
        self._courses: list[Sequence[Stretch]] = [courses[number] for courses in scene.courses]
        self._window = [-1] * len(self._courses)
        self._hard = [NEVER] * len(self._courses)
        self._soft = [NEVER] * len(self._courses)
        self._places = [[*line] for line in scene.places]
        self._lines = [[*line] for line in scene.numbers]
        self._first = [line[0] for line in self._places]
        self._passed = [0] * len(self._lines)
        self._durations = scene.durations(number)
        self._service_of = [*scene.service_of]
        self._place_of = [*scene.place_of]
        self._key_of = [*scene.key_of]
        self._then_of = {**scene.then_of}
        self.came: dict[int, tuple[float, int]] = {}
        """By number, when who came later came, and for which service."""
        self.called_later: dict[int, float] = {}
        self._idle: list[int] = []
        self._comings: list[Coming] = []
        self._heap: list[tuple[float, int]] = []
        """What is next: a counter that is free (its number), or first, at the same moment, who comes (below zero)."""

    def run(self) -> Iterator[None]:  # noqa: C901, PLR0912, PLR0915 - calls in the loop would double its cost
        """Play until everybody who is there has been called, or nobody calls any more."""
        scene, heap, idle = self._scene, self._heap, self._idle
        places, lines, first, passed = self._places, self._lines, self._first, self._passed
        called, durations, service_of, then_of = self.called, self._durations, self._service_of, self._then_of
        serves, covers, pace, onward = scene.serves, scene.covers, scene.pace, scene.onward
        hard, soft = self._hard, self._soft
        newcomers, tracked = scene.newcomers, len(called)
        tolerance_s, gap_s, gives_up = scene.rule.preference_tolerance_s, scene.habits.gap_s, scene.habits.gives_up
        now, left, steps = scene.now, math.inf if scene.to_the_end else tracked, 0
        self._begin()
        while heap and left:
            steps += 1
            if not steps % SLICE:
                yield
            moment, who = heap[0]
            if who < 0:
                heappop(heap)
                self._comes(moment, self._comings[-1 - who])
                continue
            if moment >= hard[who]:
                heappop(heap)
                self._next_window(who, moment)
                continue
            calls_from = self._with_covered(who, moment) if covers[who] else serves[who]
            earliest = NEVER
            for line in calls_from:
                if first[line] < earliest:  # noqa: PLR1730 - a call of min() here costs a tenth of a play
                    earliest = first[line]
            if earliest == NEVER:
                heappop(heap)
                if moment >= soft[who]:
                    self._next_window(who, moment)
                else:
                    idle.append(who)
                continue
            latest = earliest + tolerance_s
            for line in calls_from:
                if first[line] <= latest:
                    break
            at = passed[line]
            visitor = lines[line][at]
            passed[line] = at = at + 1
            first[line] = places[line][at]
            if visitor < tracked:
                called[visitor] = moment
                left -= 1
                if visitor < newcomers:
                    continue
            else:
                self.called_later[visitor] = moment
            takes_s = durations[visitor]
            if takes_s < 0:
                takes_s = -takes_s
                self._misses(moment + takes_s, visitor)
            else:
                takes_s *= pace[who] / (1 + gives_up * (moment - now))  # those who have left take no time
                if onward[service_of[visitor]] or visitor in then_of:
                    self._goes_on(moment + takes_s, visitor)
            heapreplace(heap, (moment + takes_s + gap_s, who))

    def _begin(self) -> None:
        """Plan when each counter is free, who will come, and when a counter that covers others has to look again."""
        scene, number = self._scene, self._number
        for counter, busy_until in enumerate(scene.busy_until):
            self._next_window(counter, busy_until[number])
        for coming in scene.comings[number]:
            self._plan(coming)
        for counter, place, service, then, key in scene.leaving:
            following = scene.goes_on_to(service, then, key, number)
            if following:
                moment = scene.busy_until[counter][number] - scene.habits.gap_s
                self._plan(Coming(moment, following[0], place, following[0], None, following[1:]))
        for covered in {service for services in scene.covers for service in services}:
            for counter in scene.serving[covered]:
                for stretch in self._courses[counter]:
                    self._plan(Coming(min(stretch.hard_end, stretch.soft_end), covered, None, NOBODY))

    def _plan(self, coming: Coming) -> None:
        self._comings.append(coming)
        heappush(self._heap, (coming.at, -len(self._comings)))

    def _next_window(self, counter: int, moment: float) -> None:
        """Let the counter call when its next window has begun; after the last one it is gone."""
        course = self._courses[counter]
        for number in range(self._window[counter] + 1, len(course)):
            stretch = course[number]
            if moment < stretch.hard_end:
                self._window[counter] = number
                self._hard[counter], self._soft[counter] = stretch.hard_end, stretch.soft_end
                heappush(self._heap, (max(moment, stretch.start), counter))
                return
        self._window[counter] = len(course)

    def _with_covered(self, counter: int, moment: float) -> list[int]:
        """Return the lines that a counter calls from, those included whose own counters are all away."""
        scene = self._scene
        away = [
            service
            for service in scene.covers[counter]
            if not any(self._calls(other, moment) for other in scene.serving[service])
        ]
        return [*scene.serves[counter], *away]

    def _calls(self, counter: int, moment: float) -> bool:
        return any(s.start <= moment < s.hard_end and moment < s.soft_end for s in self._courses[counter])

    def _comes(self, moment: float, coming: Coming) -> None:
        """Let somebody join a line, and counters that have nobody look at it."""
        line = coming.line
        if coming.service != NOBODY:
            place = self._behind_the_first(line, moment) if coming.place is None else coming.place
            self._join(line, place, len(self._durations))
            works_s = coming.works_s
            key = len(self._durations) + len(self._comings) * 4096
            self._durations.append(
                self._scene.duration(coming.service, key, self._number) if works_s is None else works_s
            )
            self._service_of.append(coming.service)
            self._place_of.append(place)
            self._key_of.append(key)
            if coming.new:
                self.came[len(self._durations) - 1] = (moment, coming.service)
            if coming.then:
                self._then_of[len(self._durations) - 1] = coming.then
        scene = self._scene
        awake = [counter for counter in self._idle if line in scene.serves[counter] or line in scene.covers[counter]]
        for counter in awake:
            self._idle.remove(counter)
            heappush(self._heap, (moment, counter))

    def _behind_the_first(self, line: int, moment: float) -> float:
        places, passed = self._places[line], self._passed[line]
        last = min(passed + self._scene.rule.return_after, len(places) - 1) - 1
        return min(moment, places[last] + STEP_S) if last >= passed else moment

    def _join(self, line: int, place: float, number: int) -> None:
        places, passed = self._places[line], self._passed[line]
        at = bisect_right(places, place, passed)
        places.insert(at, place)
        self._lines[line].insert(at, number)
        self._first[line] = places[passed]

    def _misses(self, moment: float, visitor: int) -> None:
        """Whoever does not come may come back."""
        habits = self._scene.habits
        u = mixed(self._key_of[visitor] * 64 + self._number + 23_000_009) / 2**32
        if u < habits.returns:
            back = moment - habits.returns_after_s * math.log(1 - u / habits.returns * 0.99)
            service = self._service_of[visitor]
            self._plan(Coming(back, service, None, service))

    def _goes_on(self, moment: float, visitor: int) -> None:
        service, then = self._service_of[visitor], self._then_of.get(visitor, ())
        following = self._scene.goes_on_to(service, then, self._key_of[visitor], self._number)
        if following:
            self._plan(Coming(moment, following[0], self._place_of[visitor], following[0], None, following[1:]))
