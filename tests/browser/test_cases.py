"""A case from the counter to the visitor's hand: panel, paper, phone, wall, kiosk, and the manager's figures."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
import zxingcpp
from playwright.sync_api import Page, expect

from hall.printing.virtual import VirtualPrinter
from tests.browser.lines import brought_back
from tests.browser.scanner import scan
from tests.browser.test_counter import press, sign_in
from tests.browser.test_kiosk import open_kiosk
from tests.browser.test_kiosk_barriers import PHONE, STYLED_BY_AXE, fits, found
from tests.browser.test_kiosk_faults import PRINTER, begin
from tests.hallclient import Client, Server, always_open
from tests.patience import PATIENCE_S
from tests.walls import UPRIGHT, WALL

TURNED_WITHIN_MS = 60_000
ROW = """() => [...document.querySelectorAll(".ready-number")].map((one) => ({
  number: one.textContent, right: one.getBoundingClientRect().right}))"""


@pytest.fixture
def serving(hall: Server, visitors: Client) -> Client:
    """Clerk "li" with a visitor at counter 1."""
    visitors.take("company")
    clerk = Client(hall.url).sign_in("li", counter="1")
    for step in ("open", "call-next", "start"):
        clerk.step("1", step)
    return clerk


def token_of(case: dict[str, str]) -> str:
    """The secret of a receipt."""
    return case["url"].rsplit("/", 1)[1]


def test_from_the_counter_to_the_visitors_hand(new_page: Callable[..., Page], server: Server, staffed: Path) -> None:
    """By keyboard alone: accepted in two keys, printed, followed on the phone, decided, on the wall, collected."""
    with VirtualPrinter() as printer:
        hall = begin(server, staffed, always_open(PRINTER.format(port=printer.port)))
        visitor = Client(hall.url).take("company")
        printer.wait_for_papers(1)
        desk, wall = new_page(), new_page(viewport=WALL)
        wall.goto(f"{hall.url}/display/east")
        sign_in(desk, hall, counter="1")
        for said in ("窗口已开放", "已呼叫 A001", "开始办理 A001"):
            press(desk, "Space", said)
        desk.keyboard.press("b")
        press(desk, "Enter", "已受理")
        receipt = printer.wait_for_papers(2)[1]
    address = zxingcpp.read_barcodes(receipt)[0].text
    phone = new_page(viewport=PHONE)
    phone.goto(f"{hall.url}/t/{visitor['token']}")
    phone.locator(".links a").click()
    expect(phone.get_by_role("heading", level=1)).to_have_text("已受理")
    assert phone.url.split("?")[0].endswith(address.rsplit("/", 1)[1])
    number = phone.locator(".receipt-number").inner_text()
    code = phone.locator(".receipt-code strong").inner_text()

    def choose(*digits: str) -> None:
        """Go through the list's questions, each by one digit, as soon as it is shown."""
        desk.keyboard.press("l")
        for digit in digits:
            expect(desk.locator(f"dialog [data-digit='{digit}']").first).to_be_visible()
            before = desk.locator("dialog .heading").inner_text()
            desk.keyboard.press(digit)
            expect(desk.locator("dialog:not([open]), dialog .heading").first).not_to_have_text(before)

    choose("1", "1")
    expect(desk.locator(".said [role=status]")).to_contain_text("已开始审核")
    expect(wall.locator(".ready")).to_have_count(0)
    choose("1", "1", "1")
    press(desk, "Enter", "已办结")  # a decision is asked about once more
    expect(wall.locator(".ready-number")).to_have_text([number])
    phone.reload()
    expect(phone.get_by_role("heading", level=1)).to_contain_text("请来取件")
    choose("1", "1")
    desk.keyboard.type(code.lower())
    press(desk, "Enter", "已取件")
    expect(wall.locator(".ready")).to_have_count(0)
    brought_back(phone)
    expect(phone.get_by_role("heading", level=1)).to_have_text("已取件")


