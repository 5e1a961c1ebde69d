"""What visitors say, from the phone or the kiosk to the answer on the phone, over the National Day holidays."""

import shutil
from collections.abc import Callable
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest
import zxingcpp
from playwright.sync_api import Page, expect

from hall.printing.virtual import VirtualPrinter
from tests.browser.lines import brought_back
from tests.browser.test_kiosk import LANDSCAPE, PORTRAIT, open_kiosk
from tests.browser.test_kiosk_barriers import PHONE, STYLED_BY_AXE, fits, found
from tests.browser.test_kiosk_faults import PRINTER, begin
from tests.hallclient import Client, Server, always_open, silent
from tests.halls import MONDAY, NOON
from tests.patience import until

EVE = date(2026, 9, 30)
"""The last working day before the holidays of 2026; after them work begins on Thursday 8 October, and Saturday the 10th
is worked as well."""
DESK = {"width": 1366, "height": 768}


def noon_of(day: date) -> float:
    return NOON + (day - MONDAY).days * 86_400.0


@pytest.fixture
def eve(server: Server, staffed: Path) -> Server:
    """A started hall with China's holidays, at noon of the eve; one more lead, "zhou"."""
    shutil.copytree(staffed, server.data)
    server.configuration = silent(always_open()).replace('calendar = "none"', 'calendar = "china"')
    server.clock.set(noon_of(EVE))
    return server.start()


def served(hall: Server) -> str:
    """A visit that "li" has finished at counter 1; the ticket's token."""
    ticket = Client(hall.url).take("company")
    clerk = Client(hall.url).sign_in("li", counter="1")
    for step in ("open", "call-next", "start", "finish"):
        clerk.step("1", step)
    return str(ticket["token"])


def follow_up(new_page: Callable[..., Page], hall: Server) -> Page:
    """Sign the manager in on the page on which it is followed up."""
    desk = new_page(viewport=DESK, expected=("401",))  # days pass, and with them the sign-in
    desk.goto(f"{hall.url}/counter/feedback")
    desk.fill("#staff", "chen")
    desk.fill("#pin", "4711")
    desk.keyboard.press("Enter")
    expect(desk.locator("[data-list]")).to_be_visible()
    return desk


def take(desk: Page, number: str, step: str, said: str) -> None:
    """Take a step of one row, and wait for what is said of it."""
    desk.locator(f"[data-feedback='{number}'] [data-step={step}]").first.click()
    if step in {"assign", "put_right"}:
        desk.locator("#dialog .is-primary").click()
    expect(desk.locator("[role=status] .banner")).to_contain_text(f"{number} 已记下：{said}")


def answer(desk: Page, number: str, text: str) -> None:
    desk.locator(f"[data-feedback='{number}'] [data-step=answer]").click()
    desk.fill("#f-text", text)
    desk.locator("#dialog .is-primary").click()
    expect(desk.locator("[role=status] .banner")).to_contain_text(f"{number} 已记下：答复")


def due_days(phone: Page) -> list[str]:
    return phone.locator(".facts time").all_inner_texts()


