"""First-asked responsibility at the panel and on the manager's page, by keyboard."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.browser.test_counter import press, sign_in
from tests.browser.test_counter_others import manage
from tests.hallclient import Client, Server


def take(page: Page, about: str) -> None:
    """Take a new enquiry with the key."""
    page.keyboard.press("q")
    page.locator("#about").fill(about)
    page.keyboard.press("Enter")
    expect(page.locator(".said [role=status]")).to_contain_text("由您负责")


def test_it_stays_until_a_colleague_has_accepted(hall: Server, page: Page, new_page: Callable[..., Page]) -> None:
    """Offered it stays on the first clerk's panel; accepted it goes over with its chain; the first reads its end."""
    sign_in(page, hall)
    press(page, "Space", "窗口已开放")
    take(page, "外地社保怎样转入")
    mine = page.locator("[data-enquiries]")
    expect(mine).to_contain_text("外地社保怎样转入")
    expect(mine).to_contain_text("由我负责 1 件")
    colleague = new_page()
    sign_in(colleague, hall, counter="4", staff="wang")
    expect(colleague.locator(".primary")).to_be_visible()
    expect(colleague.locator("[data-enquiries]")).to_have_count(0)
    for key in ("q", "2", "2"):
        page.keyboard.press(key)
    page.locator("#to").select_option("staff:wang")
    page.keyboard.press("Enter")
    expect(page.locator(".said [role=status]")).to_contain_text("已请对方接收")
    expect(mine).to_contain_text("待 王芳 接收")
    theirs = colleague.locator("[data-enquiries]")
    expect(theirs).to_contain_text("李明 负责")
    for key in ("q", "2"):
        colleague.keyboard.press(key)
    expect(colleague.locator(".chain")).to_contain_text("李明 请 王芳 接收")
    colleague.keyboard.press("1")
    expect(colleague.locator(".said [role=status]")).to_contain_text("已接收")  # until then another key is too early
    expect(theirs).to_contain_text("王芳 负责")
    expect(mine).to_have_count(0)
    for key in ("q", "2", "1"):
        colleague.keyboard.press(key)
    colleague.locator("#reply").fill("已告知线上办理")
    colleague.keyboard.press("Enter")
    expect(colleague.locator(".said [role=status]")).to_contain_text("已办结")
    expect(theirs).to_have_count(0)
    became = page.locator("[data-passed-on]")
    expect(became).to_contain_text("王芳 负责")
    expect(became.locator(".badge")).to_contain_text("已当面答复")
    became.get_by_role("button", name="查看").click()
    expect(page.locator("dialog")).to_contain_text("已告知线上办理")
    page.keyboard.press("Enter")
    expect(page.locator("dialog")).not_to_be_visible()
    expect(colleague.locator("[data-passed-on]")).to_have_count(0)


def test_open_ones_are_shown_on_signing_in_and_to_the_manager(
    hall: Server, visitors: Client, page: Page, new_page: Callable[..., Page]
) -> None:
    """An enquiry survives a restart and is there when its clerk signs in; the manager may hand it over."""
    number = visitors.take("enquiry")["number"]
    clerk = Client(hall.url).sign_in("li")
    clerk.step("9", "open")
    clerk.step("9", "call-next")
    clerk.step("9", "enquiries", {"service": "enquiry", "about": "退休年龄"})
    hall.kill()
    hall.start()
    sign_in(page, hall, counter="2")
    expect(page.locator("[data-enquiries]")).to_contain_text("退休年龄")
    manager = manage(new_page(), hall)
    card = manager.locator("[data-enquiries]")
    expect(card).to_contain_text("退休年龄")
    expect(card.locator("tbody")).to_contain_text("李明")
    card.get_by_role("button", name="查看").press("Enter")
    expect(manager.locator("dialog")).to_contain_text(number)
    manager.keyboard.press("2")
    manager.locator("#to").select_option("counter:4")
    manager.keyboard.press("Enter")
    expect(card).to_contain_text("待 4号窗口 接收")
    offered_share, resolved_share = (card.locator(f"[data-figure={one}_share]") for one in ("handed_over", "resolved"))
    expect(offered_share).to_contain_text("0%转接成功率（目标 100%） 低于目标")
    expect(page.locator("[data-enquiries]")).to_contain_text("待 4号窗口 接收")
    wang = Client(hall.url).sign_in("wang")
    assert wang.get("/counters/4/enquiries").json()["offered"] == []
    wang.step("4", "open")
    (offered,) = wang.get("/counters/4/enquiries").json()["offered"]
    assert wang.post(f"/enquiries/{offered['id']}/accept", {"counter": "4"}).json()["owner"] == "wang"
    expect(card).to_contain_text("王芳 负责")
    expect(offered_share).to_have_text("100%转接成功率（目标 100%）")
    expect(resolved_share).to_contain_text("0%收到的已办结（目标 95%） 低于目标")
    expect(page.locator("[data-enquiries]")).to_have_count(0)
