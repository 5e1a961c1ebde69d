"""Personal data in a browser: found by what a visitor shows, deleted by keyboard, the receipt opened; no barriers."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.browser.test_counter_others import manage
from tests.browser.test_kiosk_barriers import STYLED_BY_AXE, fits, found
from tests.hallclient import Client, Server

PHONE = "13812345678"
SIZES = ({"width": 390, "height": 844}, {"width": 1920, "height": 1080}, {"width": 1366, "height": 768})


def without_barriers(page: Page, *, part: str) -> None:
    """Nothing sticks out and axe finds nothing, at every size."""
    for size in SIZES:
        page.set_viewport_size(size)  # type: ignore[arg-type]
        expect(page.locator(part).first).to_be_visible()
        assert fits(page), size
    assert found(page) == []


def test_a_person_is_deleted_by_keyboard_and_holds_a_receipt(
    new_page: Callable[..., Page], hall: Server, visitors: Client
) -> None:
    """Found by telephone, confirmed once, what is under way kept with its reason; who looked stands below."""
    ticket = visitors.take("company", phone=PHONE)
    clerk = Client(hall.url).sign_in("li")
    for step in ("open", "call-next", "start"):
        clerk.step("2", step)
    clerk.step("2", "cases", {"guide": "company-setup", "applicant": "张三", "phone": PHONE})
    page = manage(new_page(expected=(*STYLED_BY_AXE, "404")), hall)
    page.locator("a[href$='/privacy']").press("Enter")
    expect(page.locator("[data-kind=visit]")).to_contain_text("1 条")
    expect(page.locator("[data-part=looks]")).to_contain_text("没有人查看")
    without_barriers(page, part="[data-part=kept]")
    page.locator("[data-by=phone]").press("Enter")
    page.locator("#phone").fill("138-1234-5678")
    page.keyboard.press("Enter")
    expect(page.locator("[data-held]")).to_have_count(2)
    expect(page.locator("[data-held^=case]")).to_contain_text("依法")
    expect(page.locator("[data-held^=visit]")).to_contain_text(ticket["number"])
    assert PHONE not in page.content()
    assert "phone" not in page.url
    without_barriers(page, part="[data-held]")
    page.locator("[data-erase]").press("Enter")
    expect(page.locator("#dialog")).to_contain_text("不能恢复")
    assert found(page) == []
    page.keyboard.press("Escape")
    expect(page.locator("[data-held]")).to_have_count(2)
    page.locator("[data-erase]").press("Enter")
    expect(page.locator("#dialog .is-primary")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("[data-found]")).to_contain_text("已删除")
    expect(page.locator("[data-kind=visit]")).to_contain_text("0 条")
    expect(page.locator("[data-look=person_erased]")).to_have_count(1)
    page.locator("[data-found] a").press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("个人信息删除凭证")
    without_barriers(page, part=".erasure")
    page.goto(page.url + "?lang=en")
    expect(page.locator(".erasure")).to_contain_text("by law the hall has to decide")
    page.emulate_media(media="print")
    expect(page.locator("#print")).to_be_hidden()


def test_what_is_not_there_is_said(new_page: Callable[..., Page], hall: Server) -> None:
    """In English: a paper that there is not is a sentence, a ticket that left nothing too, a lost server another."""
    page = manage(new_page(locale="en-GB", expected=("404", "503", "422")), hall)
    page.route("**/api/v1/privacy", lambda route: route.fulfill(status=503, body=""), times=1)
    page.goto(f"{hall.url}/counter/manager/privacy")
    page.get_by_role("button", name="Try again").press("Enter")
    expect(page.locator("[data-part=kept]")).to_be_visible()
    page.locator("[data-by=reference]").press("Enter")
    page.locator("#reference").fill("B20261123-999")
    page.keyboard.press("Enter")
    expect(page.locator("[data-found]")).to_contain_text("Nothing is found under this number")
    Client(hall.url).take("company")
    page.locator("[data-by=ticket]").press("Enter")
    page.locator("#number").fill("A001")
    page.keyboard.press("Enter")
    expect(page.locator("[data-found]")).to_contain_text("Nothing is kept of this person")
    without_barriers(page, part="[data-part=kept]")
