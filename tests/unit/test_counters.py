"""Counters beyond the plain visit: steps taken back, more services on a ticket, cover, closing, help."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from hall.journal.actor import Actor
from hall.journal.refusal import Illegal
from hall.plan.plan import Counter, Plan
from hall.queue.commands.counter import UNDO_WITHIN_S
from hall.queue.desk.counter import CounterDesk
from hall.queue.desk.visit import Desk
from hall.queue.events.visit import TicketCalled
from hall.queue.state.expected import NOT_LOOKED
from hall.queue.state.ticket import Status, Ticket
from hall.queue.views.panel import Panel, panel
from hall.store.memory import MemoryJournal
from tests.halls import KIOSK, LI, Clock, Plans, desk, plan
from tests.roads import ROADS, STEP_ACTS

WANG = Actor("wang")
CHEN = Actor("chen")


def seen(at: Desk, counter: str = "1") -> Panel:
    """The panel of a counter now."""
    return at.look(lambda day, now: panel(day, at.hours, now, day.counter(counter), NOT_LOOKED))


def opened(clock: Clock, hall_plan: Plan | None = None, journal: MemoryJournal | None = None) -> Desk:
    """A desk with counter 1 open."""
    made = desk(clock, journal, hall_plan)
    made.open_counter(LI, "1")
    return made


def issue(at: Desk, service: str = "a") -> Ticket:
    """A ticket taken."""
    ticket = at.issue(KIOSK, service, "normal", "zh").ticket
    assert ticket is not None
    return ticket


UNDOABLE = [
    ("start", "called"),
    ("no_show", "called"),
    ("hold", "serving"),
    ("finish", "serving"),
    ("transfer", "serving"),
    ("resume", "held"),
]


@pytest.mark.parametrize(("step", "road"), UNDOABLE)
def test_a_step_taken_back_leaves_the_ticket_as_it_was(step: str, road: str) -> None:
    """Within the time for it, undo brings status, service, place and figures back, in memory and anew."""
    clock, journal = Clock(), MemoryJournal()
    hall = opened(clock, journal=journal)
    ticket = issue(hall)
    ROADS[road](hall, ticket)
    facts = ("status", "service", "only_counter", "place", "started_at", "finished_at", "then")
    before = {name: getattr(ticket, name) for name in facts}
    figures = seen(hall)["today"]
    clock.now += 60
    STEP_ACTS[step](hall, ticket)
    clock.now += UNDO_WITHIN_S
    CounterDesk(hall).undo(LI, "1")
    assert {name: getattr(ticket, name) for name in facts} == before
    assert seen(hall)["today"] == figures
    again = desk(clock, journal)
    assert again.look(lambda day, _: day.tickets[ticket.id]) == ticket


@pytest.mark.parametrize("step", ["call", "recall", "cancel"])
def test_what_the_visitor_heard_cannot_be_taken_back(step: str) -> None:
    """A call, a recall and a visitor's own cancelling stand."""
    hall = opened(Clock())
    ticket = issue(hall)
    if step == "recall":
        ROADS["called"](hall, ticket)
    STEP_ACTS[step](hall, ticket)
    with pytest.raises(Illegal, match="nothing_to_undo"):
        CounterDesk(hall).undo(LI, "1")


def _too_late(hall: Desk, clock: Clock, _ticket: Ticket) -> None:
    clock.now += UNDO_WITHIN_S + 0.001


def _rated(hall: Desk, _clock: Clock, ticket: Ticket) -> None:
    hall.rate(Actor("visitor"), ticket.token, 5, (), None)


def _next_called(hall: Desk, _clock: Clock, _ticket: Ticket) -> None:
    issue(hall)
    hall.call_next(LI, "1")


def _closed(hall: Desk, _clock: Clock, _ticket: Ticket) -> None:
    hall.close_counter(LI, "1", None)


def _undone(hall: Desk, _clock: Clock, _ticket: Ticket) -> None:
    CounterDesk(hall).undo(LI, "1")


