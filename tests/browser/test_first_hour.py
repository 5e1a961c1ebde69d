"""A hall made from nothing in a browser, by what the screen says alone; then a morning is run in it."""

import re
from collections.abc import Callable
from contextlib import suppress

import pytest
from playwright.sync_api import Page, Route, expect
from playwright.sync_api import TimeoutError as TookTooLong

from tests.browser.test_counter import press
from tests.browser.test_guide_editor import write, write_loans
from tests.browser.test_kiosk_barriers import STYLED_BY_AXE, fits, found
from tests.hallclient import Server
from tests.halls import NOON
from tests.patience import until

HOUR_S = 3600
DESK, HAND = {"width": 1366, "height": 768}, {"width": 390, "height": 844}
NOT_YET = ("503", "ERR_CONNECTION_REFUSED", "ERR_CONNECTION_RESET", "ERR_EMPTY_RESPONSE")
"""What a browser notes while the hall takes the place of the page that made it."""
SERVICES = (("个人业务", "A"), ("对公业务", "F"), ("贷款咨询", "K"))
COUNTERS = (("1", ("个人业务",)), ("2", ("个人业务", "贷款咨询")), ("3", ("对公业务", "个人业务")))


@pytest.fixture
def nothing(server: Server) -> Server:
    """A started server with an empty data folder and no file, on a Monday morning."""
    server.configuration = ""
    server.clock.set(NOON - 2 * HOUR_S)
    return server.start()


def fill_in(page: Page) -> None:
    """Answer what the page asks, as the manager of a bank branch."""
    page.get_by_label("大厅名称 中文").fill("云溪银行城东支行")
    services = page.locator("section", has_text="三、办理哪些业务")
    for name, prefix in SERVICES:
        services.get_by_role("button", name="添加业务").click()
        row = services.locator("details[open]").last
        expect(row.get_by_label("业务名称 中文")).to_have_value("")  # the new row is there
        row.get_by_label("业务名称 中文").fill(name)
        row.get_by_label("号码字头").fill(prefix)
    counters = page.locator("section", has_text="四、有哪些窗口")
    for number, served in COUNTERS:
        counters.get_by_role("button", name="添加窗口").click()
        row = counters.locator("details[open]").last
        expect(row.get_by_label("窗口号")).to_have_value(number)  # proposed
        for service in served:
            row.get_by_label("办理哪些业务 添加").select_option(label=service)
    page.get_by_label("姓名").fill("周敏")
    page.get_by_label("登录名").fill("zhou")
    page.get_by_label("密码", exact=True).fill("8264")
    page.get_by_label("再输入一次密码").fill("8264")


def sign_in(page: Page, staff: str, pin: str) -> None:
    page.get_by_label("登录名").fill(staff)
    page.get_by_label("密码", exact=True).fill(pin)
    page.keyboard.press("Enter")


def choose_pin(page: Page, pin: str) -> None:
    page.get_by_label("新密码", exact=True).fill(pin)
    page.get_by_label("再输入一次新密码").fill(pin)
    page.keyboard.press("Enter")


def to_the_floor(page: Page) -> None:
    page.get_by_role("link", name="现场管理").click()
    expect(page.get_by_role("heading", name="现场管理")).to_be_visible()


def apply(page: Page) -> None:
    page.get_by_role("button", name="查看并生效").click()
    page.get_by_role("button", name="生效 回车").click()
    expect(page.get_by_role("status").first).to_contain_text("已经生效")


def write_a_guide(page: Page) -> None:
    """The branch's own guide, by what the screen says."""
    page.get_by_role("link", name="办事指南").click()
    page.get_by_role("button", name="新写一份指南").click()
    page.get_by_label("编号").fill("loans")
    page.keyboard.press("Enter")
    page.wait_for_url("**/guides/loans")
    write_loans(page)
    page.get_by_role("button", name="添加 办理条件").click()
    write(page, "办理条件 1", "年满十八周岁", "You are eighteen")
    apply(page)
    page.get_by_role("link", name="办事指南").click()
    to_the_floor(page)


def set_a_printer_up(page: Page) -> None:
    """Tried before it counts, then the kiosks'; and the guide is given to its service."""
    page.get_by_role("link", name="设置").click()
    page.get_by_role("link", name="打印机").click()
    page.get_by_role("button", name="添加打印机").click()
    page.get_by_label("连接方式").select_option(label="存成 PDF 文件（试用）")
    page.get_by_label("文件夹").fill("papers")
    page.get_by_role("button", name="试打一张").click()
    expect(page.get_by_text("打印机报告已经打出")).to_be_visible()
    page.get_by_role("link", name="业务", exact=True).click()
    page.locator("summary", has_text="贷款咨询").click()
    page.get_by_label("办事指南", exact=True).select_option(label="小额贷款")
    apply(page)
    to_the_floor(page)


def takes(kiosk: Page, number: str) -> bool:
    """Touch the service; where the hall was out of reach, as on a busy machine, it is touched again."""
    with suppress(TookTooLong):
        kiosk.get_by_role("button", name="个人业务").first.click(timeout=5000)
    return kiosk.get_by_text(number).first.is_visible()


def test_what_is_just_written_is_not_called_wrong(nothing: Server, page: Page) -> None:
    """What was found wrong while a field was empty is not said of what stands there by now."""
    page.goto(nothing.url)
    services = page.locator("[data-step=services]")
    with page.expect_response("**/founding/check"):
        services.locator("[data-add]").click()
    page.route("**/founding/check", lambda _: None)  # asked, and not answered yet
    services.get_by_label("业务名称 中文").fill("个人业务")
    expect(services.locator("summary")).to_contain_text("个人业务")
    expect(page.locator(".field-error")).to_have_count(0)


