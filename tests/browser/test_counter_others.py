"""What stands beside the clerk's panel: the rating tablet, the manager's page, the one-time notice."""

import re
from collections.abc import Callable
from io import BytesIO

import zxingcpp
from PIL import Image
from playwright.sync_api import Page, expect

from tests.browser import lines
from tests.browser.cut_off import CUT_OFF
from tests.browser.test_counter import press, sign_in
from tests.hallclient import Client, Server


def manage(page: Page, hall: Server) -> Page:
    """Open the floor as the manager, who has signed in."""
    lines.sign_in(page.context, hall)
    page.goto(f"{hall.url}/counter/manager")
    expect(page.locator("main.floor")).to_be_visible()
    return page


def _finished(hall: Server, visitors: Client, counter: str = "2") -> Client:
    """A clerk at `counter` who has just finished a visit."""
    visitors.take("company")
    clerk = Client(hall.url).sign_in("li")
    for step in ("open", "call-next", "start", "finish"):
        clerk.step(counter, step)
    return clerk


def test_a_visitor_rates_with_one_touch(page: Page, hall: Server, visitors: Client) -> None:
    """The tablet asks when the visit ends, takes one touch, thanks (as a clock is set back, too), and asks no more."""
    page.goto(f"{hall.url}/counter/2/rate")
    expect(page.locator("h1")).to_have_text("本窗口暂停服务")
    _finished(hall, visitors)
    page.get_by_role("button", name="非常满意").first.click()
    expect(page.locator("h1")).to_have_text("感谢您的评价")
    page.evaluate("{ const before = Date.now; Date.now = () => before() - 600_000; }")
    expect(page.locator("h1")).to_have_text("您好，很高兴为您服务")


def test_a_bad_rating_asks_why(page: Page, hall: Server, visitors: Client) -> None:
    """A low score is sent only with a reason; the next visit's beginning takes the question away."""
    page.goto(f"{hall.url}/counter/2/rate")
    clerk = _finished(hall, visitors)
    page.locator("[data-score='1']").click()
    expect(page.locator("[data-send]")).to_be_disabled()
    page.locator("[data-reason=slow]").click()
    page.locator("[data-send]").click()
    expect(page.locator("h1")).to_have_text("感谢您的评价")
    _finish_another(clerk, visitors)
    page.locator("[data-score='2']").click()
    expect(page.locator("h1")).to_have_text("请告诉我们哪里没做好")
    visitors.take("company")
    clerk.step("2", "call-next")
    clerk.step("2", "start")
    expect(page.locator("h1")).to_have_text("您好，很高兴为您服务")


def _finish_another(clerk: Client, visitors: Client) -> None:
    visitors.take("company")
    for step in ("call-next", "start", "finish"):
        clerk.step("2", step)


def test_a_manager_sees_help_called_and_goes(
    hall: Server, visitors: Client, page: Page, new_page: Callable[..., Page]
) -> None:
    """The clerk's call for help, pressed twice, is on the manager's page at once, and the answer on the clerk's."""
    visitors.take("medical")
    sign_in(page, hall)
    press(page, "8", "窗口已开放")
    manager = manage(new_page(), hall)
    expect(manager.locator("tr", has_text="医疗保险")).to_contain_text("无人值守")
    press(page, "9", "已请求协助")
    page.keyboard.press("9")  # in haste, nobody having come: it takes nothing back
    expect(manager.get_by_role("alert").filter(has_text="2号窗口（李明）请求协助")).to_be_visible()
    manager.get_by_role("button", name="我去处理").click()
    expect(page.locator("main")).to_contain_text("主管正在赶来")
    press(page, "9", "协助已结束")
    expect(manager.get_by_role("alert").filter(has_text="请求协助")).to_have_count(0)


def test_a_manager_frees_a_counter(hall: Server, page: Page, new_page: Callable[..., Page]) -> None:
    """A counter left open is freed from the manager's page, and is closed there and for its clerk."""
    desk = new_page()
    sign_in(desk, hall)
    press(desk, "8", "窗口已开放")
    manage(page, hall)
    page.get_by_role("button", name="收回窗口").click()
    page.locator("dialog .is-primary").click()
    expect(page.locator(".at", has_text="2号窗口")).to_contain_text("未开放")
    expect(desk.locator(".primary[data-step=open]")).to_be_visible()


def test_a_clerk_is_no_manager(hall: Server, page: Page) -> None:
    """The manager's page asks a signed-in clerk to sign in as a manager; until somebody does it shows nothing."""
    sign_in(page, hall)
    page.goto(f"{hall.url}/counter/manager")
    expect(page.locator("h1")).to_have_text("现场管理")
    expect(page.locator("main.floor")).to_have_count(0)
    page.fill("#staff", "chen")
    page.fill("#pin", "4711")
    page.keyboard.press("Enter")
    expect(page.locator("main.floor")).to_be_visible()


