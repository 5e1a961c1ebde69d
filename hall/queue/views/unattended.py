"""Who waits where nobody calls: every visitor should have a counter that calls, or somebody who sees to it."""

from hall.faults import Fault
from hall.queue.state.day import HallDay
from hall.queue.state.ticket import Status, Ticket

IDLE_S = 600.0
"""So long an open counter may call nobody while somebody waits for it; then its clerk has perhaps gone home."""
NAMED = 5
"""So many numbers are named; of more, only how many."""


def unattended(day: HallDay) -> list[Ticket]:
    """Return who waits, in a line or on hold, with no counter at work for them; a counter that pauses will go on."""
    at_work = [c for c in day.plan.counters.values() if c.id in day.counters and day.counters[c.id].status != "closed"]
    called = {service for counter in at_work for service in day.services_of(counter)}
    own = {counter.id for counter in at_work}
    services = (t for service, line in day.service_lines.items() if service not in called for t in line)
    counters = (t for counter, line in day.counter_lines.items() if counter not in own for t in line)
    held = (t for t in day.set_aside.values() if t.status is Status.HELD and t.service not in called)
    return sorted([*services, *counters, *held], key=lambda ticket: ticket.serial)


def unattended_faults(day: HallDay) -> list[Fault]:
    """Return the fault that somebody waits where nobody calls, if so."""
    found = unattended(day)
    if not found:
        return []
    numbers = "、".join(ticket.number for ticket in found[:NAMED])
    more = "" if len(found) <= NAMED else " …"
    return [Fault("unattended", {"count": str(len(found)), "numbers": f"{numbers}{more}"})]


def idle_faults(day: HallDay, now: float) -> list[Fault]:
    """Return a fault for each open counter that has called nobody for long, though somebody waits for it."""
    found = []
    for counter in day.plan.counters.values():
        state = day.counters.get(counter.id)
        if state is None or state.status != "open" or state.ticket is not None:
            continue
        lines = day.lines_for(counter)
        comes = min((line.first().steps[-1].at for line in lines if line), default=now)
        idle_s = now - max(comes, state.since, state.free_since)
        if idle_s >= IDLE_S:
            facts = {
                "counter": counter.id,
                "staff": state.staff or "",
                "minutes": str(int(idle_s // 60)),
                "count": str(sum(map(len, lines))),
            }
            found.append(Fault("counter_idle", facts, counter.id))
    return found
