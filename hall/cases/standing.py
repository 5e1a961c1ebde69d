"""How a case stands to its promised day, on the walls, and to the end of what is kept. Pure."""

from datetime import date, timedelta
from typing import Literal

from hall.cases.state import Case
from hall.plan.workdays import AsOf, Deadline, Workdays, workdays_between

NEAR_WORKDAYS = 1
"""A case is near its due day with so many working days left; on the day itself none is left."""
READY_ON_WALL_DAYS = 30
"""So long a wall shows a case that nobody collects."""
UNCOLLECTED_DAYS = 365
"""What names a person is forgotten so long after the decision although nobody collected."""

Due = Literal["ok", "near_due", "overdue", "suspended", "on_time", "late"]


def due_of(case: Case, calendar: Workdays) -> Deadline:
    """Return the promised day; counted anew while the arrangement of holidays it depends on was not published."""
    if case.certain:
        return Deadline(case.due, certain=True)
    return calendar.deadline(case.accepted_on, case.workdays)


def left_workdays(case: Case, today: date, calendar: Workdays) -> int:
    """Return how many working days are left until the promised day; below zero, how many it is overdue."""
    return workdays_between(today, due_of(case, calendar).on, calendar.is_workday)


def due_state(case: Case, as_of: AsOf, calendar: Workdays) -> Due | None:
    """Return how a case stands to its promised day; None for one withdrawn. The first decision is what is on time."""
    due = due_of(case, calendar).on
    if case.decided_on is not None:
        return "on_time" if case.decided_on <= due else "late"
    if case.status == "withdrawn":
        return None
    if case.status == "suspended":
        return "suspended"
    if as_of.counts_on > due:
        return "overdue"
    return "near_due" if left_workdays(case, as_of.day, calendar) <= NEAR_WORKDAYS else "ok"


def is_on_wall(case: Case, today: date) -> bool:
    """Return whether a wall names the case as ready to collect."""
    return case.status == "decided" and today - case.decisions[-1].on <= timedelta(days=READY_ON_WALL_DAYS)


def forget_after(case: Case, keep_days: int) -> date | None:
    """Return the last day on which what names the applicant is kept; None while that is not known."""
    if case.closed_on is not None:
        return case.closed_on + timedelta(days=keep_days)
    return case.decisions[-1].on + timedelta(days=UNCOLLECTED_DAYS) if case.decisions else None
