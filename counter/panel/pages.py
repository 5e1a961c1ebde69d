"""The clerk's panel and the manager's page."""

from collections.abc import Mapping
from typing import Any

from flask import Blueprint, request

from counter.panel.sessions import staff_view
from hall.guides.library import Library
from hall.staff.book import Session, StaffBook
from hall.web.context import Context
from hall.web.guard import COOKIE, Guard


def blueprint(context: Context) -> Blueprint:
    """Return the pages."""
    routes = Blueprint("counter", __name__, url_prefix="/counter")

    def furnished() -> dict[str, Any]:
        """Return what both pages know of the plan, as it is now."""
        limits = context.configuration.file.limits
        return {
            "counters": [{"id": c.id, "name": c.name} for c in context.desk.plan.counters.values()],
            "service_names": context.desk.look(lambda day, _: dict(day.names)),
            "limits": {"warn_s": limits.wait_warn_min * 60, "alarm_s": limits.wait_alarm_min * 60},
        }

    def sign_in(title: str, *, at_counter: bool) -> str:
        """Return the page that asks who somebody is, and says why somebody who was at work is asked again."""
        counters = furnished()["counters"]
        gone = at_counter and request.args.get("counter", counters[0]["id"]) not in context.desk.plan.counters
        again = request.cookies.get(COOKIE) or "again" in request.args
        return context.page(
            "panel/sign-in.html",
            ("counter", "manager"),
            title=title,
            counters=counters if at_counter else None,
            notice="counter.gone" if gone else "counter.signed_out" if again else None,
        )

    def phrases(lang: str) -> dict[str, list[str]]:
        """Return what is polite to say at each moment: the hall's own phrases, else the usual ones."""
        own = {str(moment): said for moment, said in context.configuration.file.phrases.items()}
        usual: Mapping[str, list[str]] = context.texts.section(lang, "phrases")
        return {moment: own.get(moment, {}).get(lang, usual[moment]) for moment in usual}

    def panel(session: Session, counter: str) -> str:
        return context.page(
            "panel/panel.html",
            ("counter", "cases", "assistance"),
            phrases=phrases(context.language()),
            staff=staff_view(session),
            staff_names={s.id: s.name for s in context[StaffBook].everybody()},
            may_call_any=session.staff.may("call_any"),
            may_manage=session.staff.may("manage"),
            counter=counter,
            csrf=session.csrf,
            **furnished(),
            guides=[{"id": g.id, "name": g.name, "workdays": g.limit.promised_workdays} for g in context[Library]],
            guide_of={s.id: s.guide for s in context.desk.plan.services.values() if context[Library].has(s.guide)},
        )

    @routes.get("")
    def counter() -> str:
        session = context[Guard].by_token(request.cookies.get(COOKIE))
        at = request.args.get("counter") or (session.counter if session is not None else None)
        if session is None or at is None or at not in context.desk.plan.counters:
            return sign_in("counter.title", at_counter=True)
        return panel(session, at)

    @routes.get("/manager")
    def manager() -> str:
        session = context[Guard].by_token(request.cookies.get(COOKIE))
        if session is None or not session.staff.may("manage"):
            return sign_in("manager.title", at_counter=False)
        return context.page(
            "manager/manager.html",
            ("counter", "manager", "cases", "assistance"),
            staff=staff_view(session),
            csrf=session.csrf,
            staff_names={s.id: s.name for s in context[StaffBook].everybody()},
            zones={z.id: z.name for z in context.desk.plan.zones.values()},
            **furnished(),
            ready=context.texts.everywhere("messages"),
        )

    return routes
