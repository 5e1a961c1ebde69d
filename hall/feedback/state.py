"""A low rating, complaint, suggestion or praise as it stands."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Literal

from hall.feedback import events as e
from hall.journal.entry import Event
from hall.plan.workdays import AsOf

Kind = Literal["low_rating", "complaint", "suggestion", "praise"]
Source = Literal["phone", "kiosk", "tablet", "staff"]
Status = Literal["given", "accepted", "answered", "closed"]
Appeal = Literal["open", "upheld", "rejected"]


@dataclass(frozen=True, slots=True)
class Trace:
    """One step as it was taken; `at` in seconds since 1970."""

    step: str
    at: float
    by: str


@dataclass(frozen=True, slots=True)
class Feedback:
    """`since` is the day from which the answer's limit counts.

    The first call counts for `contact_counts_on`, the newest answer for `answer_counts_on`: the day after, where the
    hall had closed.
    """

    id: str
    token: str
    kind: str
    source: str
    given_on: date
    lang: str
    contactable: bool
    contact_due: date | None
    since: date
    answer_workdays: int
    answer_due: date
    certain: bool
    ticket: str | None
    service: str | None
    visitor_class: str | None
    counter: str | None
    clerk: str | None
    score: int | None
    reasons: tuple[str, ...]
    handled_by: tuple[str, ...]
    details: bool
    trail: tuple[Trace, ...]
    status: Status = "given"
    assigned_to: str | None = None
    contacted_on: date | None = None
    contact_counts_on: date | None = None
    put_right_on: date | None = None
    answer_counts_on: date | None = None
    satisfied: bool | None = None
    reopened: bool = False
    appeal: Appeal | None = None
    appealed_by: str | None = None
    closed_on: date | None = None

    @property
    def is_open(self) -> bool:
        """Return whether anything is still to be done: also where it is closed and an appeal is not decided."""
        return self.closed_on is None or self.appeal == "open"

    def is_about(self, staff: str) -> bool:
        """Return whether it is about the work of `staff`: who finished the visit, or had its visitor before."""
        return staff == self.clerk or staff in self.handled_by

    @property
    def next_answer(self) -> str:
        """Return under which name the vault has the answer that comes next: the first one stays beside the second."""
        return "answer_again" if self.reopened else "answer"


def begun(event: e.FeedbackGiven, at: float, by: str) -> Feedback:
    """Return what begins when it is given."""
    given = date.fromisoformat(event.day)
    return Feedback(
        id=event.feedback,
        token=event.token,
        kind=event.kind,
        source=event.source,
        given_on=given,
        lang=event.lang,
        contactable=event.contactable,
        contact_due=None if event.contact_due is None else date.fromisoformat(event.contact_due),
        since=given,
        answer_workdays=event.answer_workdays,
        answer_due=date.fromisoformat(event.answer_due),
        certain=event.certain,
        ticket=event.ticket,
        service=event.service,
        visitor_class=event.visitor_class,
        counter=event.counter,
        clerk=event.clerk,
        score=event.score,
        reasons=event.reasons,
        handled_by=event.handled_by,
        details=True,
        trail=(Trace("give", at, by),),
    )


def after(one: Feedback, event: Event, at: float, by: str) -> Feedback:
    """Return `one` as `event`, which names it, leaves it."""
    step, changes = _FOLDS[type(event)]
    if isinstance(event, e.FeedbackContacted) and not event.reached:
        step = "not_reached"
    trail = (*one.trail, Trace(step, at, by)) if step else one.trail
    return replace(one, trail=trail, **changes(one, event, by))


def _judged(_one: Feedback, event: e.FeedbackJudged, _by: str) -> dict[str, Any]:
    if event.answer_due is None:
        return {"satisfied": event.satisfied, "status": "closed", "closed_on": date.fromisoformat(event.day)}
    return {
        "satisfied": event.satisfied,
        "status": "accepted",
        "reopened": True,
        "answer_counts_on": None,
        "since": date.fromisoformat(event.day),
        "answer_due": date.fromisoformat(event.answer_due),
        "certain": event.certain,
    }


def _answered(one: Feedback, event: e.FeedbackAnswered, _by: str) -> dict[str, Any]:
    day = date.fromisoformat(event.day)
    thanked = one.kind == "praise"
    return {
        "answer_counts_on": AsOf(day, event.after_hours).counts_on,
        "status": "closed" if thanked else "answered",
        "closed_on": day if thanked else None,
    }


def _contacted(one: Feedback, event: e.FeedbackContacted, _by: str) -> dict[str, Any]:
    if one.contacted_on is not None:
        return {}
    on = AsOf(date.fromisoformat(event.day), event.after_hours)
    return {"contacted_on": on.day, "contact_counts_on": on.counts_on}


def _appeal_decided(_one: Feedback, event: e.AppealDecided, _by: str) -> dict[str, Any]:
    if not event.upheld:
        return {"appeal": "rejected"}
    return {"appeal": "upheld", "status": "closed", "closed_on": date.fromisoformat(event.day)}


_FOLDS: Mapping[type[Event], tuple[str, Callable[[Feedback, Any, str], dict[str, Any]]]] = {
    e.FeedbackAccepted: ("accept", lambda _, __, by: {"status": "accepted", "assigned_to": by}),
    e.FeedbackAssigned: ("assign", lambda _, event, __: {"assigned_to": event.staff}),
    e.FeedbackContacted: ("contact", _contacted),
    e.FeedbackPutRight: ("put_right", lambda _, event, __: {"put_right_on": date.fromisoformat(event.day)}),
    e.FeedbackAnswered: ("answer", _answered),
    e.FeedbackJudged: ("judge", _judged),
    e.FeedbackAppealed: ("appeal", lambda _, __, by: {"appeal": "open", "appealed_by": by}),
    e.AppealDecided: ("decide_appeal", _appeal_decided),
    e.FeedbackRead: ("read", lambda _, __, ___: {}),
    e.FeedbackForgotten: ("", lambda _, __, ___: {"details": False}),
}
