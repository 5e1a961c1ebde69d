"""Days that visitors and clerks have lived through at the real desk, by a chance that a seed repeats.

Everything that can happen to a visit happens: waits and misses and returns, holds, transfers, undone steps, several
services on a ticket, pauses, counters taken away, and visitors who are still there when the day ends.
"""

import heapq
import random
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from pathlib import Path

from hall.journal.actor import Actor
from hall.journal.entry import to_body
from hall.journal.refusal import Refusal
from hall.plan.hours import Span
from hall.plan.plan import Counter, Plan
from hall.queue.desk.counter import CounterDesk
from hall.queue.desk.visit import Desk
from hall.queue.desk.visitor import VisitorDesk
from hall.queue.state.counter import CounterState
from hall.queue.state.ticket import Status, Ticket
from hall.store.lines import LineFile
from hall.store.memory import MemoryJournal
from hall.store.tiny import ENDING
from tests.halls import KIOSK, SHANGHAI, Clock, Plans, ground, hours
from tests.halls import plan as small_plan

VISITOR = Actor("visitor")
MANAGER = Actor("chen")
OPENS, CLOSES = time(8, 30), time(17, 30)
PAUSES = ("break", "短暂休息", "整理材料", "张三来访", None)
REASONS = ("attitude", "slow", "unclear", "by hand")
Act = Callable[[], object]


def hall_plan(counters: int) -> Plan:
    """Services a to c, of which c is followed by a; counters in two zones that serve two services each."""
    made = small_plan({str(n): ("abc"[n % 3], "abc"[(n + 1) % 3]) for n in range(1, counters + 1)})
    services = {**made.services, "c": replace(made.services["c"], then=("a",))}
    numbered = {c.id: replace(c, zone="west" if int(c.id) % 2 else "east") for c in made.counters.values()}
    opening = hours((Span(8 * 60 + 30, 17 * 60 + 30),))
    return replace(made, services=services, counters=numbered, hours=opening)


def renamed(plan: Plan) -> Plan:
    """The same hall, in which service b is called d, the last counter is gone, and the first is in the other zone."""
    *kept, _ = plan.counters
    counters = {
        c: replace(plan.counters[c], services=tuple("d" if s == "b" else s for s in plan.counters[c].services))
        for c in kept
    }
    counters["1"] = replace(counters["1"], zone="east" if counters["1"].zone == "west" else "west")
    services = {("d" if s == "b" else s): replace(one, id="d" if s == "b" else s) for s, one in plan.services.items()}
    return replace(plan, services=services, counters=counters)