@pytest.mark.parametrize("then", [_too_late, _rated, _next_called, _closed, _undone])
def test_a_step_that_has_been_passed_stands(then: Callable[[Desk, Clock, Ticket], None]) -> None:
    """Undo is refused after its time, a rating, the next call, closing, and a first undo."""
    clock = Clock()
    hall = opened(clock)
    ticket = issue(hall)
    ROADS["finished"](hall, ticket)
    assert seen(hall)["undo"] is not None
    then(hall, clock, ticket)
    assert seen(hall)["undo"] is None
    with pytest.raises(Illegal, match="nothing_to_undo"):
        CounterDesk(hall).undo(LI, "1")


def test_a_transfer_called_elsewhere_cannot_be_taken_back() -> None:
    """Once another counter has called the transferred visitor, the transfer stands."""
    hall = opened(Clock())
    hall.open_counter(WANG, "2")
    ROADS["serving"](hall, issue(hall))
    hall.transfer(LI, "1", "b", None, "front", "wrong_service")
    hall.call_next(WANG, "2")
    with pytest.raises(Illegal, match="nothing_to_undo"):
        CounterDesk(hall).undo(LI, "1")


def test_only_the_clerk_who_took_a_step_takes_it_back() -> None:
    """Another clerk at the same counter afterwards cannot undo the first one's step."""
    hall = opened(Clock())
    ROADS["finished"](hall, issue(hall))
    hall.close_counter(LI, "1", None)
    hall.open_counter(WANG, "1")
    with pytest.raises(Illegal, match="nothing_to_undo"):
        CounterDesk(hall).undo(WANG, "1")


def _with_services(**then: tuple[str, ...]) -> Plan:
    made = plan()
    return replace(made, services={s.id: replace(s, then=then.get(s.id, ())) for s in made.services.values()})


def test_services_follow_one_another_on_one_ticket() -> None:
    """Finishing the first service lets the visitor wait for the next with the first arrival."""
    clock = Clock()
    hall = opened(clock, _with_services(a=("c",)))
    hall.open_counter(WANG, "3")
    ticket = issue(hall)
    place = ticket.place
    ROADS["serving"](hall, ticket)
    clock.now += 60
    hall.finish(LI, "1", None, None)
    assert (ticket.status, ticket.service, ticket.then, ticket.place) == (Status.WAITING, "c", (), place)
    assert seen(hall)["today"] == {"served": 1, "missed": 0, "mean_s": 60}
    assert hall.call_next(WANG, "3").ticket is ticket
    hall.start(WANG, "3")
    hall.finish(WANG, "3", None, None)
    assert ticket.status is Status.FINISHED


def test_a_first_service_finished_by_mistake_comes_back() -> None:
    """Undo brings the visitor back from the next service's line, with the rest of the services."""
    hall = opened(Clock(), _with_services(a=("c", "b")))
    ticket = issue(hall)
    ROADS["serving"](hall, ticket)
    hall.finish(LI, "1", None, None)
    CounterDesk(hall).undo(LI, "1")
    assert (ticket.status, ticket.service, ticket.then) == (Status.SERVING, "a", ("c", "b"))
    assert hall.look(lambda day, _: len(day.service_lines["c"])) == 0


def test_the_whole_visit_can_end_early() -> None:
    """Finishing the whole visit leaves out the services that would follow."""
    hall = opened(Clock(), _with_services(a=("c",)))
    ticket = issue(hall)
    ROADS["serving"](hall, ticket)
    hall.finish(LI, "1", None, None, whole=True)
    assert ticket.status is Status.FINISHED


def test_a_visitor_is_called_as_often_as_the_rule_says() -> None:
    """A no-show needs the configured number of calls, counted anew after the visitor came back."""
    made = plan()
    hall = opened(Clock(), replace(made, rule=replace(made.rule, calls_before_no_show=2)))
    ticket = issue(hall)
    for _ in range(2):
        hall.call_number(LI, "1", ticket.number)
        with pytest.raises(Illegal, match="call_again_first"):
            hall.no_show(LI, "1")
        hall.recall(LI, "1")
        current = seen(hall)["current"]
        assert current is not None
        assert current["times_called"] == 2
        hall.no_show(LI, "1")
        hall.reinstate(LI, ticket.number)


