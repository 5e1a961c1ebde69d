"""Cases (办件) step by step: reviewed, put off, suspended, decided, corrected, collected against the receipt."""

from collections.abc import Callable
from typing import Annotated

from flask import Blueprint, Response
from pydantic import Field

from counter.panel.cases import PROBLEMS, AcceptedCase, Words, staff_view, with_receipt
from counter.panel.decisions import print_decision, remedies
from hall.cases.book import CaseBook
from hall.cases.desk import CaseDesk, Hand
from hall.cases.rules import PROLONG_MOST_WORKDAYS, Grounds, Mistake, Outcome, Pause, Reason, Ruling
from hall.cases.state import Case
from hall.cases.views import CaseView
from hall.staff.book import StaffBook
from hall.web.bodies import Body, Empty, Read, actor, answer, body
from hall.web.context import Context
from hall.web.guard import Guard
from hall.web.openapi import Operation, operation


class DecideCase(Body):
    """How it ends; a refusal has its `grounds`, and `words` that say more of them and are told to the visitor."""

    outcome: Outcome
    grounds: Grounds | None = None
    words: Words = ""


class CorrectCase(DecideCase):
    """How it should have ended, and what was wrong with the decision before."""

    mistake: Mistake


class ProlongCase(Body):
    """By how many working days, and the reason that is told."""

    workdays: Annotated[int, Field(ge=1, le=PROLONG_MOST_WORKDAYS)]
    reason: Reason


class SettleProlonging(Body):
    """Whether the promised day is put off as it was asked."""

    approved: bool


class SuspendCase(Body):
    """Why the limit stands still, with `words` that say more and are told to the visitor."""

    reason: Pause
    words: Words = ""


class AssignCase(Body):
    """Who answers for it from now on."""

    staff: Annotated[str, Field(max_length=64)]


class CollectCase(Body):
    """The receipt: its token from the QR code, or the code that is printed on it."""

    receipt: Annotated[str, Field(min_length=1, max_length=64)]


class CaseRecord(CaseView):
    """A case with what names its applicant, as long as that is kept; `words` came with how it stands."""

    applicant: str
    phone: str
    remark: str
    words: str


def blueprint(context: Context) -> Blueprint:
    """Return the routes."""
    routes = Blueprint("case_steps", __name__, url_prefix="/api/v1/case-numbers/<case>")
    book, desk, guard = context[CaseBook], CaseDesk(context[CaseBook]), context[Guard]

    def hand(permission: str | None = None) -> Hand:
        staff = guard.session(permission).staff
        return Hand(actor(staff.id), staff.may("decide"))

    def step(
        path: str, told: str, kind: type[Read], does: Callable[[Hand, str, Read], Case], permission: str | None = None
    ) -> None:
        """Add a step's route."""

        @routes.post(f"/{path}", endpoint=path)
        @operation(Operation(told, {200: CaseView}, problems=PROBLEMS, body=kind, needs="staff"))
        def take(case: str) -> Response:
            return answer(staff_view(context, does(hand(permission), case, body(kind))))

    def ruling(asked: DecideCase) -> tuple[Ruling, str]:
        words = asked.words.strip()
        return Ruling(asked.outcome, asked.grounds, bool(words), remedies(context)), words

    def can_answer(staff: str) -> bool:
        account = context[StaffBook].get(staff)
        return account is not None and not account.disabled and account.may("serve")

    step("review", "Begin the review.", Empty, lambda by, case, _: desk.review(by, case))
    step("decide", "Decide.", DecideCase, lambda by, case, asked: desk.decide(by, case, *ruling(asked)))
    step(
        "correct",
        "Put another decision in the place of a wrong one.",
        CorrectCase,
        lambda by, case, asked: desk.correct(by, case, asked.mistake, *ruling(asked)),
        "decide",
    )
    step(
        "prolong",
        "Ask that the promised day be put off, once.",
        ProlongCase,
        lambda by, case, asked: desk.prolong(by, case, asked.workdays, asked.reason),
    )
    step(
        "prolong-decision",
        "Put the promised day off as somebody else asked, or do not.",
        SettleProlonging,
        lambda by, case, asked: desk.settle_prolonging(by, case, approved=asked.approved),
        "decide",
    )
    step(
        "suspend",
        "Have the limit stand still.",
        SuspendCase,
        lambda by, case, asked: desk.suspend(by, case, asked.reason, asked.words.strip()),
    )
    step("resume", "Have the limit go on.", Empty, lambda by, case, _: desk.resume(by, case))
    step("withdraw", "The visitor takes it back.", Empty, lambda by, case, _: desk.withdraw(by, case))
    step(
        "assign",
        "Have somebody else answer for it.",
        AssignCase,
        lambda by, case, asked: desk.assign(by, case, asked.staff, can_answer),
        "decide",
    )

    @routes.get("/record")
    @operation(
        Operation(
            "One case, with its applicant; that this was read is put on record.",
            {200: CaseRecord},
            problems=(401, 403, 404, 503),
            needs="staff",
        )
    )
    def record(case: str) -> Response:
        found, kept = book.read(actor(guard.session().staff.id), case)
        said = found.suspended or (found.decisions[-1] if found.decisions else None)
        return answer(
            CaseRecord(
                **staff_view(context, found),
                applicant=kept.get("applicant", ""),
                phone=kept.get("phone", ""),
                remark=kept.get("remark", ""),
                words=book.words(found, said.words if said is not None else None),
            )
        )

    @routes.post("/collect")
    @operation(
        Operation(
            "Hand the outcome over against the receipt; a refusal is printed with where to object to it.",
            {200: AcceptedCase},
            problems=PROBLEMS,
            body=CollectCase,
            needs="staff",
        )
    )
    def collect(case: str) -> Response:
        found = desk.collect(hand().actor, case, body(CollectCase).receipt)
        return answer(with_receipt(context, found, printing=print_decision(context, found)))

    return routes
