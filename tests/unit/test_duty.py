"""Duty: counters that were left, stand-ins for a person, and what is said to whoever takes over."""

from dataclasses import replace
from types import SimpleNamespace
from typing import Any, cast

import pytest

from counter.panel.duty import Duty
from hall.journal.actor import Actor
from hall.journal.refusal import Illegal, Unknown
from hall.plan.plan import Plan, StandIn
from hall.queue.desk.counter import CounterDesk
from hall.queue.desk.visit import Desk
from hall.queue.state.ticket import Status
from hall.queue.views.unattended import left_faults
from hall.store.memory import MemoryJournal
from hall.web.context import Context
from tests.halls import LI, MONDAY, Clock, NoVault, desk, plan
from tests.roads import ROADS
from tests.unit.test_counters import WANG, issue, seen

LEFT_S = 300.0
CHEN = Actor("chen")


class Fellow:
    """Another server, as one hears it."""

    def __init__(self) -> None:
        self.says: list[Any] = []

    def tells(self, _topic: str, _tells: Any) -> None:
        """Nobody listens."""

    def told(self, _topic: str) -> list[Any]:
        return self.says


def duty(at: Desk, clock: Clock, left_min: int = 5, fellow: Fellow | None = None) -> Duty:
    """Who watches over the counters of `at`."""
    limits = SimpleNamespace(counter_left_min=left_min)
    configuration = SimpleNamespace(file=SimpleNamespace(limits=limits))
    ground = SimpleNamespace(clock=clock, fellows=fellow or Fellow())
    return Duty(cast(Context, SimpleNamespace(desk=at, ground=ground, configuration=configuration)))


def opened(clock: Clock, hall_plan: Plan | None = None, vault: NoVault | None = None) -> Desk:
    """A desk with Li at counter 1."""
    made = desk(clock, hall_plan=hall_plan, vault=vault)
    made.open_counter(LI, "1")
    return made


def after(watched: Duty, clock: Clock, seconds: float) -> None:
    """Let time pass while somebody watches, and look once more."""
    watched.watch()
    clock.now += seconds
    watched.watch()


def test_a_counter_that_was_left_is_paused_and_its_cover_begins() -> None:
    """Not a second before its time; then its cover calls who waits, and the clerk is told when."""
    made = plan({"1": ("a",), "2": ("b",)})
    clock = Clock()
    hall = opened(clock, replace(made, counters=made.counters | {"2": replace(made.counters["2"], covers=("a",))}))
    hall.open_counter(WANG, "2")
    watched = duty(hall, clock)
    watched.enters("s2", "2", "wang")
    waiting = issue(hall)
    after(watched, clock, LEFT_S - 1)
    assert seen(hall)["status"] == "open"
    after(watched, clock, 1)
    assert (seen(hall)["status"], seen(hall)["reason"], seen(hall)["staff"]) == ("paused", "left", "li")
    assert hall.call_next(WANG, "2").ticket is waiting
    hall.open_counter(LI, "1")
    after(watched, clock, LEFT_S - 1)
    assert seen(hall)["status"] == "open"


@pytest.mark.parametrize("where", ["here", "at a fellow"])
@pytest.mark.parametrize("by", ["panel", "key"])
def test_who_is_there_is_never_paused(where: str, by: str) -> None:
    """A connected panel of the clerk, or a key pressed a moment ago, at whichever server."""
    clock, fellow = Clock(), Fellow()
    hall = opened(clock)
    watched = duty(hall, clock, fellow=fellow)
    for _ in range(4):
        if where == "at a fellow":
            panels = [["1", "li"]] if by == "panel" else []
            fellow.says = [{"panels": panels, "pressed": {"1": ["li", clock.now]} if by == "key" else {}}]
        elif by == "panel":
            watched.enters("s1", "1", "li")
        else:
            watched.presses("1", "li")
        after(watched, clock, LEFT_S - 1)
    assert seen(hall)["status"] == "open"
    watched.leaves("s1")
    fellow.says = []
    after(watched, clock, LEFT_S)
    assert seen(hall)["status"] == "paused"


def test_somebody_else_looking_on_is_not_the_clerk() -> None:
    """A manager's window on the panel does not keep a counter open, nor does a clerk's at another counter."""
    clock = Clock()
    hall = opened(clock)
    watched = duty(hall, clock)
    watched.enters("s1", "1", "chen")
    watched.enters("s2", "2", "li")
    watched.presses("1", "chen")
    after(watched, clock, LEFT_S)
    assert seen(hall)["status"] == "paused"


def test_the_setting_can_be_off() -> None:
    """With 0 minutes no counter is ever paused."""
    clock = Clock()
    hall = opened(clock)
    after(duty(hall, clock, left_min=0), clock, 100 * LEFT_S)
    assert seen(hall)["status"] == "open"


