"""A whole day of a large hall: a hundred counters, five thousand tickets, and what must hold at its end."""

import heapq
import random
from collections import Counter
from contextlib import suppress

from hall.journal.actor import Actor
from hall.journal.refusal import Refusal
from hall.plan.hours import ALL_DAY
from hall.queue.state.day import HallDay
from hall.queue.state.ticket import AT_COUNTER, ENDED, Status, Ticket
from hall.store.memory import MemoryJournal
from tests.halls import HEAD_START_S, KIOSK, TOLERANCE_S, Clock, desk, hours, plan

COUNTERS = [str(n) for n in range(1, 101)]
TICKETS = 5_000
DAY_S = 8 * 3600.0
LOOK_EVERY = 20
"""Every so many calls the whole line is looked at."""
IDLE_S = 30.0
CLASSES = ["normal"] * 8 + ["priority", "appointment"]


class FullDay:
    """Visitors come all day; clerks call, serve, miss, hold and pass on, by chance that a seed repeats."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)
        self.clock = Clock()
        self.journal = MemoryJournal()
        serving = {c: tuple(self.chance.sample("abc", 2)) for c in COUNTERS}
        self.desk = desk(self.clock, self.journal, plan(serving), hours(ALL_DAY))
        self.at: dict[str, str] = {}
        """Which counter each ticket is at, as the answers to the clerks say."""
        self.calls = 0
        self.to_come = TICKETS
        self.moved: set[str] = set()

    def run(self) -> None:
        """Live the day until nobody waits."""
        begins = self.clock.now
        todo = [(begins + self.chance.uniform(0, DAY_S), "visitor") for _ in range(TICKETS)]
        for counter in COUNTERS:
            self.desk.open_counter(Actor(f"clerk-{counter}"), counter)
            todo.append((begins, counter))
        heapq.heapify(todo)
        while todo:
            self.clock.now, who = heapq.heappop(todo)
            if who == "visitor":
                self.to_come -= 1
                self.desk.issue(KIOSK, self.chance.choice("abc"), self.chance.choice(CLASSES), "zh")
            elif (after_s := self.work(who)) is not None:
                heapq.heappush(todo, (self.clock.now + after_s, who))
            elif self.to_come or self.at:
                heapq.heappush(todo, (self.clock.now + IDLE_S, who))

    def work(self, counter: str) -> float | None:
        """Do the clerk's next step; seconds until the one after it, None when nobody waits."""
        clerk = Actor(f"clerk-{counter}")
        current = self.desk.look(lambda day, _: day.counters[counter].ticket)
        if current is None:
            return self.call(clerk, counter)
        step = self.chance.random()
        if current.status is Status.CALLED and step < 0.1:
            self.desk.no_show(clerk, counter)
            if step < 0.05:
                self.moved.add(current.id)
                self.desk.come_back(Actor("visitor"), current.token)
        elif current.status is Status.CALLED:
            self.desk.start(clerk, counter)
            return self.chance.uniform(30, 900)
        elif step < 0.03:
            self.moved.add(current.id)
            with suppress(Refusal):  # to where it is already, for instance
                self.desk.transfer(clerk, counter, self.chance.choice("abc"), None, "fair")
        else:
            self.desk.finish(clerk, counter, None, None)
        now_at = self.desk.look(lambda day, _: day.counters[counter].ticket)
        if now_at is None:
            del self.at[current.id]
        return 1.0

    def call(self, clerk: Actor, counter: str) -> float | None:
        """Call the next; nobody else may have that ticket, and nobody was passed by beyond the head start."""
        self.calls += 1
        waiting: list[Ticket] = []
        if self.calls % LOOK_EVERY == 0:
            waiting = self.desk.look(
                lambda day, _: [
                    t for line in day.lines_for(day.counter(counter)) for t in line if t.id not in self.moved
                ]
            )
        called = self.desk.call_next(clerk, counter).ticket
        if called is None:
            assert not waiting
            return None
        assert called.id not in self.at, f"{called.number} is already at {self.at[called.id]}"
        self.at[called.id] = counter
        if called.id not in self.moved:
            assert all(called.issued_at <= one.issued_at + HEAD_START_S + TOLERANCE_S for one in waiting)
        return 5.0


def picture(day: HallDay, _now: float) -> object:
    """Everything of the day that a restart must bring back."""
    return (
        day.version,
        [(t.number, t.status, t.place, t.counter, t.calls, t.finished_at) for t in day.tickets.values()],
        {c: s.ticket and s.ticket.number for c, s in day.counters.items()},
        {z: [(c.id, c.status) for c in calls] for z, calls in day.zone_calls.items()},
    )


def test_a_hundred_counters_and_five_thousand_tickets() -> None:
    """No number twice, nobody at two counters, nobody passed by or forgotten, and the journal tells the same day."""
    whole = FullDay(seed=1)
    whole.run()
    tickets = list(whole.desk.look(lambda day, _: list(day.tickets.values())))
    assert len(tickets) == TICKETS
    assert len({t.number for t in tickets}) == len({t.token for t in tickets}) == TICKETS
    left = Counter(t.status for t in tickets if t.status not in ENDED)
    assert not left - Counter({Status.NO_SHOW: TICKETS}), f"still there: {left}"
    assert not any(t.status in AT_COUNTER for t in tickets)
    assert sum(t.status is Status.FINISHED for t in tickets) > TICKETS * 0.9
    again = desk(whole.clock, whole.journal, whole.desk.plan, hours(ALL_DAY))
    assert again.look(picture) == whole.desk.look(picture)
