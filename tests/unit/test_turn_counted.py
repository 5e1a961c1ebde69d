"""A visit that goes on over the turn is counted once, on the day that it began; the counters' time on each day."""

from collections.abc import Iterator

import pytest

from hall.queue.desk.counter import CounterDesk
from hall.statistics.book import Days
from hall.statistics.state.rows import Begun, Day, Ended, Outcome
from tests.halls import LI, MONDAY, TURN, ground
from tests.unit.test_days_counted import Kept
from tests.unit.test_turn import TUESDAY, VISITOR, WANG, Night

MINUTE = 60_000
TURNED = round(TURN * 1000)


class Counted:
    """A night, and what is counted of it by one that read along and by one that begins anew."""

    def __init__(self) -> None:
        self.night, self.shelf = Night(), Kept()
        self.along = self.book()

    def book(self) -> Days:
        """What counts the days."""
        return Days(
            ground(self.night.clock, self.night.journal, today=self.night.desk.today()), self.shelf, breathe=int
        )

    def days(self) -> Iterator[Day]:
        """The two days, the same whoever reads them."""
        for day in (MONDAY, TUESDAY):
            self.along._today = self.night.desk.today
            rows = self.along.read(day)
            assert self.book().read(day) == rows
            yield rows

    def ends_tuesday(self) -> None:
        """The next day turns too, with nobody there any more."""
        self.night.clock.now = TURN + 86_400 + 7200
        self.night.desk.roll_over()


@pytest.fixture
def counted() -> Counted:
    """The day has turned, one is served and one called."""
    made = Counted()
    list(made.days())
    made.night.turns(0.0)
    return made


def outcomes(day: Day) -> list[Outcome]:
    """How the day's visits ended."""
    return sorted(visit.outcome for visit in day.visits)


def test_each_visit_once_on_the_day_it_began(counted: Counted) -> None:
    """Under way, and when the next day is over too; finished, missed and rated after the turn, and a new one's own."""
    night = counted.night
    monday, tuesday = counted.days()
    assert (outcomes(monday), outcomes(tuesday)) == ([Outcome.OPEN] * 7, [])
    night.clock.now += 300
    night.desk.finish(LI, "1", None, None)
    night.desk.rate(VISITOR, night.now(night.served).token, 4, (), None)
    night.desk.no_show(WANG, "2")
    called = night.desk.call_next(LI, "1").ticket
    assert called is not None
    night.desk.cancel(VISITOR, night.takes("b").token)
    monday, tuesday = counted.days()
    assert (outcomes(monday), outcomes(tuesday)) == (
        [Outcome.OPEN] * 6 + [Outcome.FINISHED],
        [Outcome.CANCELLED],
    )
    (served,) = (visit for visit in monday.visits if visit.outcome is Outcome.FINISHED)
    assert (served.score, served.last.clerk, served.ended) == (4, "li", TURNED + 5 * MINUTE)
    first = next(visit for visit in monday.visits if visit.first.called and visit.first.called > TURNED)
    assert first.first.called is not None
    assert first.first.called - first.first.joined == round((night.clock.now - 1 - called.issued_at) * 1000)
    counted.ends_tuesday()
    over = list(counted.days())
    assert outcomes(over[0]) == sorted([Outcome.EXPIRED] * 6 + [Outcome.FINISHED])
    assert over[0] == counted.book().read(MONDAY)
    assert len(counted.shelf.things) == 2


def test_a_step_taken_back_over_the_turn_is_no_step() -> None:
    """Finished before, taken back and finished after: one finish, of the day that the visit began on."""
    counted = Counted()
    night = counted.night
    night.clock.now = TURN - 2
    night.desk.finish(LI, "1", None, None)
    night.turns()
    CounterDesk(night.desk).undo(LI, "1")
    monday, tuesday = counted.days()
    assert (outcomes(monday), outcomes(tuesday)) == ([Outcome.OPEN] * 7, [])
    night.desk.transfer(LI, "1", "b", None, "fair")
    monday, _ = counted.days()
    (sent,) = (visit for visit in monday.visits if len(visit.stays) > 1)
    assert [(stay.begun, stay.how) for stay in sent.stays] == [
        (Begun.ISSUED, Ended.TRANSFERRED),
        (Begun.TRANSFERRED, Ended.OPEN),
    ]


def test_the_counters_time_is_of_each_day(counted: Counted) -> None:
    """A shift ends with the day when it turns and goes on in the next; so does the time with a visitor."""
    night = counted.night
    night.clock.now += 300
    night.desk.finish(LI, "1", None, None)
    night.clock.now += 300
    monday, tuesday = counted.days()
    (before,) = (shift for shift in monday.shifts if shift.counter == "1")
    (after,) = (shift for shift in tuesday.shifts if shift.counter == "1")
    assert (before.clerk, before.ended, after.clerk, after.begun) == ("li", TURNED, "li", TURNED)
    assert (after.busy, after.ended) == (5 * MINUTE, TURNED + 10 * MINUTE)
    assert 0 < before.busy == before.ended - max(v.first.called or 0 for v in monday.visits if v.first.counter == "1")


def test_calls_that_stood_when_the_day_turned(counted: Counted) -> None:
    """A call that stood was missed by nobody on the day that is over: what came of it is not known there."""
    monday, _ = counted.days()
    assert [(one.counter, one.calls, one.silent) for one in monday.heard] == [("1", 1, 0), ("2", 1, 0)]
