"""The hall's settings in a browser: changed by forms, told what a change does, applied, undone, and by two at once."""

import re
from collections.abc import Callable
from re import compile as fits_words

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.lines import sign_in
from tests.browser.test_counter_others import manage
from tests.browser.test_kiosk_barriers import STYLED_BY_AXE, fits, found
from tests.hallclient import Client, Server
from tests.patience import until

DESK, WIDE, HAND = {"width": 1366, "height": 768}, {"width": 1920, "height": 1080}, {"width": 390, "height": 844}
SECTIONS = (
    *("hall", "hours", "groups", "services", "zones", "counters", "classes", "queue", "limits", "voice"),
    *(
        "kiosk",
        "printers",
        "patrol",
        "phrases",
        "privacy",
        "versions",
        "loudspeaker",
        "signs",
        "ticket",
        "media",
        "screens",
    ),
)


def settings(page: Page, hall: Server, section: str = "") -> Page:
    """Open a section of the settings as the manager, who has signed in."""
    sign_in(page.context, hall)
    page.goto(f"{hall.url}/counter/manager/settings#{section}")
    expect(page.locator("main .loading")).to_have_count(0)
    return page


def row(page: Page, name: str) -> Locator:
    """Open the row that is called so; it stays the same one under another name."""
    called = page.locator("details.entry", has=page.locator("summary b", has_text=name)).first
    entry = page.locator(f"details.entry[data-id='{called.get_attribute('data-id')}']")
    entry.locator("summary").click()
    return entry


def apply(page: Page) -> None:
    """Review the draft and let it count."""
    page.locator("[data-review]").click()
    page.get_by_role("dialog").locator(".is-primary").click()
    expect(page.locator(".banner.is-ok")).to_contain_text("已经生效")


def test_from_the_floor_a_service_is_renamed_and_counts_at_once(page: Page, hall: Server) -> None:
    """The manager finds the settings, changes a name and a prefix, is told what it does, and kiosks have it; undone."""
    manage(page, hall)
    page.get_by_role("link", name="设置").click()
    page.get_by_role("link", name="业务", exact=True).click()
    tax = row(page, "税务服务")
    tax.get_by_label("业务名称 中文").fill("办税服务")
    tax.get_by_label("号码字头").fill("Q")
    expect(page.locator(".draft-bar")).to_contain_text("2 处修改还没有生效")
    page.locator("[data-review]").click()
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text("业务 · 办税服务 · 业务名称 · 中文")
    expect(dialog.locator("[data-effects]")).to_contain_text("由 C 改为 Q")
    page.keyboard.press("Enter")
    expect(page.locator(".banner.is-ok")).to_contain_text("第 2 版")
    services = {one["id"]: one for one in Client(hall.url).get("/services").json()}
    assert (services["tax"]["name"]["zh"], services["tax"]["prefix"]) == ("办税服务", "Q")
    page.get_by_role("link", name="修改记录").click()
    newest = page.locator("[data-version='2']")
    expect(newest).to_contain_text("陈静")
    expect(newest).to_contain_text("税务服务 → 办税服务")
    page.locator("[data-undo]").click()
    page.get_by_role("dialog").locator(".is-primary").click()
    expect(page.locator(".banner.is-ok")).to_contain_text("已撤销")
    assert {one["id"]: one for one in Client(hall.url).get("/services").json()}["tax"]["prefix"] == "C"


def test_what_was_done_is_in_sight_wherever_one_has_scrolled(page: Page, hall: Server) -> None:
    """At the end of a long form what counts by now is read where one is; the keyboard and the page stay there."""
    settings(page, hall, "services")
    said = page.get_by_role("status").filter(has=page.locator(".banner"))
    expect(page.locator(".told [role=status]")).to_be_empty()  # the place is there before its words are
    row(page, "税务服务").get_by_label("业务名称 中文").fill("办税服务")
    page.locator("main > .stack > p").last.scroll_into_view_if_needed()
    apply(page)
    expect(said).to_be_in_viewport(ratio=1)
    assert page.evaluate("scrollY") > 200  # its place at the top is out of sight
    assert page.evaluate("document.activeElement.closest('.told')") is None
    row(page, "社会保险").get_by_label("业务名称 中文").fill("社保")
    expect(page.locator(".draft-bar")).to_contain_text("1 处修改还没有生效")
    page.locator("main > .stack > p").last.scroll_into_view_if_needed()
    expect(said).not_to_be_in_viewport()


