"""Cases for visitors: the receipt (回执单) on paper, its page, and how far a case is by its number."""

from flask import Blueprint, Response

from counter.panel.handed_out import counter_name, plan_then
from hall.cases.book import CaseBook
from hall.cases.events import Remedies
from hall.cases.rules import receipt_code, steps_to_come
from hall.cases.standing import due_of
from hall.cases.state import Case
from hall.cases.views import CaseNumber, ReceiptView, receipt_view
from hall.guides.guide import Guide
from hall.guides.library import Library
from hall.guides.views import paper_materials
from hall.paper.blocks import Slip
from hall.paper.slips import Material, receipt_slip
from hall.plan.plan import Name
from hall.printing.office import Outcome, PrintOffice
from hall.queue.commands.visit import ticket_of
from hall.texts import named
from hall.web.bodies import answer
from hall.web.context import Context
from hall.web.guard import Guard
from hall.web.openapi import Operation, operation
from hall.web.qr import qr_code


class TicketCase(ReceiptView):
    """A case accepted for a ticket; `url` is its page."""

    url: str


def receipt_url(context: Context, case: Case) -> str:
    """Return the address of the receipt's page."""
    return f"{context.configuration.file.hall.public_url}/c/{case.token}"


def case_name(context: Context, case: Case) -> Name:
    """Return what the case is about, as it was called when it was accepted; its id where that is not known."""
    guide = case_guide(context, case)
    return guide.name if guide is not None else dict.fromkeys(context.texts.languages, case.matter)


def case_guide(context: Context, case: Case) -> Guide | None:
    """Return the guide as it was when the case was accepted; as it is now where that was not kept yet."""
    kept, library = context[CaseBook].guide(case), context[Library]
    return kept or (library.guide(case.matter) if library.has(case.matter) else None)


def remedies_told(context: Context, told: Remedies | None, lang: str) -> str:
    """Return the sentence that tells of them; empty where none were told with the decision."""
    if told is None:
        return ""
    said: str = context.texts.section(lang, "cases")["remedies_told"]
    offices = {"review": named(told["review"], lang), "court": named(told["court"], lang)}
    return said.format(**offices, review_days=told["review_days"], court_months=told["court_months"])


def blueprint(context: Context) -> Blueprint:
    """Return the routes."""
    routes = Blueprint("receipts", __name__)
    book = context[CaseBook]

    def view(case: Case) -> ReceiptView:
        return receipt_view(case, case_name(context, case), context.desk.hours, book.calendar, book.words)

    @routes.get("/api/v1/cases/<receipt>")
    @operation(Operation("A case, by the token on its receipt.", {200: ReceiptView}, problems=(404,)))
    def by_receipt(receipt: str) -> Response:
        return answer(view(book.by_token(receipt)))

    @routes.get("/api/v1/case-numbers/<case>")
    @operation(
        Operation(
            "How far a case is, by its number (trusted kiosks and staff).",
            {200: CaseNumber},
            problems=(401, 403, 404),
        )
    )
    def by_number(case: str) -> Response:
        context[Guard].staff_or_kiosk()
        found = book.numbered(case)
        return answer(CaseNumber(number=found.id, status=found.status))

    @routes.get("/api/v1/tickets/<token>/cases")
    @operation(Operation("The cases accepted for a ticket.", {200: list[TicketCase]}, problems=(404,)))
    def of_ticket(token: str) -> Response:
        ticket = context.desk.look(lambda day, _: ticket_of(day, token))
        return answer([TicketCase(**view(c), url=receipt_url(context, c)) for c in book.of_ticket(ticket.id)])

    @routes.get("/c/<receipt>")
    def page(receipt: str) -> str:
        case = book.by_token(receipt)
        guide = case_guide(context, case)
        told = case.decisions[-1].remedies if case.decisions else None
        return context.page(
            "panel/receipt.html",
            ("cases", "slip"),
            case=view(case),
            token=case.token,
            code=receipt_code(case.token),
            to_come=steps_to_come(case),
            remedies={lang: remedies_told(context, told, lang) for lang in context.texts.languages},
            now=f"{context.desk.hours.local(context.desk.look(lambda _, now: now)):%Y-%m-%d %H:%M}",
            counter=counter_name(plan_then(context, case.plan), case.counter),
            phone=guide.telephone if guide is not None else "",
            result=guide.result if guide is not None else None,
            guide=case.matter if context[Library].has(case.matter) else None,
        )

    @routes.get("/c/<receipt>/qr.svg")
    def qr(receipt: str) -> Response:
        return qr_code(receipt_url(context, book.by_token(receipt)))

    return routes


def print_receipt(context: Context, case: Case, again: str | None = None) -> bool:
    """Have the receipt printed, once; with `again`, the key of that wish, once more. False when no paper comes out."""
    office, about = context[PrintOffice], f"case {case.id}"
    if again is None:
        return office.print(about, lambda: _slip(context, case)) is not Outcome.NOT
    return office.print_again(about, again, lambda: _slip(context, case, reprint=True)) is not Outcome.NOT


def _slip(context: Context, case: Case, *, reprint: bool = False) -> Slip:
    guide, plan = case_guide(context, case), plan_then(context, case.plan)
    due = due_of(case, context[CaseBook].calendar)
    received, others = _handed_in(context, case, guide)
    return receipt_slip(
        context.texts.everywhere("slip"),
        case.lang,
        hall=plan.name,
        matter=case_name(context, case)[case.lang],
        case=case.id,
        received=received,
        others=others,
        received_at=context.desk.hours.local(case.trail[0].at),
        due=None if case.decided_on == case.accepted_on == due.on else due.on,
        provisional=not due.certain,
        counter=counter_name(plan, case.counter),
        clerk=case.by,
        phone=guide.telephone if guide is not None else "",
        code=receipt_code(case.token),
        url=receipt_url(context, case),
        reprint=reprint,
    )


def _handed_in(context: Context, case: Case, guide: Guide | None) -> tuple[list[Material] | None, list[Material]]:
    """Return what was handed in, None where nobody said, and what else is required."""
    if guide is None:
        return None, []
    papers = paper_materials(guide, case.lang, context.texts.everywhere("guides"))
    known = case.received or ()
    there = [paper for material, paper in zip(guide.materials, papers, strict=True) if material.id in known]
    others = [
        paper
        for material, paper in zip(guide.materials, papers, strict=True)
        if material.required and material.id not in known
    ]
    return None if case.received is None else there, others
