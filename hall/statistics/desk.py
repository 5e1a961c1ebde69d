"""The figures of the hall: questions in, tables out."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from hall.alarms.events import STREAM as ALARMS
from hall.cases.events import STREAM as CASES
from hall.devices.events import STREAM as DEVICES
from hall.enquiries.events import STREAM as ENQUIRIES
from hall.feedback.events import COMMENTS
from hall.feedback.events import STREAM as FEEDBACK
from hall.guides.events import STREAM as GUIDES
from hall.journal.ground import Ground
from hall.media.events import STREAM as MEDIA
from hall.messages.events import STREAM as MESSAGES
from hall.notices.events import STREAM as NOTICES
from hall.patrol.events import STREAM as PATROL
from hall.patrol.folds import fold_found, fold_reported, fold_round
from hall.patrol.state import DeviceFault
from hall.plan.events import STREAM as PLAN
from hall.plan.plan import Plan
from hall.plan.workdays import AsOf, Workdays
from hall.platforms.events import STREAM as PLATFORMS
from hall.privacy.events import STREAM as PRIVACY
from hall.queue.book import Plans
from hall.staff.events import REFUSALS
from hall.staff.events import STREAM as STAFF
from hall.statistics.book import Days
from hall.statistics.folds.feedback import fold_feedback
from hall.statistics.folds.lasting import (
    Accounts,
    CaseActs,
    Devices,
    GuideChanges,
    Messages,
    PlanChanges,
    Platforms,
    feedback_read,
    folding,
    media,
    privacy,
    refusals,
)
from hall.statistics.folds.records import Record, Records, fold_case, fold_enquiry, fold_notice
from hall.statistics.rules import records, staffing, visits
from hall.statistics.rules.audit import Audit
from hall.statistics.rules.devices import Looked, OutOfOrder, devices, heard, rounds
from hall.statistics.rules.feedback import Complaint, FollowedUp, Register
from hall.statistics.rules.hours import Hours
from hall.statistics.rules.ledger import Counted, Ledger
from hall.statistics.rules.places import Only, Places
from hall.statistics.rules.question import Question
from hall.statistics.rules.tally import Counting, Tally
from hall.statistics.state.figures import MS
from hall.statistics.state.rows import Day
from hall.statistics.state.span import Span
from hall.statistics.state.table import Table


@dataclass(frozen=True, slots=True)
class Answer:
    """Tables, in the order of the questions, and the days of the span that could not be read and are not in them.

    Nothing can be `recorded` of what was before the hall's first day.
    """

    span: Span
    tables: Sequence[Table]
    unread: Sequence[date]
    recorded: bool


@dataclass(frozen=True, slots=True)
class Limits:
    """Longer waits are long, and too long; longer enquiries are late; and the working days in which cases are promised.

    All in seconds; those of an enquiry are of the hall's own hours.
    """

    warn_s: float
    alarm_s: float
    enquiry_s: float
    calendar: Workdays


class Statistics:
    """Counts on demand. Nothing of an answer is kept but what it was counted from."""

    def __init__(
        self,
        ground: Ground,
        days: Days,
        *,
        plans: Plans,
        limits: Callable[[], Limits],
        breathe: Callable[[], object],
    ) -> None:
        """Take the collaborators; `limits` are those of now."""
        self.days = days
        self._plans = plans
        self._limits = limits
        self._today, self._clock = ground.today, ground.clock
        self._breathe = breathe
        self._cases = Records(ground.journal, CASES, fold_case, breathe)
        self._notices = Records(ground.journal, NOTICES, fold_notice, breathe)
        self._enquiries = Records(ground.journal, ENQUIRIES, fold_enquiry, breathe)
        self._feedback = Records(ground.journal, FEEDBACK, fold_feedback, breathe)
        self._found = Records(ground.journal, ALARMS, fold_found, breathe)
        self._reported = Records(ground.journal, PATROL, fold_reported, breathe)
        self._rounds = Records(ground.journal, PATROL, fold_round, breathe)
        answered_for = (
            *(
                (STAFF, Accounts()),
                (REFUSALS, refusals),
                (DEVICES, Devices()),
                (PLAN, PlanChanges()),
                (GUIDES, GuideChanges()),
                (MESSAGES, Messages()),
            ),
            *(
                (PLATFORMS, Platforms()),
                (PRIVACY, privacy),
                (MEDIA, media),
                (CASES, CaseActs()),
                (FEEDBACK, feedback_read),
                (COMMENTS, feedback_read),
            ),
        )
        self._acts = [Records(ground.journal, stream, folding(acts), breathe) for stream, acts in answered_for]

    def answer(self, span: Span, questions: Sequence[Question]) -> Answer:
        """Return a table for each question. Raises JournalError when what outlives a day cannot be read."""
        counting = [self._counting(span, question) for question in questions]
        unread: list[date] = []
        if any(question.report.source == "days" for question in questions):
            for day in self.days.each(span, unread):
                for one in counting:
                    self._breathe()
                    one.take(day)
        days = self._days_of(span)
        tables = [
            one.table(q.report.columns, days, self._known(q.by)) for one, q in zip(counting, questions, strict=True)
        ]
        return Answer(span, tables, unread, bool(days))

    def _counting(self, span: Span, question: Question) -> Counting:
        """Return what counts the report; of what outlives a day it has counted already."""
        places, limits = Places(question.only, self._plans), self._limits()

        def of_days(fresh: Callable[[], Counted], count: Callable[[Day, Ledger[Counted]], None]) -> Counting:
            return Tally(Ledger(fresh, question.by, places), self._breathe, count)

        match question.report.name:
            case "volumes":
                return of_days(visits.Volume, visits.volumes)
            case "waits":
                return of_days(visits.Wait, visits.Waits(round(limits.warn_s * MS), round(limits.alarm_s * MS)))
            case "service-times":
                return of_days(visits.ServiceTime, visits.service_times)
            case "counters":
                return of_days(staffing.CounterTime, staffing.counters)
            case "clerks":
                return of_days(staffing.ClerkTime, staffing.clerks)
            case "hours":
                return Hours(places)
        return self._counting_records(span, question, places)

    def _counting_records(self, span: Span, question: Question, places: Places) -> Counting:
        """Return what counts a report of what outlives a day; of ratings, what came of them does."""
        hours, limits, now = self._plan().hours, self._limits(), self._clock()
        as_of, calendar = AsOf(self._today(), hours.has_closed(now)), limits.calendar
        followed_up = FollowedUp(as_of, calendar)

        def of_records(
            fresh: Callable[[], Counted],
            count: Callable[[Iterable[Record], Span, Ledger[Counted]], None],
            kept: Iterable[Record],
            each_day: Callable[[Day, Ledger[Counted]], None] | None = None,
        ) -> Counting:
            ledger = Ledger(fresh, question.by, places)
            count(kept, span, ledger)
            return Tally(ledger, self._breathe, each_day)

        match question.report.name:
            case "ratings":
                return of_records(visits.Rating, followed_up.put_right, self._feedback.all(), visits.ratings)
            case "complaints":
                return of_records(Complaint, followed_up.complaints, self._feedback.all())
            case "register":
                return Register(self._feedback.all(), span, places)
            case "cases":
                return of_records(records.Case, records.Cases(as_of, calendar, hours), self._cases.all())
            case "notices":
                return of_records(records.Notice, records.notices, self._notices.all())
            case "first-asked":
                counts = records.Enquiries(hours, limits.enquiry_s, now)
                return of_records(records.Enquiry, counts, self._enquiries.all())
            case "devices":
                return of_records(OutOfOrder, devices(hours, now), self._faults(), heard)
            case "patrol":
                return of_records(Looked, rounds(self._today()), self._rounds.all())
        return self._audit(span, question.only)

    def _faults(self) -> Iterable[DeviceFault]:
        return [*self._found.all(), *self._reported.all()]

    def _audit(self, span: Span, only: Only) -> Audit:
        audit = Audit(only, self._plan().hours)
        for kept in self._acts:
            audit.note(kept.all(), span)
        return audit

    def _days_of(self, span: Span) -> Span | tuple[()]:
        """Return the days of `span` of which anything can be recorded: from the hall's first until today."""
        recorded = self.days.recorded()
        within = span.within(Span(recorded[0], max(recorded[-1], self._today()))) if recorded else None
        return within or ()

    def _known(self, by: str) -> Iterable[str]:
        """Return the keys that the hall knows today, in its own order."""
        plan = self._plan()
        known: Mapping[str, Iterable[str]] = {
            "service": plan.services,
            "counter": plan.counters,
            "zone": plan.zones,
            "class": plan.classes,
        }
        return known.get(by, ())

    def _plan(self) -> Plan:
        return self._plans.plan(self._plans.newest())
