"""Business guides changed in the browser: found, written, looked at, in force, taken away and brought back."""

from collections.abc import Callable
from re import compile as fits_words

import pytest
from playwright.sync_api import Page, expect

from tests.browser.lines import sign_in
from tests.browser.test_counter_others import manage
from tests.browser.test_kiosk_barriers import STYLED_BY_AXE, fits, found
from tests.browser.test_settings import DESK, HAND, apply
from tests.hallclient import Client, Server

SECTIONS = ("about", "materials", "steps", "terms", "forms", "preview", "versions")


def editor(page: Page, hall: Server, guide: str, section: str = "") -> Page:
    """Open a section of a guide as the manager, who has signed in."""
    sign_in(page.context, hall)
    page.goto(f"{hall.url}/counter/manager/guides/{guide}#{section}")
    expect(page.locator("main .loading")).to_have_count(0)
    return page


def write(page: Page, label: str, zh: str, en: str) -> None:
    """Fill a text in both languages in."""
    page.get_by_label(f"{label} 中文", exact=True).fill(zh)
    page.get_by_label(f"{label} English", exact=True).fill(en)


def test_from_the_floor_a_guide_is_changed_and_read_at_once(page: Page, hall: Server) -> None:
    """Found by its name, changed, told what it does, in force; who did it is known, and it is taken back."""
    manage(page, hall)
    page.get_by_role("link", name="办事指南").click()
    page.get_by_role("link", name="居民身份证办理").click()
    write(page, "名称", "身份证新办", "A new ID card")
    page.get_by_label("咨询电话").fill("12345")
    expect(page.locator(".draft-bar")).to_contain_text("3 处修改")
    page.locator("[data-review]").click()
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text("名称 · 中文")
    expect(dialog.locator("[data-effects]")).to_contain_text("业务“户籍与身份证”使用这份指南")
    page.keyboard.press("Enter")
    expect(page.locator(".banner.is-ok")).to_contain_text("已经生效")
    assert Client(hall.url).get("/guides/id-card").json()["name"]["zh"] == "身份证新办"
    page.get_by_role("link", name="修改记录").click()
    expect(page.locator("[data-version='1']")).to_contain_text("陈静")
    page.locator("[data-undo]").click()
    page.get_by_role("dialog").locator(".is-primary").click()
    expect(page.locator(".banner.is-ok")).to_contain_text("已撤销")
    assert Client(hall.url).get("/guides/id-card").json()["name"]["zh"] == "居民身份证办理"


def write_loans(page: Page) -> None:
    """A guide of one's own, by what the screen says alone."""
    write(page, "名称", "小额贷款", "Small loans")
    write(page, "一句话说明", "个人经营贷款", "For your own business")
    write(page, "到哪里办", "二楼", "Second floor")
    write(page, "办理结果", "贷款合同", "A contract")
    page.get_by_label("咨询电话").fill("000-0000-0100")
    page.get_by_label("修订日期").fill("2026-11-20")
    page.get_by_role("link", name="材料").click()
    page.get_by_role("button", name="添加材料").click()
    row = page.locator("details[open]")
    row.get_by_label("材料名称 中文").fill("身份证")
    row.get_by_label("材料名称 English").fill("ID card")
    row.get_by_label("原件份数").fill("1")
    page.get_by_role("link", name="步骤").click()
    page.get_by_role("button", name="添加步骤").click()
    write(page, "步骤名称", "申请", "Apply")
    write(page, "怎么办", "到窗口申请。", "Ask at a counter.")
    page.get_by_role("link", name="时限、收费与依据").click()
    page.get_by_label("承诺几个工作日").fill("3")
    write(page, "收多少", "不收费", "Free")
    page.get_by_role("button", name="添加 法律依据").click()
    write(page, "法律依据 1", "《贷款通则》", "Rules for loans")


