"""Reports of what outlives a day: cases, notices, enquiries. Each figure belongs to the day on which it came about."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from math import inf

from hall.plan.hours import OpeningHours
from hall.plan.workdays import AsOf, Deadline, Workdays
from hall.statistics.rules.ledger import Ledger
from hall.statistics.state.figures import MS, Sums, Times, share
from hall.statistics.state.records import CaseRecord, EnquiryRecord, NoticeRecord
from hall.statistics.state.span import ONE_DAY, Span
from hall.statistics.state.table import Column, Figures, Material

MOST_MISSING = 5
"""So many materials are named."""


@dataclass(slots=True)
class Case(Sums):
    """How cases went."""

    accepted: int = 0
    on_the_spot: int = 0
    on_time: int = 0
    overdue: int = 0
    prolonged: int = 0
    withdrawn: int = 0

    def figures(self) -> Figures:
        """Return the row's figures."""
        return {
            "accepted": self.accepted,
            "on_the_spot": self.on_the_spot,
            "on_time": self.on_time,
            "overdue": self.overdue,
            "prolonged": self.prolonged,
            "withdrawn": self.withdrawn,
            "on_time_share": share(self.on_time, self.on_time + self.overdue),
        }


CASES = (
    *(Column(n, "count") for n in ("accepted", "on_the_spot", "on_time", "overdue", "prolonged", "withdrawn")),
    Column("on_time_share", "share"),
)


@dataclass(frozen=True, slots=True)
class Cases:
    """Counts cases as they stand at a moment."""

    as_of: AsOf
    calendar: Workdays
    hours: OpeningHours

    def __call__(self, records: Iterable[CaseRecord], span: Span, ledger: Ledger[Case]) -> None:
        """Count each step of a case on its day; it is overdue on the day after its due day, decided later or not.

        One whose limit stands still is not overdue.
        """
        for case in records:
            in_time_until = self._due(case) + ONE_DAY
            now, decided_for = self.as_of.counts_on, case.decision_counts_on
            ended = decided_for or case.withdrawn or case.suspended
            steps = (
                ("accepted", case.accepted),
                ("on_the_spot", case.accepted if case.on_the_spot else None),
                ("on_time", case.decided if decided_for is not None and decided_for < in_time_until else None),
                ("overdue", in_time_until if in_time_until <= min(ended or now, now) else None),
                ("prolonged", None if case.prolonged_at is None else self.hours.date_of(case.prolonged_at)),
                ("withdrawn", case.withdrawn),
            )
            for step, day in steps:
                if day is not None and day in span:
                    ledger.begin(day)
                    counted = ledger.at(case, 0)
                    setattr(counted, step, getattr(counted, step) + 1)

    def _due(self, case: CaseRecord) -> date:
        due = Deadline(case.due, certain=True)
        return (due if case.certain else self.calendar.deadline(case.accepted, case.workdays)).on


@dataclass(slots=True)
class Notice(Sums):
    """What was told to be missing."""

    given: int = 0
    again: int = 0
    missing: Counter[tuple[str, str]] = field(default_factory=Counter)

    def figures(self) -> Figures:
        """Return the row's figures."""
        most = sorted(self.missing.items(), key=lambda item: (-item[1], item[0]))[:MOST_MISSING]
        return {
            "given": self.given,
            "again": self.again,
            "most_missing": [Material(guide, material, count) for (guide, material), count in most],
        }


NOTICES = (Column("given", "count"), Column("again", "count"), Column("most_missing", "materials"))


def notices(records: Iterable[NoticeRecord], span: Span, ledger: Ledger[Notice]) -> None:
    """Count notices."""
    for notice in records:
        if notice.given in span:
            ledger.begin(notice.given)
            counted = ledger.at(notice, round(notice.at * MS))
            counted.given += 1
            counted.again += notice.again
            counted.missing.update((notice.service, material) for material in notice.missing)


@dataclass(slots=True)
class Enquiry(Sums):
    """How enquiries went, of those received."""

    received: int = 0
    offered: int = 0
    handed_over: int = 0
    resolved: int = 0
    late: int = 0
    times: Times = field(default_factory=Times)

    def figures(self) -> Figures:
        """Return the row's figures."""
        return {
            "received": self.received,
            "handed_over": self.handed_over,
            "handed_over_share": share(self.handed_over, self.offered),
            "resolved": self.resolved,
            "resolved_share": share(self.resolved, self.received),
            "late": self.late,
            "mean_s": self.times.mean_s,
        }


ENQUIRIES = (
    Column("received", "count"),
    Column("handed_over", "count"),
    Column("handed_over_share", "share"),
    Column("resolved", "count"),
    Column("resolved_share", "share"),
    Column("late", "count"),
    Column("mean_s", "seconds"),
)


@dataclass(frozen=True, slots=True)
class Enquiries:
    """Counts enquiries for who was asked first, in the time that the hall was open; `now` in seconds since 1970."""

    hours: OpeningHours
    late_s: float
    now: float

    def __call__(self, records: Iterable[EnquiryRecord], span: Span, ledger: Ledger[Enquiry]) -> None:
        """Count each on the day on which it was received; one still open is late as soon as it has been so too long."""
        for enquiry in records:
            if enquiry.received in span:
                ledger.begin(enquiry.received)
                counted = ledger.at(enquiry, round(enquiry.at * MS))
                ended = enquiry.resolved_at
                until, enough_s = (self.now, self.late_s) if ended is None else (ended, inf)
                took_s = self.hours.office_s(enquiry.at, until, enough_s)
                counted.received += 1
                counted.offered += enquiry.offered > 0
                counted.handed_over += enquiry.accepted > 0
                counted.late += took_s > self.late_s
                if enquiry.resolved_at is not None:
                    counted.resolved += 1
                    counted.times.add(round(took_s * MS))
