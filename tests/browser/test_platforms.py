"""Platforms in the browser: a token made, shown once, and ended."""

import shutil
from collections.abc import Callable
from pathlib import Path

import requests
from playwright.sync_api import Page, expect

from hall.texts import Texts
from tests.browser.test_people import sign_in
from tests.hallclient import ROOT, Client, Server
from tests.patience import PATIENCE_S
from tests.receivers import receiver

TEXTS = Texts.load(ROOT / "assets" / "text")
SAY, PROBLEMS = TEXTS.section("zh", "platforms"), TEXTS.section("zh", "problems")


def test_the_manager_gives_and_ends_a_token(hall: Server, new_page: Callable[..., Page]) -> None:
    """Without a scope nothing is given, and why is said; what is shown once opens the hall until it is ended."""
    page = new_page(expected=("422",))
    sign_in(page, f"{hall.url}/counter/manager/platforms", "chen", "4711")
    expect(page.locator("main")).to_contain_text(SAY["no_tokens"])
    page.click("[data-add]")
    page.fill("#f-name", "市平台")
    page.keyboard.press("Enter")
    expect(page.locator("#not-now")).to_contain_text("figures")
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


def test_the_manager_has_a_platform_told_and_sends_again(
    server: Server, staffed: Path, new_page: Callable[..., Page]
) -> None:
    """What will not do is said; the key is shown once; what was not taken is seen with the reason and sent again."""
    shutil.copytree(staffed, server.data)
    inside = 'platform_networks = ["127.0.0.1/32"]'
    server.configuration = server.configuration.replace("platform_networks = []", inside)
    hall = server.start()
    page = new_page(expected=("422",))
    with receiver(lambda _: 500) as platform:
        sign_in(page, f"{hall.url}/counter/manager/platforms", "chen", "4711")
        page.click("[data-tell]")
        page.fill("#f-url", "https://li:4711@city.example.cn/")
        page.keyboard.press("Enter")
        expect(page.locator("#not-now")).to_contain_text(PROBLEMS["target_with_password"])
        page.fill("#f-url", platform.url)
        page.keyboard.press("Enter")
        expect(page.locator("[data-secret]")).to_contain_text("whsec_")
        page.keyboard.press("Enter")
        Client(hall.url).take()
        expect(page.locator("[data-endpoint]")).to_contain_text(SAY["waiting"].format(count=1))
        platform.answer = lambda _: 204
        page.click("[data-deliveries]")
        expect(page.locator("[data-delivery]")).to_contain_text(SAY["why_status"].format(status=500))
        page.click("[data-delivery] [name=again]")
        expect(page.locator("[data-endpoint]")).not_to_contain_text(SAY["nothing_accepted"])
        page.click("[data-remove]")
        page.keyboard.press("Enter")
        expect(page.locator("main")).to_contain_text(SAY["no_webhooks"])
