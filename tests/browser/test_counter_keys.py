"""Keyboard, mouse and messages on the panel: questions have the keyboard, answers stay true, nothing typed is lost."""

import shutil
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from playwright.sync_api import Page, ViewportSize, expect

from tests.browser.cut_off import CUT_OFF
from tests.browser.test_counter import press, sign_in
from tests.hallclient import Client, Server

SIZES: Mapping[str, ViewportSize] = {"docked": {"width": 360, "height": 740}, "desk": {"width": 1366, "height": 768}}


def serve(page: Page, hall: Server, visitors: Client, service: str = "company") -> str:
    """Have a visitor being served at counter 2, and return the number."""
    number: str = visitors.take(service)["number"]
    sign_in(page, hall)
    for key, said in (("Space", "窗口已开放"), ("1", f"已呼叫 {number}"), ("3", f"开始办理 {number}")):
        press(page, key, said)
    return number


def test_a_question_has_the_keyboard_and_its_answers_in_sight(page: Page, hall: Server, visitors: Client) -> None:
    """Asked by key or mouse it has the keyboard, and taken back gives it to whoever had it; its digits are no steps.

    However long the list and small the window, what gives the notice is in sight; what was given is closed by Enter.
    """
    number = serve(page, hall, visitors)
    for size in SIZES.values():
        page.set_viewport_size(size)
        page.keyboard.press("n")
        expect(page.locator("#materials input").first).to_be_focused()
        expect(page.locator("dialog .is-primary")).to_be_in_viewport(ratio=1)
        page.keyboard.press("1")
        page.keyboard.press("Enter")
        expect(page.locator("dialog h2")).to_contain_text("已出具")
        expect(page.locator("dialog .is-primary")).to_be_in_viewport(ratio=1)
        page.keyboard.press("Enter")
        expect(page.locator("dialog")).not_to_be_visible()
        assert len(page.context.pages) == 1
    page.locator("[data-step=pause]").focus()
    page.keyboard.press("Enter")
    expect(page.locator("dialog .options button").first).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator("[data-step=pause]")).to_be_focused()
    page.locator("[data-step=transfer]").click()
    expect(page.locator("#to-service")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator("dialog")).not_to_be_visible()
    press(page, "Space", f"{number} 已办结")
    number = visitors.take("company")["number"]
    press(page, "1", f"已呼叫 {number}")
    press(page, "3", f"开始办理 {number}")
    page.keyboard.press("8")
    press(page, "1", "窗口已暂停")
    expect(page.locator(".said [role=status]")).not_to_contain_text("没有执行")


def test_the_server_goes_and_comes_back(hall: Server, visitors: Client, new_page: Callable[..., Page]) -> None:
    """No answer stands when it is no longer true, and nothing typed is lost.

    That the server is out of reach goes when it is back, and that nobody waits when somebody does. Signing out is said
    not to be possible, and is later. What cannot be sent now stays in its question, which says why, and arrives once.
    """
    page = new_page(expected=CUT_OFF)
    said = page.locator(".said [role=status]")
    out = page.get_by_role("button", name="退出登录")
    sign_in(page, hall)
    hall.kill()
    expect(page.locator(".banner.is-danger").first).to_contain_text("连不上服务器")
    press(page, "Space", "暂时不能操作")
    turn = page.locator(".said").get_attribute("data-turn") or ""
    out.press("Enter")
    expect(page.locator(".said")).not_to_have_attribute("data-turn", turn)
    expect(said).to_contain_text("暂时不能操作")
    hall.start()
    expect(said).to_be_empty()
    out.press("Enter")
    expect(page.locator("#pin")).to_be_visible()

    sign_in(page, hall)
    press(page, "Space", "窗口已开放")
    press(page, "Space", "暂时没有人等候")
    number = visitors.take("company")["number"]
    expect(said).to_be_empty()
    press(page, "1", f"已呼叫 {number}")
    press(page, "3", f"开始办理 {number}")
    page.keyboard.press("q")
    page.locator("#about").fill("公积金怎样转移")
    hall.kill()
    expect(page.locator("[role=alert]").first).to_contain_text("连不上服务器")
    page.keyboard.press("Enter")
    expect(page.locator("#not-now")).to_contain_text("暂时不能操作")
    expect(page.locator("#about")).to_have_value("公积金怎样转移")
    hall.start()
    expect(page.locator(".banner[role=alert]")).to_have_count(0)
    page.keyboard.press("Enter")
    expect(said).to_contain_text("由您负责")
    mine = Client(hall.url).sign_in("li").get("/counters/2/enquiries").json()["mine"]
    assert [one["about"] for one in mine] == ["公积金怎样转移"]


