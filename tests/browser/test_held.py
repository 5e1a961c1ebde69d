"""What comes while a finger or a button is down: what was pressed is done, and nothing that came in its place."""

import json
from collections.abc import Callable, Mapping

import pytest
from playwright.sync_api import Locator, Page, WebSocketRoute, expect

from tests.browser.lines import sign_in
from tests.browser.test_kiosk import LANDSCAPE, tile, waiting
from tests.hallclient import Client, Server

LONGEST_MS = 2000
"""For so long a page waits (let-go.js); a busy machine may hold for longer, and then nothing is shown by it."""
NOTES = """
addEventListener("pointerdown", () => { globalThis.downAt = performance.now(); }, true);
addEventListener("click", () => { globalThis.heldFor = performance.now() - downAt; }, true);
"""


class Told:
    """A page's own line, on which the test says something, too."""

    def __init__(self, page: Page) -> None:
        """Stand in the line."""
        self._page = page
        self._lines: list[WebSocketRoute] = []
        page.add_init_script(NOTES)
        page.route_web_socket("**/socket.io/**", self._through)

    def _through(self, line: WebSocketRoute) -> None:
        line.connect_to_server()
        self._lines.append(line)

    def say(self, namespace: str, event: str, what: object) -> None:
        """Have the page told, as by its server."""
        self._lines[-1].send(f"42{namespace},{json.dumps([event, what])}")
        self._page.evaluate("() => new Promise(requestAnimationFrame)")

    def was_short(self) -> bool:
        """Whether the last press was no longer than the page waits."""
        held: float = self._page.evaluate("globalThis.heldFor ?? Infinity")
        return held < LONGEST_MS


def printers(version: int) -> Mapping[str, object]:
    """The picture of a printer without paper."""
    out = {"state": "paper_out", "prints": False}
    return {"version": 10**12 + version, "usual": "usual", "printers": {"usual": out}}


def test_a_banner_comes_under_a_finger(new_page: Callable[..., Page], hall: Server) -> None:
    """The tiles move down by a row's gap and more; the ticket is the one that was touched."""
    kiosk = new_page(viewport=LANDSCAPE, has_touch=True)
    told = Told(kiosk)
    fingers = kiosk.context.new_cdp_session(kiosk)
    for again in range(9):
        kiosk.goto(f"{hall.url}/kiosk")
        expect(kiosk.locator("html")).to_have_attribute("data-line", "live")
        box = tile(kiosk, "licence").bounding_box()
        assert box is not None
        at = {"x": box["x"] + box["width"] / 2, "y": box["y"] + 6}
        fingers.send("Input.dispatchTouchEvent", {"type": "touchStart", "touchPoints": [at]})
        told.say("/kiosk", "printer", printers(again))
        fingers.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
        if told.was_short():
            break
    expect(kiosk.locator("#number")).to_have_text("B001")
    expect(kiosk.locator(".notices")).to_contain_text("打印纸用完了")


@pytest.mark.parametrize("way", ["click", "gesture"])
def test_a_long_touch_is_one_touch(new_page: Callable[..., Page], hall: Server, visitors: Client, way: str) -> None:
    """Whether the browser tells of a click or not: whoever rests a finger on a service has its ticket, and rates so."""
    kiosk = new_page(viewport=LANDSCAPE, has_touch=True)
    kiosk.goto(f"{hall.url}/kiosk")
    expect(kiosk.locator("html")).to_have_attribute("data-line", "live")
    rest_on(kiosk, tile(kiosk, "licence"), way)
    expect(kiosk.locator("#number")).to_have_text("B001")
    clerk = Client(hall.url).sign_in("li", counter="1")
    for step in ("open", "call-next", "start", "finish"):
        clerk.step("1", step)
    assert waiting(visitors, "licence") == 0
    tablet = new_page(viewport=LANDSCAPE, has_touch=True)
    tablet.goto(f"{hall.url}/counter/1/rate")
    rest_on(tablet, tablet.locator("[data-score='5']"), way)
    expect(tablet.locator("h1")).to_have_text("感谢您的评价")


@pytest.mark.parametrize("beside", ["palm", "finger"])
def test_a_touch_beside_another_is_a_touch(
    new_page: Callable[..., Page], hall: Server, visitors: Client, beside: str
) -> None:
    """Who leans on the screen, or touches with two fingers, has the ticket, and rates; two buttons at once are none."""
    kiosk = new_page(viewport=LANDSCAPE, has_touch=True)
    kiosk.goto(f"{hall.url}/kiosk")
    expect(kiosk.locator("html")).to_have_attribute("data-line", "live")
    hand = Hand(kiosk)
    hand.put(tile(kiosk, "tax"), tile(kiosk, "licence"))
    hand.lift()
    hand.touch_beside(beside, tile(kiosk, "licence"), kiosk.locator(".masthead-name"))
    expect(kiosk.locator("#number")).to_have_text("B001")
    clerk = Client(hall.url).sign_in("li", counter="1")
    for step in ("open", "call-next", "start", "finish"):
        clerk.step("1", step)
    assert [waiting(visitors, service) for service in ("licence", "tax")] == [0, 0]
    tablet = new_page(viewport=LANDSCAPE, has_touch=True)
    tablet.goto(f"{hall.url}/counter/1/rate")
    Hand(tablet).touch_beside(beside, tablet.locator("[data-score='5']"), tablet.locator("h1"))
    expect(tablet.locator("h1")).to_have_text("感谢您的评价")