def test_a_mistake_stands_beside_its_field_and_keeps_the_draft_back(page: Page, hall: Server) -> None:
    """In Chinese, also where the field is folded up; mended, it is gone."""
    settings(page, hall, "services")
    tax = row(page, "税务服务")
    tax.get_by_label("号码字头").fill("A")
    expect(tax.locator("[data-field='services.2.prefix'] .field-error")).to_contain_text("'A' 已被 services[0] 使用")
    expect(page.locator("[data-review]")).to_be_disabled()
    tax.locator("summary").click()
    expect(tax.locator("summary .badge.is-danger")).to_contain_text("1 处要改")
    page.get_by_role("link", name="窗口", exact=True).click()
    expect(page.locator(".sections a[href='#services'] .badge")).to_have_text("1")
    page.locator(".sections a[href='#services']").click()
    row(page, "税务服务").get_by_label("号码字头").fill("X")
    expect(page.locator("[data-review]")).to_be_enabled()


def test_a_service_is_taken_away_while_people_wait(
    new_page: Callable[..., Page], hall: Server, visitors: Client
) -> None:
    """The manager is told what changes, by names, and how many move where; they keep their number and wait there.

    While that cannot be found out it is not known, never nothing, and nothing can be applied.
    """
    page = new_page(expected=("503",))
    ticket = visitors.take("tax")
    settings(page, hall, "services")
    tax = row(page, "税务服务")
    tax.locator("[data-remove]").click()
    page.get_by_role("dialog").locator(".is-primary").click()
    page.route("**/plan/check", lambda route: route.fulfill(status=503))
    page.locator("[data-review]").click()
    expect(page.locator(".draft-bar")).to_contain_text("暂时无法检查")
    expect(page.locator("[data-review]")).to_be_enabled()
    page.unroute("**/plan/check")
    page.locator("[data-review]").click()
    expect(page.locator("[data-effects]")).to_contain_text("1 人正在等候或未办结“税务服务”")
    changes = page.locator(".changes")
    expect(changes).to_contain_text("税务服务，")
    expect(changes).not_to_contain_text(re.compile("[a-z]{3}"))
    page.keyboard.press("Enter")
    expect(page.locator(".banner.is-ok")).to_contain_text("已经生效")
    seen = visitors.get(f"/tickets/{ticket['token']}").json()
    assert (seen["status"], seen["number"]) == ("waiting", ticket["number"])
    assert seen["service"] != "tax"


def test_a_counter_is_added_and_called_at(page: Page, hall: Server, visitors: Client) -> None:
    """A new counter with its number, area and services works as soon as it counts."""
    settings(page, hall, "counters")
    page.locator("[data-add]").click()
    added = page.locator("details.entry[open]")
    added.get_by_label("窗口号").fill("21")
    added.get_by_label("所在区域").select_option("west")
    added.get_by_label("办理哪些业务 添加").select_option("tax")
    apply(page)
    ticket = visitors.take("tax")
    clerk = Client(hall.url).sign_in("li")
    clerk.step("21", "open")
    assert clerk.step("21", "call-next")["number"] == ticket["number"]


def test_hours_single_days_and_times_are_changed(page: Page, hall: Server) -> None:
    """A week by its days, one day off, one with other times, and a wrong time is told."""
    settings(page, hall, "hours")
    monday = page.locator("[data-field='hours.mon']")
    monday.get_by_label("星期一 1 从").fill("9:00")
    monday.get_by_label("星期一 1 到").fill("8:00")
    expect(monday.locator(".field-error")).to_contain_text("开始应早于结束")
    monday.get_by_label("星期一 1 到").fill("17:00")
    page.get_by_role("button", name="周二到周五与周一相同").click()
    page.get_by_label("日期").fill("2026-12-24")
    page.get_by_role("button", name="加一天").click()
    page.get_by_role("button", name="加一段时间 2026-12-24").click()
    apply(page)
    plan = Client(hall.url).sign_in("chen").get("/plan").json()["plan"]
    assert plan["hours"]["fri"] == ["9:00-17:00"]
    assert plan["hours"]["exceptions"] == {"2026-12-24": ["08:30-12:00"]}


