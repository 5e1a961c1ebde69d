"""Feedback step by step: accepted, assigned, the visitor called, put right, answered, called back; appeals decided."""

from collections.abc import Callable
from typing import Annotated

from flask import Blueprint, Response
from pydantic import Field

from counter.manager.feedback import PROBLEMS, Said, follows_up
from hall.feedback.book import FeedbackBook
from hall.feedback.state import Feedback
from hall.feedback.views import FeedbackView, feedback_view
from hall.journal.actor import Actor
from hall.journal.refusal import Wrong
from hall.staff.book import StaffBook
from hall.web.bodies import Body, Empty, answer, body
from hall.web.context import Context
from hall.web.openapi import Operation, operation


class Assign(Body):
    """To whom."""

    staff: Annotated[str, Field(max_length=64)]


class Contacted(Body):
    """Whether somebody answered the call."""

    reached: bool


class CalledBack(Body):
    """What the visitor thinks of the answer; null where nobody was reached."""

    satisfied: bool | None


class AppealDecision(Body):
    """Whether the feedback was mistaken."""

    upheld: bool


def blueprint(context: Context) -> Blueprint:
    """Return the routes."""
    routes = Blueprint("feedback_steps", __name__, url_prefix="/api/v1/feedback")
    book = context[FeedbackBook]

    def step(path: str, told: str, kind: type[Body], does: Callable[[Actor, str], Feedback]) -> None:
        """Add a step's route."""

        @routes.post(f"/<number>/{path}", endpoint=path)
        @operation(Operation(told, {200: FeedbackView}, problems=PROBLEMS, body=kind, needs="staff"))
        def take(number: str) -> Response:
            one = does(follows_up(context, number), number)
            return answer(feedback_view(one, book.calendar, book.as_of()))

    def accept(by: Actor, number: str) -> Feedback:
        body(Empty)
        return book.accept(by, number)

    def assign(by: Actor, number: str) -> Feedback:
        to = body(Assign).staff
        staff = context[StaffBook].get(to)
        if staff is None or staff.disabled or not staff.may("follow_up") or book.numbered(number).is_about(to):
            raise Wrong("feedback_assign_to", field="staff", staff=to)
        return book.assign(by, number, to)

    def put_right(by: Actor, number: str) -> Feedback:
        body(Empty)
        return book.put_right(by, number)

    step("accept", "Take it over.", Empty, accept)
    step("assign", "Have somebody else follow it up.", Assign, assign)
    step(
        "contact",
        "Say that the visitor was called.",
        Contacted,
        lambda by, number: book.contact(by, number, reached=body(Contacted).reached),
    )
    step("put-right", "Say that what was wrong is put right.", Empty, put_right)
    step("answer", "Answer the visitor.", Said, lambda by, number: book.answer(by, number, body(Said).text.strip()))
    step(
        "call-back",
        "Say what the visitor, called back, thinks of the answer.",
        CalledBack,
        lambda by, number: book.call_back(by, number, satisfied=body(CalledBack).satisfied),
    )
    step(
        "appeal-decision",
        "Decide about an appeal that somebody else made.",
        AppealDecision,
        lambda by, number: book.decide_appeal(by, number, upheld=body(AppealDecision).upheld),
    )

    return routes
