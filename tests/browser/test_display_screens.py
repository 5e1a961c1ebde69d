"""The small screens over the counters and the hall's guide, in a real browser."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.hallclient import Client, Server
from tests.walls import WALL, clerk

SMALL = {"width": 1024, "height": 600}
STRIP = {"width": 1280, "height": 400}


def test_a_counters_screen_follows_the_counter(hall: Server, new_page: Callable[..., Page]) -> None:
    """Closed, open, calling, serving and paused each show at once, with clerk and badge while somebody serves."""
    page = new_page(viewport=SMALL)
    page.goto(f"{hall.url}/display/counter/3")
    title = page.locator(".oc-title")
    expect(title).to_contain_text("窗口未开放")
    desk = clerk(hall, "3")
    expect(title).to_contain_text("欢迎办理")
    expect(page.locator(".oc-clerk")).to_contain_text("陈静")
    expect(page.locator(".oc-clerk")).to_contain_text("工号 chen")
    number = desk.take("licence")["number"]
    desk.step("3", "call-next")
    expect(page.locator(".number.is-called.is-blinking")).to_have_text(number)
    desk.step("3", "start")
    expect(page.locator(".number:not(.is-called)")).to_have_text(number)
    desk.step("3", "finish")
    desk.step("3", "pause", {"reason": "设备故障"})
    expect(title).to_contain_text("暂停服务")
    expect(page.locator(".oc-state")).to_contain_text("设备故障")
    expect(page.locator(".oc-clerk")).to_have_count(0)


def test_everything_of_a_counters_screen_fits(hall: Server, new_page: Callable[..., Page]) -> None:
    """On a small screen and on a narrow strip the number, the counter and the clerk are wholly inside."""
    desk = clerk(hall, "10")
    desk.take("property")
    desk.step("10", "call-next")
    for size in (SMALL, STRIP, WALL):
        page = new_page(viewport=size)
        page.goto(f"{hall.url}/display/counter/10")
        expect(page.locator(".number.is-called")).to_be_visible()
        for part in (".number", ".oc-name", ".oc-clerk", ".oc-lead"):
            box = page.locator(part).bounding_box()
            assert box is not None
            assert box["x"] >= 0
            assert box["y"] >= 0
            assert box["x"] + box["width"] <= size["width"]
            assert box["y"] + box["height"] <= size["height"]


def test_a_counters_screen_says_that_it_is_out_of_date(hall: Server, new_page: Callable[..., Page]) -> None:
    """With the server gone the screen says so, and it recovers by itself."""
    page = new_page(viewport=SMALL, expected=("WebSocket connection", "ERR_"))
    page.goto(f"{hall.url}/display/counter/3")
    expect(page.locator(".oc-title")).to_be_visible()
    hall.kill()
    expect(page.locator(".out-of-date")).to_be_visible()
    hall.start()
    expect(page.locator(".out-of-date")).to_have_count(0)


def test_an_emergency_is_on_every_kind_of_screen(hall: Server, new_page: Callable[..., Page]) -> None:
    """An emergency covers counter screens, the hall's guide and kiosks too, until it is cleared."""
    pages = []
    for path, ready in (("/display/counter/3", ".oc-title"), ("/display/guide", ".guide-open"), ("/kiosk", ".tile")):
        page = new_page(viewport=SMALL)
        page.goto(hall.url + path)
        expect(page.locator(ready).first).to_be_visible()
        pages.append(page)
    desk = Client(hall.url).sign_in("chen")
    desk.post("/emergency", {"text": {"zh": "请离开。"}})
    for page in pages:
        over = page.locator(".emergency")
        expect(over).to_contain_text("请离开。")
        assert over.bounding_box() == {"x": 0, "y": 0, **SMALL}
    desk.http.delete(f"{hall.url}/api/v1/emergency", timeout=10)
    for page in pages:
        expect(page.locator(".emergency")).to_have_count(0)


def test_the_halls_guide(hall: Server, new_page: Callable[..., Page]) -> None:
    """The guide names every service with its area and counters, the hours, and marks what is open now."""
    page = new_page(viewport=WALL)
    page.goto(f"{hall.url}/display/guide")
    expect(page.locator(".guide-row")).to_have_count(9)
    tax = page.locator(".guide-row", has_text="税务服务")
    expect(tax).to_contain_text("东区")
    expect(tax).to_contain_text("4号窗口")
    expect(tax.locator(".is-ok")).to_have_count(0)
    clerk(hall, "4")
    expect(tax.locator(".is-ok")).to_have_text("4号窗口")
    expect(page.locator(".guide-day.is-today")).to_contain_text("00:00–24:00")
    expect(page.locator(".guide-open")).to_contain_text("正在服务")
