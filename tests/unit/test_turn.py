"""The turn of the business day in a hall that works on: everybody stays where they are, and is there once."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from hall.journal.actor import Actor
from hall.journal.entry import Entry
from hall.journal.journal import JournalFull
from hall.journal.refusal import Illegal
from hall.plan.hours import Span
from hall.plan.plan import Plan, QueueRule
from hall.queue.commands.turn import SOON_S
from hall.queue.desk.counter import CounterDesk
from hall.queue.desk.visit import Desk
from hall.queue.desk.visitor import VisitorDesk
from hall.queue.folds.visit import apply
from hall.queue.state.day import HallDay
from hall.queue.state.ticket import Status, Ticket
from hall.store.memory import MemoryJournal
from tests.halls import KIOSK, LI, MONDAY, TOLERANCE_S, TURN, Clock, NoVault, Plans, desk, follow, hours, plan

TUESDAY = MONDAY + timedelta(days=1)
WANG, CHEN, VISITOR = Actor("wang"), Actor("chen"), Actor("visitor")


class Night:
    """A hall round the clock, ten minutes before its day turns: five wait, one is served and one called."""

    def __init__(self, opening: Span | None = None, plans: Plans | None = None) -> None:
        self.clock, self.journal, self.vault = Clock(TURN - 600), MemoryJournal(), NoVault()
        self.plans = plans or Plans(replace(plan(), hours=hours((opening,))) if opening else plan())
        self.desk = self.server()
        self.desk.open_counter(LI, "1")
        self.desk.open_counter(WANG, "2")
        self.tickets = [self.takes("a", "priority" if n == 5 else "normal") for n in range(7)]
        self.served, self.called = self.desk.call_next(LI, "1").ticket, self.desk.call_next(WANG, "2").ticket
        self.desk.start(LI, "1")

    def server(self) -> Desk:
        """Another server of the hall, or this one started anew."""
        return desk(self.clock, self.journal, self.plans, vault=self.vault)

    def takes(self, service: str = "a", visitor_class: str = "normal", phone: str | None = None) -> Ticket:
        """Somebody takes a ticket."""
        self.clock.now += 1
        ticket = self.desk.issue(KIOSK, service, visitor_class, "zh", phone=phone).ticket
        assert ticket is not None
        return ticket

    def turns(self, after_s: float = 1.0) -> None:
        """The day turns."""
        self.clock.now = TURN + after_s
        self.desk.roll_over()

    def now(self, ticket: Ticket | None) -> Ticket:
        """A ticket as it is known now."""
        assert ticket is not None
        return self.desk.look(lambda day, _: day.by_token[ticket.token])

    def waiting(self) -> list[str]:
        """Who waits for service a, first to last."""
        return self.desk.look(lambda day, _: [ticket.number for ticket in day.service_lines["a"]])


@pytest.fixture
def night() -> Night:
    """The hall before its day turns."""
    return Night()


def test_everybody_stays_where_they_are(night: Night) -> None:
    """The line keeps its order, the visits their counters, the tickets all that they had; the day is another."""
    line = night.waiting()
    served, called = night.now(night.served), night.now(night.called)
    night.turns()
    assert night.desk.today() == TUESDAY
    assert night.waiting() == line
    for before in (served, called, *night.tickets):
        after = night.now(before)
        assert after is not before
        assert replace(after, serial=0) == replace(before, serial=0)
    at = night.desk.look(lambda day, _: {c: (s.status, s.staff, s.ticket) for c, s in day.counters.items()})
    assert at == {"1": ("open", "li", night.now(served)), "2": ("open", "wang", night.now(called))}


def test_the_visits_go_on(night: Night) -> None:
    """Finish, recall, no-show, and back; the next call goes to whoever came first before the turn."""
    first = night.waiting()[0]
    night.turns()
    assert night.desk.finish(LI, "1", "done", None).ticket is night.now(night.served)
    assert night.now(night.served).status is Status.FINISHED
    night.desk.rate(VISITOR, night.now(night.served).token, 5, (), None)
    night.desk.recall(WANG, "2")
    assert night.now(night.called).calls == 2
    night.desk.no_show(WANG, "2")
    assert night.desk.call_next(LI, "1").ticket is night.desk.look(lambda day, _: day.by_number[first])
    night.desk.come_back(VISITOR, night.now(night.called).token)
    assert night.now(night.called).status is Status.WAITING


@pytest.mark.parametrize("to", ["front", "fair", "back"])
def test_a_visit_is_sent_on(night: Night, to: str) -> None:
    """Transferred after the turn it keeps its number, and with "fair" its place."""
    place = night.now(night.served).place
    night.turns()
    sent = night.desk.transfer(LI, "1", "b", None, to).ticket  # type: ignore[arg-type]
    assert sent is not None
    assert (sent.number, sent.service) == (night.now(night.served).number, "b")
    assert (sent.place == place) is (to != "back")


def test_nobody_gets_a_number_that_is_out(night: Night) -> None:
    """The new day begins at 001 and passes over every number that came over, also when its visit is over."""
    night.turns()
    assert night.takes("b").number == "B001"
    night.desk.finish(LI, "1", None, None)
    assert [night.takes("a").number for _ in range(2)] == ["A008", "A009"]
    later = Night()
    later.desk.cancel(VISITOR, later.tickets[3].token)
    later.turns()
    assert [later.takes("a").number for _ in range(2)] == ["A004", "A008"]


def test_the_walls_keep_their_calls(night: Night) -> None:
    """What stands on a wall stands there after the turn, under the id by which it was said."""

    def calls(at: Desk) -> list[tuple[int, str, Status]]:
        return at.look(lambda day, _: [(c.id, c.ticket.number, c.status) for c in day.zone_calls["east"]])

    before = calls(night.desk)
    night.turns()
    assert calls(night.desk) == before
    night.desk.recall(WANG, "2")
    assert calls(night.desk)[:-1] == before
    assert calls(night.desk)[-1][0] > before[-1][0]


def test_what_was_asked_for_goes_on(night: Night) -> None:
    """On hold, put off, several services, sent to one counter, booked, help called, closing after: all as before."""
    held, off, only = night.tickets[2:5]
    night.desk.hold(LI, "1")
    VisitorDesk(night.desk).put_off(VISITOR, off.token)
    VisitorDesk(night.desk).add(VISITOR, held.token, "b")
    booked = night.desk.issue(KIOSK, "a", "appointment", "zh", slot=TURN + 900, appointment="x").ticket
    CounterDesk(night.desk).call_help(WANG, "2")
    CounterDesk(night.desk).close_after(WANG, "2")
    night.turns()
    assert night.now(night.served).status is Status.HELD
    with pytest.raises(Illegal, match="already_put_off"):
        VisitorDesk(night.desk).put_off(VISITOR, off.token)
    assert night.now(held).then == ("b",)
    assert night.desk.issue(KIOSK, "a", "appointment", "zh", slot=TURN + 900, appointment="x").ticket is None
    assert night.desk.look(lambda day, _: day.by_appointment["x"]) is night.now(booked)
    assert night.desk.look(lambda day, _: day.counters["2"].help) is not None
    night.desk.start(WANG, "2")
    night.desk.finish(WANG, "2", None, None)
    assert night.desk.look(lambda day, _: day.counters["2"].status) == "closed"
    night.desk.resume(LI, "1", night.now(night.served).number)
    assert night.now(only).status is Status.WAITING


def test_a_step_is_taken_back_over_the_turn(night: Night) -> None:
    """Within its ten seconds, also a finished visit's; the clerk's new day has no visit less than none for it."""
    night.clock.now = TURN - 2
    night.desk.finish(LI, "1", None, None)
    night.turns()
    CounterDesk(night.desk).undo(LI, "1")
    assert night.now(night.served).status is Status.SERVING
    assert night.desk.look(lambda day, _: day.counters["1"].ticket) is night.now(night.served)
    assert night.desk.look(lambda day, _: day.figures["li"].served) == 0


def test_a_start_that_the_hall_made_is_no_reason_to_keep_a_visitor() -> None:
    """Where calls count as begun by themselves, who never came can be missing after the turn too."""
    night = Night()
    night.plans.all.append(replace(plan(), rule=QueueRule(TOLERANCE_S, return_after=3, start_after_call_s=60.0)))
    night.clock.now = TURN - 100
    night.desk.roll_over()
    CounterDesk(night.desk).beat()
    assert night.now(night.called).status is Status.SERVING
    night.turns()
    night.desk.no_show(WANG, "2")
    assert night.now(night.called).status is Status.NO_SHOW


def test_what_was_just_over_can_still_be_rated(night: Night) -> None:
    """A visit finished within the hour before the turn is rated after it, and a call just missed is no lost place."""
    night.desk.finish(LI, "1", None, None)
    night.desk.no_show(WANG, "2")
    night.turns()
    night.desk.rate(VISITOR, night.now(night.served).token, 5, (), None)
    night.desk.come_back(VISITOR, night.now(night.called).token)
    old = Night()
    old.clock.now -= SOON_S
    old = Night()
    gone = old.now(old.served)
    old.desk.finish(LI, "1", None, None)
    old.turns(SOON_S - 300)
    assert gone.id not in old.desk.look(lambda day, _: day.tickets)


def test_what_a_visitor_says_lies_under_the_day_of_the_ticket(night: Night) -> None:
    """What goes into the vault after the turn lies beside what went there before: deletion finds it."""
    taken = night.takes(phone="138")
    night.turns()
    night.desk.finish(LI, "1", None, "a note")
    night.desk.rate(VISITOR, night.now(night.served).token, 5, (), "kind")
    assert {day for day, _, _ in night.vault.kept} == {MONDAY}
    assert night.vault.get(MONDAY, taken.token) == {"phone": "138"}


def test_a_note_for_the_next_clerk_is_read_after_the_turn(night: Night) -> None:
    """It is left before, and read by who takes over; its words lie under the day on which they were said."""
    night.desk.finish(LI, "1", None, None)
    night.desk.pause_counter(LI, "1", "break", "the key is in the drawer")
    night.turns()
    night.desk.open_counter(CHEN, "1")
    assert CounterDesk(night.desk).read_handover(CHEN, "1", "1") == "the key is in the drawer"


def test_who_is_away_does_not_hold_a_counter(night: Night) -> None:
    """A counter that is paused with nobody in front of it is closed by the turn; with a visitor it goes on."""
    night.desk.finish(LI, "1", None, None)
    night.desk.pause_counter(LI, "1", "break")
    night.desk.pause_counter(WANG, "2", "break")
    night.turns()
    assert night.desk.look(lambda day, _: (day.counters["1"].status, day.counters["2"].status)) == ("closed", "paused")


def test_nobody_waits_for_a_whole_day(night: Night) -> None:
    """A visit goes on over one turn; at the next it expires, and its counter is free for the next visitor."""
    night.turns()
    night.clock.now += 86_400
    fresh = night.takes("a")
    night.clock.now = TURN + 86_400 - 5
    night.turns(86_400)
    assert night.desk.today() > TUESDAY
    assert night.desk.look(lambda day, _: list(day.tickets)) in ([fresh.id], [])
    assert night.desk.look(lambda day, _: day.counters["1"].ticket) is None


@pytest.mark.parametrize("late_s", [1.0, SOON_S - 1])
def test_killed_over_the_turn(night: Night, late_s: float) -> None:
    """A server that was away while the day turned finds everybody there."""
    line = night.waiting()
    night.clock.now = TURN + late_s
    night.desk = night.server()
    assert (night.desk.today(), night.waiting()) == (TUESDAY, line)


def test_away_for_long(night: Night) -> None:
    """A hall that was switched off for an hour over its turn begins anew, like one that closes."""
    night.turns(SOON_S)
    assert night.desk.look(lambda day, _: (day.tickets, day.counters)) == ({}, {})
    assert night.takes("a").number == "A001"


def test_a_hall_that_closes_hands_nobody_over() -> None:
    """One that closes before its day turns lets whoever is left expire."""
    night = Night(Span(0, 1439))
    night.turns()
    assert night.desk.look(lambda day, _: (day.tickets, day.counters)) == ({}, {})


class TwoEntries(MemoryJournal):
    """A disk that is full for the first entry of a day, as often as is said."""

    refused = 0

    def append(self, stream: str, entry: Entry) -> None:
        """See Journal.append."""
        if self.refused and entry.number == 1:
            self.refused -= 1
            raise JournalFull("full")
        super().append(stream, entry)


@pytest.mark.parametrize("killed", [False, True])
@pytest.mark.parametrize("back_s", [0.0, 30.0])
def test_killed_between_the_two_days(*, killed: bool, back_s: float) -> None:
    """The old day is closed, the new one has not begun: whoever begins it takes over, wherever the clock is by then."""
    night = Night()
    journal = TwoEntries()
    for committed in night.journal.since(0):
        journal.append(committed.stream, committed.entry)
    night.journal = journal
    night.desk = night.server()
    night.clock.now = TURN - 2
    night.takes()
    line = night.waiting()
    journal.refused = 1
    with pytest.raises(JournalFull):
        night.turns()
    night.clock.now -= back_s
    if killed:
        night.desk = night.server()
    night.desk.roll_over()
    assert (night.desk.today(), night.waiting()) == (TUESDAY, line)
    assert night.desk.finish(LI, "1", None, None).ticket is night.now(night.served)
    new, called = night.takes(), list[str]()
    while (ticket := night.desk.call_next(LI, "1").ticket) is not None:
        called.append(ticket.number)
        night.desk.start(LI, "1")
        night.desk.finish(LI, "1", None, None)
    assert called[-1] == new.number  # though the clock by which the line came was ahead


def _call(at: Desk) -> Ticket | None:
    return at.call_next(Actor("li", "the-key", "call"), "1").ticket


@pytest.mark.parametrize("again", ["same", "started anew", "another"])
def test_a_press_repeated_over_the_turn(night: Night, again: str) -> None:
    """Its answer was lost: pressed again after the turn it calls nobody else."""
    night.desk.finish(LI, "1", None, None)
    other = night.server()
    first = _call(night.desk)
    assert first is not None
    night.clock.now = TURN + 1
    if again == "another":
        follow(night.journal, other)
    server = {"same": night.desk, "started anew": night.server(), "another": other}[again]
    second = _call(server)
    assert second is not None
    assert second.id == first.id
    assert server.look(lambda day, _: day.counters["1"].ticket) is second
    night.clock.now += SOON_S / 2
    assert _call(night.server()) == second


ACTS: dict[str, Callable[[Desk], object]] = {
    "call": lambda at: at.call_next(Actor("chen"), "3"),
    "finish": lambda at: at.finish(LI, "1", None, None),
    "issue": lambda at: at.issue(KIOSK, "a", "normal", "zh"),
    "nothing": lambda at: at.roll_over(),
}


@pytest.mark.parametrize("act", ACTS)
@pytest.mark.parametrize("behind_s", [0.0, 5.0])
def test_two_servers_turn_at_the_same_moment(act: str, behind_s: float) -> None:
    """One is first; the other, which has not heard and whose clock may be behind, acts in the new day alone."""
    night = Night()
    night.plans.all.append(plan({"1": ("a",), "2": ("a",), "3": ("a",)}))
    night.desk.open_counter(Actor("chen"), "3")
    slow = Clock(TURN - 1)
    other = desk(slow, night.journal, night.plans)
    night.turns()
    slow.now = TURN + 1 - behind_s
    ACTS[act](other)
    follow(night.journal, night.desk, other)
    assert other.today() == night.desk.today() == TUESDAY
    monday = [type(event).__name__ for entry in night.journal.read(f"day-{MONDAY}") for event in entry.events]
    tuesday = [type(event).__name__ for entry in night.journal.read(f"day-{TUESDAY}") for event in entry.events]
    assert (monday[-1], monday.count("DayClosed"), tuesday.count("DayOpened")) == ("DayClosed", 1, 1)

    def picture(at: Desk) -> object:
        return at.look(lambda day, _: [(t.id, t.status, t.counter) for t in day.tickets.values()])

    assert picture(other) == picture(night.desk)


class Between(MemoryJournal):
    """Lets others do something just before an entry of a day with this number is written."""

    does: Callable[[], object] | None = None
    before = ("", 0)

    def append(self, stream: str, entry: Entry) -> None:
        """See Journal.append."""
        does = self.does
        if does is not None and (stream, entry.number) == self.before:
            self.does = None
            does()
        super().append(stream, entry)


def beside_another(night: Night) -> tuple[Between, Clock, Desk]:
    """Give the hall a second server with a clock of its own, a second before the turn, on a journal to step between."""
    journal, slow = Between(), Clock(TURN - 1)
    for committed in night.journal.since(0):
        journal.append(committed.stream, committed.entry)
    night.journal = journal
    night.desk, other = night.server(), desk(slow, journal, night.plans)
    return journal, slow, other


@pytest.mark.parametrize("act", ACTS)
@pytest.mark.parametrize("where", ["the end", "the beginning"])
@pytest.mark.parametrize("behind_s", [0.0, 5.0])
def test_two_servers_turn_within_one_anothers_steps(act: str, where: str, behind_s: float) -> None:
    """The other acts just before the old day's last entry, or the new day's first, is written: it is done once."""
    night = Night()
    night.plans.all.append(plan({"1": ("a",), "2": ("a",), "3": ("a",)}))
    night.desk.open_counter(Actor("chen"), "3")
    journal, slow, other = beside_another(night)
    last = len(list(journal.read(f"day-{MONDAY}"))) + 1
    journal.before = (f"day-{MONDAY}", last) if where == "the end" else (f"day-{TUESDAY}", 1)

    def acts() -> None:
        slow.now = TURN + 1 - behind_s
        ACTS[act](other)

    journal.does = acts
    night.turns()
    assert journal.does is None
    follow(journal, night.desk, other)
    both = [
        at.look(lambda day, _: (day.date, [(t.number, t.status, t.counter) for t in day.tickets.values()]))
        for at in (night.desk, other)
    ]
    assert both[0] == both[1]
    assert both[0][0] == TUESDAY
    numbers = [number for number, _, _ in both[0][1]]
    assert len(set(numbers)) == len(numbers) == 7 + (act == "issue")
    over = HallDay(night.plans.plan, MONDAY)
    for entry in journal.read(f"day-{MONDAY}"):
        assert not over.is_closed
        apply(over, entry)


def fewer() -> Plan:
    """The hall without service a."""
    made = plan({"1": ("b",), "2": ("b",)})
    return replace(made, services={s: one for s, one in made.services.items() if s != "a"})


@pytest.mark.parametrize("before", [False, True])
def test_a_plan_that_comes_with_the_turn(*, before: bool) -> None:
    """Services that are gone by then: their visitors are moved, and their walls know what the calls were for."""
    night = Night(plans=Plans(fewer(), plan()))
    night.plans.all.append(fewer())
    if before:
        night.desk.roll_over()
    night.turns()
    assert night.now(night.tickets[-1]).service == "b"
    assert night.desk.look(lambda day, _: [day.service_name(c.service) for c in day.zone_calls["east"]])
    night.desk.finish(LI, "1", None, None)
    assert night.desk.call_next(LI, "1").ticket is not None


def test_services_that_are_gone_keep_their_names_where_they_were_done() -> None:
    """A visit just finished knows what it was for; of what was still to come, what the hall has no more is left out."""
    night = Night(plans=Plans(fewer(), plan()))
    VisitorDesk(night.desk).add(VISITOR, night.tickets[4].token, "c")
    night.desk.finish(LI, "1", None, None)
    made = fewer()
    night.plans.all.append(replace(made, services={"b": made.services["b"]}))
    night.desk.roll_over()
    night.turns()
    assert night.now(night.served).service == "a"
    assert night.desk.look(lambda day, _: day.service_name("a")) == {"zh": "a", "en": "a"}
    assert night.now(night.tickets[4]).then == ()


def test_a_plan_that_comes_while_another_server_turns_the_day() -> None:
    """It counts in the new day; the one that is over has no more entries."""
    night = Night()
    journal, _, other = beside_another(night)
    journal.before = (f"day-{MONDAY}", len(list(journal.read(f"day-{MONDAY}"))) + 1)
    journal.does = night.turns
    night.plans.all.append(fewer())
    other.finish(LI, "1", None, None)
    assert [type(event).__name__ for event in list(journal.read(f"day-{MONDAY}"))[-1].events] == ["DayClosed"]
    assert other.today() == TUESDAY
    assert other.look(lambda day, _: (day.plan_number, day.counters["1"].ticket)) == (2, None)


def test_a_clock_that_is_set_back_after_the_turn(night: Night) -> None:
    """The new day goes on, and nobody is taken over twice."""
    line = night.waiting()
    night.turns()
    night.clock.now = TURN - 300
    night.desk.roll_over()
    assert (night.desk.today(), night.waiting()) == (TUESDAY, line)
    night.clock.now = TURN + 300
    night.desk.roll_over()
    assert night.waiting() == line
