"""One day of a made-up hall: visitors and clerks do what they do through the hall's own commands and its own rule."""

import math
from collections.abc import Callable, Iterator
from datetime import date
from itertools import pairwise
from random import Random

from benchmarks.waits.clock import Agenda
from benchmarks.waits.halls import MadeHall
from hall.journal.entry import Entry
from hall.journal.refusal import Refusal
from hall.queue.commands import visit as commands
from hall.queue.commands.visit import Events
from hall.queue.events.day import DayOpened
from hall.queue.folds.visit import apply
from hall.queue.state.day import HallDay
from hall.queue.state.expected import NOT_LOOKED, Expected
from hall.queue.state.ticket import Status, Ticket

AFTER_CLOSING_S = 7200.0
"""So long after closing those who still wait are served."""


class SimulatedDay:
    """One day; `told` hears every entry after it was applied."""

    def __init__(self, hall: MadeHall, day: date, seed: int, told: Callable[[HallDay, Entry], None]) -> None:
        """Plan the whole day."""
        self.hall = hall
        self.day = HallDay(lambda _: hall.plan, day)
        self.midnight = hall.plan.hours.bounds(day)[0]
        self.spans = [
            (self.midnight + s.start_min * 60, self.midnight + s.end_min * 60) for s in hall.plan.hours.spans(day)
        ]
        self.booked: dict[str, tuple[float, str]] = {}
        """Appointments still to come: when and for what."""
        self.expected: Expected = NOT_LOOKED
        """What whoever looks ahead has found: tickets that would be called too late are not given."""
        self._told = told
        self._random = Random(f"{hall.kind} {seed} {day}")
        self._agenda = Agenda()
        self._agenda.now = self.midnight
        self._leaves: dict[str, float] = {}
        self._resumes: dict[str, list[str]] = {}
        self._rests_until: dict[str, float] = {}
        self._back_at: dict[str, float | None] = {}
        self._commit("hall", (DayOpened(day.isoformat()),))
        self._plan_visitors()
        for counter in hall.plan.counters:
            self._plan_counter(counter)

    def run(self, step_s: float) -> Iterator[float]:
        """Let the day pass; stop for a look every `step_s` seconds while the hall is open or somebody waits."""
        if not self.spans:
            return
        now = self.spans[0][0] - 600
        while now < self.spans[-1][1] + AFTER_CLOSING_S:
            self._agenda.run(now)
            yield now
            now += step_s

    # Visitors.

    def _plan_visitors(self) -> None:
        hall, random = self.hall, self._random
        for k in range(hall.at_the_door):
            self._agenda.at(self.spans[0][0] + 1 + k * random.uniform(2, 12), self._comes)
        work = sum(b.mean_s * b.weight for b in hall.business.values()) / sum(b.weight for b in hall.business.values())
        busy = hall.day_load(self.day.date.weekday()) * random.lognormvariate(0, 0.08)
        rate = busy * len(hall.plan.counters) / (work + hall.people.gap_s + 25)
        highest = 1 + sum(height for _, _, height in hall.peaks)
        level = 1 + sum(height * width * 1.77 for _, width, height in hall.peaks) / sum(
            (b - a) / 60 for a, b in self.spans
        )
        for begins, ends in self.spans:
            at = begins
            while (at := at + random.expovariate(rate * highest / level)) < ends:
                if random.random() < self._rush(at) / highest:
                    self._agenda.at(at, self._comes)
        for _ in range(round(hall.people.appointment * rate * sum(b - a for a, b in self.spans))):
            begins, ends = random.choice(self.spans)
            slot = begins + random.randrange(max(1, int((ends - begins - 1200) // 600))) * 600
            service = self._chosen_service()
            self.booked[f"b{len(self.booked)}"] = (slot, service)
            self._agenda.at(slot + random.gauss(-400, 300), self._checks_in(f"b{len(self.booked) - 1}"))

    def _rush(self, at: float) -> float:
        minute = (at - self.midnight) / 60
        return 1 + sum(h * math.exp(-(((minute - when) / width) ** 2)) for when, width, h in self.hall.peaks)

    def _chosen_service(self) -> str:
        business = self.hall.business
        return self._random.choices(list(business), [b.weight for b in business.values()])[0]

    def _comes(self) -> None:
        visitor_class = "priority" if self._random.random() < self.hall.people.priority else "normal"
        self._takes(self._chosen_service(), visitor_class, None)

    def _checks_in(self, booking: str) -> Callable[[], None]:
        def act() -> None:
            slot, service = self.booked.pop(booking)
            if self._random.random() < 0.9:
                self._takes(service, "appointment", slot)

        return act

    def _takes(self, service: str, visitor_class: str, slot: float | None) -> None:
        token = f"t{len(self.day.tickets)}"
        hall = self.hall
        if not self._act(
            "kiosk",
            lambda: commands.issue(
                self.day, self._now, hall.plan.hours, service, visitor_class, "zh", token, slot, self.expected
            ),
        ):
            return
        if self._random.random() < hall.people.gives_up:
            self._agenda.after(self._random.expovariate(1 / 900), lambda: self._gives_up(token))
        self._wake()

    def _gives_up(self, token: str) -> None:
        self._act("visitor", lambda: commands.cancel(self.day, token))

    # Clerks.

    def _plan_counter(self, counter: str) -> None:
        people, random = self.hall.people, self._random
        first, last = self.spans[0][0], self.spans[-1][1]
        opens = first + random.uniform(-120, 60)
        if random.random() < people.late_share:
            opens += random.expovariate(1 / people.late_s)
        self._agenda.at(opens, lambda: self._opens(counter))
        self._agenda.at(last + random.uniform(0, 300), lambda: self._goes_home(counter))
        ends = last
        if random.random() < people.closes_share:
            ends = random.uniform(first + 3600, last - 1800)
            self._agenda.at(ends, lambda: self._goes(counter, None))
        for begins, lunch_s in self._lunches(counter):
            if opens < begins < ends:
                self._agenda.at(begins, self._going(counter, begins + lunch_s + random.gauss(60, 90)))
        for _ in range(int(people.breaks_a_day + random.random())):
            begins = random.uniform(first + 1800, last - 1800)
            if opens < begins < ends:
                self._agenda.at(begins, self._going(counter, begins + random.gammavariate(3, people.break_s / 3)))

    def _lunches(self, counter: str) -> Iterator[tuple[float, float]]:
        for (_, ends), (begins, _) in pairwise(self.spans):
            yield ends + self._random.uniform(-60, 30), begins - ends
        if self.hall.people.lunch_in_turns:
            turn = sorted(self.hall.plan.counters).index(counter) % 2
            yield self.midnight + (690 + 45 * turn) * 60, 2700

    def _going(self, counter: str, back_at: float) -> Callable[[], None]:
        return lambda: self._goes(counter, back_at)

    def _opens(self, counter: str) -> None:
        self._leaves.pop(counter, None)
        self._act(counter, lambda: commands.open_counter(self.day, counter, counter))
        self._agenda.after(self._random.uniform(5, 30), lambda: self._calls(counter))

    def _goes(self, counter: str, back_at: float | None) -> None:
        """Leave the counter, after the visitor who is there."""
        if self.day.counters[counter].status != "open":
            return
        self._back_at[counter] = back_at
        if self.day.counters[counter].ticket is not None:
            self._leaves[counter] = self._now
            return
        self._leaves.pop(counter, None)
        if back_at is None:
            self._act(counter, lambda: commands.close_counter(self.day, counter, counter, None))
        else:
            self._act(counter, lambda: commands.pause_counter(self.day, counter, counter, "break"))
            self._agenda.at(max(back_at, self._now + 240), lambda: self._opens(counter))
        self._wake()

    def _goes_home(self, counter: str) -> None:
        """Leave when nobody waits for this counter any more."""
        if any(line.head() for line in self.day.lines_for(self.day.counter(counter))):
            self._agenda.after(120, lambda: self._goes_home(counter))
        else:
            self._goes(counter, None)

    def _wake(self) -> None:
        idle = [
            counter
            for counter, state in self.day.counters.items()
            if state.status == "open" and state.ticket is None and self._rests_until.get(counter, 0.0) <= self._now
        ]
        self._random.shuffle(idle)
        for counter in idle:
            if any(line.head() for line in self.day.lines_for(self.day.counter(counter))):
                self._agenda.after(self._random.uniform(3, 9), self._calling(counter))

    def _calling(self, counter: str) -> Callable[[], None]:
        return lambda: self._calls(counter)

    def _calls(self, counter: str) -> None:
        state = self.day.counters[counter]
        if state.status != "open" or state.ticket is not None:
            return
        if counter in self._leaves:
            self._goes(counter, self._back_at[counter])
            return
        held = self._resumes.get(counter)
        if held:
            number = held.pop(0)
            if self._act(counter, lambda: commands.resume(self.day, counter, counter, number)):
                self._agenda.after(self._work(counter, state.ticket) * 0.5, lambda: self._ends(counter))
            else:
                self._calls(counter)
            return
        if not self._act(counter, lambda: commands.call_next(self.day, counter, counter)):
            return
        if self._random.random() < self.hall.people.no_show:
            self._agenda.after(45, lambda: self._recalls(counter))
            self._agenda.after(90, lambda: self._missed(counter))
        else:
            self._agenda.after(self._random.uniform(8, 40), lambda: self._starts(counter))

    def _recalls(self, counter: str) -> None:
        self._act(counter, lambda: commands.recall(self.day, counter, counter))

    def _starts(self, counter: str) -> None:
        self._act(counter, lambda: commands.start(self.day, counter, counter))
        takes_s = self._work(counter, self.day.counters[counter].ticket)
        if self._random.random() < self.hall.people.hold:
            self._agenda.after(takes_s / 2, lambda: self._holds(counter))
        else:
            self._agenda.after(takes_s, lambda: self._ends(counter))

    def _work(self, counter: str, ticket: Ticket | None) -> float:
        if ticket is None:
            return 0.0
        return self.hall.business[ticket.service].draw(self._random) * self.hall.pace.get(counter, 1.0)

    def _holds(self, counter: str) -> None:
        ticket = self.day.counters[counter].ticket
        if ticket is None or not self._act(counter, lambda: commands.hold(self.day, counter, counter)):
            return
        number = ticket.number
        self._frees(counter)
        self._agenda.after(self._random.expovariate(1 / 900), lambda: self._is_back(counter, number))

    def _is_back(self, counter: str, number: str) -> None:
        self._resumes.setdefault(counter, []).append(number)
        self._calls(counter)

    def _missed(self, counter: str) -> None:
        ticket = self.day.counters[counter].ticket
        self._act(counter, lambda: commands.no_show(self.day, counter, counter))
        if ticket is not None and self._random.random() < self.hall.people.comes_back:
            self._agenda.after(self._random.expovariate(1 / 400), lambda: self._returns(ticket))
        self._frees(counter)

    def _returns(self, ticket: Ticket) -> None:
        if ticket.status is Status.NO_SHOW:
            self._act("kiosk", lambda: commands.come_back(self.day, ticket, self._now))
            self._wake()

    def _ends(self, counter: str) -> None:
        if self._random.random() < self.hall.people.transfer and len(self.hall.business) > 1:
            other = self._chosen_service()
            self._act(
                counter,
                lambda: commands.transfer(self.day, self._now, counter, counter, other, None, "fair"),
            )
        else:
            self._act(counter, lambda: commands.finish(self.day, counter, counter, None))
        self._frees(counter)
        self._wake()

    def _frees(self, counter: str) -> None:
        gap_s = self._random.gammavariate(2, self.hall.people.gap_s / 2)
        self._rests_until[counter] = self._now + gap_s
        self._agenda.after(gap_s, lambda: self._calls(counter))

    # Through the hall's own door.

    @property
    def _now(self) -> float:
        return self._agenda.now

    def _act(self, by: str, decide: Callable[[], Events]) -> bool:
        """Do what a command allows; return whether anything happened."""
        try:
            events = decide()
        except Refusal:
            return False
        if events:
            self._commit(by, events)
        return bool(events)

    def _commit(self, by: str, events: Events) -> None:
        at = max(round(self._now, 3), self.day.last_at)
        entry = Entry(self.day.entries + 1, at, by, events)
        apply(self.day, entry)
        self._told(self.day, entry)
