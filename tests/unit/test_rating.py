"""The rating tablet: which visit it asks about, and what it takes."""

from collections.abc import Callable

import pytest

from hall.feedback.rating import ASK_FOR_S, Tablet, rate_at, tablet
from hall.journal.actor import Actor
from hall.journal.refusal import Illegal, Wrong
from hall.queue.desk.visit import Desk
from hall.queue.state.ticket import Ticket
from tests.halls import KIOSK, LI, Clock, desk
from tests.roads import ROADS

VISITOR = Actor("visitor")


def finished(clock: Clock) -> tuple[Desk, Ticket]:
    """A desk at whose counter 1 a visit has just ended."""
    hall = desk(clock)
    hall.open_counter(LI, "1")
    ticket = hall.issue(KIOSK, "a", "normal", "zh").ticket
    assert ticket is not None
    ROADS["finished"](hall, ticket)
    return hall, ticket


def seen(hall: Desk) -> Tablet:
    """The tablet of counter 1 now."""
    return hall.look(lambda day, now: tablet(day, hall.hours, now, day.counter("1"), None))


def _late(_hall: Desk, clock: Clock, _ticket: Ticket) -> None:
    clock.now += ASK_FOR_S + 0.001


def _rated(hall: Desk, _clock: Clock, ticket: Ticket) -> None:
    hall.rate(VISITOR, ticket.token, 4, (), None)


def _next(hall: Desk, _clock: Clock, _ticket: Ticket) -> None:
    hall.issue(KIOSK, "a", "normal", "zh")
    hall.call_next(LI, "1")
    hall.start(LI, "1")


@pytest.mark.parametrize("then", [_late, _rated, _next])
def test_the_tablet_asks_only_while_the_visitor_can_be_there(then: Callable[[Desk, Clock, Ticket], None]) -> None:
    """It stops asking after its time, a rating by phone, and the next visit's beginning, and takes nothing then."""
    clock = Clock()
    hall, ticket = finished(clock)
    visit = seen(hall)["visit"]
    assert visit is not None
    assert visit["number"] == ticket.number
    then(hall, clock, ticket)
    assert seen(hall)["visit"] is None
    with pytest.raises(Illegal, match="nothing_to_rate"):
        rate_at(hall, VISITOR, "1", ticket.id, 5, ())


def test_a_visit_is_rated_once_and_anonymously() -> None:
    """The first rating counts, a second finds nothing to rate, and the entry names no clerk."""
    hall, ticket = finished(Clock())
    rate_at(hall, VISITOR, "1", ticket.id, 3, ())
    assert ticket.rated
    assert seen(hall)["visit"] is None
    with pytest.raises(Illegal, match="nothing_to_rate"):
        rate_at(hall, VISITOR, "1", ticket.id, 5, ())


@pytest.mark.parametrize("score", [1, 2])
def test_a_bad_rating_says_why(score: int) -> None:
    """The low two scores need a reason at every door; with one they are taken."""
    hall, ticket = finished(Clock())
    with pytest.raises(Wrong, match="rating_reason_missing"):
        rate_at(hall, VISITOR, "1", ticket.id, score, ())
    with pytest.raises(Wrong, match="rating_reason_missing"):
        hall.rate(VISITOR, ticket.token, score, (" ",), "说不清")
    rate_at(hall, VISITOR, "1", ticket.id, score, ("slow",))
    assert ticket.rated


def test_the_next_call_is_not_held_up() -> None:
    """A visit not rated never keeps the clerk from calling, and is still asked about while the next walks up."""
    hall, ticket = finished(Clock())
    hall.issue(KIOSK, "a", "normal", "zh")
    assert hall.call_next(LI, "1").ticket is not None
    visit = seen(hall)["visit"]
    assert visit is not None
    assert visit["ticket"] == ticket.id
