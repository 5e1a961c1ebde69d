"""Several services on one ticket: in the order that takes least time, never twice, never more than the day has."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hall.journal.refusal import Refusal
from hall.plan.hours import Span
from hall.queue.commands.several import chains, course
from hall.queue.desk.visit import Desk
from hall.queue.desk.visitor import VisitorDesk
from hall.queue.state.day import HallDay
from hall.queue.state.expected import Due, Spot
from hall.queue.state.ticket import Status, Ticket
from hall.store.memory import MemoryJournal
from tests.halls import KIOSK, LI, NOON, Clock, desk, hours, plan


class Lines:
    """A look ahead that found this likely and late wait in each line, in minutes."""

    def __init__(self, **waits_min: tuple[float, float]) -> None:
        self._waits_min = waits_min

    def foresees(self, service: str) -> bool:
        return service in self._waits_min

    def newcomer(self, service: str, _waiting: int) -> Due | None:
        return self.due("", (service, None, 0.0), 0)

    def due(self, _ticket: str, spot: Spot, _ahead: int) -> Due | None:
        found = self._waits_min.get(spot[0])
        return None if found is None else Due(*(NOON + minutes * 60 for minutes in found))


def hall(**waits_min: tuple[float, float]) -> Desk:
    made = desk(Clock())
    made.open_counter(LI, "1")
    made.expected = Lines(**waits_min)
    return made


def take(at: Desk, service: str, *also: str) -> Ticket:
    ticket = at.issue(KIOSK, service, "normal", "zh", also=also).ticket
    assert ticket is not None
    return ticket


def over(order: Sequence[str], waits: dict[str, int], work: dict[str, int]) -> int:
    """When a visit in this order is over: nobody is served before their line has come to them."""
    at = 0
    for service in order:
        at = max(at, waits[service]) + work[service]
    return at


@given(st.lists(st.tuples(st.integers(0, 60), st.integers(1, 30)), min_size=1, max_size=5))
def test_no_order_is_over_sooner(lines: list[tuple[int, int]]) -> None:
    """Whatever the waits and however long the visits: of all orders the chosen one is over first."""
    waits = {str(n): wait for n, (wait, _) in enumerate(lines)}
    work = {str(n): takes for n, (_, takes) in enumerate(lines)}
    chosen = course([(service,) for service in waits], lambda service: Due(waits[service], waits[service]))
    assert sorted(chosen) == sorted(waits)
    assert over(chosen, waits, work) == min(over(order, waits, work) for order in permutations(waits))


@given(st.lists(st.lists(st.integers(0, 60), min_size=1, max_size=3), max_size=3))
def test_what_the_plan_has_follow_follows(waits: list[list[int]]) -> None:
    """However chains are laid into one another, each keeps its own order."""
    named = [tuple(f"{n}{k}" for k in range(len(chain))) for n, chain in enumerate(waits)]
    known = {f"{n}{k}": wait for n, chain in enumerate(waits) for k, wait in enumerate(chain)}
    chosen = course(named, lambda service: Due(known[service], known[service]))
    assert sorted(chosen) == sorted(known)
    assert all([one for one in chosen if one in chain] == list(chain) for chain in named)


def test_what_follows_by_the_plan_is_not_there_twice() -> None:
    """Where b follows a, it comes once and after a, however it was chosen; what is on the ticket is left out."""
    made = plan()
    following = replace(
        made, services={s.id: replace(s, then=("b",) if s.id == "a" else ()) for s in made.services.values()}
    )
    assert chains(following, ("b", "a", "c")) == [("a", "b"), ("c",)]
    assert chains(following, ("a",), there=("b",)) == [("a",)]
    assert chains(following, ("b",), there=("b",)) == []


def test_one_ticket_for_several_begins_where_the_wait_is_shortest() -> None:
    """Chosen a, c, b with waits of 30, 5 and 20 minutes: its number is of c, and b and a follow, told for c."""
    at = hall(a=(30, 40), b=(20, 30), c=(5, 9))
    ticket = take(at, "a", "c", "b")
    assert (ticket.service, ticket.then, ticket.number) == ("c", ("b", "a"), "C001")
    assert at.look(lambda day, _: [len(day.service_lines[s]) for s in "abc"]) == [0, 0, 1]


def test_where_nothing_is_known_the_order_is_the_visitors() -> None:
    """Before the first look, and what nobody is due to serve comes last."""
    at = desk(Clock())
    assert take(at, "b", "a").then == ("a",)
    at.expected = Lines(b=(40, 50))
    assert take(at, "a", "b").service == "b"


def test_a_service_added_while_waiting_may_come_first_at_the_same_place() -> None:
    """The order is found anew, the place stays, the number stays; what comes first is where the visitor waits."""
    at = hall(a=(30, 40), b=(20, 30), c=(5, 9))
    ticket = take(at, "a")
    place = ticket.place
    VisitorDesk(at).add(KIOSK, ticket.token, "b")
    assert (ticket.service, ticket.then, ticket.place, ticket.number) == ("b", ("a",), place, "A001")
    assert at.look(lambda day, _: [[t.number for t in day.service_lines[s]] for s in "ab"]) == [[], ["A001"]]


def test_a_service_added_at_the_counter_follows() -> None:
    """Whoever is called or being served stays there, and goes on to what was added; on hold too."""
    at = hall(a=(30, 40), b=(0, 1), c=(5, 9))
    ticket = take(at, "a")
    at.call_next(LI, "1")
    VisitorDesk(at).add(KIOSK, ticket.token, "b")
    assert (ticket.status, ticket.service, ticket.then) == (Status.CALLED, "a", ("b",))
    at.start(LI, "1")
    at.hold(LI, "1")
    VisitorDesk(at).add(KIOSK, ticket.token, "c")
    assert (ticket.status, ticket.service, ticket.then) == (Status.HELD, "a", ("b", "c"))
    at.resume(LI, "1", ticket.number)
    at.finish(LI, "1", None, None)
    assert (ticket.status, ticket.service, ticket.then) == (Status.WAITING, "b", ("c",))


def test_who_was_sent_to_one_counter_still_goes_there_first() -> None:
    """What a clerk has decided is not undone by the order."""
    at = hall(a=(30, 40), c=(5, 9))
    ticket = take(at, "a")
    at.call_next(LI, "1")
    at.transfer(LI, "1", None, "1", "fair")
    VisitorDesk(at).add(KIOSK, ticket.token, "c")
    assert (ticket.service, ticket.only_counter, ticket.then) == ("a", "1", ("c",))


@pytest.mark.parametrize(
    ("chosen", "why"),
    [(("a", "x"), "service_unknown"), (("x",), "service_unknown"), (("a", "b", "a"), "service_twice")],
)
def test_what_cannot_be_chosen_is_refused(chosen: tuple[str, ...], why: str) -> None:
    """Unknown or twice: no ticket, and the reason."""
    at = hall(a=(30, 40))
    with pytest.raises(Refusal, match=why):
        at.issue(KIOSK, chosen[0], "normal", "zh", also=chosen[1:])
    assert at.look(lambda day, _: len(day.tickets)) == 0


def test_what_is_on_the_ticket_is_not_added_again_nor_to_one_that_is_over() -> None:
    """Neither the present service nor a coming one; nothing has changed."""
    at = hall(a=(30, 40), b=(40, 50))
    ticket = take(at, "a", "b")
    for service in ("a", "b"):
        with pytest.raises(Refusal, match="service_already"):
            VisitorDesk(at).add(KIOSK, ticket.token, service)
    at.cancel(KIOSK, ticket.token)
    with pytest.raises(Refusal, match="step_not_allowed"):
        VisitorDesk(at).add(KIOSK, ticket.token, "c")
    assert (ticket.service, ticket.then) == ("a", ("b",))


def test_more_than_the_day_has_is_refused() -> None:
    """Each could be reached before closing at 17, but not the one after the other; alone each is given."""
    at = desk(Clock(), opening=hours((Span(8 * 60, 17 * 60),)))
    at.expected = Lines(a=(200, 299), b=(250, 298))
    with pytest.raises(Refusal, match="too_late_together"):
        take(at, "a", "b")
    ticket = take(at, "a")
    with pytest.raises(Refusal, match="too_late_together"):
        VisitorDesk(at).add(KIOSK, ticket.token, "b")
    take(at, "b")


def test_an_added_service_is_in_the_journal() -> None:
    """Read anew, the day is the same."""
    journal = MemoryJournal()
    at = desk(Clock(), journal)
    ticket = take(at, "a")
    VisitorDesk(at).add(KIOSK, ticket.token, "b")

    def course_of(day: HallDay, _now: float) -> tuple[str, tuple[str, ...]]:
        return day.by_number["A001"].service, day.by_number["A001"].then

    assert desk(Clock(), journal).look(course_of) == at.look(course_of) == ("a", ("b",))
