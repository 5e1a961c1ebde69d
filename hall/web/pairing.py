"""The page where a computer of the hall becomes one of its devices, by a one-time code."""

from typing import Annotated

from flask import Blueprint, Response, request
from pydantic import Field

from hall.devices.book import DeviceBook
from hall.devices.rules import SHOWING, screen_of
from hall.journal.refusal import Forbidden
from hall.web import cookies
from hall.web.bodies import Body, actor, answer, body
from hall.web.context import Context
from hall.web.openapi import Operation, operation
from hall.web.presence import DEVICE, Presence

KEPT_S = 400 * 24 * 3600
"""As long as browsers keep a cookie at most; each report of the device begins it anew."""


class Pair(Body):
    """The code, as somebody typed it: spaces and hyphens do not count."""

    code: Annotated[str, Field(max_length=40)]


class Report(Body):
    """What a device shows: its screen as `1920x1080`, and the digest of its pages."""

    screen: Annotated[str, Field(pattern=r"^[0-9]{1,5}x[0-9]{1,5}$")]
    pages: Annotated[str, Field(max_length=64)]


class Shown(Body):
    """The words on the device's screen, line by line; of a long page its beginning."""

    lines: Annotated[list[Annotated[str, Field(max_length=200)]], Field(max_length=60)]


def blueprint(context: Context) -> Blueprint:
    """Return the page and the routes."""
    routes, book, presence = Blueprint("pairing", __name__), context[DeviceBook], context[Presence]

    def public_url() -> str:
        return context.configuration.file.hall.public_url

    @routes.get("/pair")
    def page() -> str:
        return context.page("web/pair.html", ("pairing",), works_at=cookies.works_at(public_url()))

    @routes.post("/pair")
    def pair() -> Response:
        cookies.refuse_where_dropped(public_url())
        code = "".join(sign for sign in body(Pair).code if sign.isalnum())
        secret, device = book.pair(actor("device"), code, request.remote_addr or "")
        response = answer({"name": device.name, "screen": screen_of(device.kind, device.place)}, 201)
        cookies.give(response, DEVICE, secret, KEPT_S)
        return response

    @routes.post("/api/v1/devices/current")
    @operation(Operation("A paired device tells of itself.", {204: None}, problems=(400, 403, 413, 422), body=Report))
    def report() -> Response:
        device, secret = presence.device(), cookies.read(DEVICE)
        if device is None or secret is None:
            raise Forbidden("device_not_paired")
        actor("device")  # refuses a wrong request key, though what is told again does no harm
        said = body(Report)
        presence.reports(device, said.screen, said.pages)
        response = Response(status=204)
        cookies.give(response, DEVICE, secret, KEPT_S)
        return response

    @routes.post("/api/v1/devices/current/shown")
    @operation(Operation("A paired device says what it shows.", {204: None}, problems=(400, 403, 413, 422), body=Shown))
    def shown() -> Response:
        device = presence.device()
        if device is None or device.kind not in SHOWING:
            raise Forbidden("device_not_paired")
        actor("device")
        presence.shows(device, body(Shown).lines)
        return Response(status=204)

    return routes