def test_two_managers_at_once(new_page: Callable[..., Page], hall: Server) -> None:
    """The second is told, brings both together, sees what both changed, and nothing of either is lost."""
    mine = settings(new_page(), hall, "hall")
    other = settings(new_page(), hall, "hall")
    mine.get_by_label("大厅名称 中文").fill("第一厅")
    expect(mine.locator(".draft-bar")).to_contain_text("1 处")
    other.get_by_label("大厅名称 中文").fill("第二厅")
    other.get_by_role("link", name="时限").click()
    other.get_by_label("等候几分钟提醒").fill("10")
    expect(other.locator(".draft-bar")).to_contain_text("2 处")
    apply(mine)
    other.get_by_label("等候几分钟提醒").fill("12")
    expect(other.locator(".banner.is-warn")).to_contain_text("您的修改还在")
    expect(other.locator("[data-review]")).to_be_disabled()
    other.locator("[data-merge]").click()
    expect(other.locator("[data-conflicts]")).to_contain_text("对方：第一厅 / 您：第二厅")
    apply(other)
    plan = Client(hall.url).sign_in("chen").get("/plan").json()["plan"]
    assert (plan["hall"]["name"]["zh"], plan["limits"]["wait_warn_min"]) == ("第二厅", 12)


def test_a_draft_outlives_the_sign_in(new_page: Callable[..., Page], hall: Server) -> None:
    """Whoever is signed out in the middle of a change signs in again and goes on with it."""
    page = settings(new_page(expected=("401",)), hall, "limits")
    page.get_by_label("等候几分钟提醒").fill("10")
    expect(page.locator(".draft-bar")).to_contain_text("1 处")
    page.context.clear_cookies()
    page.get_by_label("等候几分钟提醒").fill("12")
    page.get_by_label("登录名").fill("chen")
    page.get_by_label("密码", exact=True).fill("4711")
    page.keyboard.press("Enter")
    expect(page.locator(".banner.is-info")).to_contain_text("修改还在")
    expect(page.get_by_label("等候几分钟提醒")).to_have_value("12")
    apply(page)


def test_versions_are_compared_taken_out_and_in_again(page: Page, hall: Server) -> None:
    """Two versions side by side, a file down and up again, and an older version brought back."""
    settings(page, hall, "privacy")
    page.get_by_label("取号、评价中的个人信息保留几天").fill("7")
    apply(page)
    page.get_by_role("link", name="修改记录").click()
    newest = page.locator(".comparing option").first
    expect(newest).to_have_text(re.compile(r"^第 2 版 \d{4}-\d\d-\d\d \d\d:\d\d$"))  # by its moment people know it
    page.get_by_role("button", name="比较两版").click()
    expect(page.locator("[data-compared]")).to_contain_text("30 → 7")
    with page.expect_download() as coming:
        page.get_by_role("link", name="导出文件").click()
    assert coming.value.suggested_filename == "plan-2.toml"
    page.locator("[data-version='1']").get_by_role("button", name="改回这一版").click()
    apply(page)
    page.locator("input[type=file]").set_input_files(coming.value.path())
    expect(page.locator(".banner.is-info")).to_contain_text("文件内容已放入草稿")
    apply(page)
    plan = Client(hall.url).sign_in("chen").get("/plan").json()
    assert (plan["version"], plan["plan"]["privacy"]["keep_visits_days"]) == ("4", 7)


def test_a_draft_is_not_lost_among_the_versions(page: Page, hall: Server) -> None:
    """Taking the last change back leaves the draft; an older version or a file asks before it takes its place."""
    settings(page, hall, "privacy")
    page.get_by_label("取号、评价中的个人信息保留几天").fill("7")
    apply(page)
    page.get_by_role("link", name="时限").click()
    page.get_by_label("等候几分钟提醒").fill("12")
    page.get_by_role("link", name="修改记录").click()
    with page.expect_download() as coming:
        page.get_by_role("link", name="导出文件").click()
    file = coming.value.path()
    for replace in (
        lambda: page.locator("[data-version='1']").get_by_role("button", name="改回这一版").click(),
        lambda: page.locator("input[type=file]").set_input_files(file),
    ):
        replace()
        expect(page.get_by_role("dialog")).to_contain_text("放弃全部未生效的修改？")
        page.keyboard.press("Escape")
        expect(page.locator(".draft-bar")).to_contain_text("1 处")
    page.locator("[data-undo]").click()
    page.get_by_role("dialog").locator(".is-primary").click()
    expect(page.locator(".banner.is-info")).to_contain_text("已合并")
    apply(page)
    plan = Client(hall.url).sign_in("chen").get("/plan").json()
    kept = plan["plan"]["privacy"]["keep_visits_days"], plan["plan"]["limits"]["wait_warn_min"]
    assert (plan["version"], kept) == ("4", (30, 12))


