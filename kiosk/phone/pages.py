"""A visitor's own ticket on the phone."""

from flask import Blueprint, Response, redirect
from werkzeug.wrappers import Response as WerkzeugResponse

from hall.feedback.book import FeedbackBook
from hall.guides.library import Library
from hall.journal.refusal import Unknown
from hall.outward.reminding import Reminding
from hall.paper.waits import wait_told
from hall.queue.commands.visit import ticket_of
from hall.queue.events.reasons import RATING_REASONS
from hall.queue.views.board import ticket_view
from hall.queue.views.moment import moment
from hall.reminders.book import ReminderBook
from hall.web.context import Context
from hall.web.qr import qr_code
from kiosk.phone.gone import gone_page
from kiosk.touchscreen.pages import about_hall
from kiosk.touchscreen.paper import wait_of


def blueprint(context: Context) -> Blueprint:
    """Return the page and its QR code."""
    routes = Blueprint("phone", __name__)
    desk = context.desk

    @routes.get("/t/<token>")
    def ticket(token: str) -> tuple[str, int] | WerkzeugResponse:
        try:
            picture, now = desk.look(
                lambda day, now: (
                    ticket_view(day, desk.hours, now, ticket_of(day, token), desk.expected),
                    moment(desk.hours, now),
                )
            )
        except Unknown:
            if context[FeedbackBook].knows(token):
                return redirect(f"/f/{token}")
            return gone_page(context, "ticket")
        wait = wait_of(context, desk.look(lambda day, _: ticket_of(day, token)))
        page = context.page(
            "phone/ticket.html",
            ("ticket", "rating", "cases", "feedback"),
            token=token,
            ticket=picture,
            follow_up=context[FeedbackBook].knows(token),
            reminder=context[ReminderBook].wanted(token) if context[Reminding].is_on else None,
            told_wait=wait_told(context.texts.section(context.language(), "slip"), wait) if wait is not None else "",
            time=now,
            reasons=RATING_REASONS,
            services=[s for s in desk.plan.services if desk.plan.counters_serving(s)],
            service_names=desk.look(lambda day, _: dict(day.names)),
            guides={s.id: s.guide for s in desk.plan.services.values() if context[Library].has(s.guide)},
            **about_hall(context),
        )
        return page, 200

    @routes.get("/t/<token>/qr.svg")
    def qr(token: str) -> Response:
        """The QR code of the ticket's page, for screens."""
        desk.look(lambda day, _: ticket_of(day, token))
        return qr_code(f"{context.configuration.file.hall.public_url}/t/{token}")

    return routes
