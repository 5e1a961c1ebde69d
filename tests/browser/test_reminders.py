"""Messages to the phone: asked for on the ticket's own page, where the hall has a way out."""

import json
from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.browser.test_phone import open_ticket
from tests.hallclient import Client, Server
from tests.patience import until
from tests.receivers import receiver


def test_a_message_comes_with_the_call_and_none_when_stopped(new_page: Callable[..., Page], server: Server) -> None:
    """Who asks is told of the call, over the gateway; who stops is told nothing; the page says how it stands."""
    with receiver() as gateway:
        ours = {"platform_networks = []": 'platform_networks = ["127.0.0.0/8"]'}
        ours['kind = "off"'] = f'kind = "http"\naddress = "{gateway.url}"'
        for usual, here in ours.items():
            server.configuration = server.configuration.replace(usual, here, 1)
        server.add_staff("li")
        server.start()
        visitors = Client(server.url)
        mine, stopped = (visitors.take("tax") for _ in range(2))
        for ticket in (mine, stopped):
            page = open_ticket(new_page, server, ticket["token"])
            page.locator('[data-act="reminder"]').click()
            page.locator("[name=phone]").fill("138 0013 8000")
            page.locator('[data-act="reminder-yes"]').click()
            expect(page.locator('[data-act="reminder-stop"]')).to_be_visible()
            page.reload()
            expect(page.locator('[data-act="reminder-stop"]')).to_be_visible()
        page.locator('[data-act="reminder-stop"]').click()
        expect(page.locator('[data-act="reminder"]')).to_be_visible()
        clerk = Client(server.url).sign_in("li", counter="4")
        clerk.step("4", "open")
        clerk.step("4", "call-next")
        said = until(lambda: [text for text in texts(gateway.heard) if "现在到4号窗口" in text], lambda: "a message")
        assert [mine["number"] in text for text in said] == [True]
        assert not any(stopped["number"] in text for text in texts(gateway.heard))


def texts(heard: list[tuple[dict[str, str], bytes]]) -> list[str]:
    """What the gateway was to send."""
    return [json.loads(body)["text"] for _, body in heard]


def test_a_hall_without_a_way_out_asks_for_no_number(
    new_page: Callable[..., Page], hall: Server, visitors: Client
) -> None:
    """As halls usually are: no button, and the API says so."""
    mine = visitors.take("tax")
    page = open_ticket(new_page, hall, mine["token"])
    expect(page.locator('[data-act="sound"]')).to_be_visible()
    expect(page.locator('[data-act="reminder"]')).to_have_count(0)
    refused = visitors.post(f"/tickets/{mine['token']}/reminder", {"phone": "13800138000"})
    assert (refused.status_code, refused.json()["type"]) == (409, "urn:hallcall:reminders-off")
