"""One-time notices: given at a counter, printed or read on the visitor's phone, found again by their QR code."""

from typing import Annotated

from flask import Blueprint, Response
from pydantic import Field
from typing_extensions import TypedDict

from hall.commands import ticket_of
from hall.floor import Name
from hall.guide_view import facts, guide_view, paper_materials
from hall.guides import Guide
from hall.notice_book import Notice
from hall.printing.office import Outcome
from hall.refusal import Illegal
from hall.slip import notice_slip
from hall.views import moment
from hall.web.bodies import Body, answer, asker, body
from hall.web.house import House
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
    """`printing` is False when no paper will come out."""

    printing: bool


class FoundNotice(NoticeView):
    """A notice that a visitor brought along: what was lacking, by name, and who told it where."""

    counter: Name
    by: str
    lacking: list[Name]
    remark: str


def blueprint(house: House) -> Blueprint:
    """Return the routes."""
    routes = Blueprint("notices", __name__, template_folder="templates")
    book, library, hours = house.notices, house.library, house.desk.hours
    words = house.texts.everywhere("guides")

    def view(notice: Notice) -> NoticeView:
        return NoticeView(
            id=notice.id,
            guide=notice.guide,
            name=library.guide(notice.guide).name,
            missing=list(notice.missing),
            at=moment(hours, notice.at),
            url=_url(house, notice),
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
        by, asked = asker(house.guard.session().staff.id), body(GiveNotice)
        state = house.desk.look(lambda day, _: day.counters[day.counter(counter).id])
        if state.staff not in {None, by.by}:
            raise Illegal("counter_taken", counter=counter, staff=state.staff)
        ticket = state.ticket
        guide = library.guide(asked.guide)
        notice = book.give(by, guide, asked.missing, asked.remark, counter, ticket.id if ticket else None)
        printing = _print(house, notice, guide, ticket.lang if ticket else house.language())
        return answer(GivenNotice(**view(notice), printing=printing), 201)

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
        house.guard.session()
        notice = book.find(reference)
        materials = library.guide(notice.guide).materials
        return answer(
            FoundNotice(
                **view(notice),
                counter=_counter_name(house, notice),
                by=notice.by,
                lacking=[material.name for material in materials if material.id in notice.missing],
                remark=book.remark(notice),
            )
        )

    @routes.get("/api/v1/tickets/<token>/notices")
    @operation(Operation("What was told to the visitor of a ticket.", {200: list[NoticeView]}, problems=(404,)))
    def of_ticket(token: str) -> Response:
        ticket = house.desk.look(lambda day, _: ticket_of(day, token))
        return answer([view(notice) for notice in book.of_ticket(ticket.id)])

    @routes.get("/n/<token>")
    def page(token: str) -> str:
        notice = book.by_token(token)
        guide = library.guide(notice.guide)
        staff = house.staff.get(notice.by)
        shown = guide_view(guide, words)
        return house.page(
            "counter/notice.html",
            ("counter", "slip"),
            notice=view(notice),
            guide=shown,
            missing=[m for m in shown["materials"] if m["id"] in notice.missing],
            facts={
                key: text for key, text in facts(guide, words).items() if key in {"promised_limit", "where", "phone"}
            },
            remark=book.remark(notice),
            counter=_counter_name(house, notice),
            clerk=staff.name if staff is not None else notice.by,
            clerk_id=notice.by,
            given_at=f"{hours.local(notice.at):%Y-%m-%d %H:%M}",
        )

    @routes.get("/n/<token>/qr.svg")
    def qr(token: str) -> Response:
        return qr_code(_url(house, book.by_token(token)))

    return routes


def _url(house: House, notice: Notice) -> str:
    return f"{house.configuration.file.hall.public_url}/n/{notice.token}"


def _counter_name(house: House, notice: Notice) -> Name:
    counter = house.configuration.floor.counters.get(notice.counter)
    return counter.name if counter is not None else {"zh": notice.counter, "en": notice.counter}


def _print(house: House, notice: Notice, guide: Guide, lang: str) -> bool:
    """Have the notice printed once; False when no paper will come out."""
    words = house.texts.everywhere("guides")
    materials = zip(guide.materials, paper_materials(guide, lang, words), strict=True)
    slip = notice_slip(
        house.texts.everywhere("slip"),
        lang,
        hall=house.configuration.floor.name,
        matter=guide.name[lang],
        reference=notice.id,
        missing=[paper for material, paper in materials if material.id in notice.missing],
        remark=house.notices.remark(notice),
        steps=[step.name[lang] for step in guide.steps],
        basis=[law[lang] for law in guide.basis],
        time_limit=facts(guide, words)["promised_limit"][lang],
        counter=_counter_name(house, notice),
        clerk=notice.by,
        phone=guide.telephone,
        issued_at=house.desk.hours.local(notice.at),
        url=_url(house, notice),
    )
    return house.office.print(f"notice {notice.id}", slip) is not Outcome.NOT
