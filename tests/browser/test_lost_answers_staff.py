"""What staff ask for is done, and no answer comes: it is done once, what was typed is there, and the truth is told."""

from collections.abc import Callable
from dataclasses import dataclass

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.lines import NET_ERRORS, sign_in
from tests.browser.test_lost_answers import lose
from tests.browser.test_settings import DESK
from tests.hallclient import Client, Server
from tests.patience import PATIENCE_S

UNSURE = "未必"  # it may not have been done


@dataclass(frozen=True)
class Asked:
    """What is asked for on a page: what is pressed, what is typed, where it goes, and how much the hall has then."""

    page: str
    opens: str
    typed: dict[str, str]
    to: str
    many: Callable[[Client], int]


def count(address: str, field: str) -> Callable[[Client], int]:
    """Return what counts a list of the API."""
    return lambda client: len(client.get(address).json()[field])


ASKED = {
    "an account": Asked(
        "manager/staff",
        "[data-add]",
        {"#f-id": "sun", "#f-name": "孙丽", "#f-pin": "8052"},
        "**/staff",
        lambda client: sum(account["id"] == "sun" for account in client.get("/staff").json()),
    ),
    "a code": Asked(
        "manager/devices",
        "[data-add=wall]",
        {"#f-name": "东墙"},
        "**/devices/codes",
        lambda _: 1,  # a code that nobody used is on no list
    ),
    "a token": Asked(
        "manager/platforms",
        "[data-add]",
        {"#f-name": "市平台", "#dialog [name^=scope] >> nth=0": ""},
        "**/tokens",
        lambda client: len(client.get("/tokens").json()),
    ),
    "an address": Asked(
        "manager/platforms",
        "[data-tell]",
        {"#f-url": "https://8.8.8.8/hall"},
        "**/webhooks",
        lambda client: len(client.get("/webhooks").json()),
    ),
    "a fault": Asked(
        "patrol",
        "[data-urgent]",
        {"#other": "东门", "#text": "屏幕不亮"},
        "**/device-faults",
        count("/device-faults", "faults"),
    ),
    "a complaint": Asked(
        "feedback", "[data-take-down]", {"#f-text": "饮水机坏了"}, "**/feedback", count("/feedback", "feedback")
    ),
    "a notice": Asked(
        "manager",
        "button:has-text('发布通知')",
        {"#text-zh": "今天下午停电"},
        "**/notices",
        lambda client: len(client.get("/notices").json()),
    ),
}


@pytest.mark.parametrize("what", ASKED)
def test_what_was_asked_is_done_once(page: Page, hall: Server, what: str) -> None:
    """The question comes back with all that was typed, and says that it is not known; sent again, it is the same."""
    asked = ASKED[what]
    client = sign_in(page.context, hall)
    page.goto(f"{hall.url}/counter/{asked.page}")
    page.locator(asked.opens).first.click()
    for field, typed in asked.typed.items():
        if typed:
            page.locator(field).fill(typed)
        else:
            page.locator(field).check()
    is_lost = lose(page, asked.to)
    send = page.locator("#dialog .is-primary")
    send.click()
    expect(page.locator("#not-now")).to_contain_text(UNSURE)
    for field, typed in asked.typed.items():
        if typed:
            expect(page.locator(field)).to_have_value(typed)
    is_lost[0] = False
    with page.expect_response(asked.to) as answered:
        send.click()
    assert answered.value.ok, answered.value.text()
    expect(page.locator("#not-now")).to_be_hidden()
    assert asked.many(client) == 1


def test_what_was_refused_stays_written(page: Page, hall: Server) -> None:
    """A clerk's words are there still when the hall cannot take them, with the reason; sent again, they arrive."""
    client = sign_in(page.context, hall)
    client.step("4", "open")
    page.goto(f"{hall.url}/counter?counter=4")
    expect(page.locator("html")).to_have_attribute("data-line", "live")
    page.keyboard.press("Q")
    page.locator("#about").fill("补办证件要带什么")
    address = "**/counters/4/enquiries"
    page.route(address, lambda route: route.fulfill(status=503, json={"detail": "请稍候"}))
    page.keyboard.press("Enter")
    expect(page.locator("#not-now")).to_contain_text("请稍候")
    expect(page.locator("#about")).to_have_value("补办证件要带什么")
    page.unroute(address)
    page.locator("#dialog .is-primary").press("Enter")
    expect(page.locator("[data-enquiries]")).to_contain_text("补办证件要带什么")


def test_another_tick_is_another_act(page: Page, hall: Server, visitors: Client) -> None:
    """What was sent again as it was has its first key; with one more material ticked, another one."""
    client = sign_in(page.context, hall)
    visitors.take("company")
    for step in ("open", "call-next", "start"):
        client.step("1", step)
    page.goto(f"{hall.url}/counter?counter=1")
    expect(page.locator("html")).to_have_attribute("data-line", "live")
    page.keyboard.press("n")
    expect(page.locator("#materials input").first).to_be_focused()
    keys: list[str] = []

    def refuse(route: Route) -> None:
        keys.append(route.request.headers["idempotency-key"])
        route.fulfill(status=503, json={"detail": f"请稍候 {len(keys)}"})

    page.route(
        "**/counters/1/notices", lambda route: refuse(route) if route.request.method == "POST" else route.fallback()
    )
    for tick, refused in (("1", "请稍候 1"), (None, "请稍候 2"), ("2", "请稍候 3")):
        if tick:
            page.locator(f"#materials [data-digit='{tick}'] input").check()
        page.locator("#dialog .is-primary").press("Enter")
        expect(page.locator("#not-now")).to_contain_text(refused)
    assert keys[0] == keys[1] != keys[2]


def test_a_sign_in_that_ends_takes_no_question_away(page: Page, hall: Server) -> None:
    """Elsewhere somebody signed out: what is half written can be read until the question is left."""
    client = sign_in(page.context, hall)
    page.goto(f"{hall.url}/counter/manager/devices")
    page.locator("[data-add=wall]").click()
    page.locator("#f-name").fill("东墙")
    client.http.delete(f"{hall.url}/api/v1/sessions/current", timeout=PATIENCE_S)
    with page.expect_response(lambda answer: answer.status == 401):
        pass
    page.evaluate("() => new Promise(requestAnimationFrame)")
    expect(page.locator("#f-name")).to_have_value("东墙")
    page.keyboard.press("Escape")
    expect(page.locator("#pin")).to_be_visible()


@pytest.fixture
def page(new_page: Callable[..., Page]) -> Page:
    """A computer at a desk, whose questions may come to nothing."""
    return new_page(viewport=DESK, expected=NET_ERRORS)