def test_both_hands_type(new_page: Callable[..., Page], hall: Server) -> None:
    """The next key is touched before the last one is let go: both are typed, once and in order."""
    kiosk = new_page(viewport=LANDSCAPE, has_touch=True)
    kiosk.goto(f"{hall.url}/kiosk")
    kiosk.locator('[data-act="find"]').tap()
    expect(kiosk.locator("#kiosk")).not_to_have_attribute("inert", "")
    hand, keys = Hand(kiosk), [kiosk.locator(f'[data-key="{digit}"]') for digit in "35"]
    hand.put(keys[0])
    hand.put(*keys, after_s=0.05)
    hand.lift()
    expect(kiosk.locator(".typed output")).to_have_text("35")
    keys[0].tap()
    expect(kiosk.locator(".typed output")).to_have_text("353")


class Hand:
    """Several fingers on a page, or a finger and a palm."""

    def __init__(self, page: Page) -> None:
        """Take the page."""
        self._touches = page.context.new_cdp_session(page)
        self._now: float = page.evaluate("Date.now() / 1000")

    def put(self, *places: Locator, after_s: float = 0.0, aside_px: int = 0) -> None:
        """Have a finger, or what is heavier, on each of these, so long after those before."""
        self._now += after_s
        points = []
        for number, place in enumerate(places):
            box = place.bounding_box()
            assert box is not None
            middle = {"x": box["x"] + box["width"] / 2, "y": box["y"] + box["height"] / 2}
            points.append(middle | {"x": middle["x"] + number * aside_px, "id": number})
        touching = {"type": "touchStart", "touchPoints": points, "timestamp": self._now}
        self._touches.send("Input.dispatchTouchEvent", touching)

    def lift(self) -> None:
        """Take all away."""
        self._touches.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": [], "timestamp": self._now})

    def touch_beside(self, beside: str, meant: Locator, elsewhere: Locator) -> None:
        """Touch what is meant with two fingers, or with one after a palm has come to lie elsewhere."""
        meant.scroll_into_view_if_needed()
        if beside == "palm":
            self.put(elsewhere)
            self.put(elsewhere, meant, after_s=1)
        else:
            self.put(meant, meant, aside_px=20)
        self.lift()


def rest_on(page: Page, control: Locator, way: str) -> None:
    """Touch it for a second; as a gesture the browser tells of no click, as it does of a long one on a touchscreen."""
    control.scroll_into_view_if_needed()
    box = control.bounding_box()
    assert box is not None
    at = {"x": box["x"] + box["width"] / 2, "y": box["y"] + box["height"] / 2}
    finger = page.context.new_cdp_session(page)
    if way == "gesture":
        finger.send("Input.synthesizeTapGesture", {**at, "duration": 1000, "gestureSourceType": "touch"})
        return
    now: float = page.evaluate("Date.now() / 1000")
    finger.send("Input.dispatchTouchEvent", {"type": "touchStart", "touchPoints": [at], "timestamp": now - 1})
    finger.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": [], "timestamp": now})


def test_a_call_for_help_comes_under_a_clerks_press(
    new_page: Callable[..., Page], hall: Server, visitors: Client
) -> None:
    """What is drawn above pushes the list down; the visitor whose button was pressed is taken up again."""
    panel = new_page()
    told = Told(panel)
    clerk = sign_in(panel.context, hall)
    number = visitors.take("tax")["number"]
    for step in ("open", "call-next", "start", "hold"):
        clerk.step("4", step)
    resume = panel.locator(f'[data-act="resume"][data-number="{number}"]')
    for again in range(9):
        panel.goto(f"{hall.url}/counter?counter=4")
        expect(panel.locator("html")).to_have_attribute("data-line", "live")
        box = resume.bounding_box()
        assert box is not None
        panel.mouse.move(box["x"] + box["width"] / 2, box["y"] + 3)
        panel.mouse.down()
        told.say("/counter", "assistance", [asked(again)])
        panel.mouse.up()
        if told.was_short():
            break
    expect(panel.locator(".current .number")).to_have_text(number)
    expect(panel.locator(".beside .banner")).to_contain_text("轮椅")


def asked(again: int) -> Mapping[str, object]:
    """Somebody who calls for help at a kiosk."""
    at = {"kind": "wheelchair", "place": "", "lang": "zh", "at": "2026-11-24T01:00:00Z", "taken_by": None}
    return {"id": again + 1, **at}


def test_a_double_click_is_one_press(new_page: Callable[..., Page], hall: Server) -> None:
    """Of two notices one is taken down, though the other moves under the mouse; one who comes has not yet helped."""
    manager = new_page()
    hand = sign_in(manager.context, hall)
    for text in ("电梯检修", "三楼搬迁"):
        assert hand.post("/notices", {"text": {"zh": text}}).status_code == 201
    Client(hall.url).post("/assistance", {"kind": "wheelchair", "lang": "zh"})
    manager.goto(f"{hall.url}/counter/manager")
    asked_for: list[str] = []
    manager.on("request", lambda made: "/api/" in made.url and made.method != "GET" and asked_for.append(made.method))
    helped = manager.get_by_role("button", name="已帮到")
    notices = manager.locator("[data-notice]")
    twice(manager, manager.get_by_role("button", name="我去"), lambda: expect(helped).to_be_visible())
    twice(manager, notices.first.get_by_role("button"), lambda: expect(notices).to_have_count(1))
    manager.evaluate("() => new Promise(requestAnimationFrame)")
    assert asked_for == ["POST", "DELETE"]


def twice(page: Page, button: Locator, drawn: Callable[[], object]) -> None:
    """Double-click so slowly that what the first press brought is drawn before the second."""
    button.scroll_into_view_if_needed()
    box = button.bounding_box()
    assert box is not None
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.click(x, y)
    drawn()
    page.mouse.down(click_count=2)
    page.mouse.up(click_count=2)
