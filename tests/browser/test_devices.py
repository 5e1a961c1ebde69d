"""Five computers of a hall, none of them trusted by its address: kiosk, two walls, a tablet, a counter's screen."""

import shutil
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Page, expect

from hall.texts import Texts
from tests.browser.test_people import sign_in
from tests.hallclient import ROOT, Server, always_open, silent
from tests.walls import WALL

WORDS = Texts.load(ROOT / "assets" / "text").section("zh", "devices")
DEVICES = {
    "东门取号屏": ("kiosk", None, {"width": 1080, "height": 1920}),
    "东区大屏": ("wall", "east", WALL),
    "西区大屏": ("wall", "west", WALL),
    "2号评价屏": ("tablet", "2", {"width": 1280, "height": 800}),
    "3号窗口屏": ("counter", "3", {"width": 1024, "height": 600}),
}
AT = {
    "东门取号屏": "/kiosk",
    "东区大屏": "/display/east",
    "西区大屏": "/display/west",
    "2号评价屏": "/counter/2/rate",
    "3号窗口屏": "/display/counter/3",
}


def code_for(manager: Page, kind: str, name: str, place: str | None) -> str:
    """Have the manager's page give a code."""
    manager.click(f"[data-add={kind}]")
    manager.fill("#f-name", name)
    if place is not None:
        manager.select_option("#f-place", place)
    manager.locator("#dialog .is-primary").click()
    code = manager.locator("[data-code]").inner_text()
    manager.keyboard.press("Enter")
    return code


def paired(page: Page, url: str, code: str) -> Page:
    """Do on the computer what its page says."""
    page.goto(url)
    page.click("a[href='/pair']")
    expect(page.locator("#pad button").first).to_be_visible()
    page.fill("#code", code)
    page.keyboard.press("Enter")
    return page


def test_five_computers_become_devices(server: Server, staffed: Path, new_page: Callable[..., Page]) -> None:
    """Each is paired by its code, asked from afar, moved, removed and replaced, without any other being disturbed."""
    shutil.copytree(staffed, server.data)
    text = silent(always_open())
    server.configuration = text.replace('trusted_networks = ["127.0.0.0/8", "::1/128"]', "trusted_networks = []")
    assert server.configuration != text
    server.start()
    manager = new_page()
    sign_in(manager, f"{server.url}/counter/manager/devices", "chen", "4711")
    screens = {}
    for name, (kind, place, size) in DEVICES.items():
        code = code_for(manager, kind, name, place)
        screen = new_page(viewport=size, expected=("403",))
        screens[name] = paired(screen, server.url, code)
        expect(screen).to_have_url(f"{server.url}{AT[name]}")
        expect(manager.locator("tr", has_text=name)).to_contain_text(WORDS["online"])
    wall = manager.locator("tr", has_text="东区大屏")
    wall.locator("[data-ask=show]").click()
    expect(wall.locator("[data-shown]")).to_contain_text("东区")
    east = screens["东区大屏"]
    east.evaluate("window.before = true")
    wall.locator("[data-ask=reload]").click()
    east.wait_for_function("!window.before")
    manager.locator("tr", has_text="西区大屏").locator("[data-remove]").click()
    manager.locator("#dialog .is-primary").click()
    expect(manager.locator("tr", has_text="西区大屏")).to_have_count(0)
    moved = code_for(manager, "wall", "西区大屏", "east")
    paired(screens["西区大屏"], server.url, moved)
    expect(screens["西区大屏"]).to_have_url(f"{server.url}/display/east")
    expect(manager.locator("tr", has_text="西区大屏")).to_contain_text(WORDS["online"])
    assert all(screens[name].url.endswith(path) for name, path in AT.items() if name != "西区大屏")
