"""Where WebSocket does not pass: networks and proxies eat it in several ways, and every page is told all the same."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, WebSocketRoute, expect

from tests.browser.lines import NET_ERRORS, PATHS, await_state, phone_path, sign_in
from tests.browser.punctual import NOTES, tried_after_s
from tests.hallclient import Client, Server

TOLD_WITHIN_S = 5.0
FORBIDDEN = """
globalThis.WebSocket = class { constructor() { throw new DOMException("blocked", "SecurityError"); } };
"""


def refused(socket: WebSocketRoute) -> None:
    """Close it at once, as a proxy does that knows no upgrade."""
    socket.close(code=1002)


def cut(socket: WebSocketRoute) -> None:
    """Open it, carry the first packet and close it, as a proxy does that takes what follows for an attack."""
    server = socket.connect_to_server()

    def carry(packet: str | bytes) -> None:
        socket.send(packet)
        socket.close(code=1011)

    server.on_message(carry)


def silent(_socket: WebSocketRoute) -> None:
    """Open it and carry nothing, as a proxy does that holds everything back."""


WAYS: dict[str, Callable[[Page], object]] = {
    "refused": lambda page: page.route_web_socket("**/socket.io/**", refused),
    "cut": lambda page: page.route_web_socket("**/socket.io/**", cut),
    "silent": lambda page: page.route_web_socket("**/socket.io/**", silent),
    "forbidden": lambda page: page.add_init_script(FORBIDDEN),
}


@pytest.mark.parametrize("way", WAYS)
def test_every_page_is_told_without_websocket(new_page: Callable[..., Page], hall: Server, way: str) -> None:
    """Panel, wall, kiosk and phone try polling within 5 s and are live by it, and a call is on each of them."""
    panel = new_page(expected=NET_ERRORS)
    clerk = sign_in(panel.context, hall)
    phone = panel.context.new_page()
    pages = {"panel": panel, "phone": phone, **{name: panel.context.new_page() for name in ("wall", "kiosk")}}
    paths = {**PATHS, "panel": "/counter?counter=4", "phone": phone_path(hall)}
    for name, page in pages.items():
        WAYS[way](page)
        page.add_init_script(NOTES)
        page.goto(hall.url + paths[name])
    for page in pages.values():
        assert tried_after_s(page, "polling") < TOLD_WITHIN_S
    await_state(pages, "live")
    expect(pages["kiosk"].locator('[data-service="tax"]')).to_contain_text("等候 1 人")
    for step in ("open", "call-next"):
        clerk.step("4", step)
    expect(phone.locator("[data-status=called]")).to_contain_text("4号窗口")
    expect(pages["wall"].locator(".newest .number")).to_have_text("C001")
    expect(panel.locator(".current .number")).to_have_text("C001")
    await_state(pages, "live")


def test_a_page_that_began_by_polling_goes_on_by_websocket(new_page: Callable[..., Page], hall: Server) -> None:
    """Where WebSocket failed once, as at every restart, a page that polls changes over: polling is dear."""
    phone = new_page(expected=NET_ERRORS)
    sockets: list[str] = []
    phone.on("websocket", lambda socket: sockets.append(socket.url))
    phone.add_init_script("""
        const Real = WebSocket;
        let first = true;
        globalThis.WebSocket = new Proxy(Real, { construct(real, given) {
          if (first) { first = false; throw new DOMException("not yet", "SecurityError"); }
          return new real(...given);
        } });
    """)
    phone.goto(hall.url + phone_path(hall))
    await_state([phone], "live")
    while not any("sid=" in url for url in sockets):
        phone.wait_for_event("websocket")
    clerk = Client(hall.url).sign_in("li", counter="4")
    for step in ("open", "call-next"):
        clerk.step("4", step)
    expect(phone.locator("[data-status=called]")).to_contain_text("4号窗口")
