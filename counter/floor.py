"""The whole floor over HTTP, for managers."""

from flask import Blueprint, Response

from hall.floor_view import FloorNow, floor_now
from hall.web.bodies import answer
from hall.web.house import House
from hall.web.openapi import Operation, operation


def blueprint(house: House) -> Blueprint:
    """Return the routes."""
    routes = Blueprint("floor_api", __name__, url_prefix="/api/v1")
    desk = house.desk

    @routes.get("/floor")
    @operation(
        Operation("Every service and counter now (managers).", {200: FloorNow}, problems=(401, 403), needs="staff")
    )
    def floor() -> Response:
        house.guard.session("manage")
        return answer(desk.look(lambda day, now: floor_now(day, desk.hours, now)))

    return routes
