"""A hall under any order of acts: what must always hold, holds."""

from collections import Counter
from collections.abc import Callable
from contextlib import suppress

from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from hall.journal.actor import Actor
from hall.journal.journal import Journal
from hall.journal.refusal import Refusal
from hall.queue.book import recorded
from hall.queue.commands.turn import STILL_HERE
from hall.queue.desk.counter import CounterDesk
from hall.queue.desk.visit import Desk
from hall.queue.desk.visitor import VisitorDesk
from hall.queue.state.day import HallDay
from hall.queue.state.ticket import AT_COUNTER, Status, Ticket
from hall.statistics.book import Days
from hall.statistics.state.rows import Outcome
from hall.store.memory import MemoryJournal
from tests.halls import HEAD_START_S, KIOSK, TOLERANCE_S, Clock, Plans, desk, ground, plan, same
from tests.unit.test_days_counted import Kept

COUNTERS = ("1", "2", "3")
CLERKS = {"1": Actor("li"), "2": Actor("wang"), "3": Actor("zhao")}
counters = st.sampled_from(COUNTERS)
services = st.sampled_from("abc")


class AnyDay(RuleBasedStateMachine):
    """Visitors and clerks do whatever they like, in any order."""

    def opener(self) -> Callable[[], Journal]:
        """Return what opens the day's journal, each time as another process would."""
        return same(MemoryJournal())

    @initialize()
    def open(self) -> None:
        self.clock = Clock()
        self.opens_journal = self.opener()
        self.desk = desk(self.clock, self.opens_journal())
        self.given: list[Ticket] = []
        self.killed: list[Desk] = []  # kept: where they lay in memory, tokens of others would be the same
        self.moved: set[str] = set()  # by staff: for these the order of arrival no longer binds
        for counter in COUNTERS:
            self.opens(counter)
        for service in "abcabcabc":
            self.takes_a_ticket(service, "normal")

    @rule(service=services, visitor_class=st.sampled_from(["normal", "normal", "priority", "appointment"]))
    def takes_a_ticket(self, service: str, visitor_class: str) -> None:
        ticket = self.desk.issue(KIOSK, service, visitor_class, "zh").ticket
        assert ticket is not None
        self.given.append(ticket)

    @rule(seconds=st.integers(0, 900))
    def time_passes(self, seconds: int) -> None:
        self.clock.now += seconds

    @rule(seconds=st.integers(1, 3600))
    def the_clock_is_set_back(self, seconds: int) -> None:
        self.clock.now -= seconds

    @rule(counter=counters)
    def calls_next(self, counter: str) -> None:
        waiting = self.desk.look(
            lambda day, _: [t for line in day.lines_for(day.counter(counter)) for t in line if t.id not in self.moved]
        )
        with suppress(Refusal):
            called = self.desk.call_next(CLERKS[counter], counter).ticket
            if called is None:
                assert not waiting
            elif called.id not in self.moved:
                for other in waiting:
                    assert called.issued_at <= other.issued_at + HEAD_START_S + TOLERANCE_S

    def is_at_work(self, counter: str, *, serving: bool = False) -> None:
        """Have somebody called there, where anybody waits: a step that can do nothing tests nothing."""
        self.opens(counter)
        self.calls_next(counter)
        if serving:
            with suppress(Refusal):
                self.desk.start(CLERKS[counter], counter)

    @rule(counter=counters, step=st.sampled_from(["recall", "start", "no_show", "hold"]))
    def steps(self, counter: str, step: str) -> None:
        self.is_at_work(counter, serving=step == "hold")
        with suppress(Refusal):
            getattr(self.desk, step)(CLERKS[counter], counter)

    @rule(counter=counters)
    def finishes(self, counter: str) -> None:
        self.is_at_work(counter, serving=True)
        with suppress(Refusal):
            self.desk.finish(CLERKS[counter], counter, None, None)

    @rule(counter=counters, service=services, to=st.sampled_from(["front", "fair", "back"]), there=st.none() | counters)
    def transfers(self, counter: str, service: str, to: str, there: str | None) -> None:
        self.is_at_work(counter)
        with suppress(Refusal):
            done = self.desk.transfer(CLERKS[counter], counter, service, there, to)  # type: ignore[arg-type]
            assert done.ticket is not None
            self.moved.add(done.ticket.id)

    @rule(counter=counters, pick=st.integers(0, 50))
    def calls_a_number(self, counter: str, pick: int) -> None:
        with suppress(Refusal):
            self.desk.call_number(CLERKS[counter], counter, self.given[pick % len(self.given)].number)

    @rule(counter=counters, pick=st.integers(0, 50))
    def goes_on_with_one_on_hold(self, counter: str, pick: int) -> None:
        if held := self.those(Status.HELD):
            with suppress(Refusal):
                self.desk.resume(CLERKS[counter], counter, held[pick % len(held)].number)

    def those(self, status: Status) -> list[Ticket]:
        return self.desk.look(lambda day, _: [ticket for ticket in day.tickets.values() if ticket.status is status])

    @rule(pick=st.integers(0, 50))
    def comes_back(self, pick: int) -> None:
        if missed := self.those(Status.NO_SHOW):
            ticket = missed[pick % len(missed)]
            with suppress(Refusal):
                self.desk.come_back(Actor("visitor"), ticket.token)
                self.moved.add(ticket.id)

    @rule(pick=st.integers(0, 50))
    def gives_up(self, pick: int) -> None:
        with suppress(Refusal):
            self.desk.cancel(Actor("visitor"), self.given[pick % len(self.given)].token)

    @rule(pick=st.integers(0, 50))
    def puts_off(self, pick: int) -> None:
        ticket = self.given[pick % len(self.given)]
        with suppress(Refusal):
            VisitorDesk(self.desk).put_off(Actor("visitor"), ticket.token)
            self.moved.add(ticket.id)

    @rule(pick=st.integers(0, 50), service=st.sampled_from("abc"))
    def wants_more(self, pick: int, service: str) -> None:
        with suppress(Refusal):
            VisitorDesk(self.desk).add(Actor("visitor"), self.given[pick % len(self.given)].token, service)

    @rule(counter=counters, act=st.sampled_from(["undo", "close_after", "release"]))
    def thinks_again(self, counter: str, act: str) -> None:
        with suppress(Refusal):
            getattr(CounterDesk(self.desk), act)(CLERKS[counter], counter)

    @rule(counter=counters, act=st.sampled_from(["pause_counter", "close_counter"]))
    def rests(self, counter: str, act: str) -> None:
        with suppress(Refusal):
            getattr(self.desk, act)(CLERKS[counter], counter, None)

    @rule(counter=counters)
    def opens(self, counter: str) -> None:
        self.desk.open_counter(CLERKS[counter], counter)

    @rule(seconds=st.integers(0, 600), killed=st.booleans())
    def the_day_turns(self, seconds: int, killed: bool) -> None:  # noqa: FBT001 - made by hypothesis
        """The hall works on: whoever is there stays where they are, whose clerks too."""
        over, here = self.desk.today(), self.desk.look(self.who_is_here)
        self.clock.now = max(self.clock.now, self.desk.hours.bounds(over)[1]) + seconds
        if killed:
            self.killed.append(self.desk)
            self.desk = desk(self.clock, self.opens_journal())
        else:
            self.desk.roll_over()
        assert self.desk.today() > over
        tickets, counters = self.desk.look(self.who_is_here)
        assert tickets == {one: how for one, how in here[0].items() if how[0] == over}
        for counter, (status, staff, ticket) in here[1].items():
            if status == "open" or ticket in tickets:
                assert counters[counter] == (status, staff, ticket if ticket in tickets else None)
            else:
                assert counter not in counters

    @staticmethod
    def who_is_here(day: HallDay, _now: float) -> tuple[dict[str, tuple[object, ...]], dict[str, tuple[object, ...]]]:
        """Return the visitors in the hall, and the counters that are not closed."""
        return (
            {
                t.id: (t.began_on, t.status, t.service, t.place, t.counter, t.only_counter, t.calls, t.waits_since)
                for t in day.tickets.values()
                if t.status in STILL_HERE
            },
            {c: (s.status, s.staff, s.ticket and s.ticket.id) for c, s in day.counters.items() if s.status != "closed"},
        )

    def teardown(self) -> None:
        """Each visit is counted once, on the day that it began, with the end that it has come to."""
        journal = self.opens_journal()
        counted = Days(ground(self.clock, journal, today=self.desk.today()), Kept(), breathe=int)
        plans = Plans(plan())
        days = {day: recorded(journal, plans, day, int) for day in counted.recorded()}
        taken = 0
        for day, now in days.items():
            own = [ticket for ticket in now.tickets.values() if ticket.began_on == day]
            later = {} if now.goes_on_in is None else days[now.goes_on_in.day].tickets
            ends = [str(later.get(ticket.id, ticket).status) for ticket in own]
            visits = counted.read(day).visits
            outcomes = set(Outcome) - {Outcome.OPEN}
            assert Counter(visit.outcome for visit in visits) == Counter(
                Outcome(end) if end in outcomes else Outcome.OPEN for end in ends
            )
            taken += len(visits)
        assert taken == len(self.given)

    @invariant()
    def every_ticket_is_in_exactly_one_place(self) -> None:
        def places(day: HallDay, _now: float) -> None:
            lines = [*day.service_lines.values(), *day.counter_lines.values()]
            for ticket in day.tickets.values():
                in_lines = sum(ticket in line for line in map(list, lines))
                at_counters = sum(state.ticket is ticket for state in day.counters.values())
                assert in_lines == (ticket.status is Status.WAITING)
                assert at_counters == (ticket.status in AT_COUNTER)

        self.desk.look(places)

    @invariant()
    def who_waits_is_counted_as_they_stand(self) -> None:
        def counted(day: HallDay, _now: float) -> None:
            waiting: dict[str, list[Ticket]] = {}
            for ticket in day.tickets.values():
                if ticket.status is Status.WAITING:
                    waiting.setdefault(ticket.service, []).append(ticket)
            assert {s: (len(c), c.first()) for s, c in day.comers.items() if c} == {
                service: (len(those), those[0]) for service, those in waiting.items()
            }

        self.desk.look(counted)

    @invariant()
    def no_number_twice(self) -> None:
        known, numbers = self.desk.look(lambda day, _: (len(day.tickets), len(day.by_number)))
        assert known == numbers
        assert len({t.token for t in self.given}) == len(self.given)

    @invariant()
    def the_journal_tells_the_same_day(self) -> None:
        again = desk(self.clock, self.opens_journal())

        def picture(day: HallDay, _now: float) -> object:
            return (
                day.version,
                [(t.number, t.status, t.place, t.counter, t.calls, t.only_counter) for t in day.tickets.values()],
                {s: [t.number for t in line] for s, line in day.service_lines.items() if line},
                {c: (s.status, s.staff, s.ticket and s.ticket.number) for c, s in day.counters.items() if s.staff},
                {z: [(c.id, c.status) for c in calls] for z, calls in day.zone_calls.items()},
            )

        assert again.look(picture) == self.desk.look(picture)


