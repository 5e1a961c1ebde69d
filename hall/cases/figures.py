"""How the hall's cases stand, in figures. Pure."""

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from hall.cases.standing import due_state
from hall.cases.state import Case
from hall.plan.workdays import AsOf, Workdays

ON_TIME_GOAL = 0.95
ON_TIME_DAYS = 90
"""The hall's on-time figure looks so far back."""


@dataclass(frozen=True, slots=True)
class CaseFigures:
    """How the hall's cases stand; `on_time` is a share of those decided lately and those overdue, None without any.

    Leaving a case undecided makes the share no better. `by_staff` goes by who answers for them; `wishes` are those
    whose promised day somebody wants put off.
    """

    number: int
    due: Mapping[str, int]
    by_staff: Mapping[str, Mapping[str, int]]
    wishes: int
    ready: int
    decided: int
    on_time: float | None


def figures(
    number: int, undecided: Collection[Case], lately: Collection[Case], ready: int, as_of: AsOf, calendar: Workdays
) -> CaseFigures:
    """Count the open cases, those that were decided lately, and how many are ready to collect."""
    due: Counter[str] = Counter()
    by_staff: dict[str, Counter[str]] = {}
    for case in undecided:
        state = due_state(case, as_of, calendar) or ""
        due[state] += 1
        by_staff.setdefault(case.owner, Counter())[state] += 1
    on_time = sum(due_state(case, as_of, calendar) == "on_time" for case in lately)
    counted = len(lately) + due["overdue"]
    return CaseFigures(
        number,
        due,
        by_staff,
        sum(case.wish is not None for case in undecided),
        ready,
        len(lately),
        on_time / counted if counted else None,
    )
