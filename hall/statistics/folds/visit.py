"""How a ticket's events become the row of its visit. A step that was taken back was no step."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from hall.journal.entry import Body, Event
from hall.queue.events import counter as c
from hall.queue.events import visit as e
from hall.queue.events import visitor as v
from hall.queue.state.ticket import AT_COUNTER
from hall.statistics.state.rows import Begun, Ended, Outcome, Stay, Visit


@dataclass(slots=True)
class Course:
    """A visit under way, and what of its ticket decides how the next event is to be read."""

    visit: Visit
    service: str
    """For which it waits, or will when it comes back."""
    only_counter: str | None
    place: float
    directed: bool = False
    """Whoever directs the floor has this entry's call made: it is not the clerk's choice."""
    before: "Course | None" = None
    """As it all was before the last step at a counter."""

    def remember(self) -> None:
        """Remember how it is: a clerk's step follows, which may be taken back."""
        self.before = replace(self, before=None)


def begun(event: e.TicketIssued, at: int) -> Course:
    """Return the course of the ticket that was taken."""
    stay = Stay(event.service, event.visitor_class, Begun.ISSUED, at)
    told_late = event.late_s * 1000 if event.late_s is not None else None
    booked = round(event.slot * 1000) if event.slot is not None else None
    return Course(Visit((stay,), told_late=told_late, booked=booked), event.service, None, event.place)


def guest(body: Body, clerk: str | None) -> Course:
    """Return the course of a visit that another day counts, as far as it says when it is in front of a counter here."""
    at_counter = body["status"] in AT_COUNTER
    stay = Stay(body["service"], body["visitor_class"], Begun.ISSUED, round(body["issued_at"] * 1000))
    if at_counter:
        stay = stay._replace(called=round(body["called_at"] * 1000), counter=body["counter"], clerk=clerk)
    return Course(Visit((stay,)), body["service"], body["only_counter"], body["place"])


def expire(course: Course, at: int) -> None:
    """End a visit that the end of the day has cut off."""
    visit = course.visit
    if visit.outcome is Outcome.OPEN:
        stays = _ended(visit, at, Ended.EXPIRED) if visit.last.ended is None else visit.stays
        course.visit = visit._replace(stays=stays, outcome=Outcome.EXPIRED, ended=at)


def follow(course: Course, event: Event, at: int, clerk: str) -> None:
    """Take in an event of the ticket; `clerk` is who works at its counter."""
    does = _FOLDS.get(type(event))
    if does is not None:
        does(course, event, at, clerk)


def _last(visit: Visit, **changed: Any) -> tuple[Stay, ...]:
    return (*visit.stays[:-1], visit.last._replace(**changed))


def _ended(visit: Visit, at: int, how: Ended, **changed: Any) -> tuple[Stay, ...]:
    return _last(visit, ended=at, how=how, **changed)


def _next(course: Course, begun_how: Begun, at: int) -> Stay:
    return Stay(course.service, course.visit.last.visitor_class, begun_how, at)


def _called(course: Course, event: e.TicketCalled, at: int, clerk: str) -> None:
    stays = _last(
        course.visit, called=at, counter=event.counter, clerk=clerk, chosen=event.chosen and not course.directed
    )
    course.visit = course.visit._replace(stays=stays)
    course.directed = False


def _started(course: Course, _event: e.ServingStarted, at: int, _clerk: str) -> None:
    course.remember()
    course.visit = course.visit._replace(stays=_last(course.visit, started=at))


def _finished(course: Course, _event: e.TicketFinished, at: int, _clerk: str) -> None:
    visit = course.visit
    stays = _ended(visit, at, Ended.FINISHED)
    course.remember()
    course.visit = visit._replace(stays=stays, outcome=Outcome.FINISHED, ended=at)


def _stage_finished(course: Course, event: c.StageFinished, at: int, _clerk: str) -> None:
    course.remember()
    course.service, course.only_counter, course.place = event.service, None, event.place
    _wait_on(course, at, Ended.FINISHED, Begun.NEXT_SERVICE)


def _missed(course: Course, _event: e.TicketMissed, at: int, _clerk: str) -> None:
    course.remember()
    course.visit = course.visit._replace(stays=_ended(course.visit, at, Ended.MISSED))


def _reinstated(course: Course, event: e.TicketReinstated, at: int, _clerk: str) -> None:
    course.visit = course.visit._replace(stays=(*course.visit.stays, _next(course, Begun.RETURNED, at)))
    course.place = event.place


