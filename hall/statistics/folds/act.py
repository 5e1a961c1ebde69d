"""What staff answer for among a day's events: a step that the rule did not ask for, and who took it."""

from collections.abc import Iterator
from itertools import zip_longest

from hall.journal.entry import Event
from hall.queue.events import counter as c
from hall.queue.events import visitor as v
from hall.statistics.state.rows import Act, Visit

BY_ITSELF = "hall"


def act_of(event: Event, at: int, by: str, clerk: str | None) -> Act | None:
    """Return the act that an event of a day is by itself; `clerk` is who worked at its counter until then."""
    match event:
        case c.CounterClosed(counter=counter) if clerk is not None and by not in {clerk, BY_ITSELF}:
            return Act(at, by, "released", counter, clerk)
        case c.HandoverRead(counter=counter):
            return Act(at, by, "handover_read", counter)
        case v.OneMoreAllowed(service=service):
            return Act(at, by, "one_more", service)
        case v.VisitorDirected(ticket=ticket, how=how):
            return Act(at, by, f"directed_{how}", ticket.rpartition("-")[2])
    return None


def acts_of(visit: Visit, number: str) -> Iterator[Act]:
    """Give the acts in a visit: what was taken back is not in it."""
    for stay, following in zip_longest(visit.stays, visit.stays[1:]):
        if stay.chosen:
            yield Act(stay.called or 0, stay.clerk or "", "chosen_call", number, None, stay.counter)
        if stay.put_first:
            yield Act(stay.ended or 0, stay.clerk or "", "put_first", number, stay.service, following.service)