@pytest.mark.long
def test_a_low_rating_and_a_complaint_to_their_answers(new_page: Callable[..., Page], eve: Server) -> None:
    """Given on the phone on the eve, followed up after the holidays, read and judged on the phone.

    The old ticket leads there, and every day that is promised is seen on the way.
    """
    token = served(eve)
    phone = new_page(viewport=PHONE)
    phone.goto(f"{eve.url}/t/{token}")
    phone.locator("[data-score='1']").click()
    phone.locator("[data-reason=slow]").click()
    phone.fill("#comment", "等了两个小时")
    phone.fill("#contact", "13800000000")
    phone.locator("[data-send]").click()
    phone.locator("[data-follow-up]").click()
    expect(phone.get_by_role("heading", level=1)).to_have_text("已收到，等待受理")
    assert due_days(phone) == ["2026-10-08", "2026-10-13"]
    rating = phone.locator(".receipt-number").inner_text()

    phone.goto(f"{eve.url}/t/{token}")
    phone.locator("[data-act=feedback]").click()
    phone.fill("#text", "饮水机坏了，没有人管")
    phone.locator("[data-send]").click()
    expect(phone.locator("img.qr")).to_have_js_property("complete", value=True)
    phone.locator("[data-see]").click()
    assert due_days(phone) == ["2026-10-13"]
    complaint, complained = phone.locator(".receipt-number").inner_text(), phone.url

    eve.clock.set(noon_of(date(2026, 10, 8)))
    desk = follow_up(new_page, eve)
    first = desk.locator(f"[data-feedback='{rating}']")
    expect(first.locator("[data-due=near_due]")).to_have_text("临期")
    take(desk, rating, "accept", "受理")
    first.locator("[data-step=read]").click()
    expect(desk.locator("#dialog")).to_contain_text("等了两个小时")
    expect(desk.locator("#dialog")).to_contain_text("13800000000")
    desk.keyboard.press("Escape")
    first.locator("[data-step=contact]").click()
    desk.locator("[data-answer=reached]").click()
    expect(first.locator("[data-due=on_time]")).to_be_visible()
    take(desk, rating, "put_right", "整改")
    answer(desk, rating, "已增开窗口，向您致歉")
    take(desk, complaint, "accept", "受理")
    answer(desk, complaint, "不属实")

    phone.goto(f"{eve.url}/t/{token}")
    assert phone.url == f"{eve.url}/f/{token}"
    expect(phone.get_by_role("heading", level=1)).to_have_text("已答复")
    expect(phone.locator(".answer")).to_have_text("已增开窗口，向您致歉")
    assert due_days(phone) == ["2026-10-08", "2026-10-14", "2026-10-08"]
    expect(first).to_contain_text("回访：2026-10-14")
    phone.locator("[data-judge=yes]").click()
    expect(phone.get_by_role("heading", level=1)).to_have_text("已办结")
    assert due_days(phone) == ["2026-10-08", "2026-10-08"]

    phone.goto(complained)
    phone.locator("[data-judge=no]").click()
    expect(phone.get_by_role("heading", level=1)).to_have_text("正在办理")
    assert due_days(phone) == ["2026-10-14"]

    eve.clock.set(noon_of(date(2026, 10, 15)))
    desk = follow_up(new_page, eve)
    expect(desk.locator("[data-list] .card-head .is-danger")).to_contain_text("1 件逾期")
    expect(desk.locator(f"[data-feedback='{complaint}'] [data-due=overdue]")).to_be_visible()
    answer(desk, complaint, "已更换饮水机")
    brought_back(phone)
    expect(phone.locator(".answer")).to_have_text("已更换饮水机")
    phone.locator("[data-judge=yes]").click()
    expect(phone.get_by_role("heading", level=1)).to_have_text("已办结")
    expect(desk.locator("[data-list]")).to_be_visible()
    desk.reload()
    expect(desk.locator("[data-list]")).to_contain_text("没有待跟进的")
    desk.fill("[data-find] input", f" {rating.lower()} ")  # closed, and on no list any more
    desk.keyboard.press("Enter")
    expect(desk.locator("#dialog")).to_contain_text("已增开窗口，向您致歉")


def test_appealed_by_the_clerk_and_decided_by_the_manager(new_page: Callable[..., Page], eve: Server) -> None:
    """The clerk sees that it is there and appeals; the manager decides; the visitor is told that it stays as given."""
    token = served(eve)
    Client(eve.url).post(f"/tickets/{token}/rating", {"score": 1, "reasons": ["attitude"], "comment": "秘密的话"})
    desk = new_page(viewport=DESK, expected=("401",))  # days pass, and with them the sign-in
    desk.goto(f"{eve.url}/counter/feedback")
    desk.fill("#staff", "li")
    desk.fill("#pin", "4711")
    desk.keyboard.press("Enter")
    mine = desk.locator("[data-mine]")
    expect(mine).to_contain_text("服务态度不好")
    expect(desk.locator("[data-list]")).to_have_count(0)
    mine.locator("[data-step=appeal]").click()
    desk.fill("#f-text", "办的是别人的业务")
    desk.locator("#dialog .is-primary").click()
    expect(mine).to_contain_text("申诉待复核")
    assert "秘密的话" not in desk.content()
    manager = follow_up(new_page, eve)
    manager.locator("[data-step=decide_appeal]").click()
    manager.locator("[data-answer=uphold]").click()
    expect(manager.locator("[data-list]")).to_contain_text("没有待跟进的")
    phone = new_page(viewport=PHONE)
    phone.goto(f"{eve.url}/f/{token}")
    expect(phone.locator("main")).to_contain_text("没有改动")


def test_at_the_kiosk_with_a_receipt(new_page: Callable[..., Page], server: Server, staffed: Path) -> None:
    """Three touches and a number; a paper comes out whose code leads to the visitor's page, and home again."""
    with VirtualPrinter() as printer:
        hall = begin(server, staffed, always_open(PRINTER.format(port=printer.port)))
        kiosk = open_kiosk(new_page, hall)
        for act in ("feedback", "feedback-complaint", "feedback-wait"):
            kiosk.locator(f"[data-act='{act}']").click()
        for digit in "13800":
            kiosk.locator(f"[data-key='{digit}']").first.click()
        kiosk.locator("[data-act=send]").click()
        expect(kiosk.get_by_role("heading", level=1)).to_have_text("已收到，谢谢您")
        paper = printer.wait_for_papers(1)[0]
    address = zxingcpp.read_barcodes(paper)[0].text
    phone = new_page(viewport=PHONE)
    phone.goto(f"{hall.url}/f/{address.rsplit('/', 1)[1]}")
    expect(phone.get_by_role("heading", level=1)).to_have_text("已收到，等待受理")
    kiosk.locator("[data-act=done]").click()
    expect(kiosk.locator(".tile").first).to_be_visible()
    chen = Client(hall.url).sign_in("chen")
    (one,) = chen.get("/feedback").json()["feedback"]
    assert (one["source"], one["anonymous"]) == ("kiosk", False)
    assert chen.get(f"/feedback/{one['number']}").json()["text"] == "等候时间太长"


