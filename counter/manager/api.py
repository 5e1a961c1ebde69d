"""The whole floor over HTTP, for managers."""

from flask import Blueprint, Response

from hall.queue.views.overview import FloorNow, TroubleView, floor_now
from hall.web.bodies import answer
from hall.web.house import House
from hall.web.openapi import Operation, operation


def whole_floor(house: House) -> FloorNow:
    """Return the picture of the whole floor, with what somebody should mend."""
    texts, hours = house.texts, house.desk.hours
    troubles = [
        TroubleView(
            code=one.code, text={lang: texts.say(lang, "trouble", one.code, **one.facts) for lang in texts.languages}
        )
        for one in house.troubles()
    ]
    return house.desk.look(lambda day, now: floor_now(day, hours, now, troubles, house.sounds()))


def blueprint(house: House) -> Blueprint:
    """Return the routes."""
    routes = Blueprint("floor_api", __name__, url_prefix="/api/v1")

    @routes.get("/floor")
    @operation(
        Operation("Every service and counter now (managers).", {200: FloorNow}, problems=(401, 403), needs="staff")
    )
    def floor() -> Response:
        house.guard.session("manage")
        return answer(whole_floor(house))

    return routes
