"""What is seen of feedback: by its visitor, by who follows it up, by the clerk whom it is about."""

from collections.abc import Mapping, Sequence
from datetime import date

from typing_extensions import TypedDict  # the type that pydantic can read on Python 3.11

from hall.feedback.comments import Comment
from hall.feedback.rules import FROM, answer_due, answer_state, call_back_due, call_back_state, contact_state, may
from hall.feedback.state import Feedback
from hall.paper.blocks import Slip
from hall.paper.slips import feedback_slip
from hall.plan.hours import OpeningHours
from hall.plan.plan import Plan
from hall.plan.workdays import AsOf, Workdays
from hall.queue.views.moment import moment
from hall.texts import Texts

UNSEEN = frozenset({"read", "assign", "appeal"})
"""Steps that are the hall's own business."""
NOT_BY_STAFF = frozenset({"judge"})


class FeedbackStep(TypedDict):
    """A step that was taken, and when."""

    step: str
    at: str


class OwnFeedback(TypedDict):
    """Feedback as its visitor sees it: nothing that names anybody.

    `answer` is None until there is one, and when its time is over; `contact_due` where no call is due. `contacted` is
    the day of the first call, `reached` whether any of them was answered. `provisional`: the answer's day may still
    move.
    """

    number: str
    kind: str
    status: str
    contact_due: str | None
    contacted: str | None
    reached: bool
    answer_due: str
    provisional: bool
    call_back_due: str | None
    answer: str | None
    put_right: str | None
    satisfied: bool | None
    appeal: str | None
    may_judge: bool
    steps: Sequence[FeedbackStep]


class AboutMe(TypedDict):
    """Feedback as the clerk sees it whom it is about: neither who gave it, nor their words, nor the score."""

    number: str
    kind: str
    status: str
    day: str
    reasons: Sequence[str]
    appeal: str | None
    may_appeal: bool


class FeedbackView(TypedDict):
    """Feedback as those see it who follow it up. States: ok, near_due, overdue; on_time or late once done."""

    number: str
    kind: str
    source: str
    status: str
    day: str
    service: str | None
    counter: str | None
    clerk: str | None
    score: int | None
    reasons: Sequence[str]
    anonymous: bool
    assigned_to: str | None
    contact_due: str | None
    contact_state: str | None
    answer_due: str
    answer_state: str | None
    call_back_due: str | None
    call_back_state: str | None
    provisional: bool
    put_right: bool
    satisfied: bool | None
    appeal: str | None
    steps: Sequence[str]
    """What may be done now."""


class CommentView(TypedDict):
    """What a visitor wrote beside a rating that is no low one."""

    day: str
    service: str | None
    counter: str | None
    clerk: str | None
    score: int
    text: str


class StaffStep(FeedbackStep):
    """A step, and which account took it."""

    by: str


class FeedbackRecord(FeedbackView):
    """Feedback with its words, as long as they are kept; what is not known any more is empty.

    `answer_before` is the first answer, where its visitor was answered once more.
    """

    ticket: str | None
    text: str
    contact: str
    about: str
    answer: str
    answer_before: str
    appeal_reason: str
    trail: Sequence[StaffStep]


def own_view(one: Feedback, words: Mapping[str, str], hours: OpeningHours, calendar: Workdays) -> OwnFeedback:
    """Return what its visitor sees."""
    due = answer_due(one, calendar)
    return OwnFeedback(
        number=one.id,
        kind=one.kind,
        status=one.status,
        contact_due=_day(one.contact_due),
        contacted=_day(one.contacted_on),
        reached=any(t.step == "contact" for t in one.trail),
        answer_due=due.on.isoformat(),
        provisional=not due.certain,
        call_back_due=_day(call_back_due(one, calendar)),
        answer=_newest_answer(words),
        put_right=_day(one.put_right_on),
        satisfied=one.satisfied,
        appeal=one.appeal,
        may_judge=may(one, "judge"),
        steps=[FeedbackStep(step=t.step, at=moment(hours, t.at)) for t in one.trail if t.step not in UNSEEN],
    )


def about_me(one: Feedback) -> AboutMe:
    """Return what the clerk sees."""
    return AboutMe(
        number=one.id,
        kind=one.kind,
        status=one.status,
        day=one.given_on.isoformat(),
        reasons=one.reasons,
        appeal=one.appeal,
        may_appeal=may(one, "appeal"),
    )


def feedback_view(one: Feedback, calendar: Workdays, as_of: AsOf) -> FeedbackView:
    """Return what is seen in the list."""
    due = answer_due(one, calendar)
    steps = [step for step in (*FROM, "decide_appeal") if may(one, step) and step not in NOT_BY_STAFF]
    return FeedbackView(
        number=one.id,
        kind=one.kind,
        source=one.source,
        status=one.status,
        day=one.given_on.isoformat(),
        service=one.service,
        counter=one.counter,
        clerk=one.clerk,
        score=one.score,
        reasons=one.reasons,
        anonymous=not one.contactable,
        assigned_to=one.assigned_to,
        contact_due=_day(one.contact_due),
        contact_state=contact_state(one, as_of, calendar),
        answer_due=due.on.isoformat(),
        answer_state=answer_state(one, as_of, calendar),
        call_back_due=_day(call_back_due(one, calendar)),
        call_back_state=call_back_state(one, as_of, calendar),
        provisional=not due.certain,
        put_right=one.put_right_on is not None,
        satisfied=one.satisfied,
        appeal=one.appeal,
        steps=[*steps, *(["call_back"] if may(one, "judge") else [])],
    )


def comment_view(one: Comment) -> CommentView:
    """Return what is seen by those who follow up."""
    left = one.left
    return CommentView(
        day=left.day, service=left.service, counter=left.counter, clerk=left.clerk, score=left.score, text=one.text
    )


def feedback_record(
    one: Feedback, words: Mapping[str, str], hours: OpeningHours, calendar: Workdays, as_of: AsOf
) -> FeedbackRecord:
    """Return all there is."""
    return FeedbackRecord(
        **feedback_view(one, calendar, as_of),
        ticket=one.ticket,
        text=words.get("text", ""),
        contact=words.get("contact", ""),
        about=words.get("about", ""),
        answer=_newest_answer(words) or "",
        answer_before=words.get("answer", "") if "answer_again" in words else "",
        appeal_reason=words.get("appeal", ""),
        trail=[StaffStep(step=t.step, at=moment(hours, t.at), by=t.by) for t in one.trail],
    )


def feedback_url(public_url: str, one: Feedback) -> str:
    """Return the address of its visitor's own page."""
    return f"{public_url}/f/{one.token}"


def receipt(texts: Texts, one: Feedback, plan: Plan, calendar: Workdays, url: str) -> Slip:
    """Return the paper that its visitor takes along."""
    due = answer_due(one, calendar)
    return feedback_slip(
        texts.everywhere("slip"),
        one.lang,
        hall=plan.name,
        kind=texts.section(one.lang, "feedback")[f"kind_{one.kind}"],
        number=one.id,
        given_at=plan.hours.local(one.trail[0].at),
        due=due.on,
        provisional=not due.certain,
        url=url,
    )


def _newest_answer(words: Mapping[str, str]) -> str | None:
    return words.get("answer_again") or words.get("answer")


def _day(day: date | None) -> str | None:
    return None if day is None else day.isoformat()
