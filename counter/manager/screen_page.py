"""The overview on a screen at the office's wall: nothing to press, everything seen from across the room."""

from flask import Blueprint

from counter.panel.sign_in_page import sign_in_page
from hall.staff.book import StaffBook
from hall.web import cookies
from hall.web.context import Context
from hall.web.guard import SESSION, Guard


def blueprint(context: Context) -> Blueprint:
    """Return the page."""
    routes = Blueprint("floor_screen", __name__)

    @routes.get("/counter/manager/screen")
    def screen() -> str:
        session = context[Guard].by_token(cookies.read(SESSION))
        if session is None or not session.staff.may("oversee"):
            return sign_in_page(context, "manager.screen_title", session, at_counter=False)
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
