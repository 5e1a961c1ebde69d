"""The rating tablet that faces the visitor: its page, its one act, and its live picture."""

from collections.abc import Callable, Sequence
from typing import Annotated, Any

from flask import Blueprint, Response, request
from pydantic import Field

from hall.feedback.desk import Ratings
from hall.feedback.rating import Tablet, rate_at, tablet
from hall.journal.journal import Committed
from hall.queue.events.reasons import RATING_REASONS, RatingReason
from hall.queue.state.day import HallDay
from hall.queue.views.screens import Clerk
from hall.staff.book import StaffBook
from hall.web.bodies import Body, actor, answer, body
from hall.web.context import Context
from hall.web.guard import Guard
from hall.web.openapi import Operation, operation
from hall.web.push import Room, refuse


class RateVisit(Body):
    """A rating on the spot: 5 very satisfied … 1 very dissatisfied; the low two say why."""

    ticket: Annotated[str, Field(max_length=40)]
    score: Annotated[int, Field(ge=1, le=5)]
    reasons: Annotated[list[RatingReason], Field(max_length=6)] = []  # noqa: RUF012 - pydantic copies it


def blueprint(context: Context) -> Blueprint:
    """Return the routes."""
    routes = Blueprint("tablet", __name__)
    desk = context.desk

    @routes.get("/counter/<counter>/rate")
    def page(counter: str) -> tuple[str, int]:
        """The tablet; at a counter that is not there it says so, and opens as soon as it is."""
        page = context.page(
            "tablet/rate.html",
            ("rating",),
            counter=counter,
            reasons=RATING_REASONS,
        )
        return page, 200 if counter in desk.plan.counters else 404

    @routes.post("/api/v1/counters/<counter>/rating")
    @operation(
        Operation(
            "Rate the visit that has just ended here (a paired tablet or a trusted address, nobody signed in).",
            {201: Tablet},
            problems=(400, 403, 404, 409, 413, 422, 503),
            body=RateVisit,
        )
    )
    def rate(counter: str) -> Response:
        context[Guard].visitors_tablet(counter)
        asked = body(RateVisit)
        rated = rate_at(desk, actor("visitor"), counter, asked.ticket, asked.score, asked.reasons).ticket
        if rated is not None:
            context[Ratings].open(rated, asked.score, asked.reasons, "tablet")
        return answer(desk.look(picture_of(context, counter)), 201)

    return routes


def picture_of(context: Context, counter: str) -> Callable[[HallDay, float], Tablet]:
    """Return what looks at a day as the tablet of `counter` does; of the staff it knows who serves there alone."""

    def picture(day: HallDay, now: float) -> Tablet:
        staff = context[StaffBook].get(day.counters[counter].staff or "") if counter in day.counters else None
        clerk = None if staff is None else Clerk(name=staff.name, badge=staff.badge)
        return tablet(day, context.desk.hours, now, day.counter(counter), clerk)

    return picture


class TabletPush:
    """Keeps tablets up to date."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self.tablets = Room(context, "/rate", self._connects)

    def on_committed(self, batch: Sequence[Committed]) -> None:
        """Show the tablets of the counters that something happened at, and of a rating given elsewhere."""
        listening = self.tablets.topics()
        if not listening:
            return
        events = [event for one in batch for event in one.entry.events]
        tickets = {ticket for event in events if (ticket := getattr(event, "ticket", None)) is not None}
        here = {getattr(event, "counter", None) for event in events}
        here |= self._context.desk.look(lambda day, _: {day.tickets[t].counter for t in tickets if t in day.tickets})
        for counter in listening:
            if counter in here and counter in self._context.desk.plan.counters:
                self.tablets.tell(counter, "rate", self._context.desk.look(picture_of(self._context, counter)))

    def _connects(self, asked: dict[str, Any]) -> None:
        counter = str(asked.get("counter"))
        if counter not in self._context.desk.plan.counters:
            raise refuse("no_such_counter")
        if not self._context[Guard].stands_for("tablet", place=counter):
            raise refuse("not_trusted", address=request.remote_addr or "?")
        self.tablets.enter(counter, "rate", self._context.desk.look(picture_of(self._context, counter)))