def test_a_notice_is_given_by_keyboard_and_found_again(hall: Server, visitors: Client, page: Page) -> None:
    """Ticked by digits, given by Enter, a second one not without a word; its page says what, by which law, and who."""
    number = visitors.take("household")["number"]
    sign_in(page, hall, counter="9")
    press(page, "8", "窗口已开放")
    press(page, "1", f"已呼叫 {number}")
    press(page, "3", f"开始办理 {number}")
    page.keyboard.press("n")
    expect(page.locator("#materials input").first).to_be_focused()
    page.keyboard.press("2")
    page.keyboard.press("Enter")
    expect(page.locator("dialog h2")).to_contain_text("已出具")
    expect(page.locator("[data-again]")).to_have_count(0)
    page.keyboard.press("Enter")
    page.keyboard.press("n")
    expect(page.locator("[data-again]")).to_contain_text("一次告知")
    expect(page.locator("#materials input").first).to_be_focused()
    page.keyboard.press("2")
    page.keyboard.press("Enter")
    expect(page.locator("dialog [data-again]")).to_contain_text("第二份告知单")
    address = page.locator("dialog a.button").get_attribute("href")
    page.goto(f"{hall.url}{address}")
    paper = page.locator("main")
    expect(paper).to_contain_text("原居民身份证")
    expect(paper).not_to_contain_text("数码相片回执")
    expect(paper).to_contain_text("《中华人民共和国居民身份证法》")
    expect(paper).to_contain_text("李明 li")
    assert page.locator("img.qr").evaluate("(picture) => picture.complete && picture.naturalWidth > 0")
    (code,) = zxingcpp.read_barcodes(Image.open(BytesIO(page.locator("img.qr").screenshot())))
    assert code.text.endswith(str(address))
    scan_at_the_next_visit(page, hall, code.text)


def scan_at_the_next_visit(page: Page, hall: Server, written: str) -> None:
    """At another counter a scanner types the address, as keyboards do, and the panel shows what was missing."""
    page.goto(f"{hall.url}/counter?counter=3")
    expect(page.locator(".primary")).to_be_visible()
    page.keyboard.type(written)
    page.keyboard.press("Enter")
    found = page.locator("dialog")
    expect(found).to_contain_text("原居民身份证")
    expect(found).not_to_contain_text("数码相片回执")
    expect(found).to_contain_text("9号窗口 · 李明")


def test_a_clerks_whole_day_by_keyboard(hall: Server, visitors: Client, page: Page) -> None:
    """Sign-in, pause, calls, a miss, a hold, a transfer, an undo, closing or not, signing out: by keys alone."""
    numbers = [visitors.take("company")["number"] for _ in range(5)]
    Client(hall.url).sign_in("wang").step("4", "open")
    sign_in(page, hall)
    press(page, "Space", "窗口已开放")
    press(page, "Space", f"已呼叫 {numbers[0]}")
    press(page, "2", f"已重呼 {numbers[0]}")
    press(page, "4", f"{numbers[0]} 已过号")
    press(page, "1", f"已呼叫 {numbers[1]}")
    press(page, "3", f"开始办理 {numbers[1]}")
    press(page, "5", f"{numbers[1]} 已挂起")
    press(page, "1", f"已呼叫 {numbers[2]}")
    press(page, "3", f"开始办理 {numbers[2]}")
    page.keyboard.press("6")
    page.keyboard.press("Tab")
    page.locator("#to-counter").press("4")
    page.keyboard.press("Enter")
    expect(page.locator(".said")).to_contain_text(f"{numbers[2]} 已转办")
    press(page, "Backspace", f"已撤销，{numbers[2]}")
    press(page, "7", f"{numbers[2]} 已办结")
    page.keyboard.press("8")
    expect(page.locator("dialog")).to_be_visible()
    page.keyboard.press("1")
    expect(page.locator(".said")).to_contain_text("窗口已暂停")
    expect(page.locator(".masthead .badge").first).to_contain_text("短暂休息")
    press(page, "Space", "窗口已恢复服务")
    page.keyboard.press("k")
    expect(page.locator("dialog .options button")).to_have_count(2)
    press(page, "1", f"继续办理 {numbers[1]}")
    press(page, "e", "办完当前号码后")
    press(page, "e", "窗口继续服务")
    expect(page.locator(".masthead .badge").first).to_have_text("服务中")
    page.keyboard.press("k")
    press(page, "1", f"{numbers[0]} 已重新排队")
    press(page, "e", "办完当前号码后")
    press(page, "7", f"{numbers[1]} 已办结")
    press(page, "e", "窗口没有开放")
    for key in ("Tab", "Tab", "Enter"):
        page.keyboard.press(key)
    expect(page.locator("#pin")).to_be_visible()


