"""Several services on one ticket by the visitor's choice, in the order that takes least time. As in visit.py."""

import math
from collections.abc import Callable, Iterable, Sequence

from hall.journal.refusal import Closed, Illegal, Wrong
from hall.plan.hours import OpeningHours
from hall.plan.plan import Plan
from hall.queue.state.admission import shut
from hall.queue.state.day import HallDay
from hall.queue.state.expected import Due, Expected
from hall.queue.state.policy import Place

MOST = 6
"""Services on one ticket, those included that the plan has follow: the last one must be reached the same day."""
Waits = Callable[[str], Due | None]
"""When the ticket is due to be called for a service if it stood in that line now."""


def waits_at(day: HallDay, expected: Expected, place: Place, ticket: str = "") -> Waits:
    """Return when whoever stands at `place` is due in each line; "" is a ticket that has not been given yet."""

    def due(service: str) -> Due | None:
        return expected.due(ticket, (service, None, place.arrival), day.service_lines[service].ahead_of(place))

    return due


def chains(plan: Plan, chosen: Iterable[str], there: Sequence[str] = ()) -> list[tuple[str, ...]]:
    """Return each chosen service with those that the plan has follow it, nothing twice and nothing that is `there`."""
    seen, found, wanted = set(there), list[tuple[str, ...]](), tuple(chosen)
    followers = {after for service in wanted for after in plan.services[service].then}
    for service in sorted(wanted, key=followers.__contains__):
        chain = tuple(one for one in (service, *plan.services[service].then) if one not in seen)
        if service in chain:
            found.append(chain)
            seen.update(chain)
    return found


def course(among: Iterable[Sequence[str]], due: Waits) -> tuple[str, ...]:
    """Return all services of the chains `among`, each chain in its own order, the shortest wait first.

    A ticket keeps its arrival wherever it goes, so all its lines move on while it stands in one of them: whoever takes
    what comes soonest is never idle for something that could have been done meanwhile, and no order is over sooner.
    What nobody can tell of comes last.
    """
    left, found = [list(chain) for chain in among if chain], list[str]()
    while len(left) > 1:
        dues = [due(chain[0]) for chain in left]
        soonest = [math.inf if one is None else one.likely for one in dues]
        found.append(left[soonest.index(min(soonest))].pop(0))
        left = [chain for chain in left if chain]
    return (*found, *(service for chain in left for service in chain))


def require(day: HallDay, hours: OpeningHours, now: float, services: Sequence[str], expected: Expected) -> None:
    """Raise unless each of `services` is there, is chosen once, and gives tickets."""
    for service in services:
        if service not in day.plan.services:
            raise Wrong("service_unknown", field="service" if service == services[0] else "also", service=service)
    if len(set(services)) < len(services):
        raise Wrong("service_twice", field="also")
    for service in services:
        if (why := shut(day, hours, now, service, expected)) is not None:
            raise why


def require_time(day: HallDay, hours: OpeningHours, now: float, planned: Sequence[str], due: Waits) -> None:
    """Raise unless nine in ten who do `planned` one after another reach the last of them before the hall closes."""
    if len(planned) > MOST:
        raise Illegal("too_many_services", most=MOST)
    closes, at = hours.last_closing(now), now
    if closes is None:
        return
    for service in planned:
        told = due(service)
        at = max(at, told.late) if told is not None else at
        if at > closes and not day.one_more[service]:
            raise Closed("too_late_together")
        at += day.plan.services[service].usual_service_s
