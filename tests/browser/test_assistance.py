"""Help with one touch at the kiosk: the guide desk sees it at once, and the visitor sees that somebody comes."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.browser.test_counter import sign_in
from tests.browser.test_counter_others import manage
from tests.hallclient import Server


def test_one_touch_calls_the_guide_desk(hall: Server, new_page: Callable[..., Page]) -> None:
    """Kiosk → panel and overview; taken there, the kiosk says so; done, it is gone everywhere."""
    kiosk, panel = new_page(viewport={"width": 1080, "height": 1920}), new_page()
    kiosk.goto(f"{hall.url}/kiosk")
    sign_in(panel, hall)
    manager = manage(new_page(), hall)
    kiosk.locator("[data-act=assistance]").click()
    kiosk.locator("[data-act=assistance-wheelchair]").click()
    expect(kiosk.get_by_text("已通知导办台")).to_be_visible()
    for page in (panel, manager):
        expect(page.get_by_text("轮椅或行动不便")).to_be_visible()
    panel.get_by_role("button", name="我去").click()
    expect(kiosk.get_by_text("工作人员正在过来")).to_be_visible()
    expect(manager.get_by_text("李明 正在前往")).to_be_visible()
    manager.get_by_role("button", name="已帮到").click()
    expect(panel.get_by_text("轮椅或行动不便")).to_have_count(0)
    expect(kiosk.get_by_text("工作人员正在过来")).to_have_count(0)