@pytest.mark.parametrize("road", ["called", "serving"])
def test_a_visitor_at_a_counter_that_was_left_stays_there(road: str) -> None:
    """The visit is as it was, the fault names it, and the clerk who comes back goes on with it."""
    clock = Clock()
    hall = opened(clock)
    ticket = issue(hall)
    ROADS[road](hall, ticket)
    status = ticket.status
    after(duty(hall, clock), clock, LEFT_S)
    current = seen(hall)["current"]
    assert current is not None
    assert (ticket.status, current["id"]) == (status, ticket.id)
    [fault] = hall.look(left_faults)
    assert (fault.code, fault.facts["number"], fault.facts["staff"]) == ("counter_left_visitor", ticket.number, "li")
    assert len(fault.facts["since"]) == len("09:05")
    [fault] = hall.look(lambda day, now: left_faults(day, now + 24 * 3600))
    assert len(fault.facts["since"]) == len("2026-11-23 09:05")  # in a hall that works on while its day turns
    if road == "called":
        hall.start(LI, "1")
    hall.finish(LI, "1", None, None)
    assert ticket.status is Status.FINISHED
    [fault] = hall.look(left_faults)
    assert fault.code == "counter_left"
    hall.open_counter(LI, "1")
    assert hall.look(left_faults) == []


def standing_in(counter: str | None = None) -> Plan:
    """A hall of one counter a service, where Li stands in for Wang."""
    made = plan({"1": ("a",), "2": ("b",), "3": ("c",)})
    return replace(made, stand_ins=(StandIn("wang", "li", counter),))


def test_whoever_stands_in_serves_what_the_other_had_today() -> None:
    """Wherever the two sit; while another counter serves it too nobody is asked to."""
    hall = opened(Clock(), standing_in("3"))
    hall.open_counter(WANG, "2")
    assert seen(hall)["covering"] == ()
    hall.pause_counter(WANG, "2", "break")
    assert seen(hall)["covering"] == ("b",)
    hall.close_counter(WANG, "2", None)
    assert seen(hall)["covering"] == ("b",)
    hall.open_counter(CHEN, "2")
    assert seen(hall)["covering"] == ()


@pytest.mark.parametrize(("usual", "covers"), [("3", ("c",)), (None, ())])
def test_who_has_not_come_is_stood_in_for_at_the_usual_counter(usual: str | None, covers: tuple[str, ...]) -> None:
    """Without a usual counter nothing is known of what there is to do."""
    hall = opened(Clock(), standing_in(usual))
    assert seen(hall)["covering"] == covers
    assert seen(hall, "2")["covering"] == ()


def test_a_handover_is_read_by_whoever_takes_over_and_by_nobody_else() -> None:
    """It is in the vault alone, reading it is written down, and it is gone when its writer is back."""
    clock, vault, journal = Clock(), NoVault(), MemoryJournal()
    hall = desk(clock, journal, standing_in(), vault=vault)
    hall.open_counter(LI, "1")
    hall.open_counter(WANG, "2")
    hall.open_counter(CHEN, "3")
    hall.pause_counter(WANG, "2", "break", "B001 comes back with form 7")
    assert vault.kept[-1][0] == MONDAY
    assert "form 7" not in str([one.entry for one in journal.since(0)])
    [left] = seen(hall)["handovers"]
    assert (left["counter"], left["staff"], left["read"]) == ("2", "wang", False)
    assert (seen(hall, "2")["handovers"], seen(hall, "3")["handovers"]) == ([], [])
    for who, at in ((CHEN, "3"), (WANG, "2")):
        with pytest.raises(Unknown):
            CounterDesk(hall).read_handover(who, at, "2")
    with pytest.raises((Unknown, Illegal)):
        CounterDesk(hall).read_handover(CHEN, "1", "2")
    for _ in range(2):
        assert CounterDesk(hall).read_handover(LI, "1", "2") == "B001 comes back with form 7"
    assert [one["read"] for one in seen(hall)["handovers"]] == [True]
    assert sum("HandoverRead" in str(one.entry) for one in journal.since(0)) == 1
    hall.open_counter(WANG, "2")
    assert seen(hall)["handovers"] == []


def test_the_next_clerk_of_the_counter_has_the_note_too() -> None:
    """Also where it was closed in between; a note that was written anew takes the place of the earlier one."""
    hall = opened(Clock(), vault=NoVault())
    hall.pause_counter(LI, "1", "break", "first")
    hall.pause_counter(LI, "1", "break", "second")
    hall.close_counter(LI, "1", None)
    hall.open_counter(WANG, "1")
    assert [one["counter"] for one in seen(hall)["handovers"]] == ["1"]
    assert CounterDesk(hall).read_handover(WANG, "1", "1") == "second"
