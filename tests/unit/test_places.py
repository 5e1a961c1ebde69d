"""Whoever waits has a place from which somebody calls: nobody is sent where nobody calls, or left there."""

from dataclasses import replace

import pytest

from hall.journal.actor import Actor
from hall.journal.refusal import Illegal
from hall.queue.commands.visit import FRONT_WORTH_S
from hall.queue.desk.counter import CounterDesk
from hall.queue.desk.visit import Desk
from hall.queue.state.ticket import Status, Ticket
from hall.queue.views.unattended import idle_faults
from tests.halls import KIOSK, LI, Clock, desk, plan

WANG = Actor("wang")
IDLE_S = 600.0


def hall() -> Desk:
    """Counters 1 and 2 serve a and b, each with its clerk; counter 3, which serves c, is closed."""
    made = desk(Clock())
    made.open_counter(LI, "1")
    made.open_counter(WANG, "2")
    return made


def issue(at: Desk, service: str = "a") -> Ticket:
    ticket = at.issue(KIOSK, service, "normal", "zh").ticket
    assert ticket is not None
    return ticket


def test_nobody_is_sent_where_nobody_calls() -> None:
    """A closed counter, and a service that no counter serves, are refused by name; the visitor stays."""
    unserved = plan({"1": ("a",), "2": ("a", "b")})
    at = desk(Clock(), hall_plan=unserved)
    at.open_counter(LI, "1")
    ticket = issue(at)
    at.call_next(LI, "1")
    for service, counter, why in (("c", None, "service_not_served"), (None, "2", "counter_calls_nobody")):
        with pytest.raises(Illegal, match=why):
            at.transfer(LI, "1", service, counter, "fair")
    assert (ticket.status, ticket.counter) == (Status.CALLED, "1")


@pytest.mark.parametrize("how", ["close", "close_after", "release"])
def test_a_counter_that_closes_leaves_its_own_line_to_all(how: str) -> None:
    """Whoever was sent to it alone is called by the other counters of the service, at the place they had."""
    at = hall()
    sent, later = issue(at), issue(at)
    at.call_next(WANG, "2")
    at.transfer(WANG, "2", None, "1", "fair")
    if how == "close":
        at.close_counter(LI, "1", None)
    elif how == "close_after":
        CounterDesk(at).close_after(LI, "1")
    else:
        CounterDesk(at).release(WANG, "1")
    assert at.call_next(WANG, "2").ticket is sent
    at.no_show(WANG, "2")
    assert at.call_next(WANG, "2").ticket is later


def test_a_counter_that_closes_when_its_visitor_is_done_leaves_its_line_too() -> None:
    """Closing after the last: those who were sent to it are not forgotten when it closes by itself."""
    at = hall()
    served, sent = issue(at), issue(at)
    at.call_next(LI, "1")
    at.start(LI, "1")
    at.call_next(WANG, "2")
    at.transfer(WANG, "2", None, "1", "fair")
    CounterDesk(at).close_after(LI, "1")
    at.finish(LI, "1", None, None)
    assert served.status is Status.FINISHED
    assert at.call_next(WANG, "2").ticket is sent


def test_a_called_visitor_can_be_put_back() -> None:
    """The visitor waits on at the same place, is first again, and another counter may call."""
    at = hall()
    first, second = issue(at), issue(at)
    at.call_next(LI, "1")
    at.put_back(LI, "1")
    assert first.status is Status.WAITING
    assert at.call_next(WANG, "2").ticket is first
    assert at.call_next(LI, "1").ticket is second
    at.start(LI, "1")
    with pytest.raises(Illegal, match="step_not_allowed"):
        at.put_back(LI, "1")


def test_a_clerk_is_at_one_counter_unless_the_hall_allows_more() -> None:
    """A second one is refused by the first one's name; closed, or allowed by the plan, it opens."""
    at = hall()
    with pytest.raises(Illegal, match="clerk_elsewhere") as why:
        at.open_counter(LI, "3")
    assert why.value.facts["counter"] == "1"
    at.close_counter(LI, "1", None)
    at.open_counter(LI, "3")
    several = plan()
    at = desk(Clock(), hall_plan=replace(several, rule=replace(several.rule, one_counter_per_clerk=False)))
    for counter in ("1", "2", "3"):
        at.open_counter(LI, counter)


