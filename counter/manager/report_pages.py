"""The manager's pages of figures: the reports, and what each figure means."""

from flask import Blueprint

from counter.manager.report_names import known_names
from counter.panel.sessions import staff_view
from counter.panel.sign_in_page import sign_in_page
from hall.staff.state import Session
from hall.statistics.rules.reports import REPORTS
from hall.statistics.views.glossary import glossary
from hall.web import cookies
from hall.web.context import Context
from hall.web.guard import SESSION, Guard


def blueprint(context: Context) -> Blueprint:
    """Return the pages; whoever may not see the floor is asked to sign in as one."""
    routes = Blueprint("reports", __name__, url_prefix="/counter/manager/reports")

    def asked() -> Session | None:
        return context[Guard].by_token(cookies.read(SESSION))

    @routes.get("")
    def reports() -> str:
        session = asked()
        if session is None or not session.staff.may("oversee"):
            return sign_in_page(context, "manager.reports", session, at_counter=False)
        return context.page(
            "manager/reports.html",
            ("statistics",),
            staff=staff_view(session),
            reports=[{"name": one.name, "by": one.by, "only": one.only} for one in REPORTS.values()],
            names=known_names(context),
            today=context.desk.today().isoformat(),
        )

    @routes.get("/glossary")
    def meanings() -> str:
        session = asked()
        if session is None or not session.staff.may("oversee"):
            return sign_in_page(context, "manager.reports", session, at_counter=False)
        words, said = (context.texts.section(context.language(), name) for name in ("statistics", "glossary"))
        return context.page(
            "manager/glossary.html", ("statistics",), words=said["words"], chapters=glossary(words, said)
        )

    return routes
