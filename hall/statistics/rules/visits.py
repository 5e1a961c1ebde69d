"""Reports of visits: how many, how long they waited, how long they took, how they were rated.

Each figure stands under the service, counter and clerk of the stay that it is about, and belongs to the hour in which
it happened; a wait belongs to the hour in which the ticket was taken.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from hall.queue.commands.rating import LOW
from hall.queue.events.reasons import RATING_REASONS
from hall.statistics.rules.ledger import Ledger
from hall.statistics.state.figures import SPREAD_STEP, SPREAD_STEPS, Sums, Times, seconds, share
from hall.statistics.state.rows import Day, Ended, Outcome
from hall.statistics.state.table import Column, Figures

BEST = 5


@dataclass(slots=True)
class Volume(Sums):
    """How many tickets were taken, and what became of them."""

    issued: int = 0
    finished: int = 0
    missed: int = 0
    cancelled: int = 0
    expired: int = 0
    transferred: int = 0
    priority: int = 0
    appointments: int = 0

    def figures(self) -> Figures:
        """Return the row's figures."""
        return {column.name: getattr(self, column.name) for column in VOLUMES}


VOLUMES = tuple(
    Column(name, "count")
    for name in (
        *("issued", "finished", "missed", "cancelled", "expired", "transferred"),
        *("priority", "appointments"),
    )
)


def volumes(day: Day, ledger: Ledger[Volume]) -> None:
    """Count tickets taken and how they ended, and how often one was missed or sent on."""
    for visit in day.visits:
        first, last = visit.first, visit.last
        taken = ledger.at(first, first.joined)
        taken.issued += 1
        taken.priority += first.visitor_class == "priority"
        taken.appointments += first.visitor_class == "appointment"
        for stay in visit.stays:
            if stay.how is Ended.MISSED:
                ledger.at(stay, stay.ended or 0).missed += 1
            elif stay.how is Ended.TRANSFERRED:
                ledger.at(stay, stay.ended or 0).transferred += 1
        if visit.outcome is not Outcome.OPEN:
            ended = ledger.at(last, visit.ended or 0)
            ended.finished += visit.outcome is Outcome.FINISHED
            ended.cancelled += visit.outcome is Outcome.CANCELLED
            ended.expired += visit.outcome is Outcome.EXPIRED


@dataclass(slots=True)
class Wait(Sums):
    """How long visitors waited for their first call."""

    times: Times = field(default_factory=Times)
    over_warn: int = 0
    over_alarm: int = 0
    told: int = 0
    """How many had been told a late time when they took the ticket, and were called by the rule."""
    told_late: int = 0
    """The sum of those times, in milliseconds."""
    told_right: int = 0

    def figures(self) -> Figures:
        """Return the row's figures."""
        return {
            "count": len(self.times),
            "mean_s": self.times.mean_s,
            "median_s": self.times.quantile_s(0.5),
            "p90_s": self.times.quantile_s(0.9),
            "longest_s": self.times.longest_s,
            "over_warn": self.over_warn,
            "over_alarm": self.over_alarm,
            "late_right": share(self.told_right, self.told),
            "told": self.told,
            "told_late_s": seconds(self.told_late / self.told) if self.told else None,
        }

    def spread(self) -> Sequence[int]:
        """See Sums.spread."""
        return self.times.spread(SPREAD_STEP, SPREAD_STEPS)


WAITS = (
    Column("count", "count"),
    *(Column(name, "seconds") for name in ("mean_s", "median_s", "p90_s", "longest_s")),
    Column("over_warn", "count"),
    Column("over_alarm", "count"),
    Column("late_right", "share"),
    Column("told", "count"),
    Column("told_late_s", "seconds"),
)


@dataclass(frozen=True, slots=True)
class Waits:
    """Counts waits against the hall's limits, in milliseconds."""

    warn: int
    alarm: int

    def __call__(self, day: Day, ledger: Ledger[Wait]) -> None:
        """Count each ticket that was called, from when it was taken, or the booked time, until its first call."""
        for visit in day.visits:
            called = next((stay for stay in visit.stays if stay.called is not None), None)
            if called is None or called.called is None:
                continue
            took = visit.first.joined
            waited = max(0, called.called - visit.waits_since)
            wait = ledger.at(called, took)
            wait.times.add(waited)
            wait.over_warn += waited > self.warn
            wait.over_alarm += waited > self.alarm
            if visit.told_late is not None and not called.chosen:
                wait.told += 1
                wait.told_late += visit.told_late
                wait.told_right += called.called - took <= visit.told_late


@dataclass(slots=True)
class ServiceTime(Sums):
    """How long services took."""

    times: Times = field(default_factory=Times)

    def figures(self) -> Figures:
        """Return the row's figures."""
        return {
            "count": len(self.times),
            "mean_s": self.times.mean_s,
            "median_s": self.times.quantile_s(0.5),
            "p90_s": self.times.quantile_s(0.9),
        }


SERVICE_TIMES = (Column("count", "count"), *(Column(name, "seconds") for name in ("mean_s", "median_s", "p90_s")))


def service_times(day: Day, ledger: Ledger[ServiceTime]) -> None:
    """Count each service that was finished, from when it was begun, without the time on hold."""
    for visit in day.visits:
        for stay in visit.stays:
            if stay.how is Ended.FINISHED:
                ledger.at(stay, stay.ended or 0).times.add(stay.served)


@dataclass(slots=True)
class Rating(Sums):
    """What visitors thought of finished visits."""

    finished: int = 0
    scores: Counter[int] = field(default_factory=Counter)
    reasons: Counter[str] = field(default_factory=Counter)
    put_right: int = 0
    not_put_right: int = 0

    def figures(self) -> Figures:
        """Return the row's figures."""
        rated = self.scores.total()
        return {
            **{f"score_{score}": self.scores[score] for score in range(BEST, 0, -1)},
            "rated_share": share(rated, self.finished),
            "satisfied_share": share(satisfied(self.scores), rated),
            **{f"reason_{reason}": self.reasons[reason] for reason in RATING_REASONS},
            "put_right_share": share(self.put_right, self.put_right + self.not_put_right),
        }


RATINGS = (
    *(Column(f"score_{score}", "count") for score in range(BEST, 0, -1)),
    Column("rated_share", "share"),
    Column("satisfied_share", "share"),
    *(Column(f"reason_{reason}", "count") for reason in RATING_REASONS),
    Column("put_right_share", "share"),
)


def ratings(day: Day, ledger: Ledger[Rating]) -> None:
    """Count finished visits and their ratings, for whoever finished them."""
    for visit in day.visits:
        if visit.outcome is Outcome.FINISHED:
            rating = ledger.at(visit.last, visit.ended or 0)
            rating.finished += 1
            if visit.score is not None:
                rating.scores[visit.score] += 1
                rating.reasons.update(visit.reasons)


def satisfied(scores: Counter[int]) -> int:
    """Return how many of `scores` are of satisfied visitors: all above those that count as low (差评)."""
    return sum(count for score, count in scores.items() if score > LOW)
