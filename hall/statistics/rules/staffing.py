"""Reports of counters and of those who work at them."""

from collections import Counter
from dataclasses import dataclass, field

from hall.queue.events.reasons import LEFT, PAUSES
from hall.statistics.rules.ledger import Ledger
from hall.statistics.rules.visits import satisfied
from hall.statistics.state.figures import Sums, Times, seconds, share
from hall.statistics.state.rows import Begun, Day, Ended, Outcome, Shift
from hall.statistics.state.table import Column, Figures

WHY_PAUSED = (*PAUSES, LEFT)


@dataclass(frozen=True, slots=True)
class AtCounter:
    """A shift as it is counted: it has no service and no class."""

    counter: str
    clerk: str
    service: None = None
    visitor_class: None = None


@dataclass(slots=True)
class CounterTime(Sums):
    """What counters did with their time; in milliseconds."""

    open: int = 0
    busy: int = 0
    paused: Counter[str] = field(default_factory=Counter)
    served: int = 0
    covered: int = 0

    def figures(self) -> Figures:
        """Return the row's figures."""
        return {
            "open_s": seconds(self.open),
            **{f"paused_{why}_s": seconds(self.paused[why]) for why in WHY_PAUSED},
            "idle_s": seconds(self.open - self.busy),
            "served": self.served,
            "used_share": share(self.busy, self.open),
            "covered": self.covered,
        }


COUNTERS = (
    Column("open_s", "seconds"),
    *(Column(f"paused_{why}_s", "seconds") for why in WHY_PAUSED),
    Column("idle_s", "seconds"),
    Column("served", "count"),
    Column("used_share", "share"),
    Column("covered", "count"),
)


def counters(day: Day, ledger: Ledger[CounterTime]) -> None:
    """Count shifts, and the services finished at each counter; `covered` are those that are not its own (代办)."""
    for shift in day.shifts:
        time = ledger.at(placed(shift), shift.begun)
        length = shift.ended - shift.begun
        if shift.paused is None:
            time.open += length
            time.busy += shift.busy
        else:
            time.paused[shift.paused] += length
    for visit in day.visits:
        for stay in visit.stays:
            if stay.how is Ended.FINISHED and stay.counter is not None:
                time = ledger.at(stay, stay.ended or 0)
                time.served += 1
                own = ledger.places.counter(stay.counter)
                time.covered += own is not None and stay.service not in own.services


@dataclass(slots=True)
class ClerkTime(Sums):
    """What clerks did; times in milliseconds."""

    on_duty: int = 0
    called: int = 0
    finished: int = 0
    times: Times = field(default_factory=Times)
    missed: int = 0
    put_first: int = 0
    chosen: int = 0
    scores: Counter[int] = field(default_factory=Counter)

    def figures(self) -> Figures:
        """Return the row's figures."""
        return {
            "on_duty_s": seconds(self.on_duty),
            "called": self.called,
            "finished": self.finished,
            "mean_s": self.times.mean_s,
            "missed_share": share(self.missed, self.called),
            "put_first": self.put_first,
            "chosen": self.chosen,
            "satisfied_share": share(satisfied(self.scores), self.scores.total()),
        }


CLERKS = (
    Column("on_duty_s", "seconds"),
    Column("called", "count"),
    Column("finished", "count"),
    Column("mean_s", "seconds"),
    Column("missed_share", "share"),
    Column("put_first", "count"),
    Column("chosen", "count"),
    Column("satisfied_share", "share"),
)


def clerks(day: Day, ledger: Ledger[ClerkTime]) -> None:
    """Count what each clerk was on duty for and did there."""
    for shift in day.shifts:
        ledger.at(placed(shift), shift.begun).on_duty += shift.ended - shift.begun
    for visit in day.visits:
        for stay in visit.stays:
            if stay.called is None:
                continue
            clerk = ledger.at(stay, stay.called)
            if stay.begun is not Begun.RESUMED:
                clerk.called += 1
                clerk.chosen += stay.chosen
            clerk.missed += stay.how is Ended.MISSED
            clerk.put_first += stay.put_first
            if stay.how is Ended.FINISHED:
                clerk.finished += 1
                clerk.times.add(stay.served)
        if visit.score is not None and visit.outcome is Outcome.FINISHED:
            ledger.at(visit.last, visit.ended or 0).scores[visit.score] += 1


def placed(shift: Shift) -> AtCounter:
    """Return a shift as it is counted."""
    return AtCounter(shift.counter, shift.clerk)