def test_without_paper_the_code_is_on_the_screen(new_page: Callable[..., Page], hall: Server, serving: Client) -> None:
    """A hall without a printer shows the receipt's code for the phone; the case is accepted all the same."""
    desk = new_page()
    sign_in(desk, hall, counter="1")
    desk.keyboard.press("b")
    desk.keyboard.press("Enter")
    expect(desk.locator("dialog img.qr")).to_have_js_property("complete", value=True)
    number = serving.get("/cases").json()["cases"][0]["number"]
    expect(desk.locator("dialog .heading")).to_contain_text(f"办件 {number} 已受理，承诺日期")
    desk.keyboard.press("Escape")
    expect(desk.locator("[data-cases] [data-due=near_due]")).to_contain_text("1 件临期")


def test_a_scanned_receipt_collects(new_page: Callable[..., Page], hall: Server, serving: Client) -> None:
    """The receipt scanned at the panel leads to its case, and collecting asks for nothing more."""
    case = serving.step("1", "cases", {"guide": "company-setup", "outcome": "granted"})
    desk = new_page()
    sign_in(desk, hall, counter="1")
    desk.keyboard.press("h")
    desk.keyboard.type(case["url"].replace("http", "ttp", 1))
    desk.keyboard.press("Enter")
    expect(desk.locator("dialog .heading")).to_have_text(case["number"])
    expect(desk.locator("dialog .chain")).to_contain_text("受理")
    press(desk, "1", "已取件")


def test_looked_up_at_the_kiosk(new_page: Callable[..., Page], hall: Server, serving: Client) -> None:
    """By its number the kiosk tells how far a case is; by its scanned receipt the promised day too."""
    case = serving.step("1", "cases", {"guide": "company-setup"})
    kiosk = open_kiosk(new_page, hall)
    kiosk.locator('[data-act="find"]').click()
    for digit in re.sub(r"\D", "", case["number"]):
        kiosk.locator(f'[data-key="{digit}"]').click()
    kiosk.locator('[data-act="look-up"]').click()
    expect(kiosk.get_by_role("heading", level=1)).to_have_text("已受理")
    expect(kiosk.locator(".is-case .facts")).to_have_count(0)
    kiosk.locator('[data-act="done"]').click()
    expect(kiosk.locator(".tile").first).to_be_visible()
    scan(kiosk, case["url"])
    expect(kiosk.locator(".is-case")).to_contain_text(case["number"])
    expect(kiosk.locator(".is-case .facts")).to_contain_text("承诺办结日期")