def test_a_ticket_is_found_by_its_code(page: Page, hall: Server, visitors: Client) -> None:
    """A scanner that sends no Enter, and one with Caps Lock on: the ticket is found all the same; so is its number.

    What is no code of ours is told as that, and no address carries it. A ticket whose call was missed waits again.
    """
    mine = visitors.take("company")
    sign_in(page, hall)
    for typed in (mine["url"][1:], mine["url"][1:].swapcase()):
        page.keyboard.press("h")
        page.locator("#code").press_sequentially(typed)
        expect(page.locator("dialog h2")).to_have_text(mine["number"])
        page.keyboard.press("Enter")
    page.keyboard.press("h")
    page.locator("#code").fill("ａ－１")
    page.keyboard.press("Enter")
    expect(page.locator("dialog h2")).to_have_text(mine["number"])
    page.keyboard.press("Enter")

    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.keyboard.press("h")
    page.locator("#code").fill("110101199003078888")
    page.keyboard.press("Enter")
    expect(page.locator("#found-not")).to_contain_text("没有认出这个码")
    page.keyboard.press("Escape")

    for key, said in (("Space", "窗口已开放"), ("1", "已呼叫"), ("4", "已过号")):
        press(page, key, said)
    page.keyboard.press("h")
    page.locator("#code").fill(f"http://hall/t/{mine['token']}")
    page.keyboard.press("Enter")
    expect(page.locator("dialog .options button")).to_contain_text(mine["number"])
    press(page, "1", f"{mine['number']} 已重新排队")
    assert asked
    assert [url for url in asked if "1101" in url] == []


def test_a_halls_own_phrases_take_the_place_of_the_usual(
    server: Server, staffed: Path, new_page: Callable[..., Page]
) -> None:
    """Where config.toml says other words for a moment, the panel shows those; without any it shows none."""
    shutil.copytree(staffed, server.data)
    server.configuration += (
        '[phrases]\nfree = { zh = ["欢迎光临云溪"], en = ["Welcome to Yunxi"] }\naway = { zh = [], en = [] }\n'
    )
    server.start()
    for locale, said in (("zh-CN", "欢迎光临云溪"), ("en-GB", "Welcome to Yunxi")):
        page = new_page(locale=locale)
        sign_in(page, server)
        if locale == "zh-CN":
            expect(page.locator(".phrase")).to_have_count(0)
            press(page, "Space", "窗口已开放")
        expect(page.locator(".phrase")).to_have_text(said)


ROADS = (
    ("closed", (), []),
    ("free", (("Space", "窗口已开放"),), ["1"]),
    ("called", (("Space", "已呼叫"), ("9", "已请求协助")), ["3"]),
    ("serving", (("Space", "开始办理"),), ["7"]),
)
"""Each state of a counter, what leads there from the one before and what is said of it, and the marked key."""
KEYS = [*(f"Digit{n}" for n in range(1, 10)), *(f"Key{letter}" for letter in "NBLQHMKE"), "Space", "Backspace"]
REFUSE = """() => {
  const asked = window.fetch;
  const answer = { status: 409, headers: { "content-type": "application/problem+json" } };
  Object.assign(window, { refusing: false, times: 0 });
  window.fetch = async (url, request) => {
    if (!refusing || request?.method !== "POST") return asked(url, request);
    times += 1;
    return new Response('{"detail": "no"}', answer);
  };
}"""
"""From now on whatever is asked for by POST can be refused, without a way to the server and back."""
PRESS_ALL = """async (codes) => {
  const said = document.querySelector(".said");
  const dialog = document.querySelector("dialog");
  const answered = () => said.dataset.turn + said.textContent;
  const mute = [];
  refusing = true;
  for (const code of codes) {
    const before = answered();
    document.body.dispatchEvent(new KeyboardEvent("keydown", { code, bubbles: true }));
    if (answered() === before && !dialog.open) mute.push(code);
    dialog.close();
    do await new Promise(requestAnimationFrame);
    while (document.querySelector("[aria-busy=true]"));
  }
  refusing = false;
  return mute;
}"""
"""Presses one key after the other while every act is refused, and tells which of them nothing answers before the page
does anything else."""


@pytest.mark.long
def test_every_key_has_its_place_and_answers_at_once(page: Page, hall: Server, visitors: Client) -> None:
    """Whatever the state, no key waits for the server to show something, and the same answer twice is seen twice.

    No button moves when the visit goes on, and the one that the space bar presses is marked.
    """
    visitors.take("company")
    sign_in(page, hall)
    page.evaluate(REFUSE)
    keys = page.locator(".steps kbd")
    order = keys.all_inner_texts()
    for state, steps, marked in ROADS:
        for key, said in steps:
            press(page, key, said)
            assert keys.all_inner_texts() == order, state
        expect(page.locator(".steps .is-next kbd"), state).to_have_text(marked)
        assert page.evaluate(PRESS_ALL, [key for key in KEYS for _ in range(2)]) == [], state
    assert page.evaluate("times") > len(ROADS)