def test_a_guide_is_written_from_nothing(page: Page, hall: Server) -> None:
    """Its id is checked, every mistake stands at its field, it is looked at as it will be, and visitors find it."""
    sign_in(page.context, hall)
    page.goto(f"{hall.url}/counter/manager/guides")
    for typed, wrong in (("Two Words", "只能用小写字母"), ("id-card", "这个编号已有一份指南")):
        page.locator("[data-add]").click()
        page.get_by_label("编号").fill(typed)
        page.keyboard.press("Enter")
        expect(page.get_by_role("dialog")).to_contain_text(wrong)
        page.keyboard.press("Escape")
    page.locator("[data-add]").click()
    page.get_by_label("编号").fill("loans")
    page.keyboard.press("Enter")
    page.wait_for_url("**/guides/loans")
    write_loans(page)
    expect(page.locator(".draft-bar")).to_contain_text("1 处要改")
    page.get_by_role("button", name="添加 办理条件").click()
    write(page, "办理条件 1", "年满十八周岁", "You are eighteen")
    page.get_by_role("link", name="表格").click()
    expect(page.locator("[data-review]")).to_be_enabled()
    page.get_by_role("link", name="看看效果").click()
    page.locator("[data-preview]").click()
    expect(page.get_by_role("region", name="屏幕上")).to_contain_text("承诺时限")
    roll = page.get_by_role("img", name="80 毫米热敏纸上")
    expect(roll).to_be_visible()
    assert roll.evaluate("image => image.naturalWidth") == 576
    with page.expect_response("**/preview/sheet") as sheet:
        page.get_by_role("button", name=fits_words("A4")).click()
    assert sheet.value.headers["content-type"] == "application/pdf"
    apply(page)
    page.goto(f"{hall.url}/guides")
    page.get_by_role("searchbox").fill("小额贷款")
    page.keyboard.press("Enter")
    page.get_by_role("link", name="小额贷款").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("小额贷款")


def test_a_guide_is_taken_away_and_brought_back(page: Page, hall: Server) -> None:
    """Whom it meets is told before; visitors do not find it; among its changes it is brought back."""
    editor(page, hall, "id-card")
    page.locator("[data-remove]").click()
    expect(page.get_by_role("dialog")).to_contain_text("业务“户籍与身份证”正在使用这份指南")
    page.keyboard.press("Enter")
    expect(page.locator(".banner.is-ok")).to_contain_text("已停用")
    assert Client(hall.url).get("/guides/id-card").status_code == 404
    page.get_by_role("link", name="修改记录").click()
    page.locator("[data-undo]").click()
    page.get_by_role("dialog").locator(".is-primary").click()
    expect(page.locator(".banner.is-ok")).to_contain_text("已撤销")
    assert Client(hall.url).get("/guides/id-card").json()["id"] == "id-card"


def test_two_managers_at_once(new_page: Callable[..., Page], hall: Server) -> None:
    """The second is told, brings both together, and nothing of either is lost."""
    mine, other = editor(new_page(), hall, "id-card"), editor(new_page(), hall, "id-card")
    mine.get_by_label("咨询电话").fill("1")
    other.get_by_label("修订日期").fill("2026-11-19")
    expect(other.locator(".draft-bar")).to_contain_text("1 处")
    apply(mine)
    other.get_by_label("修订日期").fill("2026-11-20")
    other.locator("[data-merge]").click()
    apply(other)
    guide = Client(hall.url).sign_in("chen").get("/guide-book/id-card").json()["guide"]
    assert (guide["telephone"], guide["updated"]) == ("1", "2026-11-20")


@pytest.mark.parametrize(("lang", "size"), [("zh", DESK), ("en", HAND)])
def test_no_barriers(new_page: Callable[..., Page], hall: Server, lang: str, size: dict[str, int]) -> None:
    """axe-core finds nothing, and nothing sticks out, in the list and in every section, with a row open."""
    page = new_page(viewport=size, locale={"zh": "zh-CN", "en": "en-GB"}[lang], expected=STYLED_BY_AXE)
    sign_in(page.context, hall)
    page.goto(f"{hall.url}/counter/manager/guides")
    expect(page.locator("[data-guide]").first).to_be_visible()
    assert found(page) == []
    assert fits(page)
    for section in SECTIONS:
        page.goto(f"{hall.url}/counter/manager/guides/company-setup#{section}")
        expect(page.locator("main .loading")).to_have_count(0)
        for press in ("details.entry > summary", "[data-preview]"):
            if page.locator(press).count():
                page.locator(press).first.click()
        if section == "preview":
            expect(page.locator(".roll")).to_be_visible()
        assert found(page) == [], section
        assert fits(page), section
