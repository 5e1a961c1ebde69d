"""One-time notices: given at a counter, printed or read on the visitor's phone, found again by their QR code."""

from typing import Annotated

from flask import Blueprint, Response
from pydantic import Field
from typing_extensions import TypedDict

from counter.panel.handed_out import counter_name, place_at, plan_then
from hall.guides.guide import Guide
from hall.guides.library import Library
from hall.guides.views import facts, guide_view, paper_materials
from hall.notices.book import Notice, NoticeBook
from hall.paper.blocks import Slip
from hall.paper.slips import notice_slip
from hall.plan.plan import Name
from hall.printing.office import Outcome, PrintOffice
from hall.queue.commands.visit import ticket_of
from hall.queue.views.moment import moment
from hall.staff.book import StaffBook
from hall.texts import FIRST_LANGUAGE, named
from hall.web.bodies import Body, actor, answer, body
from hall.web.context import Context
from hall.web.guard import Guard
from hall.web.openapi import Operation, operation
from hall.web.qr import qr_code


class GiveNotice(Body):
    """What is missing: materials of a guide by id. The remark may name a person and is kept in the vault alone."""

    guide: Annotated[str, Field(max_length=64)]
    missing: Annotated[list[Annotated[str, Field(max_length=64)]], Field(max_length=60)]
    remark: Annotated[str, Field(max_length=1000)] = ""


class NoticeView(TypedDict):
    """A notice as given; `url` is its page, in the QR code."""

    id: str
    guide: str
    name: Name
    missing: list[str]
    at: str
    url: str


class GivenNotice(NoticeView):
    """`printing` is False when no paper will come out; `again`: the visit was told of the same matter before."""

    printing: bool
    again: bool


class FoundNotice(NoticeView):
    """A notice that a visitor brought along: what was lacking, by name, and who told it where."""

    counter: Name
    by: str
    lacking: list[Name]
    remark: str


def blueprint(context: Context) -> Blueprint:
    """Return the routes."""
    routes = Blueprint("notices", __name__)
    book, library = context[NoticeBook], context[Library]
    words = context.texts.everywhere("guides")

    def view(notice: Notice) -> NoticeView:
        return NoticeView(
            id=notice.id,
            guide=notice.guide,
            name=_guide(context, notice).name,
            missing=list(notice.missing),
            at=moment(context.desk.hours, notice.at),
            url=_url(context, notice),
        )

    @routes.post("/api/v1/counters/<counter>/notices")
    @operation(
        Operation(
            "Tell the visitor at the counter, all at once, what is still missing.",
            {201: GivenNotice},
            problems=(400, 401, 403, 404, 409, 413, 422, 503),
            body=GiveNotice,
            needs="staff",
        )
    )
    def give(counter: str) -> Response:
        by, asked = actor(context[Guard].session().staff.id), body(GiveNotice)
        notice = book.give(
            by,
            lambda: library.guide(asked.guide),
            asked.missing,
            asked.remark,
            place_at(context, counter, by.by),
        )
        return answer(GivenNotice(**view(notice), printing=_print(context, notice), again=book.again(notice)), 201)

    @routes.get("/api/v1/given-notices/<reference>")
    @operation(
        Operation(
            "A notice by its number, or by the token in its QR code.",
            {200: FoundNotice},
            problems=(401, 403, 404),
            needs="staff",
        )
    )
    def found(reference: str) -> Response:
        context[Guard].session()
        notice = book.find(reference)
        materials = _guide(context, notice).materials
        return answer(
            FoundNotice(
                **view(notice),
                counter=_counter_name(context, notice),
                by=notice.by,
                lacking=[material.name for material in materials if material.id in notice.missing],
                remark=book.remark(notice),
            )
        )

    @routes.get("/api/v1/counters/<counter>/notices")
    @operation(
        Operation(
            "What was told to the visitor at the counter, the oldest first.",
            {200: list[NoticeView]},
            problems=(401, 403, 404),
            needs="staff",
        )
    )
    def at_counter(counter: str) -> Response:
        context[Guard].session()
        ticket = context.desk.look(lambda day, _: day.counters[day.counter(counter).id].ticket)
        return answer([view(notice) for notice in (book.of_ticket(ticket.id) if ticket is not None else ())])

    @routes.get("/api/v1/tickets/<token>/notices")
    @operation(Operation("What was told to the visitor of a ticket.", {200: list[NoticeView]}, problems=(404,)))
    def of_ticket(token: str) -> Response:
        ticket = context.desk.look(lambda day, _: ticket_of(day, token))
        return answer([view(notice) for notice in book.of_ticket(ticket.id)])

    @routes.get("/n/<token>")
    def page(token: str) -> str:
        notice = book.by_token(token)
        guide = _guide(context, notice)
        staff = context[StaffBook].get(notice.by)
        shown = guide_view(guide, words)
        return context.page(
            "panel/notice.html",
            ("counter", "slip"),
            notice=view(notice),
            guide=shown,
            still_there=library.has(notice.guide),
            missing=[m for m in shown["materials"] if m["id"] in notice.missing],
            facts={
                key: text for key, text in facts(guide, words).items() if key in {"promised_limit", "where", "phone"}
            },
            remark=book.remark(notice),
            counter=_counter_name(context, notice),
            clerk=staff.name if staff is not None else notice.by,
            clerk_id=notice.by,
            given_at=f"{context.desk.hours.local(notice.at):%Y-%m-%d %H:%M}",
        )

    @routes.get("/n/<token>/qr.svg")
    def qr(token: str) -> Response:
        return qr_code(_url(context, book.by_token(token)))

    return routes


def _url(context: Context, notice: Notice) -> str:
    return f"{context.configuration.file.hall.public_url}/n/{notice.token}"


def _guide(context: Context, notice: Notice) -> Guide:
    """Return the guide as it was when the notice was given; as it is now where that was not kept yet."""
    return context[NoticeBook].guide(notice) or context[Library].guide(notice.guide)


def _counter_name(context: Context, notice: Notice) -> Name:
    return counter_name(plan_then(context, notice.plan), notice.counter)


def _print(context: Context, notice: Notice) -> bool:
    """Have the notice printed once; False when no paper will come out."""
    return context[PrintOffice].print(f"notice {notice.id}", lambda: _slip(context, notice)) is not Outcome.NOT


def _slip(context: Context, notice: Notice) -> Slip:
    guide, lang = _guide(context, notice), notice.lang or FIRST_LANGUAGE
    words = context.texts.everywhere("guides")
    materials = zip(guide.materials, paper_materials(guide, lang, words), strict=True)
    return notice_slip(
        context.texts.everywhere("slip"),
        lang,
        hall=plan_then(context, notice.plan).name,
        matter=named(guide.name, lang),
        reference=notice.id,
        missing=[paper for material, paper in materials if material.id in notice.missing],
        remark=context[NoticeBook].remark(notice),
        steps=[named(step.name, lang) for step in guide.steps],
        basis=[named(law, lang) for law in guide.basis],
        time_limit=named(facts(guide, words)["promised_limit"], lang),
        counter=_counter_name(context, notice),
        clerk=notice.by,
        phone=guide.telephone,
        issued_at=context.desk.hours.local(notice.at),
        url=_url(context, notice),
    )
