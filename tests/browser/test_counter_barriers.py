"""No barriers for staff: axe-core finds nothing on panel, questions, floor and tablet; nothing sticks out."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.test_counter import sign_in
from tests.browser.test_kiosk_barriers import STYLED_BY_AXE, fits, found
from tests.hallclient import Client, Server

DESK = {"width": 1366, "height": 768}
DOCKED = {"width": 360, "height": 740}
QUESTIONS = {
    "n": "#materials input",
    "6": "#to-service",
    "q": "#about",
    "h": "#code",
    "m": "#closed p",
}
"""By key: what shows that the question is there."""


@pytest.mark.parametrize(("lang", "size"), [("zh", DOCKED), ("en", DESK)])
def test_every_state_of_the_panel(
    new_page: Callable[..., Page], hall: Server, visitors: Client, lang: str, size: dict[str, int]
) -> None:
    """From signing in to serving, with a queue, something on hold and an open enquiry; then each question."""
    locale = {"zh": "zh-CN", "en": "en-GB"}[lang]
    page = new_page(viewport=size, locale=locale, expected=STYLED_BY_AXE)

    def look(name: str) -> None:
        assert found(page) == [], name
        assert fits(page), name

    for visitor_class in ("normal", "priority", "normal"):
        visitors.take("company", **{"class": visitor_class})
    Client(hall.url).sign_in("li").post("/counters/2/enquiries", {"service": "tax"})
    page.goto(f"{hall.url}/counter")
    look("sign-in")
    sign_in(page, hall)
    expect(page.locator("[data-enquiries]")).to_be_visible()
    look("closed")
    for step in ("open", "next", "start", "hold", "next", "start"):
        page.locator(f".steps [data-step={step}], .primary[data-step={step}]").first.press("Enter")
        expect(page.locator(".said [role=status]")).not_to_be_empty()
        expect(page.locator("[aria-busy=true]")).to_have_count(0)
        look(step)
    for key, there in QUESTIONS.items():
        page.locator("body").press(key)
        if key == "q":
            page.keyboard.press("1")
        expect(page.locator(f"dialog {there}").first).to_be_visible()
        look(f"question {key}")
        page.keyboard.press("Escape")


@pytest.mark.parametrize(("lang", "size"), [("zh", DOCKED), ("en", DESK)])
def test_manager_and_tablet(
    new_page: Callable[..., Page], hall: Server, visitors: Client, lang: str, size: dict[str, int]
) -> None:
    """The floor with a help call and an enquiry; the tablet's welcome, question and reasons."""
    locale = {"zh": "zh-CN", "en": "en-GB"}[lang]
    clerk = Client(hall.url).sign_in("li")
    clerk.step("2", "open")
    clerk.step("2", "help")
    clerk.step("2", "enquiries", {"about": "?"})
    page = new_page(locale=locale, viewport=size, expected=STYLED_BY_AXE)
    page.goto(f"{hall.url}/counter/manager")
    page.fill("#staff", "chen")
    page.fill("#pin", "4711")
    page.keyboard.press("Enter")
    expect(page.locator("[data-enquiries] button")).to_be_visible()
    assert found(page) == []
    assert fits(page)
    tablet = new_page(locale=locale, expected=STYLED_BY_AXE)
    tablet.goto(f"{hall.url}/counter/2/rate")
    expect(tablet.locator("h1")).to_be_visible()
    assert found(tablet) == []
    visitors.take("company")
    for step in ("call-next", "start", "finish"):
        clerk.step("2", step)
    expect(tablet.locator("[data-score='1']")).to_be_visible()
    assert found(tablet) == []
    tablet.locator("[data-score='1']").click()
    expect(tablet.locator("[data-send]")).to_be_visible()
    assert found(tablet) == []
