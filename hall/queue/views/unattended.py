"""Who waits where nobody calls: every visitor should have a counter that is open, or somebody who sees to it."""

from hall.faults import Fault
from hall.queue.state.day import HallDay
from hall.queue.state.ticket import Ticket

NAMED = 5
"""So many numbers are named; of more, only how many."""


def unattended(day: HallDay) -> list[Ticket]:
    """Return the waiting tickets for which no counter is at work; a counter that pauses will go on."""
    at_work = [c for c in day.plan.counters.values() if c.id in day.counters and day.counters[c.id].status != "closed"]
    called = {service for counter in at_work for service in day.services_of(counter)}
    own = {counter.id for counter in at_work}
    services = (t for service, line in day.service_lines.items() if service not in called for t in line)
    counters = (t for counter, line in day.counter_lines.items() if counter not in own for t in line)
    return sorted([*services, *counters], key=lambda ticket: ticket.serial)


def unattended_faults(day: HallDay) -> list[Fault]:
    """Return the fault that somebody waits where nobody calls, if so."""
    found = unattended(day)
    if not found:
        return []
    numbers = "、".join(ticket.number for ticket in found[:NAMED])
    more = "" if len(found) <= NAMED else " …"
    return [Fault("unattended", {"count": str(len(found)), "numbers": f"{numbers}{more}"})]
