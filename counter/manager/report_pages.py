"""The manager's pages of figures: the reports, and what each figure means."""

from flask import Blueprint

from counter.manager.report_names import known_names
from counter.panel.sessions import staff_view
from counter.panel.sign_in_page import for_staff
from hall.staff.state import Session
from hall.statistics.rules.reports import REPORTS
from hall.statistics.views.glossary import glossary
from hall.web.context import Context


def blueprint(context: Context) -> Blueprint:
    """Return the pages; whoever may not see the floor is asked to sign in as one."""
    routes = Blueprint("reports", __name__, url_prefix="/counter/manager/reports")

    @routes.get("")
    @for_staff(context, "manager.reports", "oversee")
    def reports(session: Session) -> str:
        return context.page(
            "manager/reports.html",
            ("statistics",),
            staff=staff_view(session),
            reports=[{"name": one.name, "by": one.by, "only": one.only} for one in REPORTS.values()],
            names=known_names(context),
            today=context.desk.today().isoformat(),
        )

    @routes.get("/glossary")
    @for_staff(context, "manager.reports", "oversee")
    def meanings(_: Session) -> str:
        words, said = (context.texts.section(context.language(), name) for name in ("statistics", "glossary"))
        return context.page(
            "manager/glossary.html", ("statistics",), words=said["words"], chapters=glossary(words, said)
        )

    return routes