class MadeDays:
    """Lives through day after day; what happened is in `journal`."""

    def __init__(self, seed: int, plan: Plan | None = None) -> None:
        self.chance = random.Random(seed)
        self.clock = Clock()
        self.journal = MemoryJournal()
        self.plans = Plans(plan or hall_plan(counters=4))
        self.desk = Desk(self.plans, ground(self.clock, self.journal))
        self.more = CounterDesk(self.desk)
        self.given: list[Ticket] = []

    @property
    def plan(self) -> Plan:
        """The hall as it is furnished now."""
        return self.plans.all[-1]

    def live(self, first: date, days: int, visits: int, changes: Mapping[date, Plan] | None = None) -> None:
        """Live so many days with about so many visitors each; weekends are quiet. `changes` come at noon."""
        self.changes = dict(changes or {})
        for n in range(days):
            day = first + timedelta(days=n)
            self.live_day(day, visits if day.weekday() < 5 else 0)
        self.clock.now = _at(first + timedelta(days=days), time(0, 1))
        self.desk.roll_over()

    def live_day(self, day: date, visits: int) -> None:
        """Live one day until its visitors are gone, or the hall is."""
        self.clock.now = _at(day, time(7, 50))
        self.desk.open_day() if self.desk.today() == date.min else self.desk.roll_over()
        self.given = []
        opens, closes = _at(day, OPENS), _at(day, CLOSES)
        todo = [(self.chance.uniform(opens, closes - 60), n, "visitor") for n in range(visits)]
        if visits:
            todo += [(opens + self.chance.uniform(0, 600), n, c) for n, c in enumerate(self.plan.counters)]
        heapq.heapify(todo)
        while todo and todo[0][0] < closes + 3600:
            self.clock.now, n, who = heapq.heappop(todo)
            if day in self.changes and self.clock.now > _at(day, time(12)):
                self.plans.all.append(self.changes.pop(day))
                self.desk.roll_over()
            if who != "visitor" and who not in self.plan.counters:
                continue
            if who == "visitor":
                self._comes()
            else:
                heapq.heappush(todo, (self.clock.now + self._works(self.plan.counters[who]), n, who))

    def _comes(self) -> None:
        kind = self.chance.choice(["normal"] * 8 + ["priority", "appointment"])
        with suppress(Refusal):
            ticket = self.desk.issue(KIOSK, self.chance.choice(list(self.plan.services)), kind, "zh").ticket
            assert ticket is not None
            self.given.append(ticket)
        for status, acts in self._thinks_again().items():
            those = [t for t in self.given if t.status is status]
            if those and self.chance.random() < 0.3:
                with suppress(Refusal):
                    self.chance.choice(acts)(self.chance.choice(those))

    def _thinks_again(self) -> Mapping[Status, list[Callable[[Ticket], object]]]:
        """Return what visitors may do by themselves, by where they stand."""

        def rates(ticket: Ticket) -> object:
            return self.desk.rate(VISITOR, ticket.token, self.chance.randint(1, 5), self._reasons(), None)

        def gives_up(ticket: Ticket) -> object:
            return self.desk.cancel(VISITOR, ticket.token) if self.chance.random() < 0.3 else None

        def adds(ticket: Ticket) -> object:
            return VisitorDesk(self.desk).add(VISITOR, ticket.token, self.chance.choice(list(self.plan.services)))

        return {
            Status.WAITING: [lambda t: VisitorDesk(self.desk).put_off(VISITOR, t.token), gives_up, adds],
            Status.CALLED: [adds],
            Status.SERVING: [adds],
            Status.HELD: [gives_up, adds],
            Status.NO_SHOW: [lambda t: self.desk.come_back(VISITOR, t.token)],
            Status.FINISHED: [rates],
        }

    def _works(self, counter: Counter) -> float:
        """Take the clerk's next step, and return after how many seconds the one after it comes."""
        clerk, at = Actor(f"clerk{counter.id}"), counter.id
        state = self.desk.look(lambda day, _: day.counters[at])
        if self.chance.random() < 0.05:
            self._rests(clerk, at, state)
            return self.chance.uniform(20, 900)
        if state.status != "open":
            self.desk.open_counter(clerk, at)
            return 1.0
        ticket = state.ticket
        step, after_s = self._called(clerk, at, ticket) if ticket else (lambda: self._calls(clerk, at), 45.0)
        with suppress(Refusal):
            step()
        if self.chance.random() < 0.05:
            self.clock.now += 2
            with suppress(Refusal):
                self.more.undo(clerk, at)
        return after_s

    def _calls(self, clerk: Actor, at: str) -> object:
        held = [t for t in self.given if t.status is Status.HELD]
        waiting = [t for t in self.given if t.status is Status.WAITING]
        if held and self.chance.random() < 0.3:
            return self.desk.resume(clerk, at, self.chance.choice(held).number)
        if waiting and self.chance.random() < 0.05:
            return self.desk.call_number(clerk, at, self.chance.choice(waiting).number)
        return self.desk.call_next(clerk, at)

    def _called(self, clerk: Actor, at: str, ticket: Ticket) -> tuple[Act, float]:
        """Return what is done with the visitor in front of the counter, and how long the next step takes."""
        chance = self.chance.random()
        sends: Act = lambda: self.desk.transfer(  # noqa: E731 - a step like the others
            clerk,
            at,
            self.chance.choice(list(self.plan.services)),
            self.chance.choice([None, None, *self.plan.counters]),
            self.chance.choice(["front", "front", "fair", "back"]),
        )
        if ticket.status is Status.CALLED:
            steps: list[Act] = [
                lambda: self.desk.no_show(clerk, at),
                lambda: self.desk.recall(clerk, at),
                lambda: self.desk.put_back(clerk, at),
                sends,
            ]
            if chance < 0.25:
                return self.chance.choice(steps), self.chance.uniform(5, 60)
            return lambda: self.desk.start(clerk, at), self.chance.uniform(30, 1200)
        if chance < 0.1:
            return lambda: self.desk.hold(clerk, at), 5.0
        if chance < 0.2:
            return sends, 5.0
        whole = self.chance.random() < 0.2
        return lambda: self.desk.finish(clerk, at, None, None, whole=whole), self.chance.uniform(2, 60)

    def _rests(self, clerk: Actor, at: str, state: CounterState) -> None:
        acts: list[Act] = [
            lambda: self.desk.pause_counter(clerk, at, self.chance.choice(PAUSES)),
            lambda: self.desk.close_counter(clerk, at, None),
            lambda: self.more.close_after(clerk, at),
            lambda: self.more.release(MANAGER, at),
            lambda: self.more.call_help(clerk, at),
        ]
        with suppress(Refusal):
            self.chance.choice(acts)()

    def _reasons(self) -> tuple[str, ...]:
        return tuple(self.chance.sample(REASONS, self.chance.randint(0, 3)))


def write_lines(journal: MemoryJournal, folder: Path) -> None:
    """Write the journal's lines into `folder`, as a hall's data folder has them."""
    folder.mkdir(parents=True, exist_ok=True)
    for stream in journal.streams():
        LineFile(folder / f"{stream}{ENDING}").rewrite([to_body(entry) for entry in journal.read(stream)])


def _at(day: date, when: time) -> float:
    return datetime.combine(day, when, SHANGHAI).timestamp()
