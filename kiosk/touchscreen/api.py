"""Services and tickets over HTTP."""

from typing import Annotated
from uuid import uuid4

from flask import Blueprint, Response, request
from pydantic import AwareDatetime, Field
from typing_extensions import TypedDict  # the type that pydantic can read on Python 3.11

from hall.feedback.desk import Ratings
from hall.printing.office import Outcome
from hall.queue.commands.several import MOST
from hall.queue.commands.visit import ticket_of
from hall.queue.desk.visitor import VisitorDesk
from hall.queue.state.ticket import Ticket
from hall.queue.views.board import ServiceView, TicketView, services_view, ticket_view
from hall.texts import FIRST_LANGUAGE
from hall.web.bodies import Body, Empty, actor, answer, body
from hall.web.context import Context
from hall.web.guard import Guard
from hall.web.languages import Language, known_language
from hall.web.openapi import Operation, operation
from hall.web.telephone import Telephone
from kiosk.touchscreen.paper import print_again, print_ticket, ticket_url
from kiosk.touchscreen.presses import Presses


class TakeTicket(Body):
    """What a visitor asks for. `slot` is the time of an appointment; `phone` is kept in the vault alone.

    `also`: other services on the same ticket. It begins with whichever is reached first.
    """

    service: Annotated[str, Field(max_length=32)]
    also: Annotated[list[Annotated[str, Field(max_length=32)]], Field(max_length=MOST - 1)] = []  # noqa: RUF012 - pydantic copies it
    visitor_class: Annotated[str, Field(alias="class", max_length=32)] = "normal"
    lang: Language = FIRST_LANGUAGE
    phone: Telephone | None = None
    slot: AwareDatetime | None = None
    printer: Annotated[str, Field(max_length=32)] | None = None


class AddService(Body):
    """Another service that the ticket is to be for."""

    service: Annotated[str, Field(max_length=32)]


class RateTicket(Body):
    """A rating: 5 very satisfied … 1 very dissatisfied.

    `reasons` in own words count as other; they, `comment` and `contact` are kept in the vault alone.
    """

    score: Annotated[int, Field(ge=1, le=5)]
    reasons: Annotated[list[Annotated[str, Field(min_length=1, max_length=60)]], Field(max_length=10)] = []  # noqa: RUF012 - pydantic copies it
    comment: Annotated[str, Field(max_length=1000)] | None = None
    contact: Annotated[str, Field(max_length=100)] | None = None


class Reprint(Body):
    """At which printer; the hall's usual one when none is named."""

    printer: Annotated[str, Field(max_length=32)] | None = None


class Reprinted(TypedDict):
    """`printing` is False when no paper will come out; `already`: it was asked for a moment ago and has come out."""

    number: str
    printing: bool
    already: bool


class TakenTicket(TicketView):
    """A ticket as only the one who took it sees it: with its secret token and the address of its page."""

    token: str
    url: str


class RatedTicket(TicketView):
    """A ticket that was rated; `follow_up`: its holder can read what comes of it, with the ticket's own token."""

    follow_up: bool


