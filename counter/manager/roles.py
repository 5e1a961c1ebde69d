"""What each role may do, and how a hall changes that over HTTP."""

from collections.abc import Sequence
from typing import Annotated

from flask import Blueprint, Response
from pydantic import Field
from typing_extensions import TypedDict

from hall.staff.book import StaffBook
from hall.staff.rules.roles import PERMISSIONS
from hall.web.bodies import Body, actor, answer, body
from hall.web.context import Context
from hall.web.guard import Guard
from hall.web.openapi import Operation, operation

Some = Annotated[list[Annotated[str, Field(max_length=32)]], Field(max_length=len(PERMISSIONS))]


class ChangedRole(Body):
    """What whoever has the role may do besides from now on, and what no more."""

    give: Some = Field(default_factory=list)
    take: Some = Field(default_factory=list)


class RoleView(TypedDict):
    """A role: what it may, and what the hall's settings grant it besides."""

    id: str
    may: Sequence[str]
    granted: Sequence[str]


def blueprint(context: Context) -> Blueprint:
    """Return the routes."""
    routes, book = Blueprint("roles", __name__, url_prefix="/api/v1/roles"), context[StaffBook]

    def roles_view() -> list[RoleView]:
        return [
            RoleView(
                id=role.id,
                may=[one for one in PERMISSIONS if one in role.may],
                granted=[one for one in PERMISSIONS if one in role.granted],
            )
            for role in book.roles()
        ]

    @routes.get("")
    @operation(Operation("What each role may do.", {200: list[RoleView]}, problems=(401, 403), needs="staff"))
    def roles() -> Response:
        context[Guard].session("accounts")
        return answer(roles_view())

    @routes.patch("/<role>")
    @operation(
        Operation(
            "Change what a role may do, at once; nobody gives what they may not do themselves.",
            {200: list[RoleView]},
            problems=(400, 401, 403, 404, 409, 413, 422, 503),
            body=ChangedRole,
            needs="staff",
        )
    )
    def change(role: str) -> Response:
        by, asked = actor(context[Guard].session("accounts").staff.id), body(ChangedRole)
        book.change_role(by, role, asked.give, asked.take)
        return answer(roles_view())

    return routes
