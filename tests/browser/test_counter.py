"""The clerk's panel, worked as clerks work it: by keyboard."""

import shutil
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.browser.cut_off import CUT_OFF
from tests.hallclient import Client, Server, always_open, silent
from tests.patience import PATIENCE_S

LOSE_ANSWERS = """(path) => {
  const asked = window.fetch;
  window.losing = { keys: [], stops: false };
  window.fetch = async (url, request) => {
    const answer = await asked(url, request);
    if (!url.endsWith(path)) return answer;
    losing.keys.push(request.headers["Idempotency-Key"]);
    if (!losing.stops) throw new TypeError("the answer is lost");
    return answer;
  };
}"""
"""From now on what is asked for at `path` arrives and is done, and its answer does not come back."""


def sign_in(page: Page, hall: Server, counter: str = "2", staff: str = "li") -> None:
    """Sign in and wait for the panel."""
    page.goto(f"{hall.url}/counter")
    page.fill("#staff", staff)
    page.fill("#pin", "4711")
    page.select_option("#counter", counter)
    page.keyboard.press("Enter")
    expect(page.locator("main.work, main.state")).to_be_visible()


def press(page: Page, key: str, said: str) -> None:
    """Press a key and wait for what the panel says of it."""
    page.keyboard.press(key)
    expect(page.locator(".said [role=status]")).to_contain_text(said)


def test_a_wrong_pin_is_told_and_the_right_one_lets_in(hall: Server, new_page: Callable[..., Page]) -> None:
    """A wrong PIN shows why, keeps what was typed but the PIN, and the right one opens the panel."""
    page = new_page(expected=("401",))
    page.goto(f"{hall.url}/counter")
    page.fill("#staff", "li")
    page.fill("#pin", "0000")
    page.keyboard.press("Enter")
    expect(page.locator("#problem")).to_contain_text("登录名或密码不对")
    expect(page.locator("#pin")).to_be_focused()
    expect(page.locator("#staff")).to_have_value("li")
    page.fill("#pin", "4711")
    page.keyboard.press("Enter")
    expect(page.locator(".primary")).to_be_visible()


def test_a_visit_from_call_to_finish(page: Page, hall: Server, visitors: Client) -> None:
    """The space bar alone takes a visit through: open, next, start, finish.

    A step out of turn says why instead of doing nothing, a call that was heard stands, a visit finished by mistake is
    brought back by Backspace. New tickets show without a touch, and others' calls take them away again.
    """
    sign_in(page, hall)
    press(page, "7", "请先开始办理，再办结")
    press(page, "Space", "窗口已开放")
    press(page, "4", "只有呼叫后没有来的号码才能过号")

    number = visitors.take("company")["number"]
    expect(page.locator(".rows")).to_contain_text(number)
    press(page, "Space", f"已呼叫 {number}")
    expect(page.locator(".current .number.is-called")).to_have_text(number)
    press(page, "Backspace", "没有可以撤销的操作")
    press(page, "Space", f"开始办理 {number}")
    press(page, "Space", f"{number} 已办结")
    expect(page.locator(".said [data-step=undo]")).to_be_visible()
    press(page, "Backspace", "已撤销")
    expect(page.locator(".current.is-serving")).to_contain_text(number)
    press(page, "1", "请先办结当前号码")
    press(page, "Space", f"{number} 已办结")
    expect(page.locator(".primary")).to_contain_text("下一位")
    press(page, "Space", "暂时没有人等候")

    number = visitors.take("tax")["number"]
    expect(page.locator(".rows")).to_contain_text(number)
    other = Client(hall.url).sign_in("wang")
    other.step("4", "open")
    other.step("4", "call-next")
    expect(page.locator(".queue-empty")).to_be_visible()


def test_a_visit_takes_two_keys(new_page: Callable[..., Page], server: Server, staffed: Path) -> None:
    """Where calls begin to be served by themselves, next and finish are all that a visit takes."""
    shutil.copytree(staffed, server.data)
    server.configuration = silent(always_open()).replace("start_after_call_s = 0", "start_after_call_s = 1")
    server.start()
    number = Client(server.url).take("company")["number"]
    panel = new_page()
    sign_in(panel, server)
    press(panel, "Space", "窗口已开放")
    press(panel, "1", f"已呼叫 {number}")
    expect(panel.locator(".primary")).to_contain_text("办结")
    press(panel, "7", f"{number} 已办结")