def blueprint(context: Context) -> Blueprint:
    """Return the routes."""
    routes = Blueprint("kiosk_api", __name__, url_prefix="/api/v1")
    desk = context.desk
    visitors = VisitorDesk(desk)

    def seen(ticket: Ticket) -> TicketView:
        return desk.look(lambda day, now: ticket_view(day, desk.hours, now, ticket, desk.expected))

    def found(token: str) -> Ticket:
        return desk.look(lambda day, _: ticket_of(day, token))

    @routes.get("/services")
    @operation(Operation("The services, who waits for them and how long it takes.", {200: list[ServiceView]}))
    def services() -> Response:
        return answer(desk.look(lambda day, now: services_view(day, desk.hours, now, desk.expected)))

    @routes.post("/tickets")
    @operation(
        Operation(
            "Take a ticket (trusted kiosks only).",
            {201: TakenTicket, 200: TakenTicket},
            problems=(400, 403, 413, 422, 503),
            body=TakeTicket,
        )
    )
    def take() -> Response:
        context[Guard].kiosk()
        asked = body(TakeTicket)
        known_language(context, asked.lang)
        slot = asked.slot.timestamp() if asked.slot is not None else None
        wanted = (asked.service, asked.visitor_class, asked.lang, slot, asked.phone)
        taken = desk.issue(actor("kiosk"), *wanted, also=tuple(asked.also))
        ticket = _there(taken.ticket)
        if not taken.repeated:
            context[Presses].note(request.remote_addr or "")
        print_ticket(context, ticket, asked.printer)
        picture: TakenTicket = {**seen(ticket), "token": ticket.token, "url": ticket_url(context, ticket)}
        return answer(picture, 200 if taken.repeated else 201)

    @routes.get("/tickets/<token>")
    @operation(Operation("A visitor's own ticket.", {200: TicketView}, problems=(404,)))
    def ticket(token: str) -> Response:
        return answer(seen(found(token)))

    @routes.post("/tickets/<token>/cancel")
    @operation(Operation("Give the place up.", {200: TicketView}, problems=(400, 404, 409, 413, 422, 503), body=Empty))
    def cancel(token: str) -> Response:
        body(Empty)
        return answer(seen(_there(desk.cancel(actor("visitor"), token).ticket)))

    @routes.post("/tickets/<token>/return")
    @operation(
        Operation(
            "Come back after a missed call.", {200: TicketView}, problems=(400, 404, 409, 413, 422, 503), body=Empty
        )
    )
    def come_back(token: str) -> Response:
        body(Empty)
        return answer(seen(_there(desk.come_back(actor("visitor"), token).ticket)))

    @routes.post("/tickets/<token>/later")
    @operation(
        Operation(
            "Be called ten minutes later, once.",
            {200: TicketView},
            problems=(400, 404, 409, 413, 422, 503),
            body=Empty,
        )
    )
    def later(token: str) -> Response:
        body(Empty)
        return answer(seen(_there(visitors.put_off(actor("visitor"), token).ticket)))

    @routes.post("/tickets/<token>/services")
    @operation(
        Operation(
            "Have another service on the ticket; while it waits, the order that takes least time is found anew.",
            {200: TicketView},
            problems=(400, 404, 409, 413, 422, 503),
            body=AddService,
        )
    )
    def add(token: str) -> Response:
        return answer(seen(_there(visitors.add(actor("visitor"), token, body(AddService).service).ticket)))

    @routes.get("/numbers/<path:typed>", merge_slashes=False)
    @operation(
        Operation(
            "The ticket of today that somebody means by what they typed or scanned (trusted kiosks and staff).",
            {200: TicketView},
            problems=(401, 403, 404),
        )
    )
    def numbered(typed: str) -> Response:
        context[Guard].staff_or_kiosk()
        return answer(seen(desk.look(lambda day, _: day.ticket_numbered(typed))))

    @routes.post("/services/<service>/one-more")
    @operation(
        Operation(
            "Let one more visitor take a ticket for a service that is closed.",
            {200: list[ServiceView]},
            problems=(400, 401, 403, 413, 422, 503),
            body=Empty,
            needs="staff",
        )
    )
    def one_more(service: str) -> Response:
        by = actor(context[Guard].session("assist").staff.id)
        body(Empty)
        visitors.allow_one_more(by, service)
        return services()

    @routes.post("/tickets/<token>/reprint")
    @operation(
        Operation(
            "Print the ticket again (trusted kiosks only).",
            {200: Reprinted},
            problems=(400, 403, 404, 413, 422),
            body=Reprint,
        )
    )
    def reprint(token: str) -> Response:
        context[Guard].kiosk()
        asked, key = body(Reprint), actor("kiosk").key or uuid4().hex
        ticket = found(token)
        outcome = print_again(context, ticket, asked.printer, key)
        return answer(
            Reprinted(number=ticket.number, printing=outcome is not Outcome.NOT, already=outcome is Outcome.ALREADY)
        )

    @routes.post("/tickets/<token>/rating")
    @operation(
        Operation("Rate the visit, once.", {201: RatedTicket}, problems=(400, 404, 409, 413, 422, 503), body=RateTicket)
    )
    def rate(token: str) -> Response:
        asked = body(RateTicket)
        reasons = tuple(asked.reasons)
        done = desk.rate(actor("visitor"), token, asked.score, reasons, asked.comment, asked.contact)
        rated = _there(done.ticket)
        followed = context[Ratings].open(rated, asked.score, reasons, "phone")
        return answer(RatedTicket(**seen(rated), follow_up=followed is not None), 201)

    return routes


def _there(ticket: Ticket | None) -> Ticket:
    if ticket is None:
        raise AssertionError("an act upon a ticket always answers with it")
    return ticket
