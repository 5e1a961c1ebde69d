"""A visitor's own ticket on the phone."""

from flask import Blueprint, Response

from hall.feedback.rating import REASONS
from hall.journal.refusal import Unknown
from hall.queue.commands.visit import ticket_of
from hall.queue.views.board import moment, ticket_view
from hall.web.house import House
from hall.web.qr import qr_code
from kiosk.touchscreen.pages import about_hall


def blueprint(house: House) -> Blueprint:
    """Return the page and its QR code."""
    routes = Blueprint("phone", __name__)
    floor, desk = house.configuration.floor, house.desk

    @routes.get("/t/<token>")
    def ticket(token: str) -> tuple[str, int]:
        try:
            picture, now = desk.look(
                lambda day, now: (ticket_view(day, desk.hours, ticket_of(day, token)), moment(desk.hours, now))
            )
        except Unknown:
            return house.page("phone/ticket_gone.html", ("ticket",)), 404
        page = house.page(
            "phone/ticket.html",
            ("ticket", "rating", "cases"),
            token=token,
            ticket=picture,
            time=now,
            reasons=REASONS,
            service_names={s.id: s.name for s in floor.services.values()},
            guides={s.id: s.guide for s in floor.services.values() if house.library.has(s.guide)},
            **about_hall(house),
        )
        return page, 200

    @routes.get("/t/<token>/qr.svg")
    def qr(token: str) -> Response:
        """The QR code of the ticket's page, for screens."""
        desk.look(lambda day, _: ticket_of(day, token))
        return qr_code(f"{house.configuration.file.hall.public_url}/t/{token}")

    return routes
