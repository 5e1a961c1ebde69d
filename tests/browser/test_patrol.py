"""Patrol and faults in a browser: ticked, reported, seen to and ended, at a desk and on the manager's phone."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.test_counter_others import manage
from tests.browser.test_kiosk_barriers import STYLED_BY_AXE, fits, found
from tests.hallclient import Server

DESK, WIDE, HAND = {"width": 1366, "height": 768}, {"width": 1920, "height": 1080}, {"width": 390, "height": 844}


@pytest.fixture
def patrol(new_page: Callable[..., Page], hall: Server) -> Callable[..., Page]:
    """Opens the page as the manager, from the overview."""

    def opened(**how: object) -> Page:
        page = manage(new_page(expected=STYLED_BY_AXE, **how), hall)
        page.locator("a[href$=patrol]").press("Enter")
        expect(page.locator("[data-round=day] [data-item]")).to_have_count(6)
        return page

    return opened


@pytest.mark.parametrize(("locale", "size"), [("zh-CN", DESK), ("en-GB", HAND)])
def test_a_round_is_ticked_and_a_fault_is_ended(patrol: Callable[..., Page], locale: str, size: dict[str, int]) -> None:
    """In order, not in order with a remark, seen to, mended: each is seen at once; nothing sticks out or bars."""
    page = patrol(viewport=size, locale=locale)
    page.locator("[data-item=walls] [data-tick]").press("Enter")
    expect(page.locator("[data-item=walls]")).to_have_attribute("data-state", "in_order")
    page.locator("[data-item=sound] [data-wrong]").press("Enter")
    page.keyboard.type("西区听不清叫号")
    page.locator("#dialog .is-primary").press("Enter")
    expect(page.locator("[data-item=sound]")).to_have_attribute("data-state", "fault")
    fault = page.locator("[data-part=now] [data-fault]")
    expect(fault).to_contain_text("西区听不清叫号")
    for looked_at in (DESK, WIDE, HAND):
        page.set_viewport_size(looked_at)
        assert found(page) == [], looked_at
        assert fits(page), looked_at
    page.set_viewport_size(size)
    fault.locator("[data-take]").press("Enter")
    expect(fault.locator("[data-take]")).to_have_count(0)
    fault.locator("[data-end]").press("Enter")
    page.keyboard.type("调高了音量")
    page.locator("#dialog .is-primary").press("Enter")
    expect(fault).to_have_count(0)
    expect(page.locator("[data-part=faults-before] [data-fault]")).to_contain_text("调高了音量")


def test_an_emergency_is_reported_by_keyboard_and_stands_on_the_overview(
    patrol: Callable[..., Page], hall: Server
) -> None:
    """Which place, what has happened: the manager's page has it as an alarm."""
    page = patrol(viewport=HAND)
    page.locator("[data-urgent]").press("Enter")
    page.fill("#other", "二楼楼梯")
    page.fill("#text", "有人摔倒")
    assert found(page) == []
    page.locator("#dialog .is-primary").press("Enter")
    expect(page.locator("[data-part=now] [data-fault]")).to_contain_text("二楼楼梯")
    page.goto(f"{hall.url}/counter/manager")
    expect(page.locator(".alarms")).to_contain_text("紧急情况：二楼楼梯")


def test_a_clerk_ticks_and_goes_back_to_the_counter(new_page: Callable[..., Page], hall: Server) -> None:
    """Whoever signs in on its own address may tick; the way back is the counter, not the manager's page."""
    page = new_page()
    page.goto(f"{hall.url}/counter/patrol")
    page.fill("#staff", "li")
    page.fill("#pin", "4711")
    page.keyboard.press("Enter")
    page.locator("[data-item=walls] [data-tick]").press("Enter")
    expect(page.locator("[data-item=walls]")).to_have_attribute("data-state", "in_order")
    expect(page.locator(".masthead-tools a")).to_have_attribute("href", "/counter")
