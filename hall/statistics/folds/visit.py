"""How a ticket's events become the row of its visit. A step that was taken back was no step."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from hall.feedback.rating import REASONS
from hall.journal.entry import Event
from hall.queue.events import counter as c
from hall.queue.events import visit as e
from hall.queue.events import visitor as v
from hall.statistics.state.rows import Begun, Ended, Outcome, Stay, Visit


@dataclass(slots=True)
class Course:
    """A visit under way, and what of its ticket decides how the next event is to be read."""

    visit: Visit
    only_counter: str | None
    place: float
    before: tuple[Visit, str | None, float] | None = None
    """As it all was before the last step at a counter."""

    def step(self, visit: Visit) -> None:
        """Go on to `visit`, and remember how it was."""
        self.before = (self.visit, self.only_counter, self.place)
        self.visit = visit


def begun(event: e.TicketIssued, at: int) -> Course:
    """Return the course of the ticket that was taken."""
    stay = Stay(event.service, event.klass, Begun.ISSUED, at)
    return Course(Visit((stay,)), None, event.place)


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


def _next(visit: Visit, begun_how: Begun, at: int, service: str | None = None) -> Stay:
    last = visit.last
    return Stay(service or last.service, last.visitor_class, begun_how, at)


def _called(course: Course, event: e.TicketCalled, at: int, clerk: str) -> None:
    stays = _last(course.visit, called=at, counter=event.counter, clerk=clerk, chosen=event.chosen)
    course.visit = course.visit._replace(stays=stays)


def _started(course: Course, _event: e.ServingStarted, at: int, _clerk: str) -> None:
    course.step(course.visit._replace(stays=_last(course.visit, started=at)))


def _finished(course: Course, _event: e.TicketFinished, at: int, _clerk: str) -> None:
    visit = course.visit
    stays = _ended(visit, at, Ended.FINISHED)
    course.step(visit._replace(stays=stays, outcome=Outcome.FINISHED, ended=at))


def _stage_finished(course: Course, event: c.StageFinished, at: int, _clerk: str) -> None:
    visit = course.visit
    stays = (*_ended(visit, at, Ended.FINISHED), _next(visit, Begun.NEXT_SERVICE, at, event.service))
    course.step(visit._replace(stays=stays))
    course.only_counter, course.place = None, event.place


def _missed(course: Course, _event: e.TicketMissed, at: int, _clerk: str) -> None:
    course.step(course.visit._replace(stays=_ended(course.visit, at, Ended.MISSED)))


def _reinstated(course: Course, event: e.TicketReinstated, at: int, _clerk: str) -> None:
    visit = course.visit
    course.visit = visit._replace(stays=(*visit.stays, _next(visit, Begun.RETURNED, at)))
    course.place = event.place


def _held(course: Course, _event: e.TicketHeld, at: int, _clerk: str) -> None:
    course.step(course.visit._replace(stays=_ended(course.visit, at, Ended.HELD)))


def _resumed(course: Course, event: e.ServingResumed, at: int, clerk: str) -> None:
    visit = course.visit
    stay = _next(visit, Begun.RESUMED, at)._replace(
        called=at, counter=event.counter, clerk=clerk, started=at, served_before=visit.last.served
    )
    course.step(visit._replace(stays=(*visit.stays, stay)))


def _transferred(course: Course, event: e.TicketTransferred, at: int, _clerk: str) -> None:
    """Tell apart who was sent on by a clerk, who only waits again as before, and who was moved while waiting."""
    visit, last = course.visit, course.visit.last
    elsewhere = event.service != last.service or event.only_counter != course.only_counter
    if last.called is None:
        if event.service != last.service:
            stays = (*_ended(visit, at, Ended.MOVED), _next(visit, Begun.MOVED, at, event.service))
            course.visit = visit._replace(stays=stays)
    elif elsewhere or event.place != course.place:
        stays = _ended(visit, at, Ended.TRANSFERRED, put_first=event.place < course.place)
        course.step(visit._replace(stays=(*stays, _next(visit, Begun.TRANSFERRED, at, event.service))))
    else:
        stays = _ended(visit, at, Ended.PUT_BACK)
        course.step(visit._replace(stays=(*stays, _next(visit, Begun.PUT_BACK, at))))
    course.only_counter, course.place = event.only_counter, event.place


def _put_off(course: Course, event: v.TicketPutOff, _at: int, _clerk: str) -> None:
    course.place = event.place


def _cancelled(course: Course, _event: e.TicketCancelled, at: int, _clerk: str) -> None:
    visit = course.visit
    stays = _ended(visit, at, Ended.CANCELLED) if visit.last.ended is None else visit.stays
    course.visit = visit._replace(stays=stays, outcome=Outcome.CANCELLED, ended=at)


def _rated(course: Course, event: e.TicketRated, _at: int, _clerk: str) -> None:
    known = {reason if reason in REASONS else "other" for reason in event.reasons}
    reasons = tuple(reason for reason in REASONS if reason in known)
    course.visit = course.visit._replace(score=event.score, reasons=reasons)


def _undone(course: Course, _event: c.StepUndone, _at: int, _clerk: str) -> None:
    if course.before is not None:
        course.visit, course.only_counter, course.place = course.before
        course.before = None


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
    v.TicketPutOff: _put_off,
    e.TicketCancelled: _cancelled,
    e.TicketRated: _rated,
    c.StepUndone: _undone,
}
