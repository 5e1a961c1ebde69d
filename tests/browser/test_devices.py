"""Five computers of a hall, none of them trusted by its address: kiosk, two walls, a tablet, a counter's screen."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from hall.texts import Texts
from tests.browser.test_people import sign_in
from tests.cable import Cable
from tests.hallclient import ROOT, Server, always_open, silent
from tests.walls import WALL

SAY = Texts.load(ROOT / "assets" / "text").section
WORDS = SAY("zh", "devices")
REFUSED = SAY("zh", "common")["refused_not_trusted"]
CUT_OFF = ("403", "WebSocket", "ERR_")
"""What Chromium says of a line that is refused, or ended while it is being opened."""
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


def remove(manager: Page, name: str) -> None:
    """Have the manager's page take a device away."""
    manager.locator("tr", has_text=name).locator("[data-remove]").click()
    manager.locator("#dialog .is-primary").click()
    expect(manager.locator("tr", has_text=name)).to_have_count(0)


def started(server: Server, staffed: Path) -> None:
    """Start a hall that trusts no address."""
    shutil.copytree(staffed, server.data)
    text = silent(always_open())
    server.configuration = text.replace('trusted_networks = ["127.0.0.0/8", "::1/128"]', "trusted_networks = []")
    assert server.configuration != text
    server.start()


@pytest.fixture
def roads(server: Server, staffed: Path) -> Iterator[dict[str, Cable]]:
    """A started hall, and the way to it from each device's own address."""
    started(server, staffed)
    laid = {name: Cable(server.port, address=f"127.0.0.{n}") for n, name in enumerate(DEVICES, 2)}
    yield laid
    for one in laid.values():
        one.close()


@pytest.mark.long
def test_five_computers_become_devices(server: Server, roads: dict[str, Cable], new_page: Callable[..., Page]) -> None:
    """At five addresses: paired by a code, asked from afar, moved, removed and replaced, no other being disturbed."""
    manager = new_page()
    sign_in(manager, f"{server.url}/counter/manager/devices", "chen", "4711")
    screens = {}
    for name, (kind, place, size) in DEVICES.items():
        code = code_for(manager, kind, name, place)
        screens[name] = paired(new_page(viewport=size, expected=CUT_OFF), roads[name].url, code)
        expect(screens[name]).to_have_url(f"{roads[name].url}{AT[name]}")
        expect(manager.locator("tr", has_text=name)).to_contain_text(WORDS["online"])
    wall = manager.locator("tr", has_text="东区大屏")
    wall.locator("[data-ask=show]").click()
    expect(wall.locator("[data-shown]")).to_contain_text("东区")
    east = screens["东区大屏"]
    with east.expect_navigation():
        wall.locator("[data-ask=reload]").click()
    remove(manager, "西区大屏")
    moved = code_for(manager, "wall", "西区大屏", "east")
    paired(screens["西区大屏"], roads["西区大屏"].url, moved)
    expect(screens["西区大屏"]).to_have_url(f"{roads['西区大屏'].url}/display/east")
    expect(manager.locator("tr", has_text="西区大屏")).to_contain_text(WORDS["online"])
    remove(manager, "东门取号屏")
    expect(screens["东门取号屏"].locator("body")).to_contain_text(REFUSED)
    replaced = new_page(viewport=DEVICES["东门取号屏"][2], expected=CUT_OFF)
    paired(replaced, roads["东门取号屏"].url, code_for(manager, "kiosk", "东门新取号屏", None))
    expect(manager.locator("tr", has_text="东门新取号屏")).to_contain_text(WORDS["online"])
    undisturbed = {"东区大屏", "2号评价屏", "3号窗口屏"}
    assert all(screens[name].url.endswith(AT[name]) for name in undisturbed)


def test_a_stolen_secret_shows_both_addresses(
    server: Server, roads: dict[str, Cable], new_page: Callable[..., Page]
) -> None:
    """The wall's cookie at another computer: the manager's page says so, with where, and what to do."""
    manager = new_page()
    sign_in(manager, f"{server.url}/counter/manager/devices", "chen", "4711")
    own, other = roads["东区大屏"], roads["西区大屏"]
    wall = paired(new_page(viewport=WALL), own.url, code_for(manager, "wall", "东区大屏", "east"))
    expect(wall).to_have_url(f"{own.url}/display/east")
    (secret,) = (one["value"] for one in wall.context.cookies() if one["name"] == f"hallcall_device_{own.port}")
    thief = new_page(viewport=WALL)
    thief.context.add_cookies([{"name": f"hallcall_device_{other.port}", "value": secret, "url": other.url}])
    thief.goto(f"{other.url}/display/east")
    expect(manager.locator("tr", has_text="东区大屏")).to_contain_text("127.0.0.3, 127.0.0.4")
