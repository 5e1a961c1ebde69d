"""Cases (办件) step by step: reviewed, decided, prolonged, withdrawn, collected against the receipt."""

from typing import Annotated

from flask import Blueprint, Response
from pydantic import Field

from counter.panel.receipts import case_name
from hall.cases.book import CaseBook
from hall.cases.rules import PROLONG_MOST_WORKDAYS, Case, Outcome, Reason
from hall.cases.views import CaseView, case_view
from hall.journal.actor import Actor
from hall.web.bodies import Body, Empty, actor, answer, body
from hall.web.context import Context
from hall.web.guard import Guard
from hall.web.openapi import Operation, operation

PROBLEMS = (400, 401, 403, 404, 409, 413, 422, 503)


class DecideCase(Body):
    """How it ends."""

    outcome: Outcome


class ProlongCase(Body):
    """By how many working days, and the reason that is told."""

    workdays: Annotated[int, Field(ge=1, le=PROLONG_MOST_WORKDAYS)]
    reason: Reason


class CollectCase(Body):
    """The receipt: its token from the QR code, or the code that is printed on it."""

    receipt: Annotated[str, Field(min_length=1, max_length=64)]


class CaseRecord(CaseView):
    """A case with what names its applicant, as long as that is kept."""

    applicant: str
    phone: str
    remark: str


def blueprint(context: Context) -> Blueprint:
    """Return the routes."""
    routes = Blueprint("case_steps", __name__, url_prefix="/api/v1/case-numbers/<case>")
    book = context[CaseBook]

    def who() -> Actor:
        return actor(context[Guard].session().staff.id)

    def view(case: Case) -> CaseView:
        return case_view(case, case_name(context, case), context.desk.hours, book.calendar, book.today())

    @routes.get("/record")
    @operation(Operation("One case, with its applicant.", {200: CaseRecord}, problems=(401, 403, 404), needs="staff"))
    def record(case: str) -> Response:
        who()
        found = book.numbered(case)
        kept = book.details(found)
        named = {name: kept.get(name, "") for name in ("applicant", "phone", "remark")}
        return answer(
            CaseRecord(**view(found), applicant=named["applicant"], phone=named["phone"], remark=named["remark"])
        )

    @routes.post("/review")
    @operation(Operation("Begin the review.", {200: CaseView}, problems=PROBLEMS, body=Empty, needs="staff"))
    def review(case: str) -> Response:
        by = who()
        body(Empty)
        return answer(view(book.review(by, case)))

    @routes.post("/decide")
    @operation(Operation("Decide.", {200: CaseView}, problems=PROBLEMS, body=DecideCase, needs="staff"))
    def decide(case: str) -> Response:
        return answer(view(book.decide(who(), case, body(DecideCase).outcome)))

    @routes.post("/prolong")
    @operation(
        Operation(
            "Put the promised day off, once.", {200: CaseView}, problems=PROBLEMS, body=ProlongCase, needs="staff"
        )
    )
    def prolong(case: str) -> Response:
        by, asked = who(), body(ProlongCase)
        return answer(view(book.prolong(by, case, asked.workdays, asked.reason)))

    @routes.post("/withdraw")
    @operation(Operation("The visitor takes it back.", {200: CaseView}, problems=PROBLEMS, body=Empty, needs="staff"))
    def withdraw(case: str) -> Response:
        by = who()
        body(Empty)
        return answer(view(book.withdraw(by, case)))

    @routes.post("/collect")
    @operation(
        Operation(
            "Hand the outcome over against the receipt.",
            {200: CaseView},
            problems=PROBLEMS,
            body=CollectCase,
            needs="staff",
        )
    )
    def collect(case: str) -> Response:
        by, asked = who(), body(CollectCase)
        return answer(view(book.collect(by, case, asked.receipt)))

    return routes
