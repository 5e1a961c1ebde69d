"""What was advised, each once, and what came of it, counted from the day itself."""

from hall.forecast.advice import Advice
from hall.forecast.advised import HOUR_S, Advised, Outcome
from hall.journal.actor import Actor
from hall.queue.desk.visit import Desk
from hall.queue.state.ticket import Ticket
from hall.store.memory import MemoryJournal
from tests.forecasts import foreseeing
from tests.halls import KIOSK, LI, NOON, Clock, desk, follow

LIMIT_S = 1500.0
OPENS = NOON + 900
ADVICE = Advice("c", "3", OPENS, LIMIT_S, over_without=14, over_with=2)
OVER = OPENS + HOUR_S + LIMIT_S
"""When what came of it is known."""


def take(hall: Desk) -> Ticket:
    ticket = hall.issue(KIOSK, "c", "normal", "zh").ticket
    assert ticket is not None
    return ticket


def outcomes(hall: Desk, *advised: tuple[Advice, float]) -> list[Outcome]:
    """What came of it, as the desk's clock says."""
    log = Advised()
    for advice, at in advised:
        log.note(advice, at)
    hall.look(log.check)
    return log.outcomes


def test_those_who_waited_too_long_are_counted_and_whether_it_was_followed() -> None:
    """One called in time, one late, one waits on, one gone, one who came after the hour; the counter called two."""
    clock = Clock(NOON)
    hall = desk(clock)
    for _ in range(2):
        take(hall)
    gone, _waits = take(hall), take(hall)
    clock.now = OPENS
    hall.open_counter(LI, "3")
    hall.call_next(LI, "3")
    hall.start(LI, "3")
    clock.now = NOON + LIMIT_S + 60
    hall.finish(LI, "3", None, None)
    hall.call_next(LI, "3")
    hall.cancel(Actor("visitor"), gone.token)
    clock.now = OPENS + HOUR_S
    take(hall)
    clock.now = OVER
    assert outcomes(hall, (ADVICE, NOON)) == [Outcome(ADVICE, followed=True, over=2)]


def test_before_its_time_nothing_is_said_of_it() -> None:
    """A second before the last who came in its hour can have waited too long."""
    clock = Clock(OVER - 1)
    hall = desk(clock)
    assert outcomes(hall, (ADVICE, NOON)) == []
    clock.now += 1
    assert outcomes(hall, (ADVICE, NOON)) == [Outcome(ADVICE, followed=False, over=0)]


def test_advice_said_again_is_one() -> None:
    """The same counter a quarter of an hour later is the same advice; another counter is another."""
    hall = desk(Clock(OVER + HOUR_S))
    later = Advice("c", "3", OPENS + 900, LIMIT_S, 10, 1)
    other = Advice("c", "2", OPENS + 900, LIMIT_S, 10, 1)
    found = outcomes(hall, (ADVICE, NOON), (later, NOON + 600), (other, NOON + 700))
    assert [one.advice for one in found] == [ADVICE, other]


def test_it_is_advised_while_the_hall_works_and_checked_by_the_way() -> None:
    """Thirty wait for one open counter of two: the other is named; after its hour, what came stands beside it."""
    clock, journal = Clock(NOON - 3 * HOUR_S), MemoryJournal()
    hall = desk(clock, journal)
    hall.open_counter(LI, "1")
    for _ in range(30):
        hall.issue(KIOSK, "a", "normal", "zh")
    forecast = foreseeing(hall, clock, journal)
    forecast.advise(LIMIT_S)
    advice = forecast.advice
    assert advice is not None
    assert (advice.service, advice.counter) == ("a", "2")
    clock.now = advice.opens + HOUR_S + LIMIT_S
    follow(journal, forecast)
    forecast.advise(LIMIT_S)
    (came,) = forecast.advised.outcomes
    assert (came.advice, came.followed, came.over) == (advice, False, 30)
