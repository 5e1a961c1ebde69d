"""What outlives a day, folded from its own stream into what is counted of it."""

from collections.abc import Callable
from datetime import date
from threading import RLock
from typing import Generic, TypeVar

from hall.cases import events as c
from hall.enquiries import events as q
from hall.journal.entry import Entry
from hall.journal.journal import Journal
from hall.notices.events import NoticeGiven
from hall.plan.workdays import AsOf
from hall.statistics.state.records import CaseRecord, EnquiryRecord, NoticeRecord

Record = TypeVar("Record")
BREATH = 200
"""So many entries are folded without letting others at their work."""


class Records(Generic[Record]):
    """The records of one stream. They stay in memory, and each look reads only what is newer."""

    def __init__(
        self,
        journal: Journal,
        stream: str,
        fold: Callable[[dict[str, Record], Entry], None],
        breathe: Callable[[], object],
    ) -> None:
        """Take the journal, what an entry does to the records by id, and what lets others at their work."""
        self._journal = journal
        self._stream = stream
        self._fold = fold
        self._breathe = breathe
        self._records: dict[str, Record] = {}
        self._number = 0
        self._lock = RLock()

    def all(self) -> list[Record]:
        """Return every record, as it stands now. Raises JournalError."""
        with self._lock:
            for entry in self._journal.read(self._stream, after=self._number):
                self._fold(self._records, entry)
                self._number = entry.number
                if entry.number % BREATH == 0:
                    self._breathe()
            return list(self._records.values())


def fold_case(cases: dict[str, CaseRecord], entry: Entry) -> None:
    """Take in what happened to a case."""
    accepted = {event.case for event in entry.events if isinstance(event, c.CaseAccepted)}
    for event in entry.events:
        match event:
            case c.CaseAccepted():
                cases[event.case] = CaseRecord(
                    event.matter,
                    event.counter,
                    entry.by,
                    date.fromisoformat(event.day),
                    event.workdays,
                    date.fromisoformat(event.due),
                    event.certain,
                    on_the_spot=False,
                    visitor_class=event.visitor_class,
                )
            case c.CaseDecided():
                decided = cases[event.case]
                on = AsOf(date.fromisoformat(event.day), event.after_hours)
                decided.decided, decided.decision_counts_on = on.day, on.counts_on
                decided.on_the_spot = event.case in accepted
            case c.CaseWithdrawn():
                cases[event.case].withdrawn = date.fromisoformat(event.day)
            case c.CaseSuspended():
                cases[event.case].suspended = date.fromisoformat(event.day)
            case c.CaseResumed():
                resumed = cases[event.case]
                resumed.workdays += event.workdays
                resumed.due, resumed.certain, resumed.suspended = date.fromisoformat(event.due), event.certain, None
            case c.CaseProlonged():
                put_off = cases[event.case]
                put_off.workdays += event.workdays
                put_off.due, put_off.certain = date.fromisoformat(event.due), event.certain
                put_off.prolonged_at = entry.at


def fold_notice(notices: dict[str, NoticeRecord], entry: Entry) -> None:
    """Take in a notice. Those of one visit are found by their ticket."""
    for event in entry.events:
        if isinstance(event, NoticeGiven):
            key = f"{event.ticket}/{event.guide}" if event.ticket is not None else event.notice
            again = key in notices
            given = date.fromisoformat(event.day)
            where = (event.guide, event.counter, entry.by, given, entry.at)
            record = NoticeRecord(*where, event.missing, again, event.visitor_class)
            notices[f"{key}/{event.notice}" if again else key] = record


def fold_enquiry(enquiries: dict[str, EnquiryRecord], entry: Entry) -> None:
    """Take in what happened to an enquiry."""
    for event in entry.events:
        match event:
            case q.EnquiryReceived():
                received = date.fromisoformat(event.day)
                enquiries[event.enquiry] = EnquiryRecord(
                    event.service, event.counter, entry.by, received, entry.at, visitor_class=event.visitor_class
                )
            case q.EnquiryOffered():
                enquiries[event.enquiry].offered += 1
            case q.EnquiryAccepted():
                enquiries[event.enquiry].accepted += 1
            case q.EnquiryResolved():
                enquiries[event.enquiry].resolved_at = entry.at