TestAnyDay = AnyDay.TestCase
TestAnyDay.settings = settings(max_examples=60, stateful_step_count=40)


def test_nobody_waits_for_ever() -> None:
    """However many priority visitors keep coming, a normal one is called within the head start and the tolerance."""
    clock = Clock()
    hall = desk(clock, hall_plan=plan({"1": ("a", "b")}))
    hall.open_counter(CLERKS["1"], "1")
    patient = hall.issue(KIOSK, "b", "normal", "zh").ticket
    assert patient is not None
    came = clock.now
    while patient.status is Status.WAITING:
        hall.issue(KIOSK, "a", "priority", "zh")
        hall.issue(KIOSK, "b", "priority", "zh")
        called = hall.call_next(CLERKS["1"], "1").ticket
        assert called is not None
        hall.start(CLERKS["1"], "1")
        hall.finish(CLERKS["1"], "1", None, None)
        clock.now += 60
        assert clock.now - came < 3 * (HEAD_START_S + TOLERANCE_S), "still waiting"


@given(
    returners=st.integers(1, 8), patient_ones=st.integers(1, 5), visitor_class=st.sampled_from(["normal", "priority"])
)
def test_nobody_is_passed_for_ever_by_those_who_miss_and_return(
    returners: int, patient_ones: int, visitor_class: str
) -> None:
    """Visitors who miss every call and always come back do not keep those behind them from ever being called."""
    clock = Clock()
    hall = desk(clock, hall_plan=plan({"1": ("a", "b")}))
    hall.open_counter(CLERKS["1"], "1")
    tickets = [hall.issue(KIOSK, "a", visitor_class, "zh").ticket for _ in range(returners)]
    behind = [hall.issue(KIOSK, "a", "normal", "zh").ticket for _ in range(patient_ones)]
    last = behind[-1]
    assert last is not None
    for _ in range(2 * len(tickets) + len(behind)):
        clock.now += 60
        called = hall.call_next(CLERKS["1"], "1").ticket
        assert called is not None
        if called in tickets:
            hall.no_show(CLERKS["1"], "1")
            hall.come_back(Actor("visitor"), called.token)
        else:
            hall.start(CLERKS["1"], "1")
            hall.finish(CLERKS["1"], "1", None, None)
    assert last.status is Status.FINISHED