@pytest.mark.clock
@pytest.mark.parametrize("size", [WALL, UPRIGHT])
def test_many_ready_cases_turn_by_rows(
    new_page: Callable[..., Page], hall: Server, serving: Client, size: dict[str, int]
) -> None:
    """More numbers than a row holds are shown row by row: each in time, and none is cut off."""
    cases = [serving.step("1", "cases", {"guide": "company-setup", "outcome": "granted"}) for _ in range(6)]
    wall = new_page(viewport=size)
    wall.goto(f"{hall.url}/display/east")
    expect(wall.locator(".ready .page-mark")).to_be_visible()
    seen: set[str] = set()
    for _ in range(TURNED_WITHIN_MS // 500):
        row = wall.evaluate(ROW)
        assert all(one["right"] <= size["width"] for one in row)
        seen |= {one["number"] for one in row}
        if len(seen) == len(cases):
            break
        wall.wait_for_timeout(500)
    assert seen == {case["number"] for case in cases}


def test_the_receipts_page_has_no_barriers(new_page: Callable[..., Page], hall: Server, serving: Client) -> None:
    """In every state and both languages axe-core finds nothing, and the page is no wider than a phone."""
    page = new_page(viewport=PHONE, expected=STYLED_BY_AXE)
    roads = (
        [],
        ["review", "prolong"],
        ["suspend"],
        ["decide"],
        ["decide", "correct"],
        ["decide", "collect"],
        ["withdraw"],
    )
    lead = Client(hall.url).sign_in("chen")
    for steps in roads:
        case = serving.step("1", "cases", {"guide": "company-setup"})
        bodies = {
            "prolong": {"workdays": 10, "reason": "hearing"},
            "suspend": {"reason": "experts", "words": "等专家组意见"},
            "decide": {"outcome": "refused", "grounds": "conditions", "words": "住所不在本区"},
            "correct": {"outcome": "refused", "grounds": "materials", "mistake": "law"},
            "collect": {"receipt": case["code"]},
        }
        for step in steps:
            assert lead.post(f"/case-numbers/{case['number']}/{step}", bodies.get(step, {})).status_code == 200
        for lang in ("zh", "en"):
            page.goto(f"{hall.url}/c/{token_of(case)}?lang={lang}")
            expect(page.locator(".receipt")).to_be_visible()
            assert found(page) == [], (steps, lang)
            assert fits(page), (steps, lang)


def test_the_manager_sees_what_is_due(new_page: Callable[..., Page], hall: Server, serving: Client) -> None:
    """Counts, the most urgent, and the on-time figure: a dash before anything is decided, then the share, live."""
    case = serving.step("1", "cases", {"guide": "company-setup", "workdays": 0})
    page = new_page()
    page.goto(f"{hall.url}/counter/manager")
    page.fill("#staff", "chen")
    page.fill("#pin", "4711")
    page.keyboard.press("Enter")
    figure = page.locator("[data-figure=on_time] .figure-value")
    expect(figure).to_have_text("–")
    expect(page.locator("[data-figure=near_due] .figure-value")).to_have_text("1")
    expect(page.locator("[data-cases] [data-due=near_due]")).to_contain_text("今天到期")
    serving.post(f"/case-numbers/{case['number']}/decide", {"outcome": "granted"})
    expect(figure).to_have_text("100%")
    expect(page.locator("[data-figure=ready] .figure-value")).to_have_text("1")


def test_a_lead_settles_what_others_leave(new_page: Callable[..., Page], hall: Server, serving: Client) -> None:
    """On the manager's page: more time agreed to, a leaver's case handed over, one found and its decision put right."""
    case = serving.step("1", "cases", {"guide": "company-setup", "applicant": "欧阳修"})
    serving.post(f"/case-numbers/{case['number']}/prolong", {"workdays": 3, "reason": "hearing"})
    page = new_page()
    page.goto(f"{hall.url}/counter/manager")
    page.fill("#staff", "chen")
    page.fill("#pin", "4711")
    page.keyboard.press("Enter")
    expect(page.locator("[data-figure=wishes] .figure-value")).to_have_text("1")
    page.locator("[data-unsettled] button").click()
    for key, title in (("1", "延期 3 个工作日？"), ("1", "")):
        expect(page.locator(f"dialog [data-digit='{key}']").first).to_be_visible()
        page.keyboard.press(key)
        if title:
            expect(page.locator("dialog h2")).to_contain_text(title)
    expect(page.locator("[data-unsettled]")).to_have_count(0)
    lead = Client(hall.url).sign_in("chen")
    assert lead.http.patch(f"{hall.url}/api/v1/staff/li", json={"disabled": True}, timeout=PATIENCE_S).ok
    page.reload()
    page.locator("[data-unsettled] button").click()
    page.locator("#case button[value=assign]").click()
    page.locator("#to").select_option("wang")
    page.keyboard.press("Enter")
    expect(page.locator("[data-unsettled]")).to_have_count(0)
    lead.post(f"/case-numbers/{case['number']}/decide", {"outcome": "granted"})
    page.locator("[data-search]").click()
    page.locator("#applicant").fill("欧阳")
    page.keyboard.press("Enter")
    page.locator("#cases button").click()
    expect(page.locator("#case")).to_contain_text("欧阳修")
    page.locator("#case button[value=correct]").click()
    page.locator("#why").select_option("untrue")
    page.get_by_role("button", name="更正决定").click()
    expect(page.locator("dialog")).not_to_be_visible()
    expect(page.locator("#manager")).to_contain_text("已更正")
    assert lead.get(f"/case-numbers/{case['number']}/record").json()["grounds"] == "untrue"
