"""Keyboard, mouse and messages on the panel: questions have the keyboard, answers stay true, nothing typed is lost."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.cut_off import CUT_OFF
from tests.browser.test_counter import press, sign_in
from tests.hallclient import Client, Server

SIZES = {"desk": {"width": 1366, "height": 768}, "docked": {"width": 360, "height": 740}}


def serve(page: Page, hall: Server, visitors: Client, service: str = "company") -> str:
    """Have a visitor being served at counter 2, and return the number."""
    number: str = visitors.take(service)["number"]
    sign_in(page, hall)
    for key, said in (("Space", "窗口已开放"), ("1", f"已呼叫 {number}"), ("3", f"开始办理 {number}")):
        press(page, key, said)
    return number


def test_a_clicked_question_has_the_keyboard(page: Page, hall: Server, visitors: Client) -> None:
    """A question opened by mouse is answered by keys; taken back, the space bar is the next step again."""
    number = serve(page, hall, visitors)
    page.locator("[data-step=transfer]").click()
    expect(page.locator("#to-service")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator("dialog")).not_to_be_visible()
    press(page, "Space", f"{number} 已办结")


def test_a_question_asked_by_key_gives_the_keyboard_back(page: Page, hall: Server, visitors: Client) -> None:
    """Whoever walks to a button by Tab stands there again when its question is taken back."""
    serve(page, hall, visitors)
    page.locator("[data-step=pause]").focus()
    page.keyboard.press("Enter")
    expect(page.locator("dialog .options button").first).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator("[data-step=pause]")).to_be_focused()


@pytest.mark.parametrize("size", SIZES)
def test_a_question_keeps_its_answers_in_sight(
    hall: Server, visitors: Client, new_page: Callable[..., Page], size: str
) -> None:
    """However long the list, what gives the notice is in sight; and what was given is closed by Enter, as it says."""
    page = new_page(viewport=SIZES[size])
    serve(page, hall, visitors)
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


def test_what_is_said_is_taken_back_when_it_is_no_longer_true(
    hall: Server, visitors: Client, new_page: Callable[..., Page]
) -> None:
    """That nobody waits goes when somebody does, and that the server is out of reach when it is back."""
    page = new_page(expected=CUT_OFF)
    sign_in(page, hall)
    press(page, "Space", "窗口已开放")
    press(page, "Space", "暂时没有人等候")
    visitors.take("company")
    expect(page.locator(".said [role=status]")).to_be_empty()
    hall.kill()
    expect(page.locator(".banner.is-danger").first).to_contain_text("连不上服务器")
    press(page, "1", "暂时不能操作")
    hall.start()
    expect(page.locator(".said [role=status]")).to_be_empty()


def test_what_was_written_stays_while_the_server_is_away(
    hall: Server, visitors: Client, new_page: Callable[..., Page]
) -> None:
    """An answer that cannot be sent now stays in its question, which says why; sent again, it arrives once."""
    page = new_page(expected=CUT_OFF)
    serve(page, hall, visitors)
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
    expect(page.locator(".said [role=status]")).to_contain_text("由您负责")
    mine = Client(hall.url).sign_in("li").get("/counters/2/enquiries").json()["mine"]
    assert [one["about"] for one in mine] == ["公积金怎样转移"]


def test_signing_out_is_not_lost_while_the_server_is_away(hall: Server, new_page: Callable[..., Page]) -> None:
    """A press on "sign out" without a server says so; with it the session ends."""
    page = new_page(expected=CUT_OFF)
    sign_in(page, hall)
    hall.kill()
    expect(page.locator("[role=alert]").first).to_contain_text("连不上服务器")
    page.get_by_role("button", name="退出登录").press("Enter")
    expect(page.locator(".said [role=status]")).to_contain_text("暂时不能操作")
    hall.start()
    expect(page.locator("[role=alert]")).to_have_count(0)
    page.get_by_role("button", name="退出登录").press("Enter")
    expect(page.locator("#pin")).to_be_visible()


def test_a_missed_ticket_is_found_by_its_code(page: Page, hall: Server, visitors: Client) -> None:
    """The visitor who missed the call shows the ticket: scanned, it offers to let them wait again."""
    taken = visitors.take("company")
    sign_in(page, hall)
    for key, said in (("Space", "窗口已开放"), ("1", "已呼叫"), ("4", "已过号")):
        press(page, key, said)
    page.keyboard.press("h")
    page.locator("#code").fill(f"http://hall/t/{taken['token']}")
    page.keyboard.press("Enter")
    expect(page.locator("dialog .options button")).to_contain_text(taken["number"])
    press(page, "1", f"{taken['number']} 已重新排队")


def test_every_key_keeps_its_place(page: Page, hall: Server, visitors: Client) -> None:
    """No button moves when the visit goes on, and the one that the space bar presses is marked."""
    visitors.take("company")
    sign_in(page, hall)
    keys = page.locator(".steps kbd")
    order = keys.all_inner_texts()
    for key, said, marked in (
        ("Space", "窗口已开放", "1"),
        ("Space", "已呼叫", "3"),
        ("9", "已请求协助", "3"),
        ("Space", "开始办理", "7"),
    ):
        press(page, key, said)
        assert keys.all_inner_texts() == order
        expect(page.locator(".steps .is-next kbd")).to_have_text(marked)


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


ROADS = {
    "closed": ("", ""),
    "free": ("8", "窗口已开放"),
    "called": ("1", "已呼叫"),
    "serving": ("3", "开始办理"),
}
"""Each state of a counter by the key that leads there from the one before, and what is said of it."""
KEYS = [*(f"Digit{n}" for n in range(1, 10)), *(f"Key{letter}" for letter in "NBLQHMKE"), "Space", "Backspace"]
PRESS = """(code) => {
  const said = document.querySelector(".said");
  const answered = () => said.dataset.turn + said.textContent;
  const before = answered();
  document.body.dispatchEvent(new KeyboardEvent("keydown", { code, bubbles: true }));
  return answered() !== before || document.querySelector("dialog").open;
}"""
"""Presses a key, and tells whether anything answers before the page does anything else."""


@pytest.mark.long
def test_every_key_answers_at_once(hall: Server, visitors: Client, new_page: Callable[..., Page]) -> None:
    """Whatever the state, no key waits for the server to show something, and the same answer twice is seen twice."""
    page = new_page(expected=("409",))
    visitors.take("company")
    sign_in(page, hall)
    refused = {"status": 409, "content_type": "application/problem+json", "body": '{"detail": "no"}'}
    for state, (key, said) in ROADS.items():
        if key:
            press(page, key, said)
        page.route(
            "**/api/v1/**",
            lambda route: route.fulfill(**refused) if route.request.method == "POST" else route.continue_(),
        )
        for code in [key for key in KEYS for _ in range(2)]:
            assert page.evaluate(PRESS, code), (state, code)
            page.evaluate("document.querySelector('dialog').close()")
            expect(page.locator("[aria-busy=true]")).to_have_count(0)
        page.unroute("**/api/v1/**")


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


def test_a_digit_that_answers_is_no_step(page: Page, hall: Server, visitors: Client) -> None:
    """The digit that answers a question is answered by that alone: no other step was meant, and none is said undone."""
    serve(page, hall, visitors)
    page.keyboard.press("8")
    press(page, "1", "窗口已暂停")
    expect(page.locator(".said [role=status]")).not_to_contain_text("没有执行")


def decide(page: Page, hall: Server, visitors: Client) -> str:
    """Have a case accepted and its decision asked for by two digits, and return its number."""
    serve(page, hall, visitors)
    press(page, "b", "")
    page.keyboard.press("Enter")
    expect(page.locator(".said [role=status]")).to_contain_text("已受理")
    page.keyboard.press("Escape")  # the code for the phone
    number = Client(hall.url).sign_in("li").get("/cases/mine").json()["cases"][0]["number"]
    page.keyboard.press("l")
    expect(page.locator("#cases button").first).to_be_focused()
    page.keyboard.press("1")
    expect(page.locator("#case .options button").first).to_be_focused()
    page.keyboard.press("2")
    expect(page.locator("dialog h2")).to_have_text(f"{number} 的办理结果？")
    page.keyboard.press("1")
    expect(page.locator("dialog h2")).to_have_text(f"{number} 办结为“予以办理”？")
    return str(number)


def test_two_digits_decide_no_case(page: Page, hall: Server, visitors: Client) -> None:
    """A decision is asked about once more; Escape leads back to the choice, and Enter, as its button says, decides."""
    number = decide(page, hall, visitors)
    staff = Client(hall.url).sign_in("li")
    page.keyboard.press("1")  # once more the same digit decides nothing
    expect(page.locator("dialog h2")).to_contain_text("予以办理")
    page.keyboard.press("Escape")
    expect(page.locator("dialog h2")).to_have_text(f"{number} 的办理结果？")
    assert staff.get(f"/case-numbers/{number}/record").json()["status"] == "accepted"
    page.keyboard.press("1")
    expect(page.locator("dialog h2")).to_contain_text("予以办理")
    expect(page.locator("dialog .is-primary")).to_be_focused()
    press(page, "Enter", f"{number} 已办结")
    assert staff.get(f"/case-numbers/{number}/record").json()["outcome"] == "granted"


def test_a_refusal_is_not_sent_without_its_grounds(page: Page, hall: Server, visitors: Client) -> None:
    """Enter does nothing before grounds are chosen, Escape leads back; chosen, with words, it is decided."""
    number = decide(page, hall, visitors)
    page.keyboard.press("Escape")
    expect(page.locator("dialog h2")).to_have_text(f"{number} 的办理结果？")
    page.keyboard.press("2")
    expect(page.locator("dialog h2")).to_have_text(f"{number} 不予办理的理由")
    expect(page.locator("#why")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("dialog h2")).to_have_text(f"{number} 不予办理的理由")
    page.locator("#why").select_option("conditions")
    page.locator("#words").fill("不在本区")
    press(page, "Enter", f"{number} 已办结")
    record = Client(hall.url).sign_in("li").get(f"/case-numbers/{number}/record").json()
    assert (record["outcome"], record["grounds"], record["words"]) == ("refused", "conditions", "不在本区")


def test_the_button_that_says_enter_is_what_enter_does(page: Page, hall: Server, visitors: Client) -> None:
    """Where a question has nothing to write or choose, Enter is its answer and not its way back."""
    serve(page, hall, visitors)
    accepted = Client(hall.url).sign_in("li").step("2", "cases", {"guide": "company-setup"})
    page.keyboard.press("l")
    expect(page.locator("#cases button").first).to_be_focused()
    page.keyboard.press("1")
    expect(page.locator("#case .options button").first).to_be_focused()
    page.get_by_role("button", name="撤回").press("Enter")
    expect(page.locator("dialog .is-primary")).to_be_focused()
    press(page, "Enter", f"{accepted['number']} 已撤回")


def test_a_ticket_is_found_without_enter(page: Page, hall: Server, visitors: Client) -> None:
    """A scanner that sends no Enter, and one with Caps Lock on: the ticket is found all the same; so is its number."""
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


def test_a_foreign_code_is_not_asked_for(page: Page, hall: Server) -> None:
    """What is no code of ours is told as that, and no address carries it."""
    sign_in(page, hall)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.keyboard.press("h")
    page.locator("#code").fill("110101199003078888")
    page.keyboard.press("Enter")
    expect(page.locator("#found-not")).to_contain_text("没有认出这个码")
    assert [url for url in asked if "1101" in url] == []
