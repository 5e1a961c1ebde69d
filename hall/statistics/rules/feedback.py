"""Reports of what visitors said: complaints, suggestions and praise, the register (台账), low ratings put right."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from hall.plan.workdays import AsOf, Deadline, Workdays
from hall.statistics.rules.ledger import Ledger
from hall.statistics.rules.places import Places
from hall.statistics.rules.visits import Rating
from hall.statistics.state.figures import Sums, share
from hall.statistics.state.records import FeedbackRecord
from hall.statistics.state.rows import Day
from hall.statistics.state.span import Span
from hall.statistics.state.table import KEY, Column, Figures, Table

LOW_RATING = "low_rating"


@dataclass(slots=True)
class Complaint(Sums):
    """How what was given was answered."""

    complaint: int = 0
    suggestion: int = 0
    praise: int = 0
    answered: int = 0
    on_time: int = 0
    overdue: int = 0
    put_right: int = 0
    satisfied: int = 0
    unsatisfied: int = 0

    def figures(self) -> Figures:
        """Return the row's figures."""
        counts = {column.name: getattr(self, column.name) for column in COMPLAINTS if column.kind == "count"}
        return {**counts, "on_time_share": share(self.on_time, self.on_time + self.overdue)}


COMPLAINTS = (
    *(Column(n, "count") for n in ("complaint", "suggestion", "praise", "answered", "overdue")),
    Column("on_time_share", "share"),
    *(Column(n, "count") for n in ("put_right", "satisfied", "unsatisfied")),
)

REGISTER = tuple(
    Column(name, "text")
    for name in (
        *("day", "kind", "source", "service", "counter", "assigned", "status", "contact_due", "contacted"),
        *("answer_due", "answered", "put_right", "satisfied"),
    )
)


@dataclass(frozen=True, slots=True)
class FollowedUp:
    """Counts what was given as it stands at a moment; all of it belongs to the day on which it was given."""

    as_of: AsOf
    calendar: Workdays

    def complaints(self, records: Iterable[FeedbackRecord], span: Span, ledger: Ledger[Complaint]) -> None:
        """Count all but low ratings."""
        for one in records:
            if one.kind == LOW_RATING or one.given not in span:
                continue
            ledger.begin(one.given)
            counted, in_time = ledger.at(one, 0), self._in_time(one, one.answer_counts_on)
            setattr(counted, one.kind, getattr(counted, one.kind) + 1)
            counted.answered += one.answered is not None
            counted.on_time += in_time is True
            counted.overdue += in_time is False
            counted.put_right += one.put_right is not None
            counted.satisfied += one.satisfied is True
            counted.unsatisfied += one.satisfied is False

    def put_right(self, records: Iterable[FeedbackRecord], span: Span, ledger: Ledger[Rating]) -> None:
        """Count the low ratings that were put right in time, and those that were not."""
        for one in records:
            if one.kind == LOW_RATING and one.given in span:
                ledger.begin(one.given)
                counted, in_time = ledger.at(one, 0), self._in_time(one, one.put_right_counts_on)
                counted.put_right += in_time is True
                counted.not_put_right += in_time is False

    def _in_time(self, one: FeedbackRecord, done: date | None) -> bool | None:
        """Return whether it was done by the day on which an answer was due; None while that has time.

        None too where an appeal was upheld: nobody has to answer for it.
        """
        if one.upheld:
            return None
        due = (Deadline(one.answer_due, certain=True) if one.certain else self._due(one)).on
        if done is not None:
            return done <= due
        return False if self.as_of.counts_on > due else None

    def _due(self, one: FeedbackRecord) -> Deadline:
        return self.calendar.deadline(one.given, one.answer_workdays)


class Register:
    """A row each, low ratings too, by number; without a word of what was said, and without who said it."""

    def __init__(self, records: Iterable[FeedbackRecord], span: Span, places: Places) -> None:
        """Take those of `span` that the filters ask for."""
        self._records = []
        for one in records:
            if one.given in span:
                places.begin(one.given)
                if places.wants(one):
                    self._records.append(one)

    def take(self, day: Day) -> None:
        """See Counting: it is not counted from days."""

    def table(self, columns: tuple[Column, ...], _days: Iterable[date], _known: Iterable[str]) -> Table:
        """Return them, the first one first."""
        return Table(columns, [_row(one) for one in sorted(self._records, key=lambda one: one.number)])


def _row(one: FeedbackRecord) -> Figures:
    days = {
        "day": one.given,
        "contact_due": one.contact_due,
        "contacted": one.contacted,
        "answer_due": one.answer_due,
        "answered": one.answered,
        "put_right": one.put_right,
    }
    return {
        KEY: one.number,
        **{name: None if day is None else day.isoformat() for name, day in days.items()},
        "kind": one.kind,
        "source": one.source,
        "service": one.service,
        "counter": one.counter,
        "assigned": one.assigned,
        "status": "upheld" if one.upheld else one.status,
        "satisfied": None if one.satisfied is None else "yes" if one.satisfied else "no",
    }
