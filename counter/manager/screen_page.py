"""The overview on a screen at the office's wall: nothing to press, everything seen from across the room."""

from flask import Blueprint

from counter.panel.sign_in_page import for_staff
from hall.staff.book import StaffBook
from hall.staff.state import Session
from hall.web.context import Context


def blueprint(context: Context) -> Blueprint:
    """Return the page."""
    routes = Blueprint("floor_screen", __name__)

    @routes.get("/counter/manager/screen")
    @for_staff(context, "manager.screen_title", "oversee")
    def screen(_: Session) -> str:
        file = context.configuration.file
        return context.page(
            "manager/screen.html",
            ("counter", "manager"),
            staff_names={one.id: one.name for one in context[StaffBook].everybody()},
            service_names=context.desk.look(lambda day, _: dict(day.names)),
            limits={"warn_s": file.limits.wait_warn_min * 60, "alarm_s": file.limits.wait_alarm_min * 60},
            timezone=file.hall.timezone,
        )

    return routes
