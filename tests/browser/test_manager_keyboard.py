"""The manager's pages by keyboard alone: all is reached and in sight, and no act or question loses the keyboard."""

from collections.abc import Generator, Iterator
from typing import Any

from playwright.sync_api import Page, expect

from tests.browser.test_counter_others import manage
from tests.browser.test_overview import busy
from tests.hallclient import Client, Server

PAGES = (
    *("manager", "manager/monday", "manager/reports", "manager/reports/glossary", "manager/guides", "manager/staff"),
    *("manager/guides/business-license", "manager/devices", "manager/platforms", "feedback", "patrol", "appointments"),
    "manager/privacy",
    *(f"manager/settings#{section}" for section in ("hall", "hours", "services", "printers", "media", "versions")),
)
BEGIN = "() => { document.body.tabIndex = -1; document.body.focus(); document.body.removeAttribute('tabindex'); }"
STOP = """() => {
    const one = document.activeElement;
    if (one === document.body) return null;
    const {left, top, right, bottom, height} = one.getBoundingClientRect();
    const {outlineStyle, outlineWidth} = getComputedStyle(one);
    const ring = !one.matches(":focus-visible") || outlineStyle !== "none" && parseFloat(outlineWidth) > 0;
    const inside = left < innerWidth && right > 0 && (height > innerHeight || top >= -1 && bottom <= innerHeight + 1);
    const bar = document.querySelector(".draft-bar")?.getBoundingClientRect();
    const free = !bar || one.closest(".draft-bar") || bottom <= bar.top + 1;
    one.dataset.walked ??= document.querySelectorAll("[data-walked]").length;
    const wrong = [!ring && "no ring", !inside && "out of sight", !free && "under the bar"].filter(Boolean);
    return {mark: one.dataset.walked, what: one.outerHTML.slice(0, 120), wrong};
}"""
"""The ring of a date's button is the browser's own, around the button alone."""
LEFT_OUT = """() => [...document.querySelectorAll("a[href], button, input, select, textarea, summary, [tabindex='0']")]
    .filter(one => !one.disabled && one.tabIndex >= 0 && one.checkVisibility() && !("walked" in one.dataset))
    .filter(one => one.type !== "radio" && !one.closest("dialog")).map(one => one.outerHTML.slice(0, 120))"""
"""What can be pressed and had no turn; of radio buttons the arrows reach the others."""
MOST = 400
"""No page has so many stops."""


def walk(page: Page, *, back: bool = False) -> Iterator[str]:
    """Press Tab until the page is through, and if asked Shift+Tab until it is again, and tell what is wrong."""
    page.evaluate(BEGIN)
    there = yield from stops(page, "Tab")
    if back and (yield from stops(page, "Shift+Tab")) != there[::-1]:
        yield "another way back"
    yield from (f"not reached: {what}" for what in page.evaluate(LEFT_OUT))


def stops(page: Page, key: str) -> Generator[str, None, list[str]]:
    """Press `key` until nothing has the keyboard; tell what is wrong, and return the way."""
    way: list[str] = []
    for _ in range(MOST):
        page.keyboard.press(key)
        stop: dict[str, Any] | None = page.evaluate(STOP)
        if stop is None:
            return way
        if way[-1:] != [stop["mark"]]:  # a field for a time has a stop for each part
            way.append(stop["mark"])
            yield from (f"{why}: {stop['what']}" for why in stop["wrong"])
    yield "no end"
    return way


def opened(page: Page, hall: Server, address: str) -> None:
    page.goto("about:blank")  # another section alone would be the same page, with its rows open
    page.goto(f"{hall.url}/counter/{address}")
    expect(page.locator(".loading")).to_have_count(0)
    row = page.locator("details.entry > summary").first
    if row.count():
        row.press("Enter")


def test_everything_is_reached_seen_and_in_sight(page: Page, hall: Server, visitors: Client) -> None:
    """Tab from the first to the last of every page; also with a draft, whose bar lies over its end, and back again."""
    busy(hall, visitors)
    manage(page, hall)
    found: dict[str, list[str]] = {}
    for address in PAGES:
        opened(page, hall, address)
        found[address] = list(walk(page))
    opened(page, hall, "manager/settings#services")
    page.get_by_label("号码字头").first.press("End")
    page.keyboard.type("Z")
    expect(page.locator("[data-review]")).to_be_visible()
    found["a draft"] = list(walk(page, back=True))
    assert {address: wrong for address, wrong in found.items() if wrong} == {}


def test_no_question_and_no_act_loses_the_keyboard(page: Page, hall: Server, visitors: Client) -> None:
    """Escape leads back to the button that asked; what an act takes away leaves the keyboard beside where it was."""
    for _ in range(11):
        visitors.take("tax")
    manage(page, hall)
    for address, button in (
        ("manager", page.get_by_role("button", name="发布通知")),
        ("manager/staff", page.locator("[data-add]")),
        ("manager/devices", page.locator("[data-add]").first),
        ("manager/platforms", page.locator("[data-add]")),
        ("manager/guides", page.get_by_role("button", name="新写一份指南")),
        ("patrol", page.locator("[data-urgent]")),
    ):
        opened(page, hall, address)
        button.press("Enter")
        expect(page.locator("dialog :focus")).to_have_count(1)
        page.keyboard.press("Escape")
        expect(button).to_be_focused()
    page.locator("[data-item=walls] [data-tick]").press("Enter")
    expect(page.locator("[data-item=walls]")).to_have_attribute("data-state", "in_order")
    expect(page.locator("[data-item=walls] :focus")).to_have_count(1)
    opened(page, hall, "manager")
    page.locator("[data-alarm=many_waiting] button").press("Enter")
    expect(page.locator("[data-alarm=many_waiting]")).to_have_count(0)
    expect(page.locator("main :focus")).to_have_count(1)
    opened(page, hall, "manager/settings#groups")
    first = page.locator("details.entry[open]")
    first.get_by_role("button", name="下移").press("Enter")
    while first.get_by_role("button", name="下移").is_enabled():
        first.get_by_role("button", name="下移").press("Enter")
    expect(page.locator("main :focus")).to_have_count(1)
