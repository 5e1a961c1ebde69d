"""What changes by itself while somebody acts: what is done is what was seen, or it is refused in words."""

from collections.abc import Callable, Mapping

from playwright.sync_api import Page, expect

from tests.browser.test_held import Told
from tests.hallclient import Client, Server

TABLET = {"width": 1280, "height": 800}


def another_visit(again: int) -> Mapping[str, object]:
    """The picture of a tablet that asks about a later visit."""
    visit = {"ticket": "a-later-one", "number": "Z999", "service": {}, "until": "2099-01-01T00:00:00Z"}
    return {"version": 10**12 + again, "name": {}, "status": "open", "clerk": None, "visit": visit}


def test_the_visit_that_was_seen_is_rated(new_page: Callable[..., Page], hall: Server, visitors: Client) -> None:
    """The next visit ends while a finger lies on the stars of the one before: of that one nobody has said anything."""
    seen = visitors.take("tax")
    clerk = Client(hall.url).sign_in("li", counter="2")
    for step in ("open", "call-next", "start", "finish"):
        clerk.step("2", step)
    tablet = new_page(viewport=TABLET, expected=("409",))
    told = Told(tablet)
    for again in range(9):
        tablet.goto(f"{hall.url}/counter/2/rate")
        expect(tablet.locator(".rate-visit")).to_contain_text(seen["number"])
        tablet.locator("[data-score='5']").hover()
        tablet.mouse.down()
        told.say("/rate", "rate", another_visit(again))
        with tablet.expect_request("**/rating") as rated:
            tablet.mouse.up()
        if told.was_short():
            break
    assert rated.value.post_data_json["ticket"] == seen["id"]
    expect(tablet.locator("h1")).to_have_text("感谢您的评价")
