"""The Monday page in a browser: from the overview, in both languages, without barriers."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.test_counter_others import manage
from tests.browser.test_kiosk_barriers import STYLED_BY_AXE, fits, found
from tests.hallclient import Client, Server
from tests.halls import NOON

WEEK_S = 7 * 86400
DESK, PHONE = {"width": 1366, "height": 768}, {"width": 390, "height": 844}


@pytest.mark.parametrize(("locale", "size"), [("zh-CN", DESK), ("en-GB", PHONE)])
def test_last_week_is_read_on_monday(
    new_page: Callable[..., Page], hall: Server, visitors: Client, locale: str, size: dict[str, int]
) -> None:
    """One served and one who missed: a week later they stand there, with who was away, and axe finds nothing."""
    clerk = Client(hall.url).sign_in("li")
    clerk.step("2", "open")
    for steps in (("start", "finish"), ("no-show",)):
        visitors.take("company")
        for step in ("call-next", *steps):
            clerk.step("2", step)
    hall.clock.set(NOON + WEEK_S)
    page = manage(new_page(locale=locale, viewport=size, expected=STYLED_BY_AXE), hall)
    page.locator("a[href$=monday]").press("Enter")
    cells = page.locator("[data-figure=volumes-finished] td")
    expect(cells).to_have_text(["1", "–", "–"])  # the hall began in that week: of the one before nothing is known
    expect(page.locator("[data-figure=ratings-satisfied_share] td")).to_have_text(["–", "–", "–"])
    expect(page.locator("[data-part=away]")).to_contain_text("王芳")
    expect(page.locator("[data-part=away]")).not_to_contain_text("李明")
    for looked_at in (DESK, PHONE):
        page.set_viewport_size(looked_at)
        assert found(page) == [], looked_at
        assert fits(page), looked_at


def test_what_could_not_be_read_is_tried_again(new_page: Callable[..., Page], hall: Server) -> None:
    """The server fails once: the page says so, and the button reads it."""
    page = manage(new_page(expected=("503",)), hall)
    page.route("**/api/v1/monday", lambda route: route.fulfill(status=503, body=""), times=1)
    page.goto(f"{hall.url}/counter/manager/monday")
    expect(page.get_by_role("alert")).to_contain_text("没有读到")
    page.get_by_role("button", name="重试").press("Enter")
    expect(page.locator("[data-part=figures]")).to_be_visible()


def test_who_opens_its_address_is_asked_who_is_there(hall: Server, page: Page) -> None:
    """Signed in there, the page comes."""
    page.goto(f"{hall.url}/counter/manager/monday")
    page.fill("#staff", "chen")
    page.fill("#pin", "4711")
    page.keyboard.press("Enter")
    expect(page.locator("[data-part=figures]")).to_be_visible()
