"""The page that asks who somebody is, and what stands before every page that is not for everybody."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from flask import request

from hall.plan.plan import Name
from hall.staff.state import Session
from hall.texts import FIRST_LANGUAGE
from hall.web import cookies
from hall.web.context import Context
from hall.web.guard import SESSION, Guard

Args = ParamSpec("Args")
"""What the address says beside who asks."""


def for_staff(
    context: Context, title: str, permission: str | None = None
) -> Callable[[Callable[Concatenate[Session, Args], str]], Callable[Args, str]]:
    """Have a page made for whoever is signed in in that browser, and may; all others are asked who they are."""

    def around(page: Callable[Concatenate[Session, Args], str]) -> Callable[Args, str]:
        @wraps(page)
        def asked(*args: Args.args, **named: Args.kwargs) -> str:
            session = context[Guard].by_token(cookies.read(SESSION))
            if session is None or (permission is not None and not session.staff.may(permission)):
                return sign_in_page(context, title, session, at_counter=False)
            return page(session, *args, **named)

        return asked

    return around


def sign_in_page(context: Context, title: str, session: Session | None, *, at_counter: bool) -> str:
    """Return it; it says why somebody is asked again: no more at work, of another role, or not at this counter."""
    plan = context.desk.plan
    counters = [{"id": c.id, "name": c.name} for c in plan.counters.values()]
    at = request.args.get("counter", next(iter(plan.counters)))
    gone = at_counter and at not in plan.counters
    again = cookies.read(SESSION) or "again" in request.args
    if session is not None and not at_counter:
        notice: str | None = "counter.role_not_here"
    elif session is not None and not gone and not session.staff.may_sit(at):
        notice = "counter.seat_elsewhere"
    else:
        notice = "counter.gone" if gone else "counter.signed_out" if again else None
    return context.page(
        "panel/sign-in.html",
        ("counter", "manager", "people"),
        title=title,
        counters=counters if at_counter else None,
        notice=notice,
        awaited=at if gone and session is not None else None,
        works_at=cookies.works_at(context.configuration.file.hall.public_url),
        seats=[] if session is None else [_name_of(context, one) for one in session.staff.counters],
    )


def _name_of(context: Context, counter: str) -> Name:
    """Return a counter's name; of one that is gone its id."""
    there = context.desk.plan.counters.get(counter)
    return {FIRST_LANGUAGE: counter} if there is None else there.name
