"""Cases (办件) for staff: accepted at a counter, taken step by step to their end."""

from collections.abc import Mapping, Sequence
from typing import Annotated
from uuid import uuid4

from flask import Blueprint, Response
from pydantic import Field
from typing_extensions import TypedDict

from counter.panel.decisions import print_decision, remedies
from counter.panel.handed_out import place_at
from counter.panel.receipts import case_name, print_receipt, receipt_url
from hall.cases.book import CaseBook
from hall.cases.figures import ON_TIME_GOAL, CaseFigures
from hall.cases.rules import Grounds, Outcome, Ruling, receipt_code
from hall.cases.state import Case
from hall.cases.views import CaseView, case_view
from hall.guides.library import Library
from hall.journal.actor import Actor
from hall.journal.refusal import Wrong
from hall.web.bodies import Body, Empty, actor, answer, body
from hall.web.context import Context
from hall.web.guard import Guard
from hall.web.openapi import Operation, operation
from hall.web.opening.cases import left_behind
from hall.web.telephone import MaybeTelephone

PROBLEMS = (400, 401, 403, 404, 409, 413, 422, 503)
LISTED = 200
"""A list names so many cases; the figures tell of all."""


Words = Annotated[str, Field(max_length=1000)]


class AcceptCase(Body):
    """What is accepted: a guide's matter, in fewer `workdays` than it promises if so said, or decided on the spot.

    A refusal has its `grounds`, and `words` that say more of them and are told to the visitor.
    `received`: the guide's materials, by id, that were handed in; left out, the receipt has boxes to tick by hand.
    `applicant`, `phone` and `remark` may name a person and are kept in the vault alone.
    """

    guide: Annotated[str, Field(max_length=64)]
    workdays: Annotated[int, Field(ge=0, le=365)] | None = None
    outcome: Outcome | None = None
    grounds: Grounds | None = None
    words: Words = ""
    handed_over: bool = False
    received: Annotated[list[Annotated[str, Field(max_length=64)]], Field(max_length=60)] | None = None
    applicant: Annotated[str, Field(max_length=100)] = ""
    phone: MaybeTelephone = ""
    remark: Annotated[str, Field(max_length=1000)] = ""


class SearchCases(Body):
    """A name or a telephone number, or a part of it."""

    applicant: Annotated[str, Field(max_length=100)]


class AcceptedCase(CaseView):
    """A case with its receipt: `url` is its page, in the QR code. `printing` is False when no paper will come out."""

    url: str
    code: str
    printing: bool


class Figures(TypedDict):
    """The hall's open cases by how they stand, and by who answers for them.

    `on_time` is a share of those decided in the last 90 days and those overdue, None without any.
    `wishes` are those whose promised day somebody wants put off.
    """

    version: int
    due: Mapping[str, int]
    by_staff: Mapping[str, Mapping[str, int]]
    wishes: int
    ready: int
    decided: int
    on_time: float | None
    on_time_goal: float


class Cases(TypedDict):
    """Every case that is not done, the next due first; `count` tells of all."""

    figures: Figures
    count: int
    cases: Sequence[CaseView]


def figures_view(figures: CaseFigures) -> Figures:
    """Return the hall's figures."""
    return Figures(
        version=figures.number,
        due=figures.due,
        by_staff=figures.by_staff,
        wishes=figures.wishes,
        ready=figures.ready,
        decided=figures.decided,
        on_time=figures.on_time,
        on_time_goal=ON_TIME_GOAL,
    )


def staff_view(context: Context, case: Case) -> CaseView:
    """Return a case as staff see it now."""
    book = context[CaseBook]
    return case_view(case, case_name(context, case), context.desk.hours, book.calendar, book.as_of())


def with_receipt(context: Context, case: Case, *, printing: bool) -> AcceptedCase:
    """Return a case with its receipt, and whether what is due on paper comes out."""
    url, code = receipt_url(context, case), receipt_code(case.token)
    return AcceptedCase(**staff_view(context, case), url=url, code=code, printing=printing)


def blueprint(context: Context) -> Blueprint:
    """Return the routes."""
    routes = Blueprint("cases", __name__, url_prefix="/api/v1")
    book = context[CaseBook]

    def who() -> Actor:
        return actor(context[Guard].session().staff.id)

    @routes.post("/counters/<counter>/cases")
    @operation(
        Operation(
            "Accept a case at the counter, and print its receipt.",
            {201: AcceptedCase},
            problems=PROBLEMS,
            body=AcceptCase,
            needs="staff",
        )
    )
    def accept(counter: str) -> Response:
        by, asked = who(), body(AcceptCase)
        if asked.outcome is None and (asked.grounds is not None or asked.words):
            raise Wrong("case_grounds_unasked", field="grounds")
        words = asked.words.strip()
        said = {"applicant": asked.applicant, "phone": asked.phone, "remark": asked.remark}
        details = {name: text.strip() for name, text in said.items()}
        case = book.accept(
            by,
            lambda: context[Library].guide(asked.guide),
            place_at(context, counter, by.by),
            asked.workdays,
            Ruling(asked.outcome, asked.grounds, bool(words), remedies(context)) if asked.outcome is not None else None,
            details,
            words=words,
            handed_over=asked.handed_over,
            received=asked.received,
        )
        handed = not asked.handed_over or print_decision(context, case)
        return answer(with_receipt(context, case, printing=print_receipt(context, case) and handed), 201)

    def listed(cases: Sequence[Case]) -> Response:
        views = [staff_view(context, case) for case in cases[:LISTED]]
        return answer(Cases(figures=figures_view(book.figures()), count=len(cases), cases=views))

    @routes.get("/cases")
    @operation(Operation("The cases that are not done.", {200: Cases}, problems=(401, 403), needs="staff"))
    def everyones() -> Response:
        who()
        return listed(book.pending())

    @routes.get("/cases/mine")
    @operation(Operation("Those of them that I answer for.", {200: Cases}, problems=(401, 403), needs="staff"))
    def mine() -> Response:
        me = who().by
        return listed([case for case in book.pending() if case.owner == me])

    @routes.get("/cases/unsettled")
    @operation(
        Operation(
            "Those whose promised day somebody wants put off, and those of whoever has left.",
            {200: Cases},
            problems=(401, 403),
            needs="staff",
        )
    )
    def unsettled() -> Response:
        context[Guard].session("decide")
        left = left_behind(context)
        return listed([case for case in book.pending() if case.wish is not None or case.owner in left])

    @routes.post("/case-searches")
    @operation(
        Operation(
            "The cases of an applicant, by name or telephone; that they were read is put on record.",
            {200: Cases},
            problems=PROBLEMS,
            body=SearchCases,
            needs="staff",
        )
    )
    def search() -> Response:
        by = actor(context[Guard].session("decide").staff.id)
        return listed(book.search(by, body(SearchCases).applicant))

    @routes.post("/case-numbers/<case>/reprint")
    @operation(Operation("Print the receipt again.", {200: AcceptedCase}, problems=PROBLEMS, body=Empty, needs="staff"))
    def reprint(case: str) -> Response:
        by = who()
        body(Empty)
        found, again = book.numbered(case), by.key or uuid4().hex
        both = print_receipt(context, found, again), print_decision(context, found, again)
        return answer(with_receipt(context, found, printing=all(both)))

    return routes