@pytest.mark.long
def test_a_bank_branch_is_set_up_and_a_morning_is_run(new_page: Callable[..., Page], nothing: Server) -> None:
    """From an empty folder to a served visitor: the page, the manager, a guide, a printer, a clerk, kiosk and wall."""
    page = new_page(expected=NOT_YET)
    page.goto(nothing.url)
    expect(page.get_by_role("heading", name="建立大厅")).to_be_visible()
    fill_in(page)
    page.get_by_role("button", name="建好大厅").click()
    page.wait_for_url("**/counter/manager**")
    sign_in(page, "zhou", "8264")
    expect(page.get_by_role("heading", name="现场管理")).to_be_visible()

    write_a_guide(page)
    set_a_printer_up(page)
    page.get_by_role("link", name="人员账号").click()
    page.get_by_role("button", name="新建账号").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("登录名").fill("qian")
    dialog.get_by_label("姓名").fill("钱伟")
    dialog.get_by_label("密码").fill("7391")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_contain_text("钱伟可以登录了")

    kiosk, wall = new_page(viewport={"width": 1080, "height": 1920}), new_page()
    clerk = new_page(expected=("401",))
    kiosk.goto(f"{nothing.url}/kiosk")
    wall.goto(f"{nothing.url}/display")
    wall.get_by_role("link", name="大厅", exact=True).click()
    for number in ("A001", "A002"):
        until(lambda number=number: takes(kiosk, number))
        expect(kiosk.get_by_text("请取走号票").first).to_be_visible()
        kiosk.get_by_role("button", name=re.compile("返回|首页|完成")).first.click()
    clerk.goto(f"{nothing.url}/counter")
    clerk.get_by_label("窗口", exact=True).select_option(label="2号窗口")
    sign_in(clerk, "qian", "7391")
    choose_pin(clerk, "5028")  # the manager knows the first one
    expect(clerk.get_by_role("heading", name="2号窗口")).to_be_visible()
    press(clerk, "Space", "窗口已开放")
    for number in ("A001", "A002"):
        press(clerk, "Space", f"已呼叫 {number}")
        expect(wall.get_by_text(number).first).to_be_visible()
        press(clerk, "Space", f"开始办理 {number}")
        press(clerk, "Space", f"{number} 已办结")


def test_what_is_missing_is_marked_and_a_cut_founding_goes_on(new_page: Callable[..., Page], nothing: Server) -> None:
    """An empty page tells what it needs; nothing is made of it; the sample fills all but the manager in.

    Pressed twice and its answer lost, it makes one hall all the same.
    """
    page = new_page(expected=(*NOT_YET, "422", "ERR_FAILED", "404", "409"))
    page.goto(f"{nothing.url}/kiosk")
    expect(page.get_by_role("heading", name="建立大厅")).to_be_visible()
    page.get_by_role("button", name="建好大厅").click()
    expect(page.get_by_role("alert").last).to_contain_text("处要填写或修改")
    page.get_by_role("button", name="用示例大厅的内容").click()
    expect(page.locator("summary", has_text="税务服务").first).to_be_visible()
    page.get_by_label("姓名").fill("周敏")
    page.get_by_label("登录名").fill("zhou")
    page.get_by_label("密码", exact=True).fill("1234")
    page.get_by_label("再输入一次密码").fill("1235")
    page.get_by_role("button", name="建好大厅").click()
    expect(page.get_by_role("alert").last).to_contain_text("两次输入的密码不同")
    page.get_by_label("再输入一次密码").fill("1234")
    page.get_by_role("button", name="建好大厅").click()
    expect(page.get_by_role("alert").last).to_contain_text("密码太简单")
    page.get_by_label("密码", exact=True).fill("8264")
    page.get_by_label("再输入一次密码").fill("8264")
    keys: set[str | None] = set()

    done: list[int] = []

    def lose(route: Route) -> None:
        keys.add(route.request.header_value("Idempotency-Key"))
        if done:
            route.continue_()
        else:
            done.append(route.fetch().status)
            route.abort()

    page.route("**/api/v1/founding", lose)
    page.evaluate("() => { for (const _ of [1, 2]) document.querySelector('form').requestSubmit(); }")
    page.wait_for_url("**/counter/manager**")
    assert (done, len(keys)) == ([204], 1)


def look(page: Page, *where: str) -> None:
    """Look for barriers at a desk's size and a hand's."""
    for size in (DESK, HAND):
        page.set_viewport_size(size)
        assert found(page) == [], (*where, size)
        assert fits(page), (*where, size)


def test_no_barriers(new_page: Callable[..., Page], nothing: Server) -> None:
    """axe-core finds nothing, and nothing sticks out: empty, filled with the sample, and with mistakes."""
    for locale in ("zh-CN", "en-GB"):
        page = new_page(locale=locale, expected=STYLED_BY_AXE)
        page.goto(nothing.url)
        page.locator("[data-found]").click()
        expect(page.locator(".field-error").first).to_be_visible()
        look(page, locale, "empty")
        page.locator("[data-sample]").click()
        expect(page.locator("summary").nth(12)).to_be_visible()
        page.locator("summary").first.click()
        look(page, locale, "sample")
