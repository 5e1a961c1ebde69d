"""A counter's steps over HTTP: each reads the session and the body, asks the desk, answers."""

from collections.abc import Callable
from typing import Annotated, Literal

from flask import Blueprint, Response, request
from pydantic import Field

from counter.panel.appointments import panel_of
from counter.panel.duty import Duty
from counter.panel.seat import sit
from hall.journal.actor import Actor
from hall.queue.book import Answer
from hall.queue.desk.counter import CounterDesk
from hall.queue.views.board import TicketView, ticket_view
from hall.queue.views.panel import Panel
from hall.typed import LONGEST
from hall.web.bodies import Body, Empty, actor, answer, body
from hall.web.context import Context
from hall.web.guard import Guard
from hall.web.openapi import Operation, operation

Text = Annotated[str, Field(max_length=200)]
Number = Annotated[str, Field(min_length=1, max_length=LONGEST)]
Step = Callable[[Actor, str], Answer]
PROBLEMS = (400, 401, 403, 404, 409, 413, 422, 503)


class Reason(Body):
    """Why a counter stops calling: break, materials, meeting, device or other; own words are not kept."""

    reason: Text | None = None


class Pause(Reason):
    """As above; `handover` is for whoever takes over, and is kept in the vault alone."""

    handover: Annotated[str, Field(max_length=500)] | None = None

    def said(self) -> tuple[str | None, str | None]:
        """Return the reason and the note, None where nothing is said."""
        return self.reason, (self.handover or "").strip() or None


class Numbered(Body):
    """One ticket by its number, in any spelling, or by its scanned code."""

    number: Number


class Finish(Body):
    """How the service ended: done, incomplete, referred, or other.

    An `outcome` in own words counts as other; they and the `note` are kept in the vault alone.

    `whole` ends the visit although further services are on the ticket.
    """

    outcome: Annotated[str, Field(max_length=60)] | None = None
    note: Annotated[str, Field(max_length=1000)] | None = None
    whole: bool = False


class Transfer(Body):
    """Where the visitor goes on: a service, a counter, or both; and at which place."""

    service: Annotated[str, Field(max_length=32)] | None = None
    counter: Annotated[str, Field(max_length=32)] | None = None
    to: Literal["front", "fair", "back"] = "fair"
    reason: Literal["wrong_service", "further_service", "specialist", "device", "visitor", "other"] | None = None