def test_a_manager_speaks_to_everybody(hall: Server, visitors: Client, page: Page) -> None:
    """An emergency and a notice written on the manager's page reach the walls, and are taken back there."""
    manage(page, hall)
    page.get_by_role("button", name="发布通知").click()
    page.fill("#text-zh", "请保管好随身物品")
    page.keyboard.press("Enter")
    expect(page.locator(".rows")).to_contain_text("请保管好随身物品")
    page.get_by_role("button", name="发布紧急通知").click()
    page.fill("#text-zh", "请立即从东门离开")
    page.fill("#text-en", "Please leave by the east door")
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert").filter(has_text="请立即从东门离开")).to_be_visible()
    board = visitors.get("/displays/east").json()
    assert board["emergency"]["text"]["en"] == "Please leave by the east door"
    assert [notice["text"]["zh"] for notice in board["notices"]] == ["请保管好随身物品"]
    page.locator("[data-clear]").click()
    expect(page.locator("[data-clear]")).to_have_count(0)
    page.get_by_role("button", name="撤下").click()
    expect(page.locator("main")).to_contain_text("没有正在显示的通知")
    assert visitors.get("/displays/east").json()["emergency"] is None


def test_one_more_visitor_after_closing(
    hall: Server, visitors: Client, page: Page, new_page: Callable[..., Page]
) -> None:
    """A clerk opens a closed service for one ticket by keyboard, and a manager on the floor's page."""
    hall.stop()
    hall.configuration = re.sub(r"(?m)^(mon|tue|wed|thu|fri|sat|sun) = .*$", r"\1 = []", hall.configuration)
    hall.start()
    assert visitors.post("/tickets", {"service": "licence"}).status_code == 503
    sign_in(page, hall)
    press(page, "Space", "窗口已开放")
    page.keyboard.press("m")
    expect(page.locator("#closed button").first).to_be_focused()
    page.keyboard.press("2")
    expect(page.locator(".said [role=status]")).to_contain_text("已放行一位")
    assert visitors.take("licence")["number"] == "B001"
    assert visitors.post("/tickets", {"service": "licence"}).status_code == 503
    manager = manage(new_page(), hall)
    manager.locator("[data-one-more]").click()
    manager.locator("dialog").get_by_role("button", name="税务服务").click()
    expect(manager.get_by_role("status")).to_contain_text("已放行一位")
    assert visitors.take("tax")["number"] == "C001"


def test_a_permitted_clerk_calls_a_chosen_number(hall: Server, visitors: Client, new_page: Callable[..., Page]) -> None:
    """Where the hall lets clerks choose, the key 0 and the queue's buttons call a number out of turn; elsewhere not."""
    page = new_page(expected=CUT_OFF)
    first, second, third = (visitors.take("company")["number"] for _ in range(3))
    sign_in(page, hall)
    press(page, "Space", "窗口已开放")
    page.keyboard.press("0")
    expect(page.locator("dialog")).not_to_be_visible()
    expect(page.locator(".rows button")).to_have_count(0)
    hall.stop()
    hall.configuration = hall.configuration.replace("clerks_call_any = false", "clerks_call_any = true")
    hall.start()
    page.reload()
    expect(page.locator(".rows button")).to_have_count(3)
    page.keyboard.press("0")
    page.locator("dialog input").fill(second.lower())
    page.keyboard.press("Enter")
    expect(page.locator(".said [role=status]")).to_contain_text(f"已呼叫 {second}")
    press(page, "4", f"{second} 已过号")
    page.get_by_role("button", name=f"呼叫 {third}").press("Enter")
    expect(page.locator(".current .number")).to_have_text(third)
    expect(page.locator(".rows").first).to_contain_text(first)


def test_a_note_is_read_by_whoever_has_the_visitor_next(
    new_page: Callable[..., Page], hall: Server, visitors: Client
) -> None:
    """Written by keyboard as a service ends, it stands beside the number at the visitor's next, not at others'.

    What could not be read is asked for again; however long it is, the keys stay in sight.
    """
    page = new_page(expected=("503",))
    number = visitors.take("company", also=["tax"])["number"]
    note = page.locator("[data-visitor-note]")
    sign_in(page, hall)
    press(page, "Space", "窗口已开放")
    press(page, "T", "开始办理后")
    press(page, "Space", f"已呼叫 {number}")
    press(page, "Space", f"开始办理 {number}")
    page.keyboard.press("T")
    page.keyboard.type("章还没盖 <b>")
    expect(page.locator("#note")).to_have_value("章还没盖 <b>")
    expect(note).to_have_count(0)
    page.keyboard.insert_text("，请到三号窗口补盖" * 40)
    press(page, "Enter", f"{number} 已办结")
    page.route("**/note", lambda route: route.fulfill(status=503), times=1)
    press(page, "Space", f"已呼叫 {number}")
    expect(note).to_contain_text("暂时读不到")
    expect(note).to_contain_text("章还没盖 <b>")
    expect(page.locator(".steps button").last).to_be_in_viewport(ratio=1)
    other = visitors.take("company")["number"]
    for said in (f"开始办理 {number}", f"{number} 已办结", f"已呼叫 {other}"):
        press(page, "Space", said)
    expect(note).to_have_count(0)
