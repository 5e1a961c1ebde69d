"""The manager's pages for business guides: which there are, and each as a form with what it will look like."""

from flask import Blueprint

from counter.panel.sessions import staff_view
from counter.panel.sign_in_page import for_staff
from hall.configuration.guide_form import guide_form
from hall.staff.book import StaffBook
from hall.staff.state import Session
from hall.web.context import Context


def blueprint(context: Context) -> Blueprint:
    """Return the pages."""
    routes = Blueprint("guide_pages", __name__, url_prefix="/counter/manager/guides")

    @for_staff(context, "manager.guides", "manage")
    def page(session: Session, template: str, guide: str | None = None) -> str:
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