def blueprint(context: Context) -> Blueprint:
    """Return the routes."""
    routes = Blueprint("counter_api", __name__, url_prefix="/api/v1/counters/<counter>")
    desk = context.desk

    def who(permission: str = "serve") -> Actor:
        by = context[Guard].session(permission).staff.id
        context[Duty].presses((request.view_args or {})["counter"], by)
        return actor(by)

    def with_ticket(done: Answer) -> Response:
        if done.ticket is None:
            return Response(status=204)
        ticket = done.ticket
        return answer(desk.look(lambda day, now: ticket_view(day, desk.hours, now, ticket, desk.expected)))

    def with_panel(counter: str) -> Response:
        return answer(desk.look(panel_of(context, counter)))

    @routes.get("")
    @operation(
        Operation(
            "The counter, its present ticket and the queue it serves.",
            {200: Panel},
            problems=(401, 403, 404),
            needs="staff",
        )
    )
    def see(counter: str) -> Response:
        context[Guard].session()
        return with_panel(counter)

    @routes.post("/open")
    @operation(Operation("Begin to call.", {200: Panel}, problems=PROBLEMS, body=Reason, needs="staff"))
    def open_counter(counter: str) -> Response:
        by, _ = sit(context, counter, who()), body(Reason)
        desk.open_counter(by, counter)
        return with_panel(counter)

    @routes.post("/pause")
    @operation(Operation("Call nobody for a while.", {200: Panel}, problems=PROBLEMS, body=Pause, needs="staff"))
    def pause(counter: str) -> Response:
        desk.pause_counter(who(), counter, *body(Pause).said())
        return with_panel(counter)

    @routes.post("/close")
    @operation(Operation("Call nobody more.", {200: Panel}, problems=PROBLEMS, body=Reason, needs="staff"))
    def close(counter: str) -> Response:
        desk.close_counter(who(), counter, body(Reason).reason)
        return with_panel(counter)

    @routes.post("/call-next")
    @operation(
        Operation(
            "Call who is next; 204 when nobody waits.",
            {200: TicketView, 204: None},
            problems=PROBLEMS,
            body=Empty,
            needs="staff",
        )
    )
    def call_next(counter: str) -> Response:
        by = who()
        body(Empty)
        return with_ticket(desk.call_next(by, counter))

    @routes.post("/call")
    @operation(Operation("Call a chosen ticket.", {200: TicketView}, problems=PROBLEMS, body=Numbered, needs="staff"))
    def call(counter: str) -> Response:
        return with_ticket(desk.call_number(who("call_any"), counter, body(Numbered).number))

    @routes.post("/resume")
    @operation(
        Operation("Go on with a held visit.", {200: TicketView}, problems=PROBLEMS, body=Numbered, needs="staff")
    )
    def resume(counter: str) -> Response:
        return with_ticket(desk.resume(who(), counter, body(Numbered).number))

    @routes.post("/reinstate")
    @operation(
        Operation(
            "Let a missed visitor wait again.", {200: TicketView}, problems=PROBLEMS, body=Numbered, needs="staff"
        )
    )
    def reinstate(counter: str) -> Response:
        by = who()
        desk.look(lambda day, _: day.counter(counter))
        return with_ticket(desk.reinstate(by, body(Numbered).number))

    @routes.post("/finish")
    @operation(Operation("End the visit.", {200: TicketView}, problems=PROBLEMS, body=Finish, needs="staff"))
    def finish(counter: str) -> Response:
        by, asked = who(), body(Finish)
        return with_ticket(desk.finish(by, counter, asked.outcome, asked.note, whole=asked.whole))

    @routes.post("/transfer")
    @operation(Operation("Send the visitor on.", {200: TicketView}, problems=PROBLEMS, body=Transfer, needs="staff"))
    def transfer(counter: str) -> Response:
        by, asked = who(), body(Transfer)
        by = who("put_first") if asked.to == "front" else by
        return with_ticket(desk.transfer(by, counter, asked.service, asked.counter, asked.to, asked.reason))

    def plain(path: str, summary: str, step: Step, permission: str = "serve", *, of_counter: bool = False) -> None:
        """Add the route of a step that needs nothing but the counter."""

        @routes.post(f"/{path}", endpoint=path.replace("-", "_"))
        @operation(
            Operation(summary, {200: Panel if of_counter else TicketView}, problems=PROBLEMS, body=Empty, needs="staff")
        )
        def view(counter: str) -> Response:
            by = who(permission)
            body(Empty)
            done = step(by, counter)
            return with_panel(counter) if of_counter else with_ticket(done)

    more = CounterDesk(desk)
    plain("recall", "Make the call again.", desk.recall)
    plain("start", "The visitor has come.", desk.start)
    plain("no-show", "The visitor did not come.", desk.no_show)
    plain("put-back", "Let the called visitor wait on, as if not called.", desk.put_back)
    plain("hold", "Set the visit aside.", desk.hold)
    plain("undo", "Take the last step back, within seconds.", more.undo)
    plain("close-after", "Close when the present visitor is done.", more.close_after, of_counter=True)
    plain("help", "Ask the manager to come.", more.call_help, of_counter=True)
    plain("help-done", "The help is not needed any more.", more.end_help, of_counter=True)
    plain("help-taken", "Say that one is coming to help.", more.take_help, "direct", of_counter=True)
    plain("release", "Close somebody else's counter.", more.release, "direct", of_counter=True)
    return routes
