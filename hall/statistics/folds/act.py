"""What staff answer for: a step that the rule did not ask for, an account, a message to everybody; and who did it."""

from collections.abc import Iterable, Mapping

from hall.journal.entry import Entry, Event
from hall.messages import events as m
from hall.queue.events import counter as c
from hall.queue.events import visit as e
from hall.queue.events import visitor as v
from hall.staff.events import StaffAdded
from hall.statistics.folds.visit import Course
from hall.statistics.state.rows import Act

BY_ITSELF = "hall"


def act_of(event: Event, at: int, by: str, number: str, course: Course | None, clerk: str | None) -> Act | None:
    """Return the act that an event of a day is, None for what needs no answer.

    `number` and `course` are its ticket's, as it was before; `clerk` is who worked at its counter until then.
    """
    match event:
        case e.TicketCalled(counter=counter, chosen=True):
            return Act(at, by, "chosen_call", number, None, counter)
        case e.TicketTransferred(service=service, place=place) if course is not None:
            at_counter = course.visit.last.called is not None
            sent_first = at_counter and place < course.place
            return Act(at, by, "put_first", number, course.visit.last.service, service) if sent_first else None
        case c.CounterClosed(counter=counter) if clerk is not None and by not in {clerk, BY_ITSELF}:
            return Act(at, by, "released", counter, clerk)
        case v.OneMoreAllowed(service=service):
            return Act(at, by, "one_more", service)
    return None


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
