"""What visitors say of the hall, and read of what came of it: on the phone, or at a kiosk with a paper to keep."""

import time
from typing import Annotated, Literal

from flask import Blueprint, Response, request
from pydantic import Field
from typing_extensions import TypedDict

from hall.feedback.book import FeedbackBook
from hall.feedback.desk import meant
from hall.feedback.state import Feedback
from hall.feedback.views import OwnFeedback, feedback_url, own_view, receipt
from hall.journal.refusal import TooMany, Unknown, Wrong
from hall.paper.blocks import Slip
from hall.printing.office import Outcome, PrintOffice
from hall.texts import FIRST_LANGUAGE
from hall.web.bodies import Body, actor, answer, body
from hall.web.budget import Addresses
from hall.web.context import Context
from hall.web.guard import Guard
from hall.web.languages import Language, known_language
from hall.web.openapi import Operation, operation
from hall.web.qr import qr_code
from kiosk.phone.gone import gone_page

AT_ONCE, AGAIN_S = 30, 10
"""From one address, behind which all phones of the hall may be: so many at once, and one more after so many seconds."""
WORDS = 2000


class GiveFeedback(Body):
    """What a visitor has to say. `about` is a number, a counter or anything; `ticket` the token of the own one.

    Everything that may name a person is kept in the vault alone. `paper`: at a kiosk, with a receipt from `printer`.
    """

    text: Annotated[str, Field(max_length=WORDS)]
    kind: Literal["complaint", "suggestion", "praise"] = "complaint"
    about: Annotated[str, Field(max_length=200)] = ""
    contact: Annotated[str, Field(max_length=100)] = ""
    ticket: Annotated[str, Field(max_length=64)] | None = None
    lang: Language = FIRST_LANGUAGE
    paper: bool = False
    printer: Annotated[str, Field(max_length=32)] | None = None


class Judgement(Body):
    """Whether the answer will do."""

    satisfied: bool


class GivenFeedback(TypedDict):
    """The receipt: `url` is the page on which its holder reads what came of it. `printing`: a paper will come out."""

    token: str
    url: str
    number: str
    printing: bool


def url_of(context: Context, one: Feedback) -> str:
    """Return the address of its visitor's own page."""
    return feedback_url(context.configuration.file.hall.public_url, one)


def blueprint(context: Context) -> Blueprint:
    """Return the routes and the pages."""
    routes, book = Blueprint("feedback", __name__), context[FeedbackBook]
    heard = Addresses((AT_ONCE, 1 / AGAIN_S), (AT_ONCE * 64 * 1024, 64 * 1024))

    def view(one: Feedback) -> OwnFeedback:
        return own_view(one, book.words(one), context.desk.hours, book.calendar)

    @routes.post("/api/v1/complaints")
    @operation(
        Operation(
            "Say something of the hall: a complaint, a suggestion or praise.",
            {201: GivenFeedback},
            problems=(400, 403, 413, 422, 429, 503),
            body=GiveFeedback,
        )
    )
    def give() -> Response:
        asked = body(GiveFeedback)
        if asked.paper:
            context[Guard].kiosk()
        elif not heard.spend(request.remote_addr or "", 0, time.monotonic()):
            raise TooMany("feedback_throttled", retry_after_s=AGAIN_S)
        one = given(context, asked, "kiosk" if asked.paper else "visitor")
        printing = asked.paper and _print(context, one, asked.printer)
        return answer(GivenFeedback(token=one.token, url=url_of(context, one), number=one.id, printing=printing), 201)

    @routes.get("/api/v1/complaints/<token>")
    @operation(Operation("What came of it, for whoever said it.", {200: OwnFeedback}, problems=(404,)))
    def own(token: str) -> Response:
        return answer(view(book.by_token(token)))

    @routes.post("/api/v1/complaints/<token>/judgement")
    @operation(
        Operation(
            "Say whether the answer will do; if not, there will be one more.",
            {200: OwnFeedback},
            problems=(400, 404, 409, 413, 422, 503),
            body=Judgement,
        )
    )
    def judge(token: str) -> Response:
        return answer(view(book.judge(actor("visitor"), token, satisfied=body(Judgement).satisfied)))

    return routes


def pages(context: Context) -> Blueprint:
    """Return the form, and the page of what came of it."""
    routes, book = Blueprint("feedback_pages", __name__), context[FeedbackBook]

    def form(ticket: str | None) -> str:
        return context.page("phone/feedback-form.html", ("feedback",), ticket=ticket)

    @routes.get("/feedback")
    def without_ticket() -> str:
        return form(None)

    @routes.get("/feedback/qr.svg")
    def form_qr() -> Response:
        """The QR code of the form, for screens."""
        return qr_code(f"{context.configuration.file.hall.public_url}/feedback")

    @routes.get("/t/<token>/feedback")
    def of_ticket(token: str) -> str:
        return form(token)

    @routes.get("/f/<token>")
    def page(token: str) -> tuple[str, int]:
        try:
            one = book.by_token(token)
        except Unknown:
            return gone_page(context, "feedback")
        seen = own_view(one, book.words(one), context.desk.hours, book.calendar)
        now = f"{context.desk.hours.local(context.desk.look(lambda _, now: now)):%Y-%m-%d %H:%M}"
        return context.page("phone/feedback.html", ("feedback",), token=token, feedback=seen, now=now), 200

    @routes.get("/f/<token>/qr.svg")
    def qr(token: str) -> Response:
        """The QR code of that page, for screens."""
        return qr_code(url_of(context, book.by_token(token)))

    return routes


def given(context: Context, asked: GiveFeedback, by: str) -> Feedback:
    """Write down what was said. Raises Wrong when nothing was."""
    known_language(context, asked.lang)
    if not asked.text.strip():
        raise Wrong("feedback_text_missing", field="text")
    words = {name: getattr(asked, name).strip() for name in ("text", "about", "contact")}
    about = context.desk.look(lambda day, _: meant(day, asked.ticket, words["about"]))
    source: Literal["kiosk", "phone"] = "kiosk" if asked.paper else "phone"
    return context[FeedbackBook].give(actor(by), asked.kind, source, asked.lang, about, words)


def _print(context: Context, one: Feedback, printer: str | None) -> bool:
    """Have the receipt printed, once; False when no paper comes out."""

    def slip() -> Slip:
        return receipt(context.texts, one, context.desk.plan, context[FeedbackBook].calendar, url_of(context, one))

    return context[PrintOffice].print(f"feedback {one.id}", slip, printer) is not Outcome.NOT