def test_a_printer_is_tried_and_used(page: Page, hall: Server, visitors: Client) -> None:
    """Added by its form, tried before it counts, used without a restart; one that is not there says so."""
    settings(page, hall, "printers")
    page.locator("[data-add]").click()
    added = page.locator("details.entry[open]")
    added.get_by_label("编号").fill("desk")
    added.get_by_label("连接方式").select_option("network")
    added.get_by_label("地址").fill("127.0.0.1:1")
    expect(page.locator("[data-review]")).to_be_enabled()
    added.locator("[data-test]").click()
    expect(added.locator("[data-tested]")).to_contain_text("没有打出")
    added.get_by_label("连接方式").select_option("pdf")
    added.get_by_label("地址").fill("")
    added.get_by_label("文件夹").fill("../papers")
    expect(added.locator(".field-error")).to_contain_text("只能是一个文件夹的名字")
    added.get_by_label("文件夹").fill("papers")
    expect(page.locator("[data-review]")).to_be_enabled()
    apply(page)
    devices = Client(hall.url).sign_in("chen")
    until(lambda: any(one["name"] == "desk" for one in devices.get("/devices").json()))


def test_the_address_and_the_wifi_of_phones_are_set(page: Page, hall: Server, visitors: Client) -> None:
    """Tickets say the new address at once, and the file's own shows where nothing is said."""
    settings(page, hall, "hall")
    address = page.get_by_label("群众手机打开的地址")
    expect(address).to_have_attribute("placeholder", fits_words("^config.toml"))
    address.fill("not an address")
    expect(page.locator(".field-error")).to_contain_text("应为手机能打开的地址")
    address.fill("http://10.1.2.3:8000")
    page.get_by_label("大厅有群众用的 WiFi").check()
    page.get_by_label("WiFi 名称").fill("Yunxi")
    page.locator("[data-review]").click()
    expect(page.locator("[data-effects]")).to_contain_text("http://10.1.2.3:8000")
    page.keyboard.press("Enter")
    expect(page.locator(".banner.is-ok")).to_contain_text("已经生效")
    assert visitors.take("tax")["url"].startswith("http://10.1.2.3:8000/t/")


def test_a_clerk_is_not_let_in(page: Page, hall: Server) -> None:
    """Whoever may not manage is asked to sign in as somebody who may."""
    page.goto(f"{hall.url}/counter/manager/settings")
    page.fill("#staff", "li")
    page.fill("#pin", "4711")
    page.keyboard.press("Enter")
    page.wait_for_url("**/counter/manager/settings**")
    expect(page.locator("#pin")).to_be_visible()
    expect(page.locator(".settings")).to_have_count(0)


@pytest.mark.parametrize(("lang", "size"), [("zh", DESK), ("en", HAND)])
def test_no_barriers(new_page: Callable[..., Page], hall: Server, lang: str, size: dict[str, int]) -> None:
    """axe-core finds nothing, and nothing sticks out, in any section, with a row open and mistakes told."""
    page = new_page(viewport=size, locale={"zh": "zh-CN", "en": "en-GB"}[lang], expected=STYLED_BY_AXE)
    settings(page, hall)
    for section in SECTIONS:
        page.goto(f"{hall.url}/counter/manager/settings#{section}")
        expect(page.locator("main .loading")).to_have_count(0)
        first = page.locator("details.entry > summary").first
        if first.count():
            first.click()
        assert found(page) == [], section
        assert fits(page), section
    page.goto(f"{hall.url}/counter/manager/settings#limits")
    page.locator("input[type=number]").first.fill("-1")
    expect(page.locator(".field-error")).to_be_visible()
    assert found(page) == []
