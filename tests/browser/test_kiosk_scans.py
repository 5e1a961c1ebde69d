"""What else than a finger a kiosk is worked with: a scanner, a keyboard, two fingers, somebody's identity card."""

import re
from collections.abc import Callable, Iterator
from itertools import product

import pytest
from playwright.sync_api import Page, Request, expect

from tests.browser.scanner import scan
from tests.browser.test_kiosk import open_kiosk
from tests.hallclient import Client, Server

HURRY = """
const wait = setTimeout;
globalThis.setTimeout = (then, ms, ...more) => wait(then, ms === 15000 ? 1500 : ms, ...more);
"""
"""Lets a message go after a second and a half."""
IDENTITY = "110101199003078888"


@pytest.fixture
def kiosk(new_page: Callable[..., Page], hall: Server) -> Page:
    """A kiosk with fingers."""
    return open_kiosk(new_page, hall, ears=HURRY, has_touch=True)


def test_a_ticket_is_scanned_in_every_way(kiosk: Page, visitors: Client) -> None:
    """Caps Lock and a scanner without Enter make no difference; who holds the code may give the number back."""
    mine = visitors.take("tax")
    for enter, caps in product((True, False), repeat=2):
        scan(kiosk, mine["url"], enter=enter, caps=caps)
        expect(kiosk.locator("#number"), f"{enter=} {caps=}").to_have_text("C001")
        kiosk.locator('[data-act="give-up"]').click()
        expect(kiosk.locator("h1")).to_have_text("要退掉 C001 吗？")
        go_home(kiosk)


def test_a_number_in_any_spelling(kiosk: Page, visitors: Client) -> None:
    """What is on the paper is found however a scanner or a keyboard writes it."""
    visitors.take("tax")
    for typed in ("c01", "Ｃ００１", "C-001", "COO1", "c 001号"):
        scan(kiosk, typed)
        expect(kiosk.locator("#number"), typed).to_have_text("C001")
        expect(kiosk.locator("h1")).to_have_text("还在等候")
        go_home(kiosk)


def go_home(kiosk: Page) -> None:
    """Leave the kiosk to the next visitor."""
    kiosk.locator('[data-act="home"]').click()
    expect(kiosk.locator("main[data-screen=home]")).to_be_visible()


@pytest.fixture
def asked(kiosk: Page) -> Iterator[list[str]]:
    """Every address that the kiosk asks for."""
    urls: list[str] = []

    def note(request: Request) -> None:
        urls.append(request.url)

    kiosk.on("request", note)
    yield urls
    kiosk.remove_listener("request", note)


FOREIGN = (
    IDENTITY,
    "https://pay.example/qr?id=6222021234567890123",
    "13800138000",
    "WIFI:T:WPA;S:x;P:secret;;",
    "张三李四",
)


def test_a_foreign_code_is_neither_shown_nor_asked_for(kiosk: Page, asked: list[str]) -> None:
    """An identity card under the scanner: the kiosk says that it is none of its codes, and repeats it nowhere."""
    for foreign in FOREIGN:
        scan(kiosk, foreign)
        expect(kiosk.get_by_role("alert"), foreign).to_contain_text("没有认出这个码")
        assert foreign[:8] not in kiosk.content()
        assert [url for url in asked if "/api/" in url and "guides" not in url] == []
        assert foreign not in kiosk.evaluate("JSON.stringify([{...localStorage}, {...sessionStorage}, history.state])")
        expect(kiosk.get_by_role("alert")).to_have_count(0)  # nor does the message stay for the next visitor


HELD = """() => {
  const strike = (key, code, repeat = false) => dispatchEvent(new KeyboardEvent("keydown", { key, code, repeat }));
  strike("c", "KeyC");
  for (let times = 0; times < 40; times += 1) strike("c", "KeyC", true);
  for (const digit of "001") strike(digit, `Digit${digit}`);
  strike("Enter", "Enter");
}"""
"""Strikes a key that stays down, and the rest of a number."""


def test_a_key_that_is_held_is_one_sign(kiosk: Page, visitors: Client) -> None:
    """A bag on the keyboard is no code that was not recognised."""
    visitors.take("tax")
    kiosk.evaluate(HELD)
    expect(kiosk.locator("#number")).to_have_text("C001")


SPACES = """() => {
  const strike = (key, code) =>
    document.activeElement.dispatchEvent(new KeyboardEvent("keydown", { key, code, bubbles: true, cancelable: true }));
  return [strike(" ", "Space"), strike("n", "KeyN"), strike(" ", "Space")];
}"""
"""Strikes a space alone and one within a code; what was not prevented presses the button that has the focus."""


def test_a_space_within_a_code_presses_no_button(kiosk: Page) -> None:
    """A Wi-Fi's code under the scanner took a ticket where Tab had left the focus; a person's space is a press."""
    kiosk.locator('[data-service="tax"]').focus()
    assert kiosk.evaluate(SPACES) == [True, True, False]
    expect(kiosk.get_by_role("alert")).to_have_count(1)
    kiosk.locator('[data-service="tax"]').focus()
    kiosk.keyboard.press("Space")
    expect(kiosk.locator("#number")).to_have_text("C001")


def test_a_keyboard_and_a_scanner_are_somebody(new_page: Callable[..., Page], server: Server) -> None:
    """Tab and what a scanner types count as being there: the way home begins anew."""
    server.configuration = server.configuration.replace("idle_s = 600", "idle_s = 12")
    kiosk = open_kiosk(new_page, server.start())
    left = kiosk.get_by_role("timer")
    kiosk.locator('[data-act="find"]').click()
    for touch in ("Tab", "scan"):
        expect(left).to_contain_text(re.compile(r"\b[1-8] 秒"))
        if touch == "Tab":
            kiosk.keyboard.press("Tab")
        else:
            scan(kiosk, "x", enter=False)
        expect(left).to_contain_text(re.compile(r"1[012] 秒"))
    expect(kiosk.locator("[data-screen=home]")).to_be_visible()


def spread(page: Page, x: int, y: int) -> None:
    """Put two fingers down and spread them."""
    touch = page.context.new_cdp_session(page)
    for step in range(15):
        fingers = [{"x": x + side * (10 + 15 * step), "y": y, "id": side + 1} for side in (-1, 1)]
        event = {"type": "touchMove" if step else "touchStart", "touchPoints": fingers}
        touch.send("Input.dispatchTouchEvent", event)
    touch.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    page.wait_for_timeout(300)  # the picture follows the fingers


def test_two_fingers_zoom_nothing(kiosk: Page) -> None:
    """However two fingers are spread, on a tile or beside, the kiosk stays as it was; nor is anything dragged."""
    for y in (300, 1000, 1850):
        spread(kiosk, 540, y)
        assert kiosk.evaluate("visualViewport.scale") == 1
    assert kiosk.evaluate("!window.dispatchEvent(new WheelEvent('wheel', {ctrlKey: true, cancelable: true}))")
    assert kiosk.evaluate("!window.dispatchEvent(new DragEvent('dragstart', {cancelable: true}))")
