"""The manager's pages of figures: the reports, and what each figure means."""

from flask import Blueprint, redirect
from werkzeug.wrappers import Response

from counter.manager.report_names import known_names
from counter.panel.sessions import staff_view
from hall.staff.state import Session
from hall.statistics.rules.reports import REPORTS
from hall.statistics.views.glossary import glossary
from hall.web import cookies
from hall.web.context import Context
from hall.web.guard import SESSION, Guard


def blueprint(context: Context) -> Blueprint:
    """Return the pages; whoever may not see the floor is asked to sign in as one."""
    routes = Blueprint("reports", __name__, url_prefix="/counter/manager/reports")

    def manager() -> Session | None:
        session = context[Guard].by_token(cookies.read(SESSION))
        return session if session is not None and session.staff.may("oversee") else None

    @routes.get("")
    def reports() -> Response | str:
        session = manager()
        if session is None:
            return redirect("/counter/manager")
        return context.page(
            "manager/reports.html",
            ("statistics",),
            staff=staff_view(session),
            reports=[{"name": one.name, "by": one.by, "only": one.only} for one in REPORTS.values()],
            names=known_names(context),
            today=context.desk.today().isoformat(),
        )

    @routes.get("/glossary")
    def meanings() -> Response | str:
        if manager() is None:
            return redirect("/counter/manager")
        words, said = (context.texts.section(context.language(), name) for name in ("statistics", "glossary"))
        return context.page(
            "manager/glossary.html", ("statistics",), words=said["words"], chapters=glossary(words, said)
        )

    return routes
