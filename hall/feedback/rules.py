"""What may be done with feedback, and by when. Pure.

It goes given → accepted → answered → closed. Whoever is not satisfied with the answer gets one more, within the limit
anew. Commands look at it, return the events that follow and change nothing.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from hall.feedback import events as e
from hall.feedback.state import Feedback, Kind, Source, Status
from hall.journal.entry import Event
from hall.journal.refusal import Illegal, Wrong
from hall.plan.workdays import AsOf, Deadline, Workdays, workdays_between

CONTACT_WORKDAYS = 1
"""Within so many working days somebody calls whoever left a number and is not content, as the national rules for
ratings (好差评) have it."""
NEAR_WORKDAYS = 1
"""An answer is near its due day with so many working days left; a call is on the day itself."""
CALL_BACK_WORKDAYS = 5
"""Within so many working days of an answer somebody asks whoever left a number whether it will do (回访)."""
UNJUDGED_DAYS = 30
"""Whoever has said nothing of an answer for so many days has nothing to add: its words are not kept for ever."""
DISCONTENT: frozenset[str] = frozenset({"low_rating", "complaint"})
"""What somebody must be called about, and what may be appealed against."""

Due = Literal["ok", "near_due", "overdue", "on_time", "late"]
Events = tuple[Event, ...]

FROM: Mapping[str, frozenset[Status]] = {
    "accept": frozenset({"given"}),
    "assign": frozenset({"accepted"}),
    "contact": frozenset({"accepted", "answered"}),
    "put_right": frozenset({"accepted", "answered"}),
    "answer": frozenset({"accepted"}),
    "judge": frozenset({"answered"}),
    "appeal": frozenset({"given", "accepted", "answered"}),
}
"""Each step, and the states in which it may be taken."""


@dataclass(frozen=True, slots=True)
class About:
    """What it is about, as far as is known: a visit, a service, a counter, a clerk, all who handled it."""

    ticket: str | None = None
    service: str | None = None
    visitor_class: str | None = None
    counter: str | None = None
    clerk: str | None = None
    score: int | None = None
    reasons: tuple[str, ...] = ()
    handled_by: tuple[str, ...] = ()


NOBODY = About()


def give(
    number: str,
    token: str,
    kind: Kind,
    source: Source,
    lang: str,
    about: About,
    today: date,
    calendar: Workdays,
    answer_workdays: int,
    *,
    contactable: bool,
) -> Events:
    """Write down what a visitor said, with the days on which a call and an answer are due."""
    answer = calendar.deadline(today, answer_workdays)
    call = calendar.deadline(today, CONTACT_WORKDAYS).on if contactable and kind in DISCONTENT else None
    return (
        e.FeedbackGiven(
            number,
            token,
            kind,
            source,
            today.isoformat(),
            lang,
            contactable,
            None if call is None else call.isoformat(),
            answer_workdays,
            answer.on.isoformat(),
            answer.certain,
            about.ticket,
            about.service,
            about.visitor_class,
            about.counter,
            about.clerk,
            about.score,
            about.reasons,
            about.handled_by,
        ),
    )


def may(one: Feedback, step: str) -> bool:
    """Return whether the step can be taken now, by somebody at least."""
    if step == "decide_appeal":
        return one.appeal == "open"
    if step == "appeal" and (one.kind not in DISCONTENT or one.appeal is not None):
        return False
    if step == "contact" and not one.contactable:
        return False
    return one.status in FROM[step]


def accept(one: Feedback) -> Events:
    """Take it over."""
    _require(one, "accept")
    return (e.FeedbackAccepted(one.id),)


def assign(one: Feedback, staff: str) -> Events:
    """Have `staff` follow it up; nothing follows where they do already."""
    _require(one, "assign")
    return () if staff == one.assigned_to else (e.FeedbackAssigned(one.id, staff),)


def contact(one: Feedback, as_of: AsOf, *, reached: bool) -> Events:
    """Say that the visitor was called."""
    _require(one, "contact")
    return (e.FeedbackContacted(one.id, reached, as_of.day.isoformat(), as_of.closed),)


def put_right(one: Feedback, as_of: AsOf) -> Events:
    """Say that what was wrong is put right, once."""
    _require(one, "put_right")
    if one.put_right_on is not None:
        raise Illegal("feedback_put_right_already", feedback=one.id)
    return (e.FeedbackPutRight(one.id, as_of.day.isoformat(), as_of.closed),)


def answer(one: Feedback, text: str, as_of: AsOf) -> Events:
    """Answer the visitor."""
    _require(one, "answer")
    if not text:
        raise Wrong("feedback_text_missing", field="text")
    return (e.FeedbackAnswered(one.id, as_of.day.isoformat(), as_of.closed),)


def judge(one: Feedback, today: date, calendar: Workdays, *, satisfied: bool | None, called: bool) -> Events:
    """Say what the visitor thinks of the answer. Whoever is not satisfied is answered once more."""
    _require(one, "judge")
    day = today.isoformat()
    if satisfied is not False or one.reopened:
        return (e.FeedbackJudged(one.id, satisfied, called, day),)
    again = calendar.deadline(today, one.answer_workdays)
    return (e.FeedbackJudged(one.id, satisfied, called, day, again.on.isoformat(), again.certain),)


def appeal(one: Feedback, reason: str) -> Events:
    """Say that it is mistaken, once."""
    if one.kind not in DISCONTENT:
        raise Illegal("feedback_nothing_to_appeal", feedback=one.id)
    if one.appeal is not None:
        raise Illegal("feedback_appealed_already", feedback=one.id)
    _require(one, "appeal")
    if not reason:
        raise Wrong("feedback_text_missing", field="text")
    return (e.FeedbackAppealed(one.id),)


def decide_appeal(one: Feedback, by: str, today: date, *, upheld: bool) -> Events:
    """Decide about an appeal: neither who made it may, nor whom the feedback is about."""
    if one.appeal != "open":
        raise Illegal("feedback_no_appeal", feedback=one.id)
    if by == one.appealed_by or one.is_about(by):
        raise Illegal("feedback_own_appeal", feedback=one.id)
    return (e.AppealDecided(one.id, upheld, today.isoformat()),)


def answer_due(one: Feedback, calendar: Workdays) -> Deadline:
    """Return the day by which an answer is due; counted anew while the holidays before it were not published."""
    return Deadline(one.answer_due, certain=True) if one.certain else calendar.deadline(one.since, one.answer_workdays)


def contact_state(one: Feedback, as_of: AsOf, calendar: Workdays) -> Due | None:
    """Return how it stands with the call; None where none is due."""
    if one.contact_due is None or (one.contact_counts_on is None and one.status == "closed"):
        return None
    return _state(one.contact_due, one.contact_counts_on, as_of, calendar, near=0)


def answer_state(one: Feedback, as_of: AsOf, calendar: Workdays) -> Due | None:
    """Return how it stands with the answer; None where none is due any more."""
    if one.answer_counts_on is None and one.status == "closed":
        return None
    return _state(answer_due(one, calendar).on, one.answer_counts_on, as_of, calendar, near=NEAR_WORKDAYS)


def call_back_due(one: Feedback, calendar: Workdays) -> date | None:
    """Return the day by which the visitor is to be called back; None where nobody is, or they have judged already.

    When the words have had their time nobody knows the number any more.
    """
    answered = one.answer_counts_on if one.status == "answered" else None
    if answered is None or one.kind not in DISCONTENT or not one.contactable or not one.details:
        return None
    return calendar.deadline(answered, CALL_BACK_WORKDAYS).on


def call_back_state(one: Feedback, as_of: AsOf, calendar: Workdays) -> Due | None:
    """Return how it stands with the call back; None where none is due."""
    due = call_back_due(one, calendar)
    return None if due is None else _state(due, None, as_of, calendar, near=NEAR_WORKDAYS)


def is_overdue(one: Feedback, as_of: AsOf, calendar: Workdays) -> bool:
    """Return whether a call, an answer or a call back should have come by now and has not."""
    states = (contact_state, answer_state, call_back_state)
    return any(state(one, as_of, calendar) == "overdue" for state in states)


def next_due(one: Feedback, calendar: Workdays) -> date | None:
    """Return the next day by which something is to be done; None where nothing is due any more."""
    dues = (
        one.contact_due if one.contacted_on is None and one.status != "closed" else None,
        None if one.status in {"answered", "closed"} else answer_due(one, calendar).on,
        call_back_due(one, calendar),
    )
    return min((due for due in dues if due is not None), default=None)


def forget_after(one: Feedback, keep_days: int) -> int | None:
    """Return the ordinal of the last day on which words are kept; None as long as something is to be done.

    An answer that nobody judges within `UNJUDGED_DAYS` is taken for the end.
    """
    if one.appeal == "open":
        return None
    if one.status == "answered" and one.answer_counts_on is not None:
        return one.answer_counts_on.toordinal() + UNJUDGED_DAYS + keep_days
    return None if one.closed_on is None else one.closed_on.toordinal() + keep_days


def _state(due: date, done: date | None, as_of: AsOf, calendar: Workdays, *, near: int) -> Due:
    if done is not None:
        return "on_time" if done <= due else "late"
    if as_of.counts_on > due:
        return "overdue"
    return "near_due" if workdays_between(as_of.day, due, calendar.is_workday) <= near else "ok"


def _require(one: Feedback, step: str) -> None:
    if step == "contact" and not one.contactable:
        raise Illegal("feedback_anonymous", feedback=one.id)
    if one.status not in FROM[step]:
        raise Illegal(f"feedback_{one.status}", feedback=one.id)
