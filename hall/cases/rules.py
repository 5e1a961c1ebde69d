"""Cases (办件): what is accepted at a counter, when it is promised for, and how it ends. Pure.

A case goes 受理 accepted → 审核 in review → 办结 decided → 取件 collected; the visitor may withdraw it before it is
decided. Commands look at a case, return the events that follow and change nothing; `after` takes an event in.
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from hashlib import sha256
from typing import Any, Literal

from hall.cases.events import (
    CaseAccepted,
    CaseCollected,
    CaseDecided,
    CaseForgotten,
    CaseProlonged,
    CaseReviewed,
    CaseWithdrawn,
)
from hall.guides.guide import Guide
from hall.journal.entry import Event
from hall.journal.refusal import Illegal, Wrong
from hall.plan.workdays import Deadline, Workdays, workdays_between
from hall.typed import bare

PROLONG_MOST_WORKDAYS = 10
"""As 行政许可法 42 has it: once, with a reason that is told."""
NEAR_WORKDAYS = 1
"""A case is near its due day with so many working days left; on the day itself none is left."""
READY_ON_WALL_DAYS = 30
"""So long a wall shows a case that nobody collects."""
UNCOLLECTED_DAYS = 365
"""What names a person is forgotten so long after the decision although nobody collected."""
CODE_LETTERS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
CODE_LENGTH = 6

Status = Literal["accepted", "in_review", "decided", "collected", "withdrawn"]
Outcome = Literal["granted", "refused"]
Reason = Literal["complex", "inspection", "hearing", "other_office", "materials"]
Due = Literal["ok", "near_due", "overdue", "on_time", "late"]

FROM: Mapping[str, frozenset[Status]] = {
    "review": frozenset({"accepted"}),
    "decide": frozenset({"accepted", "in_review"}),
    "prolong": frozenset({"accepted", "in_review"}),
    "withdraw": frozenset({"accepted", "in_review"}),
    "collect": frozenset({"decided"}),
}
"""Each step, and the states in which it may be taken."""
OPEN = FROM["decide"]


@dataclass(frozen=True, slots=True)
class Trace:
    """One step as it was taken; `at` in seconds since 1970."""

    step: str
    at: float
    by: str


@dataclass(frozen=True, slots=True)
class Case:
    """A case as it stands. `due` is the promised day as printed; `certain` whether it may still move."""

    id: str
    token: str
    matter: str
    counter: str
    ticket: str | None
    lang: str
    accepted_on: date
    workdays: int
    due: date
    certain: bool
    details: bool
    received: tuple[str, ...] | None
    trail: tuple[Trace, ...]
    status: Status = "accepted"
    outcome: str | None = None
    prolonged_by: int = 0
    reason: str | None = None
    decided_on: date | None = None
    closed_on: date | None = None
    edition: str | None = None
    plan: int | None = None

    @property
    def by(self) -> str:
        """Who accepted it."""
        return self.trail[0].by

    def require(self, step: str) -> None:
        """Raise Illegal unless `step` may be taken now."""
        if self.status not in FROM[step]:
            raise Illegal(f"case_{self.status}", case=self.id)


def accept(
    case: str,
    token: str,
    guide: Guide,
    today: date,
    calendar: Workdays,
    *,
    counter: str,
    ticket: str | None,
    lang: str,
    workdays: int | None,
    outcome: Outcome | None,
    handed_over: bool,
    details: bool,
    received: Collection[str] | None = None,
    edition: str,
    plan: int,
) -> tuple[Event, ...]:
    """Accept a case. `workdays`: fewer than the guide promises; with an `outcome` it is decided on the spot.

    `handed_over`: and the visitor already has it in hand. `received`: the materials that were handed in, by id.
    """
    if handed_over and outcome is None:
        raise Wrong("case_handed_undecided", field="handed_over")
    most = guide.limit.promised_workdays
    if workdays is not None and workdays > most:
        raise Wrong("case_limit_too_long", field="workdays", most=most)
    handed_in = None if received is None else tuple(m.id for m in guide.materials if m.id in received)
    if received is not None and len(handed_in or ()) != len(set(received)):
        raise Wrong("notice_material_unknown", field="received")
    limit = 0 if outcome is not None else most if workdays is None else workdays
    due = Deadline(today, certain=True) if outcome is not None else calendar.deadline(today, limit)
    day = today.isoformat()
    accepted = CaseAccepted(
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
    )
    if outcome is None:
        return (accepted,)
    decided = CaseDecided(case, outcome, day)
    return (accepted, decided, CaseCollected(case, day)) if handed_over else (accepted, decided)


def review(case: Case) -> tuple[Event, ...]:
    """Begin the review."""
    case.require("review")
    return (CaseReviewed(case.id),)


def decide(case: Case, outcome: Outcome, today: date) -> tuple[Event, ...]:
    """Decide."""
    case.require("decide")
    return (CaseDecided(case.id, outcome, today.isoformat()),)


def prolong(case: Case, workdays: int, reason: Reason, today: date, calendar: Workdays) -> tuple[Event, ...]:
    """Put the promised day off by `workdays`: once, and while it has not passed."""
    case.require("prolong")
    if case.prolonged_by:
        raise Illegal("case_prolonged_already", case=case.id)
    if today > due_of(case, calendar).on:
        raise Illegal("case_due_passed", case=case.id)
    due = calendar.deadline(case.accepted_on, case.workdays + workdays)
    return (CaseProlonged(case.id, workdays, reason, due.on.isoformat(), due.certain),)


def withdraw(case: Case, today: date) -> tuple[Event, ...]:
    """Take the application back, as the visitor asks."""
    case.require("withdraw")
    return (CaseWithdrawn(case.id, today.isoformat()),)


def collect(case: Case, receipt: str, today: date) -> tuple[Event, ...]:
    """Hand the outcome over against the receipt: its token or the code printed on it."""
    case.require("collect")
    if receipt != case.token and bare(receipt) != receipt_code(case.token):
        raise Wrong("case_receipt_wrong", field="receipt", case=case.id)
    return (CaseCollected(case.id, today.isoformat()),)


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
    return ("decide", "collect") if case.status == "in_review" else ("review", "decide", "collect")


def due_of(case: Case, calendar: Workdays) -> Deadline:
    """Return the promised day; counted anew while the arrangement of holidays it depends on was not published."""
    if case.certain:
        return Deadline(case.due, certain=True)
    return calendar.deadline(case.accepted_on, case.workdays)


def left_workdays(case: Case, today: date, calendar: Workdays) -> int:
    """Return how many working days are left until the promised day; below zero, how many it is overdue."""
    return workdays_between(today, due_of(case, calendar).on, calendar.is_workday)


def due_state(case: Case, today: date, calendar: Workdays) -> Due | None:
    """Return how a case stands to its promised day; None for one withdrawn."""
    due = due_of(case, calendar).on
    if case.decided_on is not None:
        return "on_time" if case.decided_on <= due else "late"
    if case.status == "withdrawn":
        return None
    if today > due:
        return "overdue"
    return "near_due" if left_workdays(case, today, calendar) <= NEAR_WORKDAYS else "ok"


def is_on_wall(case: Case, today: date) -> bool:
    """Return whether a wall names the case as ready to collect."""
    if case.status != "decided" or case.decided_on is None:
        return False
    return today - case.decided_on <= timedelta(days=READY_ON_WALL_DAYS)


def forget_after(case: Case, keep_days: int) -> date | None:
    """Return the last day on which what names the applicant is kept; None while that is not known."""
    if case.closed_on is not None:
        return case.closed_on + timedelta(days=keep_days)
    return None if case.decided_on is None else case.decided_on + timedelta(days=UNCOLLECTED_DAYS)


def begun(event: CaseAccepted, at: float, by: str) -> Case:
    """Return the case that an acceptance begins."""
    return Case(
        id=event.case,
        token=event.token,
        matter=event.matter,
        counter=event.counter,
        ticket=event.ticket,
        lang=event.lang,
        accepted_on=date.fromisoformat(event.day),
        workdays=event.workdays,
        due=date.fromisoformat(event.due),
        certain=event.certain,
        details=event.details,
        received=event.received,
        edition=event.edition,
        plan=event.plan,
        trail=(Trace("accept", at, by),),
    )


def after(case: Case, event: Event, at: float, by: str) -> Case:
    """Return `case` as `event`, which names it, leaves it."""
    step, changes = _FOLDS[type(event)]
    trail = (*case.trail, Trace(step, at, by)) if step else case.trail
    return replace(case, trail=trail, **changes(case, event))


_FOLDS: Mapping[type[Event], tuple[str, Callable[[Case, Any], dict[str, Any]]]] = {
    CaseReviewed: ("review", lambda _, __: {"status": "in_review"}),
    CaseProlonged: (
        "prolong",
        lambda case, e: {
            "workdays": case.workdays + e.workdays,
            "due": date.fromisoformat(e.due),
            "certain": e.certain,
            "prolonged_by": e.workdays,
            "reason": e.reason,
        },
    ),
    CaseDecided: (
        "decide",
        lambda _, e: {"status": "decided", "outcome": e.outcome, "decided_on": date.fromisoformat(e.day)},
    ),
    CaseCollected: ("collect", lambda _, e: {"status": "collected", "closed_on": date.fromisoformat(e.day)}),
    CaseWithdrawn: ("withdraw", lambda _, e: {"status": "withdrawn", "closed_on": date.fromisoformat(e.day)}),
    CaseForgotten: ("", lambda _, __: {"details": False}),
}