def test_every_step_has_its_digit(page: Page, hall: Server, visitors: Client) -> None:
    """Digits recall, miss, hold, transfer and finish, also from the number pad; held and missed tickets come back."""
    first, second, third = (visitors.take("company")["number"] for _ in range(3))
    sign_in(page, hall)
    press(page, "8", "窗口已开放")
    press(page, "1", f"已呼叫 {first}")
    press(page, "Numpad2", f"已重呼 {first}")
    press(page, "4", f"{first} 已过号")
    page.get_by_role("button", name=f"重新排队 {first}").press("Enter")
    expect(page.locator(".said")).to_contain_text(f"{first} 已重新排队")
    press(page, "1", f"已呼叫 {second}")
    press(page, "3", f"开始办理 {second}")
    press(page, "5", f"{second} 已挂起")
    page.get_by_role("button", name=f"继续办理 {second}").press("Enter")
    expect(page.locator(".said")).to_contain_text(f"继续办理 {second}")
    page.keyboard.press("6")
    page.get_by_label("业务", exact=True).select_option("tax")
    page.keyboard.press("Enter")
    expect(page.locator(".said")).to_contain_text(f"{second} 已转办")
    press(page, "1", f"已呼叫 {third}")


def test_an_answer_lost_on_the_way_does_nothing_twice(
    hall: Server, visitors: Client, new_page: Callable[..., Page]
) -> None:
    """The press arrived, its answer did not: the panel says so, asks again with the same key, shows the truth."""
    page = new_page()
    first, second = (visitors.take("company")["number"] for _ in range(2))
    sign_in(page, hall)
    press(page, "8", "窗口已开放")
    page.evaluate(LOSE_ANSWERS, "/call-next")
    press(page, "1", "没有收到回答")
    press(page, "7", "上一步还没有收到回答")
    page.evaluate("losing.stops = true")
    expect(page.locator(".said")).to_contain_text(f"已呼叫 {first}")
    expect(page.locator(".said")).to_contain_text("“办结”没有执行")
    keys = page.evaluate("losing.keys")
    assert len(set(keys)) == 1
    assert len(keys) > 3, "it is asked for again after the tries of one call"
    expect(page.locator(".rows")).to_contain_text(second)


def test_out_of_reach_it_says_so_and_refuses(hall: Server, visitors: Client, new_page: Callable[..., Page]) -> None:
    """With the server gone no press is taken; when it is back the panel is live by itself and nothing was called."""
    page = new_page(expected=CUT_OFF)
    number = visitors.take("company")["number"]
    sign_in(page, hall)
    press(page, "8", "窗口已开放")
    hall.kill()
    expect(page.locator(".banner.is-danger").first).to_contain_text("连不上服务器")
    press(page, "1", "暂时不能操作")
    hall.start()
    expect(page.locator("[role=alert]")).to_have_count(0)
    expect(page.locator(".rows")).to_contain_text(number)
    press(page, "1", f"已呼叫 {number}")


def test_signed_out_while_serving(hall: Server, visitors: Client, new_page: Callable[..., Page]) -> None:
    """Signed out in another window, the next press leads to the sign-in page, and signing in shows the same visitor."""
    page = new_page(expected=("401",))
    number = visitors.take("company")["number"]
    sign_in(page, hall)
    for key, said in (("8", "窗口已开放"), ("1", number), ("3", "开始办理 A")):
        press(page, key, said)
    token = next(c["value"] for c in page.context.cookies() if c["name"].startswith("hallcall_session_"))
    other = Client(hall.url)
    other.http.headers["Authorization"] = f"Bearer {token}"
    assert other.http.delete(f"{hall.url}/api/v1/sessions/current", timeout=PATIENCE_S).status_code == 204
    page.keyboard.press("7")
    expect(page.get_by_text("登录已失效")).to_be_visible()
    page.keyboard.press("Space")
    page.fill("#staff", "li")
    page.fill("#pin", "4711")
    page.keyboard.press("Enter")
    expect(page.locator(".current.is-serving")).to_contain_text(number)


