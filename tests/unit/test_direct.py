"""Whoever directs the floor takes visitors in hand whom nobody has: sent on, called, let wait again; and it counts."""

import pytest

from hall.journal.actor import Actor
from hall.journal.refusal import Illegal, Refusal, Wrong
from hall.queue.desk.counter import CounterDesk
from hall.queue.desk.direct import DirectDesk
from hall.queue.desk.visit import Desk
from hall.queue.state.ticket import Status, Ticket
from hall.queue.views.loose import SHOWN, loose_view
from hall.statistics.folds.counter import Counters
from hall.statistics.folds.day import DayFold
from hall.statistics.state.rows import Day
from hall.store.memory import MemoryJournal
from tests.halls import KIOSK, LI, MONDAY, Clock, desk

WANG, CHEN = Actor("wang"), Actor("chen")


class Floor:
    """Counters 1 and 2 serve a and b and are open; counter 3, which alone serves c, is closed."""

    def __init__(self) -> None:
        self.clock, self.journal = Clock(), MemoryJournal()
        self.desk: Desk = desk(self.clock, self.journal)
        self.direct = DirectDesk(self.desk)
        self.desk.open_counter(LI, "1")
        self.desk.open_counter(WANG, "2")

    def takes(self, service: str = "a") -> Ticket:
        self.clock.now += 60
        ticket = self.desk.issue(KIOSK, service, "normal", "zh").ticket
        assert ticket is not None
        return ticket

    def held(self) -> Ticket:
        ticket = self.takes()
        self.desk.call_number(LI, "1", ticket.number)
        self.desk.start(LI, "1")
        self.desk.hold(LI, "1")
        return ticket

    def missed(self) -> Ticket:
        ticket = self.takes()
        self.desk.call_number(LI, "1", ticket.number)
        self.desk.no_show(LI, "1")
        return ticket

    def sent_to_one(self) -> Ticket:
        ticket = self.takes()
        self.desk.call_number(LI, "1", ticket.number)
        self.desk.transfer(LI, "1", None, "2", "fair")
        return ticket

    def loose(self) -> list[tuple[str, str]]:
        _, shown = self.desk.look(lambda day, _: loose_view(day, self.desk.hours))
        return [(one["number"], one["why"]) for one in shown]

    def rows(self) -> Day:
        fold = DayFold(MONDAY, Counters())
        for entry in self.journal.read(f"day-{MONDAY}"):
            fold.take(entry)
        return fold.rows(round(self.clock.now * 1000))


def test_everybody_in_nobodys_hands_is_on_one_list() -> None:
    """Those whom nobody calls before all; who simply waits, is called or is served is in somebody's hands."""
    floor = Floor()
    held, missed, own, alone = floor.held(), floor.missed(), floor.sent_to_one(), floor.takes("c")
    floor.takes()
    floor.desk.call_next(LI, "1")
    floor.takes("b")
    expected = [(alone, "unattended"), (held, "held"), (own, "one_counter"), (missed, "missed")]
    assert floor.loose() == [(ticket.number, why) for ticket, why in expected]


def test_the_list_does_not_grow_with_the_line() -> None:
    """Of very many the first are shown, and how many there are is told."""
    floor = Floor()
    first, *_ = [floor.takes("c") for _ in range(SHOWN + 20)]
    count, shown = floor.desk.look(lambda day, _: loose_view(day, floor.desk.hours))
    assert (count, len(shown), shown[0]["number"]) == (SHOWN + 20, SHOWN, first.number)


def test_a_visitor_is_sent_on_with_the_place_that_they_have() -> None:
    """From a service that nobody calls to one that is, before those who came later; asked again nothing follows."""
    floor = Floor()
    alone, later = floor.takes("c"), floor.takes("a")
    floor.direct.send(CHEN, alone.number, "a", None)
    assert floor.loose() == []
    version = floor.desk.look(lambda day, _: day.version)
    floor.direct.send(CHEN, alone.number, "a", None)
    assert floor.desk.look(lambda day, _: day.version) == version
    assert floor.desk.call_next(LI, "1").ticket is alone
    assert floor.desk.call_next(WANG, "2").ticket is later


def test_who_was_sent_to_one_counter_is_freed_for_all() -> None:
    """No counter named: any counter of the same service calls."""
    floor = Floor()
    own = floor.sent_to_one()
    floor.direct.send(CHEN, own.number, None, None)
    assert floor.desk.call_next(LI, "1").ticket is own


@pytest.mark.parametrize("how", ["takes", "held", "missed", "sent_to_one"])
def test_whoever_it_is_can_be_called(how: str) -> None:
    """To a counter of somebody else's that is open and free: a call, and of a held visit that it goes on there."""
    floor = Floor()
    ticket: Ticket = getattr(floor, how)()
    floor.direct.have_called(CHEN, ticket.number, "2")
    assert (ticket.status, ticket.counter) == (Status.SERVING if how == "held" else Status.CALLED, "2")
    if ticket.status is Status.CALLED:
        floor.desk.start(WANG, "2")
    assert floor.desk.finish(WANG, "2", None, None).ticket is ticket


def test_a_call_by_the_floor_is_on_record_as_what_it_is() -> None:
    """By whom, what and whom; and it is not counted as the clerk's own choice."""
    floor = Floor()
    alone, own = floor.takes("c"), floor.sent_to_one()
    floor.direct.send(CHEN, alone.number, "b", None)
    floor.direct.have_called(CHEN, own.number, "2")
    rows = floor.rows()
    directed = [(act.by, act.what, act.about) for act in rows.acts if act.what.startswith("directed")]
    assert directed == [("chen", "directed_sent", alone.number), ("chen", "directed_called", own.number)]
    called = rows.visits[1].last
    assert (called.chosen, called.clerk, called.counter) == (False, "wang", "2")
    floor.desk.put_back(WANG, "2")
    floor.desk.call_number(WANG, "2", own.number)
    assert floor.rows().visits[1].last.chosen


def test_what_cannot_be_is_refused() -> None:
    """A visitor at a counter, a service or counter that is not there or calls nobody, a counter that is not free."""
    floor = Floor()
    waiting, at_counter = floor.takes("c"), floor.takes()
    floor.desk.call_next(LI, "1")
    floor.desk.pause_counter(WANG, "2", None)
    send, call = floor.direct.send, floor.direct.have_called
    refused: list[tuple[type[Refusal], str, object]] = [
        (Illegal, "step_not_allowed", lambda: send(CHEN, at_counter.number, "b", None)),
        (Wrong, "service_unknown", lambda: send(CHEN, waiting.number, "zzz", None)),
        (Wrong, "counter_unknown", lambda: send(CHEN, waiting.number, None, "99")),
        (Illegal, "counter_calls_nobody", lambda: send(CHEN, waiting.number, None, "3")),
        (Illegal, "counter_busy", lambda: call(CHEN, waiting.number, "1")),
        (Illegal, "counter_paused", lambda: call(CHEN, waiting.number, "2")),
        (Illegal, "counter_calls_nobody", lambda: call(CHEN, waiting.number, "3")),
        (Refusal, "counter_unknown", lambda: call(CHEN, waiting.number, "99")),
        (Refusal, "number_unknown", lambda: call(CHEN, "A999", "1")),
    ]
    for kind, why, act in refused:
        with pytest.raises(kind, match=why):
            act()  # type: ignore[operator]
    CounterDesk(floor.desk).release(CHEN, "1")
    assert waiting.status is Status.WAITING
