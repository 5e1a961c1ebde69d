"""What is seen of cases: by the clerk, by whoever holds the receipt, by whoever knows a number."""

from collections.abc import Callable, Sequence

from typing_extensions import TypedDict

from hall.cases.events import Remedies
from hall.cases.standing import due_of, due_state, left_workdays
from hall.cases.state import Case, Wish
from hall.plan.hours import OpeningHours
from hall.plan.plan import Name
from hall.plan.workdays import AsOf, Workdays
from hall.queue.views.moment import moment

Words = Callable[[Case, str | None], str]
"""Gives what was put in own words, by where it is kept."""
UNSEEN = frozenset({"prolong_asked", "prolong_refused", "assign"})
"""What is between members of staff."""


class CaseNumber(TypedDict):
    """A case as its number alone tells it: how far it is."""

    number: str
    status: str


class CaseStep(TypedDict):
    """A step that was taken, and when."""

    step: str
    at: str


class ReceiptView(CaseNumber):
    """A case as its receipt tells it. `provisional`: the promised day may move with the arrangement of holidays.

    `grounds` and `remedies` are those of a refusal, `suspended` why the limit stands still; `words` say more of either.
    """

    matter: str
    name: Name
    on_the_spot: bool
    due: str
    provisional: bool
    outcome: str | None
    prolonged_by: int
    reason: str | None
    suspended: str | None
    grounds: str | None
    words: str
    remedies: Remedies | None
    corrected: bool
    steps: Sequence[CaseStep]


class TakenStep(CaseStep):
    """A step, and which account took it; `about` is what was chosen: an outcome, a reason, an account."""

    by: str
    about: str | None


class WishView(TypedDict):
    """That the promised day be put off by so many working days."""

    workdays: int
    reason: str
    by: str


class CaseView(CaseNumber):
    """A case as staff see it. `due_state`: ok, near_due, overdue or suspended while open; on_time or late once decided.

    `owner` answers for it; `by` accepted it.
    """

    matter: str
    name: Name
    due: str
    provisional: bool
    due_state: str | None
    left_workdays: int
    outcome: str | None
    prolonged_by: int
    reason: str | None
    suspended: str | None
    grounds: str | None
    wish: WishView | None
    counter: str
    by: str
    owner: str
    trail: Sequence[TakenStep]


def receipt_view(case: Case, name: Name, hours: OpeningHours, calendar: Workdays, words: Words) -> ReceiptView:
    """Return what the receipt's holder sees: nothing that names anybody."""
    due = due_of(case, calendar)
    steps = [CaseStep(step=one.step, at=moment(hours, one.at)) for one in case.trail if one.step not in UNSEEN]
    decision = case.decisions[-1] if case.decisions else None
    said = case.suspended or decision
    return ReceiptView(
        number=case.id,
        status=case.status,
        matter=case.matter,
        name=name,
        on_the_spot=case.decided_on == case.accepted_on == due.on,
        due=due.on.isoformat(),
        provisional=not due.certain,
        outcome=case.outcome,
        prolonged_by=case.prolonged_by,
        reason=case.reason,
        suspended=case.suspended.reason if case.suspended is not None else None,
        grounds=decision.grounds if decision is not None else None,
        words=words(case, said.words) if said is not None else "",
        remedies=decision.remedies if decision is not None else None,
        corrected=len(case.decisions) > 1,
        steps=steps,
    )


def case_view(case: Case, name: Name, hours: OpeningHours, calendar: Workdays, as_of: AsOf) -> CaseView:
    """Return what staff see."""
    due = due_of(case, calendar)
    trail = [TakenStep(step=one.step, at=moment(hours, one.at), by=one.by, about=one.about) for one in case.trail]
    return CaseView(
        number=case.id,
        status=case.status,
        matter=case.matter,
        name=name,
        due=due.on.isoformat(),
        provisional=not due.certain,
        due_state=due_state(case, as_of, calendar),
        left_workdays=left_workdays(case, as_of.day, calendar),
        outcome=case.outcome,
        prolonged_by=case.prolonged_by,
        reason=case.reason,
        suspended=case.suspended.reason if case.suspended is not None else None,
        grounds=case.decisions[-1].grounds if case.decisions else None,
        wish=_wish(case.wish),
        counter=case.counter,
        by=case.by,
        owner=case.owner,
        trail=trail,
    )


def _wish(wish: Wish | None) -> WishView | None:
    return None if wish is None else WishView(workdays=wish.workdays, reason=wish.reason, by=wish.by)