def test_two_windows_of_one_clerk(hall: Server, visitors: Client, new_page: Callable[..., Page]) -> None:
    """Both windows show the same, and a press in the one that is behind is refused, not done twice."""
    visitors.take("company")
    visitors.take("company")
    one, other = new_page(expected=("409",)), new_page(expected=("409",))
    sign_in(one, hall)
    sign_in(other, hall)
    press(one, "8", "窗口已开放")
    expect(other.locator(".primary")).to_contain_text("下一位")
    other.route("**/counters/2", lambda route: route.continue_())
    one.keyboard.press("1")
    other.keyboard.press("1")
    for window in (one, other):
        expect(window.locator(".current .number")).to_have_text("A001")
    expect(one.locator(".rows")).to_contain_text("A002")


def test_another_clerk_finds_the_counter_taken(hall: Server, page: Page, new_page: Callable[..., Page]) -> None:
    """A second clerk at an open counter is told that it is taken, and can go to another."""
    sign_in(page, hall)
    press(page, "8", "窗口已开放")
    other = new_page(expected=("409",))
    sign_in(other, hall, staff="wang")
    expect(other.locator("main")).to_contain_text("这个窗口正由 李明 使用")
    other.keyboard.press("8")
    expect(other.locator("dialog")).not_to_be_visible()
    other.get_by_role("button", name="换窗口").last.press("Enter")
    other.locator("dialog select").select_option("4")
    other.keyboard.press("Enter")
    expect(other.locator("main.work")).to_be_visible()
    press(other, "8", "窗口已开放")


def test_closing_after_the_last(page: Page, hall: Server, visitors: Client) -> None:
    """A counter asked to close while serving does so when the visit is finished, and then another can be chosen."""
    visitors.take("company")
    sign_in(page, hall)
    for key, said in (("8", "窗口已开放"), ("1", "已呼叫"), ("3", "开始办理 A")):
        press(page, key, said)
    page.locator("[data-step=close]").press("Enter")
    expect(page.locator(".said")).to_contain_text("办完当前号码后")
    expect(page.locator(".masthead .badge").first).to_contain_text("办完本号后结束")
    press(page, "7", "已办结")
    expect(page.locator(".masthead .badge").first).to_contain_text("未开放")
    page.get_by_role("button", name="换窗口").press("Enter")
    page.locator("dialog select").select_option("4")
    page.keyboard.press("Enter")
    expect(page.locator(".masthead-name")).to_contain_text("4号窗口")


LARGEST = """buttons => {
  const area = (one) => one.offsetWidth * one.offsetHeight;
  return buttons.reduce((most, one) => (area(one) > area(most) ? one : most)).className;
}"""


def test_the_next_step_is_the_largest_and_in_sight(page: Page, hall: Server, visitors: Client) -> None:
    """At both sizes the next step is the largest button, in sight without scrolling, and nothing overflows sideways."""
    for _ in range(40):
        visitors.take("company")
    sign_in(page, hall)
    for key, said in (("8", "窗口已开放"), ("1", "已呼叫"), ("3", "开始办理 A")):
        press(page, key, said)
        for width, height in ((1366, 768), (360, 700)):
            page.set_viewport_size({"width": width, "height": height})
            largest = page.locator("button:visible").evaluate_all(LARGEST)
            assert "primary" in largest.split(), width
            expect(page.locator(".primary")).to_be_in_viewport(ratio=1)
            assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_a_press_brings_the_new_ticket_by_itself(page: Page, hall: Server, visitors: Client) -> None:
    """Each press of the key brings the called ticket, time after time; how fast is the benchmarks' to say."""
    for _ in range(8):
        visitors.take("company")
    sign_in(page, hall)
    press(page, "8", "窗口已开放")
    took_ms = []
    for _ in range(5):
        took_ms.append(page.evaluate(NEXT_TOOK))
        expect(page.locator(".said [role=status]")).to_contain_text("已呼叫")  # the picture may come before the answer
        press(page, "3", "开始办理 A")
        press(page, "7", "已办结")
    assert len(took_ms) == 5


NEXT_TOOK = """() => new Promise((done) => {
  const begun = performance.now();
  const seen = () => document.querySelector(".current .number.is-called")
    ? requestAnimationFrame(() => done(performance.now() - begun)) : requestAnimationFrame(seen);
  document.body.dispatchEvent(new KeyboardEvent("keydown", { code: "Digit1", key: "1", bubbles: true }));
  seen();
})"""
