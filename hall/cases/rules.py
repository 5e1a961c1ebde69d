"""Cases (办件): what is accepted at a counter, when it is promised for, and how it ends. Pure.

A case goes 受理 accepted → 审核 in review → 办结 decided → 取件 collected; the visitor may withdraw it before it is
decided, and its limit may stand still meanwhile. Commands look at a case, return the events that follow and change
nothing.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from typing import Literal

from hall.cases import events as e
from hall.cases.standing import due_of
from hall.cases.state import Case, Status
from hall.guides.guide import Guide
from hall.journal.entry import Event
from hall.journal.refusal import Forbidden, Illegal, Wrong
from hall.plan.workdays import AsOf, Deadline, Workdays, add_workdays, workdays_between
from hall.typed import bare

PROLONG_MOST_WORKDAYS = 10
"""As 行政许可法 42 has it: once, with a reason that is told."""
CODE_LETTERS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
CODE_LENGTH = 6

Outcome = Literal["granted", "refused"]
Reason = Literal["complex", "inspection", "hearing", "other_office", "materials"]
Pause = Literal["inspection", "hearing", "experts", "tender", "supplement", "applicant", "out_of_reach"]
"""Why a limit stands still: what 行政许可法 45 leaves out of it, and what lies with the applicant or with nobody."""
Grounds = Literal["conditions", "materials", "jurisdiction", "untrue", "forbidden", "other"]
"""Why an application is refused, which 行政许可法 38 wants told."""
Mistake = Literal["facts", "law", "clerical", "procedure"]
"""Why a decision was wrong."""
Events = tuple[Event, ...]

FROM: Mapping[str, frozenset[Status]] = {
    "review": frozenset({"accepted"}),
    "decide": frozenset({"accepted", "in_review"}),
    "correct": frozenset({"decided", "collected"}),
    "prolong": frozenset({"accepted", "in_review"}),
    "suspend": frozenset({"accepted", "in_review"}),
    "resume": frozenset({"suspended"}),
    "withdraw": frozenset({"accepted", "in_review", "suspended"}),
    "collect": frozenset({"decided"}),
    "assign": frozenset({"accepted", "in_review", "suspended", "decided"}),
}
"""Each step, and the states in which it may be taken."""
OPEN = FROM["withdraw"]


@dataclass(frozen=True, slots=True)
class Ruling:
    """A decision as it is made: a refusal has its grounds, which `words` tell more of, and its remedies."""

    outcome: Outcome
    grounds: Grounds | None = None
    words: bool = False
    remedies: e.Remedies | None = None

    def check(self) -> None:
        """Raise Wrong unless a refusal, and nothing else, has grounds; "other" says which in words."""
        if self.outcome == "refused" and self.grounds is None:
            raise Wrong("case_grounds_missing", field="grounds")
        if self.outcome == "granted" and (self.grounds is not None or self.words):
            raise Wrong("case_grounds_unasked", field="grounds")
        if self.grounds == "other" and not self.words:
            raise Wrong("case_words_missing", field="words")

    def decided(self, case: str, as_of: AsOf) -> e.CaseDecided:
        """Return the decision about a case."""
        told, day = self.remedies if self.outcome == "refused" else None, as_of.day.isoformat()
        return e.CaseDecided(case, self.outcome, day, self.grounds, told, self.words, as_of.closed)


def require(case: Case, step: str) -> None:
    """Raise Illegal unless `step` may be taken now."""
    if case.status not in FROM[step]:
        raise Illegal(f"case_{case.status}", case=case.id)


def require_hand(case: Case, by: str, *, decides: bool) -> None:
    """Raise Forbidden for whoever neither answers for the case nor `decides` about all."""
    if by != case.owner and not decides:
        raise Forbidden("case_not_yours", case=case.id, owner=case.owner)


def accept(
    case: str,
    token: str,
    guide: Guide,
    as_of: AsOf,
    calendar: Workdays,
    *,
    counter: str,
    ticket: str | None,
    lang: str,
    workdays: int | None,
    ruling: Ruling | None,
    handed_over: bool,
    details: bool,
    received: Collection[str] | None = None,
    edition: str,
    plan: int,
    visitor_class: str | None = None,
) -> Events:
    """Accept a case. `workdays`: fewer than the guide promises; with a `ruling` it is decided on the spot.

    `handed_over`: and the visitor already has it in hand. `received`: the materials that were handed in, by id.
    """
    if handed_over and ruling is None:
        raise Wrong("case_handed_undecided", field="handed_over")
    if ruling is not None:
        ruling.check()
    most = guide.limit.promised_workdays
    if workdays is not None and workdays > most:
        raise Wrong("case_limit_too_long", field="workdays", most=most)
    handed_in = None if received is None else tuple(m.id for m in guide.materials if m.id in received)
    if received is not None and len(handed_in or ()) != len(set(received)):
        raise Wrong("notice_material_unknown", field="received")
    limit = 0 if ruling is not None else most if workdays is None else workdays
    if ruling is not None:
        due = Deadline(as_of.day, certain=True)
    else:
        due = calendar.deadline(as_of.day if limit else as_of.counts_on, limit)
    day = as_of.day.isoformat()
    accepted = e.CaseAccepted(
        case=case,
        token=token,
        matter=guide.id,
        counter=counter,
        ticket=ticket,
        lang=lang,
        day=day,
        workdays=limit,
        due=due.on.isoformat(),
        certain=due.certain,
        details=details,
        received=handed_in,
        edition=edition,
        plan=plan,
        visitor_class=visitor_class,
    )
    if ruling is None:
        return (accepted,)
    decided = ruling.decided(case, AsOf(as_of.day))
    return (accepted, decided, e.CaseCollected(case, day)) if handed_over else (accepted, decided)


def review(case: Case) -> Events:
    """Begin the review."""
    require(case, "review")
    return (e.CaseReviewed(case.id),)


def decide(case: Case, ruling: Ruling, as_of: AsOf) -> Events:
    """Decide."""
    require(case, "decide")
    ruling.check()
    return (ruling.decided(case.id, as_of),)


def correct(case: Case, mistake: Mistake, ruling: Ruling, today: date) -> Events:
    """Put another decision in the place of a wrong one."""
    require(case, "correct")
    ruling.check()
    if not ruling.words and (ruling.outcome, ruling.grounds) == (case.outcome, case.decisions[-1].grounds):
        raise Illegal("case_corrects_nothing", case=case.id)
    to = ruling.decided(case.id, AsOf(today))
    return (e.CaseCorrected(case.id, mistake, to.outcome, to.day, to.grounds, to.remedies, to.words),)


def prolong(case: Case, workdays: int, reason: Reason, as_of: AsOf, calendar: Workdays) -> Events:
    """Ask that the promised day be put off by `workdays`: once, and while it has not passed."""
    require(case, "prolong")
    if case.wish is not None:
        raise Illegal("case_prolong_asked", case=case.id)
    _require_time(case, as_of, calendar)
    return (e.CaseProlongAsked(case.id, workdays, reason),)


def settle_prolonging(case: Case, by: str, as_of: AsOf, calendar: Workdays, *, approved: bool) -> Events:
    """Put the promised day off as somebody else asked, or do not."""
    if case.wish is None:
        raise Illegal("case_prolong_not_asked", case=case.id)
    if by == case.wish.by:
        raise Forbidden("case_prolong_own", case=case.id)
    if not approved:
        return (e.CaseProlongRefused(case.id),)
    require(case, "prolong")
    _require_time(case, as_of, calendar)
    due = calendar.deadline(case.accepted_on, case.workdays + case.wish.workdays)
    return (e.CaseProlonged(case.id, case.wish.workdays, case.wish.reason, due.on.isoformat(), due.certain),)


def suspend(case: Case, reason: Pause, as_of: AsOf, calendar: Workdays, *, words: bool) -> Events:
    """Have the limit stand still from tomorrow on, while it has not passed."""
    require(case, "suspend")
    if as_of.counts_on > due_of(case, calendar).on:
        raise Illegal("case_due_passed", case=case.id)
    return (e.CaseSuspended(case.id, reason, as_of.day.isoformat(), words),)


def resume(case: Case, today: date, calendar: Workdays) -> Events:
    """Have the limit go on from tomorrow on, with as many working days as were left."""
    require(case, "resume")
    stood = 0 if case.suspended is None else workdays_between(case.suspended.on, today, calendar.is_workday)
    later = add_workdays(due_of(case, calendar).on, max(stood, 0), calendar.is_workday)
    more = max(workdays_between(case.accepted_on, later, calendar.is_workday) - case.workdays, 0)
    due = calendar.deadline(case.accepted_on, case.workdays + more)
    return (e.CaseResumed(case.id, today.isoformat(), more, due.on.isoformat(), due.certain),)


def withdraw(case: Case, today: date) -> Events:
    """Take the application back, as the visitor asks."""
    require(case, "withdraw")
    return (e.CaseWithdrawn(case.id, today.isoformat()),)


def collect(case: Case, receipt: str, today: date) -> Events:
    """Hand the outcome over against the receipt: its token or the code printed on it."""
    require(case, "collect")
    if receipt != case.token and bare(receipt) != receipt_code(case.token):
        raise Wrong("case_receipt_wrong", field="receipt", case=case.id)
    return (e.CaseCollected(case.id, today.isoformat()),)


def assign(case: Case, staff: str) -> Events:
    """Have `staff` answer for it; nothing follows where they do already."""
    require(case, "assign")
    return () if staff == case.owner else (e.CaseAssigned(case.id, staff),)


def _require_time(case: Case, as_of: AsOf, calendar: Workdays) -> None:
    """Raise Illegal where the promised day cannot be put off any more."""
    if case.prolonged_by:
        raise Illegal("case_prolonged_already", case=case.id)
    if as_of.counts_on > due_of(case, calendar).on:
        raise Illegal("case_due_passed", case=case.id)


def receipt_code(token: str) -> str:
    """Return what a person can read off a receipt and type: short, without letters that look alike."""
    digest = sha256(token.encode()).digest()
    return "".join(CODE_LETTERS[byte % len(CODE_LETTERS)] for byte in digest[:CODE_LENGTH])


def steps_to_come(case: Case) -> tuple[str, ...]:
    """Return what is still to happen until the outcome is in the visitor's hand."""
    if case.status == "decided":
        return ("collect",)
    if case.status not in OPEN:
        return ()
    goes_on: tuple[str, ...] = () if case.suspended is None else ("resume",)
    stage = case.status if case.suspended is None else case.suspended.before
    return (*goes_on, *(() if stage == "in_review" else ("review",)), "decide", "collect")
