"""What visitors said of the hall, for staff: taken down for them, followed up to the answer, appealed against."""

from collections.abc import Sequence
from typing import Annotated, Literal

from flask import Blueprint, Response
from pydantic import Field
from typing_extensions import TypedDict

from counter.panel.sessions import staff_view
from counter.panel.sign_in_page import for_staff
from hall.feedback.book import FeedbackBook
from hall.feedback.desk import meant
from hall.feedback.state import Feedback
from hall.feedback.views import (
    AboutMe,
    FeedbackRecord,
    FeedbackView,
    about_me,
    feedback_record,
    feedback_url,
    feedback_view,
    receipt,
)
from hall.journal.actor import Actor
from hall.journal.refusal import Forbidden, Wrong
from hall.paper.blocks import Slip
from hall.printing.office import Outcome, PrintOffice
from hall.staff.book import StaffBook
from hall.staff.state import Session
from hall.texts import FIRST_LANGUAGE
from hall.web.bodies import Body, actor, answer, body
from hall.web.context import Context
from hall.web.guard import Guard
from hall.web.languages import Language, known_language
from hall.web.openapi import Operation, operation

PROBLEMS = (400, 401, 403, 404, 409, 413, 422, 503)
LISTED = 200
"""A list names so many; the count tells of all."""
Words = Annotated[str, Field(max_length=2000)]


class TakeDown(Body):
    """What a visitor said to somebody of the staff; words, and what names the visitor, are kept in the vault alone."""

    text: Words
    kind: Literal["complaint", "suggestion", "praise"]
    about: Annotated[str, Field(max_length=200)] = ""
    contact: Annotated[str, Field(max_length=100)] = ""
    lang: Language = FIRST_LANGUAGE


class Said(Body):
    """An answer, or a reason."""

    text: Words


class TakenDown(FeedbackView):
    """With its receipt: `url` is the visitor's page. `printing` is False when no paper will come out."""

    token: str
    url: str
    printing: bool


class FeedbackList(TypedDict):
    """What is not closed, or has an appeal to be decided, the next due first.

    `count` tells of all, `overdue` of those that wait too long.
    """

    count: int
    overdue: int
    feedback: Sequence[FeedbackView]


def follows_up(context: Context, number: str | None = None) -> Actor:
    """Return who asks. Raises Forbidden for whoever may not, and for those whose work it is about."""
    me = context[Guard].session("follow_up").staff.id
    if number is not None and context[FeedbackBook].numbered(number).is_about(me):
        raise Forbidden("feedback_own", feedback=number)
    return actor(me)


def blueprint(context: Context) -> Blueprint:
    """Return the routes."""
    routes = Blueprint("feedback_api", __name__, url_prefix="/api/v1/feedback")
    book, guard = context[FeedbackBook], context[Guard]

    def view(one: Feedback) -> FeedbackView:
        return feedback_view(one, book.calendar, book.as_of())

    @routes.get("")
    @operation(Operation("What is to be followed up.", {200: FeedbackList}, problems=(401, 403), needs="staff"))
    def listed() -> Response:
        me = follows_up(context).by
        there = [one for one in book.open() if not one.is_about(me)]
        views = [view(one) for one in there[:LISTED]]
        return answer(FeedbackList(count=len(there), overdue=book.overdue(), feedback=views))

    @routes.get("/mine")
    @operation(
        Operation(
            "What is open about my own work: not who said it, nor how.",
            {200: list[AboutMe]},
            problems=(401, 403),
            needs="staff",
        )
    )
    def mine() -> Response:
        me = guard.session().staff.id
        return answer([about_me(one) for one in book.about_clerk(me)])

    @routes.post("")
    @operation(
        Operation("Take down what a visitor says.", {201: TakenDown}, problems=PROBLEMS, body=TakeDown, needs="staff")
    )
    def take_down() -> Response:
        by, asked = actor(guard.session("assist").staff.id), body(TakeDown)
        known_language(context, asked.lang)
        words = {name: getattr(asked, name).strip() for name in ("text", "about", "contact")}
        if not words["text"]:
            raise Wrong("feedback_text_missing", field="text")
        about = context.desk.look(lambda day, _: meant(day, None, words["about"]))
        one = book.give(by, asked.kind, "staff", asked.lang, about, words)
        url = feedback_url(context.configuration.file.hall.public_url, one)

        def slip() -> Slip:
            return receipt(context.texts, one, context.desk.plan, book.calendar, url)

        printing = context[PrintOffice].print(f"feedback {one.id}", slip) is not Outcome.NOT
        return answer(TakenDown(**view(one), token=one.token, url=url, printing=printing), 201)

    @routes.get("/<number>")
    @operation(
        Operation(
            "All of one, with words and contact; that it was read is put on record.",
            {200: FeedbackRecord},
            problems=(401, 403, 404, 503),
            needs="staff",
        )
    )
    def record(number: str) -> Response:
        one, words = book.read(follows_up(context, number), number)
        return answer(feedback_record(one, words, context.desk.hours, book.calendar, book.as_of()))

    @routes.post("/<number>/appeal")
    @operation(
        Operation(
            "Say that it is mistaken: whom it is about, or who follows it up.",
            {200: AboutMe},
            problems=PROBLEMS,
            body=Said,
            needs="staff",
        )
    )
    def appeal(number: str) -> Response:
        session = guard.session("see")
        one = book.numbered(number)
        if not one.is_about(session.staff.id) and not session.staff.may("follow_up"):
            raise Forbidden("feedback_not_yours", feedback=number)
        return answer(about_me(book.appeal(actor(session.staff.id), number, body(Said).text.strip())))

    return routes


def pages(context: Context) -> Blueprint:
    """Return the page on which it is followed up; those who only serve see what is about themselves."""
    routes = Blueprint("feedback_page", __name__)

    @routes.get("/counter/feedback")
    @for_staff(context, "manager.feedback")
    def page(session: Session) -> str:
        staff, plan = context[StaffBook].everybody(), context.desk.plan
        return context.page(
            "manager/feedback.html",
            ("counter", "manager", "feedback", "followup", "rating"),
            staff=staff_view(session),
            may=sorted(session.staff.permissions),
            csrf=session.csrf,
            today=context.desk.today().isoformat(),
            staff_names={s.id: s.name for s in staff},
            follow_up=[s.id for s in staff if s.may("follow_up") and not s.disabled],
            service_names=context.desk.look(lambda day, _: dict(day.names)),
            counter_names={c.id: c.name for c in plan.counters.values()},
        )

    return routes
