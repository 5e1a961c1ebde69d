"""What is seen of cases: by the clerk, by whoever holds the receipt, by whoever knows a number."""

from collections.abc import Sequence
from datetime import date

from typing_extensions import TypedDict

from hall.cases.rules import Case, due_of, due_state, left_workdays
from hall.plan.hours import OpeningHours
from hall.plan.plan import Name
from hall.plan.workdays import Workdays
from hall.queue.views.board import moment


class CaseNumber(TypedDict):
    """A case as its number alone tells it: how far it is."""

    number: str
    status: str


class CaseStep(TypedDict):
    """A step that was taken, and when."""

    step: str
    at: str


class ReceiptView(CaseNumber):
    """A case as its receipt tells it. `provisional`: the promised day may move with the arrangement of holidays."""

    matter: str
    name: Name
    on_the_spot: bool
    due: str
    provisional: bool
    outcome: str | None
    prolonged_by: int
    reason: str | None
    steps: Sequence[CaseStep]


class StaffStep(CaseStep):
    """A step, and which account took it."""

    by: str


class CaseView(CaseNumber):
    """A case as staff see it. `due_state`: ok, near_due or overdue while open; on_time or late once decided."""

    matter: str
    name: Name
    due: str
    provisional: bool
    due_state: str | None
    left_workdays: int
    outcome: str | None
    prolonged_by: int
    reason: str | None
    counter: str
    by: str
    trail: Sequence[StaffStep]


def receipt_view(case: Case, name: Name, hours: OpeningHours, calendar: Workdays) -> ReceiptView:
    """Return what the receipt's holder sees: nothing that names anybody."""
    due = due_of(case, calendar)
    steps = [CaseStep(step=one.step, at=moment(hours, one.at)) for one in case.trail]
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
        steps=steps,
    )


def case_view(case: Case, name: Name, hours: OpeningHours, calendar: Workdays, today: date) -> CaseView:
    """Return what staff see."""
    due = due_of(case, calendar)
    return CaseView(
        number=case.id,
        status=case.status,
        matter=case.matter,
        name=name,
        due=due.on.isoformat(),
        provisional=not due.certain,
        due_state=due_state(case, today, calendar),
        left_workdays=left_workdays(case, today, calendar),
        outcome=case.outcome,
        prolonged_by=case.prolonged_by,
        reason=case.reason,
        counter=case.counter,
        by=case.by,
        trail=[StaffStep(step=one.step, at=moment(hours, one.at), by=one.by) for one in case.trail],
    )
