"""Who waits where nobody calls is a fault: every visitor should have a counter that calls, or somebody to see to it."""

from hall.faults import Facts, Fault
from hall.queue.events.reasons import LEFT
from hall.queue.state.day import HallDay
from hall.queue.views.loose import unattended
from hall.queue.views.moment import told

NAMED = 5
"""So many numbers are named; of more, only how many."""


def unattended_faults(day: HallDay) -> list[Fault]:
    """Return the fault that somebody waits where nobody calls, if so."""
    count, first, _ = unattended(day, NAMED)
    if not count:
        return []
    numbers = "、".join(ticket.number for ticket in first)
    more = "" if count <= NAMED else " …"
    return [Fault("unattended", {"count": str(count), "numbers": f"{numbers}{more}"})]


def left_faults(day: HallDay, now: float) -> list[Fault]:
    """Return a fault for each counter that the hall has paused because its clerk's panel was gone."""
    found = []
    for counter in day.plan.counters:
        state = day.counters.get(counter)
        if state is None or state.status != "paused" or state.reason != LEFT:
            continue
        since = told(day.plan.hours, state.since, now)
        facts: Facts = {"counter": day.plan.counters[counter].name, "staff": state.staff or "", "since": since}
        if state.ticket is None:
            found.append(Fault("counter_left", facts, counter))
        else:
            found.append(Fault("counter_left_visitor", {**facts, "number": state.ticket.number}, counter))
    return found


def idle_faults(day: HallDay, now: float, idle_s: float) -> list[Fault]:
    """Return a fault for each open counter that for `idle_s` has called nobody, though somebody waits for it."""
    found = []
    for counter in day.plan.counters.values():
        state = day.counters.get(counter.id)
        if state is None or state.status != "open" or state.ticket is not None:
            continue
        lines = day.lines_for(counter)
        comes = min((line.first().steps[-1].at for line in lines if line), default=now)
        idle = now - max(comes, state.since, state.free_since)
        if idle >= idle_s:
            facts: Facts = {
                "counter": counter.name,
                "staff": state.staff or "",
                "minutes": str(int(idle // 60)),
                "count": str(sum(map(len, lines))),
            }
            found.append(Fault("counter_idle", facts, counter.id, degree=int(idle // idle_s).bit_length()))
    return found
