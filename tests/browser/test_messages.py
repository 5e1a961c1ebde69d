"""Messages on walls: planned, for one area, with an end, and a drill that says so on every screen."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.browser.test_counter_others import manage
from tests.hallclient import Server
from tests.halls import NOON

HOUR_S = 3600


def test_a_planned_message_of_one_area_comes_and_goes(hall: Server, new_page: Callable[..., Page]) -> None:
    """Written for one o'clock and the east alone: listed as planned, on the east wall in time, gone at its end."""
    manager, east, west = manage(new_page(), hall), new_page(), new_page()
    east.goto(f"{hall.url}/display/east")
    west.goto(f"{hall.url}/display/west")
    manager.get_by_role("button", name="发布通知").click()
    dialog = manager.get_by_role("dialog")
    dialog.get_by_label("中文").fill("下午停电检修")
    dialog.get_by_label("开始").fill("2026-11-23T13:00")
    dialog.get_by_label("显示到").select_option(label="一小时后")
    dialog.get_by_label("东区").check()
    dialog.locator(".is-primary").click()
    planned = manager.locator("[data-notice]", has_text="下午停电检修")
    expect(planned).to_contain_text("2026-11-23 13:00")
    expect(planned).to_contain_text("东区")
    expect(east.get_by_text("下午停电检修")).to_have_count(0)
    hall.clock.set(NOON + HOUR_S)
    expect(east.get_by_text("下午停电检修").first).to_be_visible()
    expect(west.get_by_text("下午停电检修")).to_have_count(0)
    hall.clock.set(NOON + 2 * HOUR_S)
    expect(east.get_by_text("下午停电检修")).to_have_count(0)


def test_a_drill_says_that_it_is_one(hall: Server, new_page: Callable[..., Page]) -> None:
    """A drill whose text does not say so is refused; then walls and kiosks are headed by it, and it is cleared."""
    manager, wall, kiosk = manage(new_page(expected=("422",)), hall), new_page(), new_page()
    wall.goto(f"{hall.url}/display/east")
    kiosk.goto(f"{hall.url}/kiosk")
    manager.get_by_role("button", name="发布紧急通知").click()
    dialog = manager.get_by_role("dialog")
    dialog.get_by_label("这是一次演练").check()
    for text in ("请从最近的出口离开", "这是一次消防演练，请从最近的出口离开"):
        dialog.get_by_label("中文").fill(text)
        dialog.locator(".is-primary").click()
        if "演练" not in text:
            expect(manager.locator(".banner.is-warn", has_text="演练")).to_be_visible()
    for screen in (wall, kiosk):
        expect(screen.get_by_role("heading", name="应急演练")).to_be_visible()
    expect(manager.get_by_role("alert").filter(has_text="应急演练")).to_be_visible()
    manager.locator("[data-clear]").click()
    expect(wall.get_by_role("heading", name="应急演练")).to_have_count(0)