def test_a_call_begins_by_itself_by_choice() -> None:
    """A call counts as begun that long after the last press; who is not there after all can still be missed."""
    made = plan()
    clock = Clock()
    hall = opened(clock, replace(made, rule=replace(made.rule, start_after_call_s=20.0)))
    counters = CounterDesk(hall)
    ticket = issue(hall)
    hall.call_next(LI, "1")
    clock.now += 15
    hall.recall(LI, "1")
    clock.now += 19
    counters.beat()
    assert ticket.status is Status.CALLED
    clock.now += 1
    counters.beat()
    assert ticket.status is Status.SERVING
    current = seen(hall)["current"]
    assert current is not None
    assert current["may_miss"]
    hall.no_show(LI, "1")
    assert ticket.status is Status.NO_SHOW
    assert ticket.started_at is None


def test_a_start_by_hand_is_no_no_show() -> None:
    """A visitor whom the clerk began to serve cannot be put down as missing."""
    hall = opened(Clock())
    ROADS["serving"](hall, issue(hall))
    with pytest.raises(Illegal, match="step_not_allowed"):
        hall.no_show(LI, "1")


def test_cover_takes_over_and_hands_back() -> None:
    """While the only counter of a service is away its cover gets those tickets; when it is back, no more."""
    made = plan({"1": ("a",), "2": ("b",)})
    covered = replace(made, counters=made.counters | {"1": replace(made.counters["1"], covers=("b",))})
    clock = Clock()
    hall = opened(clock, covered)
    hall.open_counter(WANG, "2")
    mine, theirs, later = issue(hall), issue(hall, "b"), issue(hall, "b")
    assert seen(hall)["waiting"] == 1
    hall.pause_counter(WANG, "2", "break")
    assert (seen(hall)["waiting"], seen(hall)["covering"]) == (3, ("b",))
    assert hall.look(lambda day, _: day.staffing["b"].counters) == ("1",)
    assert hall.call_next(LI, "1").ticket is mine
    hall.no_show(LI, "1")
    assert hall.call_next(LI, "1").ticket is theirs
    hall.open_counter(WANG, "2")
    hall.no_show(LI, "1")
    assert hall.call_next(LI, "1").ticket is None
    assert hall.call_next(WANG, "2").ticket is later


@pytest.mark.parametrize("step", ["finish", "hold", "transfer", "no_show"])
def test_closing_after_the_last_visitor(step: str) -> None:
    """A counter told to close after its visitor does so the moment the visitor leaves it, whichever way."""
    hall = opened(Clock())
    ticket = issue(hall)
    ROADS["called" if step == "no_show" else "serving"](hall, ticket)
    CounterDesk(hall).close_after(LI, "1")
    assert (seen(hall)["status"], seen(hall)["closing"]) == ("open", True)
    STEP_ACTS[step](hall, ticket)
    assert (seen(hall)["status"], seen(hall)["closing"], seen(hall)["current"]) == ("closed", False, None)


def test_closing_after_nobody_is_closing() -> None:
    """Without a visitor the counter closes at once."""
    hall = opened(Clock())
    CounterDesk(hall).close_after(LI, "1")
    assert seen(hall)["status"] == "closed"


@pytest.mark.parametrize("meanwhile", ["nothing", "a pause"])
def test_opening_takes_the_closing_back(meanwhile: str) -> None:
    """Pressing open, with a pause before or without, means to go on calling; the visitor stays in front."""
    hall = opened(Clock())
    ticket = issue(hall)
    ROADS["serving"](hall, ticket)
    CounterDesk(hall).close_after(LI, "1")
    if meanwhile == "a pause":
        hall.pause_counter(LI, "1", "break")
    hall.open_counter(LI, "1")
    assert not seen(hall)["closing"]
    hall.finish(LI, "1", None, None)
    assert seen(hall)["status"] == "open"


@pytest.mark.parametrize(("road", "left"), [("called", Status.WAITING), ("serving", Status.HELD)])
def test_a_manager_frees_a_counter_left_open(road: str, left: Status) -> None:
    """A called visitor waits again at the old place, one being served is set aside; another clerk may open."""
    hall = opened(Clock())
    ticket = issue(hall)
    place = ticket.place
    ROADS[road](hall, ticket)
    CounterDesk(hall).release(CHEN, "1")
    assert (ticket.status, ticket.place, seen(hall)["status"]) == (left, place, "closed")
    hall.open_counter(WANG, "1")


