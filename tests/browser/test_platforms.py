"""Platforms in the browser: a token made, shown once, and ended."""

from collections.abc import Callable

import requests
from playwright.sync_api import Page, expect

from hall.texts import Texts
from tests.browser.test_people import sign_in
from tests.hallclient import ROOT, Server
from tests.patience import PATIENCE_S

SAY = Texts.load(ROOT / "assets" / "text").section("zh", "platforms")


def test_the_manager_gives_and_ends_a_token(hall: Server, new_page: Callable[..., Page]) -> None:
    """Without a scope nothing is given, and why is said; what is shown once opens the hall until it is ended."""
    page = new_page(expected=("422",))
    sign_in(page, f"{hall.url}/counter/manager/platforms", "chen", "4711")
    expect(page.locator("main")).to_contain_text(SAY["no_tokens"])
    page.click("[data-add]")
    page.fill("#f-name", "市平台")
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert").first).to_contain_text("figures")
    page.click("[data-add]")
    page.fill("#f-name", "市平台")
    page.check('[name="scope floor"]')
    page.keyboard.press("Enter")
    secret = page.locator("[data-secret]").inner_text()
    page.keyboard.press("Enter")
    expect(page.locator("[data-token]")).to_contain_text(SAY["never_used"])
    expect(page.locator("body")).not_to_contain_text(secret)

    def floor() -> int:
        headers = {"Authorization": f"Bearer {secret}"}
        return requests.get(f"{hall.url}/api/v1/floor", headers=headers, timeout=PATIENCE_S).status_code

    assert floor() == 200
    expect(page.locator("[data-token]")).not_to_contain_text(SAY["never_used"])
    page.click("[data-end]")
    page.keyboard.press("Enter")
    expect(page.locator("[data-end]")).to_have_count(0)
    assert floor() == 401
