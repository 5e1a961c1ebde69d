"""At which counters somebody may sit."""

from collections.abc import Iterable

from hall.journal.refusal import Forbidden, Wrong
from hall.plan.plan import Plan
from hall.staff.state import Staff


def checked(plan: Plan, counters: Iterable[str]) -> tuple[str, ...]:
    """Return the counters in the plan's order; none is every one. Raises Wrong for one that there is not."""
    asked = set(counters)
    for one in sorted(asked - set(plan.counters)):
        raise Wrong("counter_unknown", field="counters", counter=one)
    return tuple(one for one in plan.counters if one in asked)


def require(staff: Staff, counter: str) -> None:
    """Raise Forbidden unless the account may sit at the counter."""
    if not staff.may_sit(counter):
        raise Forbidden("seat_not_yours", counter=counter, counters=", ".join(staff.counters))