def test_taken_down_at_the_desk(new_page: Callable[..., Page], eve: Server) -> None:
    """For a visitor without a phone: the receipt's code is shown, and the row is there."""
    desk = follow_up(new_page, eve)
    desk.locator("[data-take-down]").click()
    desk.select_option("#f-kind", "suggestion")
    desk.fill("#f-text", "加几把椅子")
    desk.locator("#dialog .is-primary").click()
    expect(desk.locator("#dialog img.qr")).to_have_js_property("complete", value=True)
    desk.keyboard.press("Escape")
    expect(desk.locator("[data-list] tbody tr")).to_contain_text("建议")


def test_words_are_read_as_they_were_written(new_page: Callable[..., Page], eve: Server) -> None:
    """Markup, formulas and line breaks beside a good rating and in a complaint are words; reading is on record."""
    words = "=1+1 <img src=x onerror=alert(1)>\n第二行 & <b>谢谢</b>"
    Client(eve.url).post(f"/tickets/{served(eve)}/rating", {"score": 4, "comment": words})
    number = Client(eve.url).post("/complaints", {"text": words}).json()["number"]
    Client(eve.url).sign_in("li").step("1", "pause", {"reason": "break", "handover": words})
    eve.clock.move(60)
    chen = Client(eve.url).sign_in("chen")
    until(lambda: chen.get("/feedback/comments").json())
    desk = follow_up(new_page, eve)
    for button in ("[data-read-comments]", "[data-read-notes]", f"[data-feedback='{number}'] [data-step=read]"):
        desk.locator(button).press("Enter")
        expect(desk.locator("#dialog .said").first).to_be_visible()
        assert words in desk.locator("#dialog .said").first.evaluate("word => word.textContent")
        expect(desk.locator("#dialog img, #dialog b")).to_have_count(0)
        desk.keyboard.press("Escape")
    audit = chen.get(f"/statistics/audit?from={EVE}&to={EVE}").json()["rows"]
    assert {"comments_read", "notes_read", "feedback_read"} <= {row["what"] for row in audit}


def test_the_pages_have_no_barriers(new_page: Callable[..., Page], eve: Server) -> None:
    """On the phone, in both languages: form and page in each state, nothing wrong for axe-core, nothing too wide."""
    page, chen = new_page(viewport=PHONE, expected=STYLED_BY_AXE), Client(eve.url).sign_in("chen")
    given = Client(eve.url).post("/complaints", {"text": "W" * 400, "contact": "1"}).json()
    for steps in ({}, {"accept": {}, "contact": {"reached": True}}, {"answer": {"text": "W" * 500}}):
        for step, body in steps.items():
            assert chen.post(f"/feedback/{given['number']}/{step}", body).status_code == 200
        for address in (f"/f/{given['token']}", "/feedback"):
            for lang in ("zh", "en"):
                page.goto(f"{eve.url}{address}?lang={lang}")
                expect(page.locator("main .card").first).to_be_visible()
                assert found(page) == [], (steps, address, lang)
                assert fits(page), (steps, address, lang)


@pytest.mark.parametrize("screen", [PORTRAIT, LANDSCAPE])
def test_the_kiosk_has_no_barriers(new_page: Callable[..., Page], hall: Server, screen: dict[str, int]) -> None:
    """Each of its screens, usual and in elder mode: nothing wrong for axe-core, nothing too wide."""
    for mode in ("usual", "elder"):
        kiosk = open_kiosk(new_page, hall, f"/kiosk?mode={mode}", viewport=screen, expected=STYLED_BY_AXE)
        for act, shown in pairwise(("feedback", "feedback-praise", "feedback-other", "send", "done")):
            kiosk.locator(f"[data-act='{act}']").click()
            expect(kiosk.locator(f"[data-act='{shown}']")).to_be_visible()
            expect(kiosk.locator("#kiosk")).not_to_have_attribute("inert", "")
            assert found(kiosk) == [], (mode, act)
            assert fits(kiosk), (mode, act)
