"""The page that asks who somebody is."""

from flask import request

from hall.staff.state import Session
from hall.web import cookies
from hall.web.context import Context
from hall.web.guard import SESSION


def sign_in_page(context: Context, title: str, session: Session | None, *, at_counter: bool) -> str:
    """Return it; it says why somebody who was at work, or whose role is not for this page, is asked again."""
    plan = context.desk.plan
    counters = [{"id": c.id, "name": c.name} for c in plan.counters.values()]
    gone = at_counter and request.args.get("counter", counters[0]["id"]) not in plan.counters
    again = cookies.read(SESSION) or "again" in request.args
    if session is not None and not at_counter:
        notice: str | None = "counter.role_not_here"
    else:
        notice = "counter.gone" if gone else "counter.signed_out" if again else None
    return context.page(
        "panel/sign-in.html",
        ("counter", "manager", "people"),
        title=title,
        counters=counters if at_counter else None,
        notice=notice,
    )
