"""The manager's pages for business guides: which there are, and each as a form with what it will look like."""

from flask import Blueprint

from counter.panel.sessions import staff_view
from counter.panel.sign_in_page import sign_in_page
from hall.configuration.guide_form import guide_form
from hall.staff.book import StaffBook
from hall.web import cookies
from hall.web.context import Context
from hall.web.guard import SESSION, Guard


def blueprint(context: Context) -> Blueprint:
    """Return the pages."""
    routes = Blueprint("guide_pages", __name__, url_prefix="/counter/manager/guides")

    def page(template: str, guide: str | None = None) -> str:
        session = context[Guard].by_token(cookies.read(SESSION))
        if session is None or not session.staff.may("manage"):
            return sign_in_page(context, "manager.guides", session, at_counter=False)
        services = context.desk.plan.services.values()
        return context.page(
            template,
            ("counter", "manager", "settings", "guides"),
            staff=staff_view(session),
            csrf=session.csrf,
            staff_names={one.id: one.name for one in context[StaffBook].everybody()},
            form=guide_form(),
            there={"services": [{"id": one.id, "name": one.name} for one in services]},
            guide=guide,
        )

    @routes.get("")
    def every_guide() -> str:
        return page("manager/guides.html")

    @routes.get("/<guide>")
    def one_guide(guide: str) -> str:
        return page("manager/guide.html", guide)

    return routes