def test_a_further_service_that_nobody_serves_is_left_out() -> None:
    """The visit ends where the services end that some counter serves."""
    base = plan({"1": ("a",)})
    services = {**base.services, "a": replace(base.services["a"], then=("c",))}
    at = desk(Clock(), hall_plan=replace(base, services=services))
    at.open_counter(LI, "1")
    ticket = issue(at)
    at.call_next(LI, "1")
    at.start(LI, "1")
    at.finish(LI, "1", None, None)
    assert ticket.status is Status.FINISHED


def called_by(at: Desk, counter: str, clerk: Actor, times: int) -> list[str]:
    """The numbers of so many calls, each missed at once."""
    numbers = []
    for _ in range(times):
        ticket = at.call_next(clerk, counter).ticket
        assert ticket is not None
        numbers.append(ticket.number)
        at.no_show(clerk, counter)
    return numbers


def shared(clock: Clock) -> Desk:
    """Counter 1 calls for a, b and c, which it likes in this order; counter 2 for c alone."""
    made = desk(clock, hall_plan=plan({"1": ("a", "b", "c"), "2": ("c",)}))
    made.open_counter(LI, "1")
    made.open_counter(WANG, "2")
    return made


def test_first_in_line_is_first_of_all() -> None:
    """Put first for a service whose counter serves others too, the visitor is called before those others."""
    clock = Clock()
    at = shared(clock)
    issue(at, "c")
    at.call_next(WANG, "2")
    clock.now += 60
    for service in "aabba":
        issue(at, service)
    at.transfer(WANG, "2", "b", None, "front")
    assert called_by(at, "1", LI, 2) == ["C001", "A001"]


def test_behind_three_is_behind_three_of_all() -> None:
    """Who missed a call comes back behind three of all whom the counter calls, not of one line of many."""
    clock = Clock()
    at = shared(clock)
    missed = issue(at, "b")
    at.call_next(LI, "1")
    at.no_show(LI, "1")
    for service in "aaaaabb":
        clock.now += 600
        issue(at, service)
    at.come_back(Actor("visitor"), missed.token)
    assert called_by(at, "1", LI, 4) == ["A001", "A002", "A003", "B001"]


def test_who_was_called_out_of_turn_gains_nothing_by_missing_it() -> None:
    """Chosen by number from behind five, missed, back: still behind the five."""
    clock = Clock()
    at = shared(clock)
    for _ in range(6):
        clock.now += 600
        last = issue(at)
    at.call_number(LI, "1", last.number)
    at.no_show(LI, "1")
    at.come_back(Actor("visitor"), last.token)
    assert called_by(at, "1", LI, 6) == [f"A00{n}" for n in range(1, 7)]


def test_nobody_is_put_before_those_who_have_waited_for_an_hour() -> None:
    """One after another is put first, all day: whoever came by the door is called once the hour is over."""
    clock = Clock()
    at = shared(clock)
    walk_in = issue(at, "a")
    waited = 0
    while walk_in.status is Status.WAITING:
        clock.now += 300
        waited += 300
        other = issue(at, "c")
        at.call_number(WANG, "2", other.number)
        at.transfer(WANG, "2", "a", None, "front")
        at.call_next(LI, "1")
        at.no_show(LI, "1") if walk_in.status is Status.WAITING else None
        assert waited <= FRONT_WORTH_S + 900
    assert waited > FRONT_WORTH_S - 900


def test_an_open_counter_that_calls_nobody_is_named() -> None:
    """Not at once, not while nobody waits for it, not with a visitor there; from ten minutes on, until it calls."""
    clock = Clock()
    at = shared(clock)

    def idle() -> list[tuple[str, str]]:
        return [
            (fault.about, fault.facts["minutes"]) for fault in at.look(lambda day, now: idle_faults(day, now, IDLE_S))
        ]

    clock.now += 3600
    assert idle() == []
    issue(at, "a")
    clock.now += IDLE_S - 1
    assert idle() == []
    clock.now += 1
    assert idle() == [("1", "10")]
    at.call_next(LI, "1")
    clock.now += 3600
    assert idle() == []
    at.no_show(LI, "1")
    issue(at, "a")
    clock.now += IDLE_S - 1
    assert idle() == []
    at.pause_counter(LI, "1", None)
    clock.now += 3600
    assert idle() == []