def _held(course: Course, _event: e.TicketHeld, at: int, _clerk: str) -> None:
    course.remember()
    course.visit = course.visit._replace(stays=_ended(course.visit, at, Ended.HELD))


def _resumed(course: Course, event: e.ServingResumed, at: int, clerk: str) -> None:
    visit, course.directed = course.visit, False
    stay = _next(course, Begun.RESUMED, at)._replace(
        called=at, counter=event.counter, clerk=clerk, started=at, served_before=visit.last.served
    )
    course.remember()
    course.visit = visit._replace(stays=(*visit.stays, stay))


def _transferred(course: Course, event: e.TicketTransferred, at: int, _clerk: str) -> None:
    """Tell apart who was sent on by a clerk and who only waits again, as before or for all counters of the service."""
    last = course.visit.last
    here_before = event.only_counter is None and course.only_counter == last.counter
    same_line = event.service == course.service and (event.only_counter == course.only_counter or here_before)
    put_first = event.place < course.place
    put_back = same_line and event.place == course.place
    course.remember()
    course.service, course.only_counter, course.place = event.service, event.only_counter, event.place
    if put_back:
        _wait_on(course, at, Ended.PUT_BACK, Begun.PUT_BACK)
    else:
        _wait_on(course, at, Ended.TRANSFERRED, Begun.TRANSFERRED, put_first=put_first)


def _moved(course: Course, event: e.TicketMoved, at: int, _clerk: str) -> None:
    """Let who waits go on waiting for another service; who is at a counter is served for what the call was for."""
    elsewhere = event.service != course.service
    course.service, course.only_counter = event.service, event.only_counter
    if course.before is not None:
        course.before.service, course.before.only_counter = event.service, event.only_counter
    if elsewhere and course.visit.last.called is None and course.visit.last.ended is None:
        _wait_on(course, at, Ended.MOVED, Begun.MOVED)


def _wait_on(course: Course, at: int, how: Ended, begun_how: Begun, **changed: Any) -> None:
    """End the last stay, and begin one in the line that `course` says."""
    stays = _ended(course.visit, at, how, **changed)
    course.visit = course.visit._replace(stays=(*stays, _next(course, begun_how, at)))


def _directed(course: Course, event: v.VisitorDirected, _at: int, _clerk: str) -> None:
    course.directed = event.how == "called"


def _put_off(course: Course, event: v.TicketPutOff, at: int, clerk: str) -> None:
    course.place = event.place
    _wish(course, event, at, clerk)


def _wish(course: Course, _event: v.TicketPutOff | v.ServiceAdded, _at: int, _clerk: str) -> None:
    """Let the visitor's own wish, to be called later or for more, say nothing of how well the wait was told."""
    course.visit = course.visit._replace(told_late=None)


def _cancelled(course: Course, _event: e.TicketCancelled, at: int, _clerk: str) -> None:
    visit = course.visit
    stays = _ended(visit, at, Ended.CANCELLED) if visit.last.ended is None else visit.stays
    course.visit = visit._replace(stays=stays, outcome=Outcome.CANCELLED, ended=at)


def _rated(course: Course, event: e.TicketRated, _at: int, _clerk: str) -> None:
    course.visit = course.visit._replace(score=event.score, reasons=event.reasons)


def _undone(course: Course, _event: c.StepUndone, _at: int, _clerk: str) -> None:
    if course.before is not None:
        before = course.before
        course.visit, course.service = before.visit, before.service
        course.only_counter, course.place, course.before = before.only_counter, before.place, None


_FOLDS: Mapping[type[Event], Callable[[Course, Any, int, str], None]] = {
    e.TicketCalled: _called,
    e.ServingStarted: _started,
    e.TicketFinished: _finished,
    c.StageFinished: _stage_finished,
    e.TicketMissed: _missed,
    e.TicketReinstated: _reinstated,
    e.TicketHeld: _held,
    e.ServingResumed: _resumed,
    e.TicketTransferred: _transferred,
    e.TicketMoved: _moved,
    v.TicketPutOff: _put_off,
    v.ServiceAdded: _wish,
    v.VisitorDirected: _directed,
    e.TicketCancelled: _cancelled,
    e.TicketRated: _rated,
    c.StepUndone: _undone,
}
