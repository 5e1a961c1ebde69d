"""The hall furnished anew in the middle of a day, in any order: no number twice, nobody stranded, nobody at two."""

from collections import Counter as Count
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from hall.journal.actor import Actor
from hall.journal.journal import Journal
from hall.journal.refusal import Refusal
from hall.plan.plan import Counter, Plan, Service
from hall.queue.desk.visit import Desk
from hall.queue.state.ticket import AT_COUNTER, OPEN, Status, Ticket
from hall.store.memory import MemoryJournal
from tests.halls import KIOSK, Clock, Plans, desk, follow, plan, same

CLERKS = {"1": Actor("li"), "2": Actor("wang"), "3": Actor("zhao"), "4": Actor("qian")}
IDS = ("a", "b", "c", "d", "e")
PREFIXES = ("A", "B", "C", "AB", "Z")
ids, nths = st.sampled_from(IDS), st.integers(0, 4)
Act = Callable[[Desk, Actor, str, str, str], object]
ACTS: dict[str, Act] = {
    "call again": lambda at, by, counter, _s, _c: at.recall(by, counter),
    "start": lambda at, by, counter, _s, _c: at.start(by, counter),
    "finish": lambda at, by, counter, _s, _c: at.finish(by, counter, None, None),
    "hold": lambda at, by, counter, _s, _c: at.hold(by, counter),
    "miss": lambda at, by, counter, _s, _c: at.no_show(by, counter),
    "send to a service": lambda at, by, counter, service, _c: at.transfer(by, counter, service, None, "fair"),
    "send to a counter": lambda at, by, counter, _s, other: at.transfer(by, counter, None, other, "fair"),
}


class AnyPlans(RuleBasedStateMachine):
    """A hall at work, two processes over one journal; services, prefixes, zones and counters come and go meanwhile."""

    def opener(self) -> Callable[[], Journal]:
        """Return what opens the day's journal, each time as another process would."""
        return same(MemoryJournal())

    @initialize()
    def open(self) -> None:
        self.clock, self.opens_journal = Clock(), self.opener()
        self.journal = self.opens_journal()
        self.plans = Plans(plan())
        self.desks = [desk(self.clock, self.opens_journal(), self.plans) for _ in range(2)]
        self.given: list[Ticket] = []
        for nth in range(2 * len(self.plans.all[-1].services)):
            self.takes_a_ticket(0, nth, "normal")
        for nth in range(len(self.plans.all[-1].counters)):
            self.works(1, nth, "start" if nth % 2 else "call again", 0)

    def desk(self, which: int) -> Desk:
        return self.desks[which]

    @rule(which=st.integers(0, 1), nth=nths, visitor_class=st.sampled_from(["normal", "priority"]))
    def takes_a_ticket(self, which: int, nth: int, visitor_class: str) -> None:
        with suppress(Refusal):
            ticket = self.desk(which).issue(KIOSK, self.any_of("services", nth), visitor_class, "zh").ticket
            assert ticket is not None
            self.given.append(ticket)

    @rule(which=st.integers(0, 1), nth=nths, act=st.sampled_from(sorted(ACTS)), to=nths)
    def works(self, which: int, nth: int, act: str, to: int) -> None:
        at, counter = self.desk(which), self.any_of("counters", nth)
        for step in (Desk.open_counter, Desk.call_next):
            with suppress(Refusal):
                step(at, CLERKS[counter], counter)
        with suppress(Refusal):
            ACTS[act](at, CLERKS[counter], counter, self.any_of("services", to), self.any_of("counters", to))

    def any_of(self, kind: str, nth: int) -> str:
        """Return one of the services or counters that there are: a step that can do nothing tests nothing."""
        there = sorted(getattr(self.plans.all[-1], kind))
        return str(there[nth % len(there)])

    @rule(which=st.integers(0, 1))
    def is_restarted(self, which: int) -> None:
        self.desks[which] = desk(self.clock, self.opens_journal(), self.plans)

    @rule(seconds=st.integers(1, 600))
    def time_passes(self, seconds: int) -> None:
        self.clock.now += seconds

    @rule(
        services=st.dictionaries(ids, st.sampled_from(PREFIXES), min_size=1, max_size=4),
        serving=st.dictionaries(st.sampled_from(sorted(CLERKS)), st.sets(ids, min_size=1), min_size=1),
        zone=st.sampled_from(["east", "west"]),
    )
    def is_furnished_anew(self, services: dict[str, str], serving: dict[str, set[str]], zone: str) -> None:
        now = self.plans.all[-1]
        made = _plan(now, services, serving, zone)
        if made is not None:
            self.plans.all.append(made)
            self.desk(len(self.plans.all) % 2).roll_over()

    @invariant()
    def holds(self) -> None:
        follow(self.journal, *self.desks)
        for at in self.desks:
            at.roll_over()
            day = at.look(lambda day, _: day)
            assert max(Count(t.number for t in day.tickets.values()).values(), default=0) <= 1
            assert len(day.tickets) == len({t.id for t in self.given})
            for ticket in day.tickets.values():
                assert ticket.status not in OPEN or ticket.service in day.plan.services
                assert ticket.only_counter is None or ticket.only_counter in day.plan.counters
                if ticket.status is Status.WAITING:
                    assert ticket in list(day.line_of(ticket))
                if ticket.status in AT_COUNTER:
                    assert ticket.counter in day.plan.counters
            holders = [s.ticket.id for s in day.counters.values() if s.ticket is not None]
            assert len(holders) == len(set(holders))
            in_lines = [
                t.id for lines in (day.service_lines, day.counter_lines) for line in lines.values() for t in line
            ]
            assert len(in_lines) == len(set(in_lines))
            assert set(in_lines) == {t.id for t in day.tickets.values() if t.status is Status.WAITING}


def _plan(now: Plan, services: dict[str, str], serving: dict[str, set[str]], zone: str) -> Plan | None:
    """The hall with these services and counters; None for one that `check` would refuse."""
    if len(set(services.values())) < len(services):
        return None
    counters = {
        c: Counter(c, {"zh": c, "en": c}, zone, tuple(sorted(served & set(services))))
        for c, served in serving.items()
        if served & set(services)
    }
    if not counters:
        return None
    made = {s: Service(s, "g", {"zh": s, "en": s}, prefix, {}, None, 300.0) for s, prefix in services.items()}
    return replace(now, services=made, counters=counters)


TestAnyPlans = AnyPlans.TestCase
TestAnyPlans.settings = settings(max_examples=60, stateful_step_count=40, deadline=None)
