"""The manager's pages where the server could not be asked at first: they say so, and have it all once it can."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.lines import NET_ERRORS, sign_in
from tests.browser.test_settings import DESK
from tests.hallclient import Server

API = "**/api/v1/**"
STALE, OFFLINE, UNREAD = "可能不是最新", "连不上服务器", "没有读到"
PAGES = {
    "manager/staff": (STALE, "李明"),
    "manager/guides": (STALE, "企业设立登记"),
    "manager/guides/business-license": (OFFLINE, "群众怎么叫它"),
    "manager/settings#hall": (OFFLINE, "群众手机打开的地址"),
    "manager/devices": (STALE, "还没有配对的设备"),
    "manager/platforms": (STALE, "还没有推送地址"),
    "manager/monday": (UNREAD, "业务量"),
    "manager/privacy": (UNREAD, "打印任务"),
    "manager/reports": (UNREAD, "这段时间没有记录"),
    "feedback": (STALE, "没有与您有关的"),
    "patrol": (STALE, "今天的巡检"),
}
"""What each says meanwhile, and then."""


@pytest.mark.parametrize("path", PAGES)
def test_what_was_not_there_at_first_comes(page: Page, hall: Server, path: str) -> None:
    """It is asked for again by itself, or at a press of a button that says so; what went wrong is said no more."""
    meanwhile, then = PAGES[path]
    refused = refuse(page)
    open_page(page, hall, path)
    expect(page.get_by_text(meanwhile).first).to_be_visible()
    expect(page.locator("body")).not_to_contain_text(then)
    refused()
    if meanwhile == UNREAD:
        page.locator("[data-again]").click()
    expect(page.locator("body")).to_contain_text(then)
    expect(page.get_by_text(meanwhile)).to_have_count(0)
    expect(page.locator(".loading")).to_have_count(0)


def test_what_the_overview_lacks_comes(page: Page, hall: Server) -> None:
    """Its line is there, what it asks for besides is not: nothing is said to be none, and all of it comes."""
    refused = refuse(page)
    open_page(page, hall, "manager")
    expect(page.locator("html")).to_have_attribute("data-line", "live")
    for words in ("没有正在显示的通知", "没有未办结的咨询", "临期"):
        expect(page.locator("body")).not_to_contain_text(words)
    refused()
    for words in ("没有正在显示的通知", "没有未办结的咨询", "临期"):
        expect(page.locator("body")).to_contain_text(words)


def test_the_history_stays_whatever_cannot_be_read(page: Page, hall: Server) -> None:
    """A comparison that comes to nothing is said, and takes nothing away."""
    open_page(page, hall, "manager/settings#limits")
    page.get_by_label("等候几分钟提醒").fill("12")
    page.locator("[data-review]").click()
    page.get_by_role("dialog").locator(".is-primary").click()
    page.get_by_role("link", name="修改记录").click()
    expect(page.locator("[data-version]")).to_have_count(2)
    refused = refuse(page)
    page.get_by_role("button", name="比较两版").click()
    expect(page.get_by_role("alert").filter(has_text=STALE)).to_be_visible()
    expect(page.locator("[data-version]")).to_have_count(2)
    refused()
    page.get_by_role("button", name="比较两版").click()
    expect(page.locator("[data-compared]")).to_contain_text("→ 12")
    expect(page.get_by_text(STALE)).to_have_count(0)


def test_what_a_guide_does_is_asked_before_it_is_taken_away(page: Page, hall: Server) -> None:
    """Whom it meets could not be read: that is said, and the button works once it can."""
    open_page(page, hall, "manager/guides/business-license")
    refused = refuse(page)
    page.locator("[data-remove]").click()
    expect(page.get_by_role("alert").filter(has_text=UNREAD)).to_be_visible()
    refused()
    page.locator("[data-remove]").click()
    expect(page.get_by_role("dialog")).to_be_visible()


@pytest.fixture
def page(new_page: Callable[..., Page]) -> Page:
    """A computer at a desk, whose questions may come to nothing."""
    return new_page(viewport=DESK, expected=NET_ERRORS)


def refuse(page: Page) -> Callable[[], None]:
    """Have the API out of reach, until what is returned is called."""
    page.route(API, lambda route: route.abort())
    return lambda: page.unroute(API)


def open_page(page: Page, hall: Server, path: str) -> None:
    """Open one of the manager's pages as the manager."""
    sign_in(page.context, hall)
    page.goto(f"{hall.url}/counter/{path}")
