"""The clerk's panel and the manager's page."""

from collections.abc import Mapping
from typing import Any

from flask import Blueprint, redirect, request
from werkzeug.wrappers import Response as WerkzeugResponse

from counter.panel.seat import may_sit
from counter.panel.sessions import staff_view
from counter.panel.sign_in_page import for_staff, sign_in_page
from hall.guides.library import Library
from hall.queue.views.moment import moment
from hall.staff.book import StaffBook
from hall.staff.state import Session
from hall.web import cookies
from hall.web.context import Context
from hall.web.guard import SESSION, Guard


def blueprint(context: Context) -> Blueprint:
    """Return the pages."""
    routes = Blueprint("counter", __name__, url_prefix="/counter")

    def furnished(session: Session) -> dict[str, Any]:
        """Return what both pages know of the hall and its staff, as they are now."""
        limits, staff = context.configuration.file.limits, context[StaffBook].everybody()
        return {
            "staff": staff_view(session),
            "staff_names": {one.id: one.name for one in staff},
            "answerers": [one.id for one in staff if one.may("serve") and not one.disabled],
            "may_decide": session.staff.may("decide"),
            "csrf": session.csrf,
            "counters": [{"id": c.id, "name": c.name} for c in context.desk.plan.counters.values()],
            "bookable": bool(context.desk.plan.booking.services),
            "service_names": context.desk.look(lambda day, _: dict(day.names)),
            "limits": {"warn_s": limits.wait_warn_min * 60, "alarm_s": limits.wait_alarm_min * 60},
        }

    def phrases(lang: str) -> dict[str, list[str]]:
        """Return what is polite to say at each moment: the hall's own phrases, else the usual ones."""
        own = {str(moment): said for moment, said in context.configuration.file.phrases.items()}
        usual: Mapping[str, list[str]] = context.texts.section(lang, "phrases")
        return {moment: own.get(moment, {}).get(lang, usual[moment]) for moment in usual}

    def panel(session: Session, counter: str) -> str:
        return context.page(
            "panel/panel.html",
            ("counter", "cases", "assistance", "appointments"),
            phrases=phrases(context.language()),
            may_call_any=session.staff.may("call_any"),
            may_put_first=session.staff.may("put_first"),
            may_manage=session.staff.may("manage"),
            counter=counter,
            seats=[one for one in context.desk.plan.counters if session.staff.may_sit(one)],
            **furnished(session),
            guides=[{"id": g.id, "name": g.name, "workdays": g.limit.promised_workdays} for g in context[Library]],
            guide_of={s.id: s.guide for s in context.desk.plan.services.values() if context[Library].has(s.guide)},
        )

    @routes.get("")
    def counter() -> str | WerkzeugResponse:
        session = context[Guard].by_token(cookies.read(SESSION))
        at = request.args.get("counter") or (session.counter if session is not None else None)
        if session is not None and not session.staff.may("serve"):
            return redirect("/counter/manager")
        if session is None or at is None or at not in context.desk.plan.counters:
            return sign_in_page(context, "counter.title", session, at_counter=True)
        if not may_sit(context, session, at):
            return sign_in_page(context, "counter.title", session, at_counter=True)
        return panel(session, at)

    @routes.get("/manager")
    @for_staff(context, "manager.title", "oversee")
    def manager(session: Session) -> str:
        return context.page(
            "manager/manager.html",
            ("counter", "manager", "cases", "assistance"),
            may=sorted(session.staff.permissions),
            city=bool(context.configuration.file.city.halls),
            zones={z.id: z.name for z in context.desk.plan.zones.values()},
            offset=context.desk.look(lambda _, now: moment(context.desk.hours, now))[-6:],
            **furnished(session),
            ready=context.texts.everywhere("messages"),
        )

    return routes
