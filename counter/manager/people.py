"""Staff accounts: the manager's page for them, and how they are made and changed over HTTP."""

from collections.abc import Sequence
from typing import Annotated

from flask import Blueprint, Response
from pydantic import Field
from typing_extensions import TypedDict

from counter.panel.sessions import staff_view
from counter.panel.sign_in_page import for_staff
from hall.journal.actor import Actor
from hall.queue.views.moment import moment
from hall.staff.book import StaffBook
from hall.staff.rules import seats
from hall.staff.rules.roles import PERMISSIONS, ROLES
from hall.staff.state import Session, Staff
from hall.web.bodies import Body, actor, answer, body
from hall.web.context import Context
from hall.web.guard import Guard
from hall.web.openapi import Operation, operation

Text = Annotated[str, Field(max_length=64)]
Seats = Annotated[list[Annotated[str, Field(max_length=32)]], Field(max_length=1000)]


class NewAccount(Body):
    """An account; without a badge it gets the next free number, and without `counters` it may sit at every one."""

    id: Text
    name: Text
    role: Text
    pin: Text
    badge: Text | None = None
    counters: Seats = Field(default_factory=list)


class ChangedAccount(Body):
    """What shall change; a new PIN and `disabled` end the account's sessions at once.

    `counters` are where it may sit, from its next opening on; an empty list is every one.
    """

    name: Text | None = None
    role: Text | None = None
    pin: Text | None = None
    badge: Text | None = None
    disabled: bool | None = None
    counters: Seats | None = None


class AccountView(TypedDict):
    """An account, without its PIN. `badge` is what visitors see; `id` is what its owner signs in with.

    `counters` are where it may sit; none: at every one.
    """

    id: str
    name: str
    role: str
    badge: str
    disabled: bool
    counters: Sequence[str]


class SessionShown(TypedDict):
    """Where an account is signed in: `id` names the session here alone, and opens nothing."""

    id: str
    counter: str | None
    since: str


def account_view(staff: Staff) -> AccountView:
    """Return `staff` as managers see it."""
    return AccountView(
        id=staff.id,
        name=staff.name,
        role=staff.role,
        badge=staff.badge,
        disabled=staff.disabled,
        counters=staff.counters,
    )


def blueprint(context: Context) -> Blueprint:
    """Return the page and the routes."""
    routes, book = Blueprint("people", __name__), context[StaffBook]

    @routes.get("/counter/manager/staff")
    @for_staff(context, "people.title", "accounts")
    def page(session: Session) -> str:
        return context.page(
            "manager/people.html",
            ("counter", "manager", "people"),
            staff=staff_view(session),
            csrf=session.csrf,
            roles=list(ROLES),
            permissions=PERMISSIONS,
            counters=[{"id": c.id, "name": c.name} for c in context.desk.plan.counters.values()],
        )

    def manager() -> Actor:
        return actor(context[Guard].session("accounts").staff.id)

    @routes.get("/api/v1/staff")
    @operation(Operation("All accounts.", {200: list[AccountView]}, problems=(401, 403), needs="staff"))
    def everybody() -> Response:
        manager()
        return answer([account_view(one) for one in book.everybody()])

    @routes.post("/api/v1/staff")
    @operation(
        Operation(
            "Make an account.",
            {201: AccountView},
            problems=(400, 401, 403, 409, 413, 422, 503),
            body=NewAccount,
            needs="staff",
        )
    )
    def add() -> Response:
        by, asked = manager(), body(NewAccount)
        where = seats.checked(context.desk.plan, asked.counters)
        made = book.add(asked.id, asked.name, asked.role, asked.pin, by, asked.badge, where)
        return answer(account_view(made), 201)

    @routes.get("/api/v1/staff/<staff>/sessions")
    @operation(
        Operation(
            "Where an account is signed in today.", {200: list[SessionShown]}, problems=(401, 403, 404), needs="staff"
        )
    )
    def sessions(staff: str) -> Response:
        manager()
        hours = context.desk.hours
        return answer(
            [
                SessionShown(id=one.id, counter=one.counter, since=moment(hours, one.since))
                for one in book.sessions(staff)
            ]
        )

    @routes.delete("/api/v1/staff/<staff>/sessions/<session>")
    @operation(
        Operation(
            "End one of an account's sessions, its sockets too.",
            {204: None},
            problems=(401, 403, 404, 422, 503),
            needs="staff",
        )
    )
    def end(staff: str, session: str) -> Response:
        book.end_session(manager(), staff, session)
        return Response(status=204)

    @routes.patch("/api/v1/staff/<staff>")
    @operation(
        Operation(
            "Change an account.",
            {200: AccountView},
            problems=(400, 401, 403, 404, 409, 413, 422, 503),
            body=ChangedAccount,
            needs="staff",
        )
    )
    def change(staff: str) -> Response:
        by, asked = manager(), body(ChangedAccount)
        where = None if asked.counters is None else seats.checked(context.desk.plan, asked.counters)
        return answer(account_view(book.change(by, staff, **asked.model_dump() | {"counters": where})))

    return routes
