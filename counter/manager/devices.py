"""The hall's devices: the manager's page for them, and how they are paired, listed and removed over HTTP."""

from collections.abc import Mapping, Sequence
from typing import Annotated

from flask import Blueprint, Response
from pydantic import Field
from typing_extensions import TypedDict

from counter.panel.sessions import staff_view
from counter.panel.sign_in_page import for_staff
from hall.configuration.reach import Reach
from hall.devices.book import Device, DeviceBook
from hall.devices.rules import KINDS, SHOWING, Kind, checked_place
from hall.faults import Fault
from hall.journal.actor import Actor
from hall.journal.refusal import Illegal
from hall.printing.office import PrintOffice
from hall.printing.printer import CAN_PRINT
from hall.queue.views.moment import moment
from hall.staff.state import Session
from hall.web.bodies import Body, actor, answer, body
from hall.web.context import Context
from hall.web.guard import Guard
from hall.web.openapi import Operation, operation
from hall.web.presence import Presence, Wish


class NewCode(Body):
    """For which device: its kind, a name by which people know it, and its place (a zone, a counter, a printer)."""

    kind: Kind
    name: Annotated[str, Field(max_length=64)]
    place: Annotated[str, Field(max_length=32)] | None = None


class Asked(Body):
    """What the device shall do."""

    wish: Wish


class CodeView(TypedDict):
    """A one-time code, and the address that a device may open instead of typing it."""

    code: str
    until: str
    url: str


class ShownView(TypedDict):
    """The words that a screen showed when it was asked: no photograph, and nothing of pictures and videos."""

    at: str
    lines: Sequence[str]


class DeviceFault(TypedDict):
    """What is wrong with a device."""

    code: str
    text: Mapping[str, str]


class DeviceView(TypedDict):
    """A device. `version` is the digest of the pages it shows; what was not heard since the server started is None."""

    id: str
    kind: str
    name: str
    place: str | None
    online: bool
    last_seen: str | None
    screen: str | None
    version: str | None
    current: bool | None
    faults: Sequence[DeviceFault]
    shown: ShownView | None


def blueprint(context: Context) -> Blueprint:
    """Return the page and the routes."""
    routes, book = Blueprint("devices", __name__), context[DeviceBook]

    @routes.get("/counter/manager/devices")
    @for_staff(context, "manager.devices", "accounts")
    def page(session: Session) -> str:
        plan = context.desk.plan
        return context.page(
            "manager/devices.html",
            ("counter", "manager", "devices"),
            staff=staff_view(session),
            csrf=session.csrf,
            kinds=KINDS,
            zones=[{"id": z.id, "name": z.name} for z in plan.zones.values()],
            counters=[{"id": c.id, "name": c.name} for c in plan.counters.values()],
            printers=list(context[PrintOffice].statuses()),
        )

    def manager() -> Actor:
        return actor(context[Guard].session("accounts").staff.id)

    @routes.get("/api/v1/devices")
    @operation(Operation("All devices and printers.", {200: list[DeviceView]}, problems=(401, 403), needs="staff"))
    def everything() -> Response:
        manager()
        return answer([*(_view(context, one) for one in book.everything()), *_printers(context)])

    @routes.post("/api/v1/devices/codes")
    @operation(
        Operation(
            "A one-time code, good for ten minutes, by which a computer becomes a device of the hall.",
            {201: CodeView},
            problems=(400, 401, 403, 413, 422, 503),
            body=NewCode,
            needs="staff",
        )
    )
    def code() -> Response:
        by, asked = manager(), body(NewCode)
        place = checked_place(context.desk.plan, asked.kind, asked.place or None)
        given = book.give_code(by, asked.kind, asked.name, place)
        url = f"{context[Reach].address()}/pair#{given.code}"
        return answer(CodeView(code=given.code, until=moment(context.desk.hours, given.until), url=url), 201)

    @routes.delete("/api/v1/devices/<device>")
    @operation(
        Operation(
            "Remove a device: its secret counts no more, its sockets end.",
            {204: None},
            problems=(401, 403, 404, 422, 503),
            needs="staff",
        )
    )
    def remove(device: str) -> Response:
        book.remove(manager(), device)
        return Response(status=204)

    @routes.post("/api/v1/devices/<device>/ask")
    @operation(
        Operation(
            "Ask a device to load its page anew, or a wall to say what it shows, which is soon in the list.",
            {204: None},
            problems=(400, 401, 403, 404, 409, 413, 422, 503),
            body=Asked,
            needs="staff",
        )
    )
    def ask(device: str) -> Response:
        manager()
        found, wish = book.get(device), body(Asked).wish
        if wish == "show" and found.kind not in SHOWING:
            raise Illegal("device_shows_own", name=found.name)
        context[Presence].ask(found, wish)
        return Response(status=204)

    return routes


def _view(context: Context, device: Device) -> DeviceView:
    presence = context[Presence]
    seen, shown = presence.seen(device), presence.shown(device)
    return DeviceView(
        id=device.id,
        kind=device.kind,
        name=device.name,
        place=device.place,
        online=seen.online,
        last_seen=None if seen.last is None else moment(context.desk.hours, seen.last),
        screen=seen.screen,
        version=seen.version,
        current=None if seen.version is None else seen.version == context.assets.digest,
        faults=_faults(context, presence.faults_of(device)),
        shown=None if shown is None else ShownView(at=moment(context.desk.hours, shown.at), lines=shown.lines),
    )


def _printers(context: Context) -> Sequence[DeviceView]:
    troubles = context[PrintOffice].troubles()
    return [
        DeviceView(
            id=name,
            kind="printer",
            name=name,
            place=None,
            online=status.state in CAN_PRINT,
            last_seen=None,
            screen=None,
            version=None,
            current=None,
            shown=None,
            faults=_faults(
                context, [Fault(one.code, one.facts) for one in troubles if one.facts.get("printer") == name]
            ),
        )
        for name, status in context[PrintOffice].statuses().items()
    ]


def _faults(context: Context, faults: Sequence[Fault]) -> Sequence[DeviceFault]:
    say, languages = context.texts.say, context.texts.languages
    return [
        DeviceFault(code=one.code, text={lang: say(lang, "trouble", one.code, **one.facts) for lang in languages})
        for one in faults
    ]