@pytest.mark.long
def test_escape_and_space_at_once(page: Page, hall: Server, visitors: Client) -> None:
    """A question taken back by Escape, and the space bar in the same breath: it is the next step, and is answered."""
    number = serve(page, hall, visitors)
    keyboard = page.context.new_cdp_session(page)
    for question in "68NBHQLM":
        if question != "6":
            number = visitors.take("company")["number"]
            press(page, "1", f"已呼叫 {number}")
            press(page, "3", f"开始办理 {number}")
        page.keyboard.press(question.lower())
        expect(page.locator("dialog")).to_be_visible()
        for key, code, number_of_key in (("Escape", "Escape", 27), (" ", "Space", 32)):
            for kind in ("rawKeyDown", "keyUp"):
                stroke = {"type": kind, "key": key, "code": code, "windowsVirtualKeyCode": number_of_key}
                keyboard.send("Input.dispatchKeyEvent", stroke)
        expect(page.locator(".said [role=status]"), question).to_contain_text(f"{number} 已办结")


def decide(page: Page, number: str) -> None:
    """Have a case's decision asked for by two digits."""
    page.keyboard.press("l")
    expect(page.locator("#cases button").first).to_be_focused()
    page.keyboard.press("1")
    expect(page.locator("#case .options button").first).to_be_focused()
    page.keyboard.press("2")
    expect(page.locator("dialog h2")).to_have_text(f"{number} 的办理结果？")
    page.keyboard.press("1")
    expect(page.locator("dialog h2")).to_have_text(f"{number} 办结为“予以办理”？")


def test_cases_are_decided_by_keys(page: Page, hall: Server, visitors: Client) -> None:
    """Two digits decide no case; a refusal is not sent without its grounds; the button that says Enter is what it does.

    A decision is asked about once more; Escape leads back to the choice, and Enter, as its button says, decides. Where
    there is nothing to write or choose, as when a case is withdrawn, Enter is the answer and not the way back.
    """
    serve(page, hall, visitors)
    staff = Client(hall.url).sign_in("li")
    heading = page.locator("dialog h2")
    press(page, "b", "")
    page.keyboard.press("Enter")
    expect(page.locator(".said [role=status]")).to_contain_text("已受理")
    page.keyboard.press("Escape")  # the code for the phone
    number = staff.get("/cases/mine").json()["cases"][0]["number"]
    decide(page, number)
    page.keyboard.press("1")  # once more the same digit decides nothing
    expect(heading).to_contain_text("予以办理")
    page.keyboard.press("Escape")
    expect(heading).to_have_text(f"{number} 的办理结果？")
    assert staff.get(f"/case-numbers/{number}/record").json()["status"] == "accepted"
    page.keyboard.press("1")
    expect(heading).to_contain_text("予以办理")
    expect(page.locator("dialog .is-primary")).to_be_focused()
    press(page, "Enter", f"{number} 已办结")
    assert staff.get(f"/case-numbers/{number}/record").json()["outcome"] == "granted"

    number = staff.step("2", "cases", {"guide": "company-setup"})["number"]
    decide(page, number)
    page.keyboard.press("Escape")
    expect(heading).to_have_text(f"{number} 的办理结果？")
    page.keyboard.press("2")
    expect(heading).to_have_text(f"{number} 不予办理的理由")
    expect(page.locator("#why")).to_be_focused()
    page.keyboard.press("Enter")
    expect(heading).to_have_text(f"{number} 不予办理的理由")
    page.locator("#why").select_option("conditions")
    page.locator("#words").fill("不在本区")
    press(page, "Enter", f"{number} 已办结")
    record = staff.get(f"/case-numbers/{number}/record").json()
    assert (record["outcome"], record["grounds"], record["words"]) == ("refused", "conditions", "不在本区")

    number = staff.step("2", "cases", {"guide": "company-setup"})["number"]
    page.keyboard.press("l")
    expect(page.locator("#cases button").first).to_be_focused()
    page.keyboard.press("1")
    expect(page.locator("#case .options button").first).to_be_focused()
    page.get_by_role("button", name="撤回").press("Enter")
    expect(page.locator("dialog .is-primary")).to_be_focused()
    press(page, "Enter", f"{number} 已撤回")
