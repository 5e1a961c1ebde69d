"""First-asked responsibility over HTTP: an enquiry is taken, handed over, resolved; the manager sees them all."""

from collections.abc import Callable
from typing import Annotated

from flask import Blueprint, Response
from pydantic import Field

from counter.panel.enquiry_views import EnquiriesHere, EnquiriesNow, EnquiryView, figures_view, view, views
from hall.enquiries.book import EnquiryBook, Visitor
from hall.enquiries.rules import (
    HANDED_OVER_GOAL,
    RESOLVED_GOAL,
    Asked,
    Enquiry,
    Outcome,
)
from hall.journal.actor import Actor
from hall.journal.refusal import Wrong
from hall.queue.commands.visit import visitor_at
from hall.queue.state.day import HallDay
from hall.staff.book import StaffBook
from hall.staff.state import Session
from hall.web.bodies import Body, actor, answer, body
from hall.web.context import Context
from hall.web.guard import Guard
from hall.web.openapi import Operation, operation

FIGURES_DAYS = 30
"""The figures look so far back."""
PASSED_ON = 20
"""So many of those that were taken over are told, the latest."""
PROBLEMS = (400, 401, 403, 404, 409, 413, 422, 503)
Id = Annotated[str, Field(min_length=1, max_length=32)]
Words = Annotated[str, Field(max_length=1000)]


class TakeEnquiry(Body):
    """What somebody asks. `about` may name a person and is kept in the vault alone."""

    service: Id | None = None
    about: Words = ""


class Offer(Body):
    """Who is asked to take it over: a colleague, or whoever works at a counter."""

    staff: Id | None = None
    counter: Id | None = None


class Here(Body):
    """The counter where the actor works, when the enquiry was offered to that."""

    counter: Id | None = None


class Resolve(Body):
    """How it ended. `reply` may name a person and is kept in the vault alone."""

    outcome: Outcome
    reply: Words = ""


def blueprint(context: Context) -> Blueprint:
    """Return the routes."""
    routes = Blueprint("enquiries", __name__, url_prefix="/api/v1")
    _taking(routes, context)
    _steps(routes, context)
    return routes


def _taking(routes: Blueprint, context: Context) -> None:
    """Add how an enquiry is taken, and who sees which."""
    book, desk = context[EnquiryBook], context.desk

    @routes.post("/counters/<counter>/enquiries")
    @operation(
        Operation(
            "Take an enquiry at a counter, with or without a ticket: whoever takes it answers for it.",
            {201: EnquiryView},
            problems=PROBLEMS,
            body=TakeEnquiry,
            needs="staff",
        )
    )
    def take(counter: str) -> Response:
        by, asked = actor(context[Guard].session().staff.id), body(TakeEnquiry)

        def visitor() -> Visitor | None:
            if asked.service is not None and asked.service not in desk.plan.services:
                raise Wrong("service_unknown", field="service", service=asked.service)
            there = desk.look(lambda day, _: visitor_at(day, counter, by.by))
            return None if there is None else Visitor(there.id, there.visitor_class)

        return answer(view(context, book.receive(by, counter, visitor, asked.service, asked.about.strip())), 201)

    @routes.get("/counters/<counter>/enquiries")
    @operation(
        Operation(
            "What the actor answers for, what is offered to them or to this counter, and what became of the rest.",
            {200: EnquiriesHere},
            problems=(401, 403, 404),
            needs="staff",
        )
    )
    def here(counter: str) -> Response:
        asked = _asked(context, context[Guard].session(), counter)
        found = book.open()
        return answer(
            EnquiriesHere(
                mine=views(context, (one for one in found if one.owner == asked.by)),
                offered=views(context, (one for one in found if one.is_offered_to(asked))),
                passed_on=views(context, book.passed_on(asked.by)[:PASSED_ON]),
            )
        )

    @routes.get("/enquiries")
    @operation(Operation("All open enquiries (managers).", {200: EnquiriesNow}, problems=(401, 403), needs="staff"))
    def everybodys() -> Response:
        context[Guard].session("oversee")
        figures, rates = book.figures(FIGURES_DAYS), book.rates(FIGURES_DAYS)
        return answer(
            EnquiriesNow(
                open=views(context, book.open()),
                days=FIGURES_DAYS,
                received=sum(one.received for one in figures.values()),
                resolved=sum(one.resolved for one in figures.values()),
                handed_over_share=rates.handed_over_share,
                handed_over_goal=HANDED_OVER_GOAL,
                resolved_share=rates.resolved_share,
                resolved_goal=RESOLVED_GOAL,
                clerks=[figures_view(staff, one) for staff, one in sorted(figures.items())],
            )
        )


def _steps(routes: Blueprint, context: Context) -> None:
    """Add what may be done about one enquiry."""
    book = context[EnquiryBook]

    def seen(enquiry: Enquiry) -> Response:
        return answer(view(context, enquiry))

    def who() -> tuple[Actor, Session]:
        session = context[Guard].session()
        return actor(session.staff.id), session

    @routes.post("/enquiries/<enquiry>/offer")
    @operation(
        Operation(
            "Ask a colleague or a counter to take it over; until that is accepted it stays where it is.",
            {200: EnquiryView},
            problems=PROBLEMS,
            body=Offer,
            needs="staff",
        )
    )
    def offer(enquiry: str) -> Response:
        (by, session), to = who(), body(Offer)

        def there() -> None:
            if to.staff is not None and context[StaffBook].get(to.staff) is None:
                raise Wrong("staff_unknown", field="staff", staff=to.staff)
            if to.counter is not None and to.counter not in context.desk.plan.counters:
                raise Wrong("counter_unknown", field="counter", counter=to.counter)

        return seen(book.offer(by, enquiry, _asked(context, session), to.staff, to.counter, there))

    def plain(path: str, summary: str, act: Callable[[Actor, str, Asked], Enquiry]) -> None:
        """Add the route of an act that needs nothing but the counter where the actor works."""

        @routes.post(f"/enquiries/<enquiry>/{path}", endpoint=path)
        @operation(Operation(summary, {200: EnquiryView}, problems=PROBLEMS, body=Here, needs="staff"))
        def view(enquiry: str) -> Response:
            by, session = who()
            return seen(act(by, enquiry, _asked(context, session, body(Here).counter)))

    plain("withdraw", "Take the offer back.", book.withdraw)
    plain("accept", "Take it over.", book.accept)
    plain("decline", "Leave it with whoever answers for it.", book.decline)

    @routes.post("/enquiries/<enquiry>/resolve")
    @operation(Operation("Say how it ended.", {200: EnquiryView}, problems=PROBLEMS, body=Resolve, needs="staff"))
    def resolve(enquiry: str) -> Response:
        (by, session), how = who(), body(Resolve)
        return seen(book.resolve(by, enquiry, _asked(context, session), how.outcome, how.reply.strip()))


def _asked(context: Context, session: Session, counter: str | None = None) -> Asked:
    """Return who asks; a counter counts only for whoever works there."""

    def works_there(day: HallDay, _now: float) -> bool:
        return counter is not None and day.counters[day.counter(counter).id].staff == session.staff.id

    at = counter if context.desk.look(works_there) else None
    return Asked(session.staff.id, at, manages=session.staff.may("manage"))
