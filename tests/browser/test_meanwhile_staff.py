"""What changes by itself while staff write and answer: what is done is what was seen, and no letter is lost."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.lines import sign_in
from tests.browser.test_meanwhile import Slow
from tests.browser.test_settings import settings
from tests.hallclient import Client, Server


def test_what_is_asked_about_a_visitor_is_done_to_no_other(
    new_page: Callable[..., Page], hall: Server, visitors: Client
) -> None:
    """A second window of the counter goes on to the next visitor while the first one asks where to send this one."""
    first, second = (visitors.take("tax")["number"] for _ in range(2))
    panel = new_page()
    clerk = sign_in(panel.context, hall)
    for step in ("open", "call-next", "start"):
        clerk.step("4", step)
    panel.goto(f"{hall.url}/counter?counter=4")
    expect(panel.locator(".current .number")).to_have_text(first)
    for key, typed in (("6", None), ("t", "带齐材料")):
        panel.keyboard.press(key)
        expect(panel.locator("#dialog")).to_be_visible()
        if typed:
            panel.keyboard.type(typed)
        clerk.step("4", "finish")
        clerk.step("4", "call-next")
        clerk.step("4", "start")
        expect(panel.locator(".current .number")).to_have_text(second)
        panel.keyboard.press("Enter")
        expect(panel.locator("#not-now")).to_contain_text(first)
        panel.keyboard.press("Escape")
        first, second = second, visitors.take("tax")["number"]
    expect(panel.locator(".current .number")).to_have_text(first)


def test_what_is_being_written_stays_whatever_comes(
    new_page: Callable[..., Page], hall: Server, visitors: Client
) -> None:
    """What was searched waits for the question that was opened since; a list that comes late takes no keyboard away."""
    number = visitors.take("tax")["number"]
    visitors.take("tax")
    panel = new_page()
    clerk = sign_in(panel.context, hall)
    clerk.step("4", "open")
    searched = Slow(panel, "**/api/v1/numbers/*", "GET")
    panel.goto(f"{hall.url}/counter?counter=4")
    expect(panel.locator("html")).to_have_attribute("data-line", "live")
    panel.keyboard.press("h")
    panel.locator("#code").fill(number)
    panel.keyboard.press("Enter")
    panel.keyboard.press("8")
    panel.locator("#handover").type("请接着")
    searched.answer(panel)
    panel.keyboard.type("办")
    expect(panel.locator("#handover")).to_have_value("请接着办")
    panel.keyboard.press("Escape")
    expect(panel.locator("#dialog")).to_contain_text(number)
    panel.keyboard.press("Enter")

    clerk.step("4", "call-next")
    expect(panel.locator(".current .number")).to_have_text(number)
    materials = Slow(panel, "**/api/v1/guides/*", "GET")
    panel.keyboard.press("n")
    panel.locator("#remark").type("复印")
    materials.answer(panel)
    expect(panel.locator("#materials input").first).to_be_visible()
    panel.evaluate("() => new Promise(requestAnimationFrame)")
    panel.keyboard.press("2")
    expect(panel.locator("#remark")).to_have_value("复印2")
    expect(panel.locator("#materials :checked")).to_have_count(0)


def test_a_key_held_down_answers_no_question(page: Page, hall: Server) -> None:
    """The Enter that opened the question whether a counter is taken away does not answer it as it repeats itself."""
    Client(hall.url).sign_in("li").step("2", "open")
    sign_in(page.context, hall)
    page.goto(f"{hall.url}/counter/manager")
    asked_for: list[str] = []
    page.on("request", lambda made: made.method == "POST" and asked_for.append(made.url))
    page.get_by_role("button", name="收回窗口").focus()
    for _ in range(3):
        page.keyboard.down("Enter")
    expect(page.locator("#dialog")).to_be_visible()
    assert [url for url in asked_for if "/release" in url] == []
    page.keyboard.up("Enter")


@pytest.mark.parametrize(("comes", "has_helped"), [("我去", "已帮到"), ("我去处理", "已处理")])
def test_enter_twice_says_one_thing(page: Page, hall: Server, visitors: Client, comes: str, has_helped: str) -> None:
    """By keyboard, too, whoever comes to a visitor or to a clerk has not yet helped."""
    if comes == "我去":
        visitors.post("/assistance", {"kind": "wheelchair", "lang": "zh"})
    else:
        clerk = Client(hall.url).sign_in("li", counter="2")
        for step in ("open", "help"):
            clerk.step("2", step)
    sign_in(page.context, hall)
    page.goto(f"{hall.url}/counter/manager")
    page.get_by_role("button", name=comes, exact=True).press("Enter")
    helped = page.get_by_role("button", name=has_helped, exact=True)
    expect(helped).to_be_visible()
    page.keyboard.press("Enter")
    page.evaluate("() => new Promise(requestAnimationFrame)")
    expect(helped).to_be_visible()
    expect(helped).not_to_be_focused()


def test_a_counter_is_taken_from_whom_it_was_asked_about(page: Page, hall: Server) -> None:
    """The clerk has closed it and another one sits there while the manager is asked: that one is left alone."""
    li, wang = (Client(hall.url).sign_in(name) for name in ("li", "wang"))
    li.step("2", "open")
    sign_in(page.context, hall)
    page.goto(f"{hall.url}/counter/manager")
    page.get_by_role("button", name="收回窗口").click()
    li.step("2", "close")
    wang.step("2", "open")
    expect(page.locator(".at.is-open")).to_contain_text("王芳")
    page.keyboard.press("Enter")
    expect(page.locator("#not-now")).to_contain_text("李明")
    expect(page.locator(".at.is-open")).to_contain_text("王芳")


def test_what_is_typed_while_a_draft_is_applied_is_the_next_draft(page: Page, hall: Server) -> None:
    """The answer makes the first change count, and takes no letter of the second away."""
    settings(page, hall, "hall")
    applied = Slow(page, "**/api/v1/plan", "PUT")
    name = page.locator("[data-field='hall.name'] input")
    name.first.fill("云溪大厅")
    page.locator("[data-review]").click()
    page.locator("#dialog .is-primary").click()
    name.last.fill("Yunxi")
    applied.answer(page)
    expect(page.locator(".banner.is-ok")).to_be_visible()
    name.last.press("End")
    page.keyboard.type(" Hall")
    expect(name.last).to_have_value("Yunxi Hall")
    expect(page.locator(".draft-bar")).to_contain_text("1 处修改")
