"""A booked day in real pages: from the phone over the kiosk to the call, beside a walk-in."""

import re
from collections.abc import Callable
from datetime import datetime

from playwright.sync_api import Page, expect

from tests.browser.lines import brought_back
from tests.browser.test_counter import press, sign_in
from tests.browser.test_kiosk import expect_ticket, open_kiosk
from tests.browser.test_kiosk_scans import scan
from tests.hallclient import Client, Server

MINUTE = 60
PHONE = {"viewport": {"width": 390, "height": 844}}


def book(new_page: Callable[..., Page], hall: Server, number: str = "", name: str = "", slot: int = 0) -> Page:
    """Book a slot from now on for tax on a phone without scripts, and stay on the appointment's own page."""
    phone = new_page(**PHONE, java_script_enabled=False)
    phone.goto(f"{hall.url}/book")
    phone.locator(".tile", has_text="税务服务").click()
    phone.locator(".slots a").nth(slot).click()
    if number:
        phone.locator("#phone").fill(number)
    if name:
        phone.locator("#name").fill(name)
    phone.locator("button.is-primary").click()
    expect(phone.locator("#code")).to_be_visible()
    return phone


def check_in(kiosk: Page, typed: str) -> None:
    """Type on the kiosk's pad."""
    if kiosk.locator('[data-screen="find"]').count() == 0:
        kiosk.locator('[data-act="find"]').click()
    for _ in range(len(re.sub(r"\D", "", kiosk.locator(".typed output").inner_text()))):
        kiosk.locator('[data-key="erase"]').click()
    for digit in typed:
        kiosk.locator(f'[data-key="{digit}"]').click()
    kiosk.locator('[data-act="look-up"]').click()


def kiosk_token(kiosk: Page) -> str:
    """The token of the ticket that a kiosk shows."""
    return str(kiosk.locator("img.qr").get_attribute("src")).split("/")[2]


def code_of(phone: Page) -> str:
    """The code as the page shows it."""
    shown = re.sub(r"\D", "", phone.locator("#code").inner_text())
    assert len(shown) == 8
    return shown


def slot_of(visitors: Client, phone: Page) -> datetime:
    """When the appointment's slot begins."""
    token = phone.url.split("/a/")[1].split("?")[0]
    return datetime.fromisoformat(visitors.get(f"/appointments/{token}").json()["at"])


def test_from_booking_to_being_called_beside_a_walk_in(
    new_page: Callable[..., Page], hall: Server, visitors: Client
) -> None:
    """Booked on the phone, checked in by code, and called before a walk-in who came later than it counts from."""
    phone = book(new_page, hall)
    code, slot = code_of(phone), slot_of(visitors, phone)
    panel = new_page()
    sign_in(panel, hall, counter="4")
    expect(panel.locator("[data-booked] .line-what")).to_have_text("税务服务")
    hall.clock.set(slot.timestamp() - 5 * MINUTE)
    walk_in = visitors.take("tax")
    kiosk = open_kiosk(new_page, hall)
    check_in(kiosk, code)
    expect_ticket(kiosk, "C002")
    expect(kiosk.locator(".slip .badge")).to_have_text("预约")
    phone.reload()
    expect(phone.locator(".slip")).to_have_attribute("data-status", "arrived")
    ticket = new_page(**PHONE)
    ticket.goto(f"{hall.url}/t/{kiosk_token(kiosk)}")
    expect(ticket.locator("#number")).to_have_text("C002")
    expect(panel.locator("[data-booked] .line")).to_have_count(0)
    expect(panel.locator(".line-number")).to_have_text(["C002", walk_in["number"]])
    press(panel, "Space", "窗口已开放")
    press(panel, "1", "已呼叫 C002")
    expect(ticket.locator("[data-status=called]")).to_contain_text("4号窗口")


def test_a_kiosk_takes_the_page_the_digits_and_a_second_scan(
    new_page: Callable[..., Page], hall: Server, visitors: Client
) -> None:
    """Too early says from when; the telephone's last digits and the scanned page give one ticket."""
    phone = book(new_page, hall, "13800138642", slot=3)
    slot, url = slot_of(visitors, phone), phone.url.split("?")[0]
    kiosk = open_kiosk(new_page, hall, expected=("404", "409"))
    check_in(kiosk, "8642")
    expect(kiosk.locator(".notices")).to_contain_text("起可以报到")
    hall.clock.set(slot.timestamp())
    check_in(kiosk, "8642")
    expect_ticket(kiosk, "C001")
    kiosk.locator('[data-act="done"]').click()
    scan(kiosk, url)
    expect_ticket(kiosk, "C001")
    check_in(kiosk, "12345678")
    expect(kiosk.locator(".notices")).to_contain_text("没有找到这个预约")
    visitors.take("tax")
    check_in(kiosk, "0002")
    expect(kiosk.locator(".notices")).to_contain_text("没有")


def test_a_visitor_changes_and_gives_up(new_page: Callable[..., Page], hall: Server) -> None:
    """Another slot, and then none; the page says what holds, with large enough targets and nothing cut off."""
    phone = book(new_page, hall)
    before = phone.locator(".when").inner_text()
    phone.get_by_role("link", name="改时间").click()
    phone.locator(".slots button").nth(2).click()
    expect(phone.locator("#code")).to_be_visible()
    assert phone.locator(".when").inner_text() != before
    assert phone.evaluate("document.documentElement.scrollWidth <= innerWidth")
    phone.locator("summary").click()
    phone.get_by_role("button", name="确定取消").click()
    expect(phone.locator(".slip")).to_have_attribute("data-status", "cancelled")
    phone.get_by_role("link", name="再约一次").click()
    expect(phone.locator(".tile").first).to_be_visible()


def test_who_goes_back_sees_how_it_stands(new_page: Callable[..., Page], hall: Server, visitors: Client) -> None:
    """Browsers keep pages whole: what was given up is no more shown with its code."""
    slot = visitors.get("/appointments/slots?service=tax").json()[0]["at"]
    token = visitors.post("/appointments", {"service": "tax", "at": slot}).json()["token"]
    phone = new_page(**PHONE)
    phone.goto(f"{hall.url}/a/{token}")
    expect(phone.locator("#code")).to_be_visible()
    visitors.post(f"/appointments/{token}/cancel")
    brought_back(phone)
    expect(phone.locator(".slip")).to_have_attribute("data-status", "cancelled")


def test_staff_see_what_is_booked(new_page: Callable[..., Page], hall: Server) -> None:
    """The panel leads to the list, with the name as it was written and the way to change it; so does the overview."""
    phone = book(new_page, hall, "13800138642", name="<b>王</b>")
    panel = new_page()
    sign_in(panel, hall, counter="4")
    panel.get_by_role("link", name="预约", exact=True).click()
    row = panel.locator("tbody tr")
    expect(row).to_have_count(1)
    expect(row).to_contain_text("<b>王</b> 13800138642")
    expect(row).to_contain_text(phone.locator("#code").inner_text())
    row.get_by_role("link").click()
    expect(panel.locator("#code")).to_be_visible()
    manager = new_page()
    manager.goto(f"{hall.url}/counter/manager")
    manager.fill("#staff", "chen")
    manager.fill("#pin", "4711")
    manager.keyboard.press("Enter")
    expect(manager.locator("[data-booked]")).to_have_text("预约待到 1")