def test_help_is_called_taken_and_ended() -> None:
    """A help call stays until it ends, says who comes, and a second press changes nothing."""
    clock = Clock()
    hall = opened(clock)
    counters = CounterDesk(hall)
    with pytest.raises(Illegal, match="no_help_called"):
        counters.take_help(CHEN, "1")
    counters.call_help(LI, "1")
    asked = seen(hall)["help"]
    assert asked is not None
    assert asked["taken_by"] is None
    clock.now += 5
    counters.call_help(LI, "1")
    counters.take_help(CHEN, "1")
    assert seen(hall)["help"] == {"at": asked["at"], "taken_by": "chen"}
    counters.end_help(LI, "1")
    assert seen(hall)["help"] is None


def test_a_counter_gone_from_the_configuration_frees_its_visitors() -> None:
    """After a restart without it, who was served there is set aside and who was sent there waits for all."""
    clock, journal = Clock(), MemoryJournal()
    hall = opened(clock, plan({"1": ("a",), "2": ("a",)}), journal)
    hall.open_counter(WANG, "2")
    serving, sent = issue(hall), issue(hall)
    ROADS["serving"](hall, serving)
    hall.call_next(WANG, "2")
    hall.transfer(WANG, "2", None, "1", "fair")
    after = desk(clock, journal, Plans(plan({"1": ("a",), "2": ("a",)}), plan({"2": ("a",)})))
    tickets = after.look(lambda day, _: day.tickets)
    assert tickets[serving.id].status is Status.HELD
    assert after.call_next(WANG, "2").ticket is tickets[sent.id]
    after.no_show(WANG, "2")
    assert after.resume(WANG, "2", serving.number).ticket is tickets[serving.id]


@pytest.mark.parametrize("act", ["undo", "close_after", "call_help"])
@pytest.mark.parametrize(("counter", "why"), [("1", "counter_taken"), ("2", "counter_not_open")])
def test_nobody_works_at_anothers_counter(act: str, counter: str, why: str) -> None:
    """A clerk's acts are refused at a counter that another has, or that is closed."""
    hall = opened(Clock())
    ROADS["finished"](hall, issue(hall))
    with pytest.raises(Illegal, match="nothing_to_undo" if act == "undo" else why):
        getattr(CounterDesk(hall), act)(WANG, counter)


def test_a_call_out_of_turn_is_on_record() -> None:
    """The journal tells a chosen number from one that the rule called, and who chose it."""
    journal = MemoryJournal()
    hall = opened(Clock(), journal=journal)
    first, second = issue(hall), issue(hall)
    hall.call_number(LI, "1", second.number)
    hall.no_show(LI, "1")
    assert hall.call_next(LI, "1").ticket is first
    calls = [
        (entry.by, event.ticket, event.chosen)
        for entry in journal.read(f"day-{hall.today()}")
        for event in entry.events
        if isinstance(event, TicketCalled)
    ]
    assert calls == [("li", second.id, True), ("li", first.id, False)]


def test_a_quiet_hall_writes_nothing() -> None:
    """The hall's own beat leaves no entry when there is nothing to do."""
    hall = opened(Clock())
    before = hall.look(lambda day, _: day.entries)
    CounterDesk(hall).beat()
    assert hall.look(lambda day, _: day.entries) == before


def test_the_same_key_undoes_once() -> None:
    """An undo asked again with its key takes no second step back."""
    hall = opened(Clock())
    ticket = issue(hall)
    ROADS["finished"](hall, ticket)
    counters, once = CounterDesk(hall), Actor("li", "k1")
    counters.undo(once, "1")
    assert counters.undo(once, "1").repeated
    assert ticket.status is Status.SERVING


def test_counter_is_as_furnished() -> None:
    """A counter covers nothing unless the configuration says so."""
    assert Counter("9", {}, "east", ("a",)).covers == ()
