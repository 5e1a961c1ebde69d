"""What staff answer for: a step that the rule did not ask for, an account, a message to everybody; and who did it."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import zip_longest

from hall.journal.entry import Entry, Event
from hall.messages import events as m
from hall.queue.events import counter as c
from hall.queue.events import visitor as v
from hall.staff.events import StaffAdded
from hall.statistics.state.rows import Act, Visit

BY_ITSELF = "hall"


def act_of(event: Event, at: int, by: str, clerk: str | None) -> Act | None:
    """Return the act that an event of a day is by itself; `clerk` is who worked at its counter until then."""
    match event:
        case c.CounterClosed(counter=counter) if clerk is not None and by not in {clerk, BY_ITSELF}:
            return Act(at, by, "released", counter, clerk)
        case v.OneMoreAllowed(service=service):
            return Act(at, by, "one_more", service)
    return None


def acts_of(visit: Visit, number: str) -> Iterator[Act]:
    """Give the acts in a visit: what was taken back is not in it."""
    for stay, following in zip_longest(visit.stays, visit.stays[1:]):
        if stay.chosen:
            yield Act(stay.called or 0, stay.clerk or "", "chosen_call", number, None, stay.counter)
        if stay.put_first:
            yield Act(stay.ended or 0, stay.clerk or "", "put_first", number, stay.service, following.service)


def fold_act(acts: dict[str, Act], entry: Entry) -> None:
    """Take in what was done to accounts, and said to everybody."""
    at = round(entry.at * 1000)
    for event in entry.events:
        act = _lasting(event, acts)
        if act is not None:
            acts[str(entry.number)] = act._replace(at=at, by=entry.by)


def _lasting(event: Event, acts: Mapping[str, Act]) -> Act | None:
    match event:
        case StaffAdded(staff=staff, role=role):
            return Act(0, "", "staff_added", staff, None, role)
        case m.EmergencyDeclared(text=text):
            return Act(0, "", "emergency_declared", None, None, _said(text.values()))
        case m.EmergencyCleared():
            return Act(0, "", "emergency_cleared")
        case m.MessagePosted(text=text):
            return Act(0, "", "message_posted", None, None, _said(text.values()))
        case m.MessageRemoved(message=number):
            posted = acts.get(str(number))
            return Act(0, "", "message_removed", None, None if posted is None else posted.after)
    return None


def _said(texts: Iterable[str]) -> str:
    return " / ".join(texts)
