"""The kiosk when something is amiss: the server away, an answer lost, the printer out of paper, the hall closed."""

import re
import shutil
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
import zxingcpp
from PIL.Image import Image
from playwright.sync_api import Page, Route, expect

from hall.printing.virtual import Mood, VirtualPrinter
from tests.browser.conftest import ELSEWHERE
from tests.browser.punctual import NOTES, look_out_for, told_after_s, tried_after_s
from tests.browser.test_kiosk import expect_ticket, open_kiosk, tile, waiting
from tests.hallclient import Client, Server, always_open, silent
from tests.patience import until

TOLD_WITHIN_S = 3.0
BACK_WITHIN_S = 3.0
PRINTER = """
[[printers]]
id = "hall"
kind = "network"
address = "127.0.0.1:{port}"
"""


@pytest.mark.clock
def test_the_server_gone_and_back(new_page: Callable[..., Page], hall: Server, visitors: Client) -> None:
    """Within 3 s the kiosk says so; guides are still found and read, also after a reload; it asks again within 3 s."""
    kiosk = open_kiosk(new_page, hall, stocked=True, ears=NOTES, expected=("ERR_", "WebSocket", "Failed to load"))
    look_out_for(kiosk, "[role=alert]")
    hall.kill()
    assert told_after_s(kiosk, "[role=alert]") < TOLD_WITHIN_S
    expect(kiosk.get_by_role("alert")).to_contain_text("连不上服务器")
    tile(kiosk, "tax").click()
    expect(kiosk.get_by_role("alert")).to_contain_text("几秒钟内恢复就为您办理")
    expect(kiosk.get_by_role("alert").last).to_contain_text("恢复后请再点一次")
    expect(kiosk.locator("#number")).to_have_count(0)
    kiosk.reload()
    kiosk.locator('[data-act="guides"]').click()
    for letter in "YLBX":  # 养老保险 and 医疗保险 by their initials, as where the server answers
        kiosk.locator(f'[data-key="{letter}"]').click()
    expect(kiosk.locator("[data-guide]")).to_have_count(2)
    kiosk.locator('[data-guide="pension"]').click()
    expect(kiosk.locator("h1")).to_contain_text("养老")
    hall.start()
    look_out_for(kiosk, "[role=alert]")
    assert tried_after_s(kiosk) < BACK_WITHIN_S
    expect(kiosk.get_by_role("alert")).to_have_count(0)
    kiosk.locator('[data-act="home"]').click()
    tile(kiosk, "tax").click()
    expect_ticket(kiosk, "C001")
    assert waiting(visitors, "tax") == 1


def test_over_plain_http_from_another_computer(new_page: Callable[..., Page], hall: Server) -> None:
    """Where browsers give no service worker, tickets are taken all the same, and an open page keeps all its guides."""
    hall.stop()
    hall.configuration = hall.configuration.replace("host_names = []", f'host_names = ["{ELSEWHERE}"]')
    hall.start()
    kiosk = new_page(expected=("ERR_", "WebSocket", "Cross-Origin-Opener-Policy"))
    kiosk.goto(f"http://{ELSEWHERE}:{hall.port}/kiosk")
    expect(kiosk.locator("#kiosk[data-stocked]")).to_be_visible()
    assert kiosk.evaluate("isSecureContext") is False
    tile(kiosk, "tax").click()
    expect_ticket(kiosk, "C001")
    hall.kill()
    expect(kiosk.get_by_role("alert")).to_contain_text("连不上服务器")
    kiosk.locator('[data-act="guides"]').click()
    kiosk.locator('[data-guide="pension"]').click()
    expect(kiosk.locator("h1")).to_contain_text("养老")
    hall.start()
    expect(kiosk.get_by_role("alert")).to_have_count(0)


def test_a_lost_answer_is_one_ticket(new_page: Callable[..., Page], hall: Server, visitors: Client) -> None:
    """The ticket was given but its answer lost: the same touch ends with that ticket, and no second one."""
    kiosk = open_kiosk(new_page, hall, stocked=True, expected=("ERR_",))
    lost: list[str] = []

    def lose(route: Route) -> None:
        key = route.request.headers["idempotency-key"]
        if not lost:
            route.fetch()
            route.abort()
        else:
            route.continue_()
        lost.append(key)

    kiosk.route("**/api/v1/tickets", lose)
    tile(kiosk, "tax").click()
    expect_ticket(kiosk, "C001")
    assert waiting(visitors, "tax") == 1
    assert len(set(lost)) == 1
    assert len(lost) == 2


@pytest.fixture
def printer() -> Iterator[VirtualPrinter]:
    """A printer that understands the bytes and can run out of paper."""
    with VirtualPrinter() as made:
        yield made


def begin(server: Server, staffed: Path, configuration: str) -> Server:
    """Start a hall of another configuration, with the usual accounts."""
    shutil.copytree(staffed, server.data)
    server.configuration = silent(configuration)
    return server.start()


def numbers_on(papers: Sequence[Image], hall: Server) -> list[str]:
    """Return the numbers that the codes on `papers` lead to."""
    codes = [zxingcpp.read_barcodes(paper)[0].text for paper in papers]
    return [Client(hall.url).get(f"/tickets/{code.rpartition('/')[2]}").json()["number"] for code in codes]


def test_paper_runs_out_and_is_put_in_again(
    new_page: Callable[..., Page], server: Server, staffed: Path, printer: VirtualPrinter
) -> None:
    """Without paper a ticket is on the screen with its code; with new paper all is well, and who reads stays there."""
    hall = begin(server, staffed, always_open(PRINTER.format(port=printer.port)))
    kiosk = open_kiosk(new_page, hall, stocked=True)
    tile(kiosk, "tax").click()
    expect(kiosk.locator("h1")).to_contain_text("请取走号票")
    assert numbers_on(printer.wait_for_papers(1), hall) == ["C001"]
    kiosk.locator('[data-act="reprint"]').click()
    assert numbers_on(printer.wait_for_papers(2), hall) == ["C001", "C001"]
    kiosk.locator('[data-act="done"]').click()
    printer.set(Mood.PAPER_OUT)
    tile(kiosk, "tax").click()
    expect_ticket(kiosk, "C002")
    expect(kiosk.locator(".notices")).to_contain_text("打印纸用完了")
    expect(kiosk.locator(".welcome")).to_contain_text("用手机扫码保存")
    expect(kiosk.locator("img.qr")).to_be_visible()
    kiosk.locator('[data-act="done"]').click()
    tile(kiosk, "social").click()
    expect_ticket(kiosk, "D001")
    kiosk.set_viewport_size({"width": 640, "height": 400})
    kiosk.locator('[data-scroll="down"]').click()
    printer.set(Mood.OK)
    expect(kiosk.locator(".notices")).not_to_contain_text("打印纸用完了")
    expect(kiosk.locator('[data-scroll="up"]')).to_be_enabled()
    kiosk.locator('[data-act="reprint"]').click()
    until(lambda: "D001" in numbers_on(printer.papers, hall))  # C002 too, if it came before the want was known


def test_a_guide_on_the_roll(
    new_page: Callable[..., Page], server: Server, staffed: Path, printer: VirtualPrinter
) -> None:
    """A guide is printed at the kiosk, and the code on it leads to the same guide."""
    printing = begin(server, staffed, always_open(PRINTER.format(port=printer.port)))
    kiosk = open_kiosk(new_page, printing, stocked=True)
    kiosk.locator('[data-act="guides"]').click()
    kiosk.locator('[data-guide="pension"]').click()
    kiosk.locator('[data-act="print"]').click()
    expect(kiosk.locator(".notices")).to_contain_text("正在打印")
    assert zxingcpp.read_barcodes(printer.wait_for_papers(1)[0])[0].text.endswith("/guides/pension")


def hours(spans: str) -> str:
    """The sample hall with the same hours every day."""
    return always_open().replace('["00:00-24:00"]', spans)


def test_a_day_off_and_one_more(new_page: Callable[..., Page], server: Server, staffed: Path) -> None:
    """On a day off the kiosk says so and gives no ticket, until staff let one more visitor in; then that one alone."""
    hall = begin(server, staffed, hours("[]"))
    kiosk = open_kiosk(new_page, hall, stocked=True)
    expect(kiosk.locator(".welcome")).to_contain_text("今天休息，开放时间请询问工作人员")
    expect(kiosk.locator("h1")).to_have_text("大厅办理的业务")
    expect(tile(kiosk, "tax")).to_contain_text("现在不在服务时间")
    tile(kiosk, "tax").click()
    expect(kiosk.get_by_role("alert")).to_contain_text("现在不在服务时间")
    clerk = Client(hall.url).sign_in("li", counter="4")
    assert clerk.post("/services/tax/one-more").status_code == 200
    expect(tile(kiosk, "tax")).to_have_attribute("data-open", "true")
    expect(kiosk.locator("h1")).to_have_text("请点选您要办理的业务")
    tile(kiosk, "tax").click()
    expect_ticket(kiosk, "C001")
    kiosk.locator('[data-act="done"]').click()
    expect(tile(kiosk, "tax")).to_have_attribute("data-open", "false")
    assert Client(hall.url).post("/services/tax/one-more").status_code == 401


def by_id(visitors: Client) -> dict[str, Any]:
    """What is told of each service."""
    return {one["id"]: one for one in visitors.get("/services").json()}


def test_too_many_before_closing(new_page: Callable[..., Page], server: Server, staffed: Path) -> None:
    """A service whose line is longer than the day says so; the API refuses it, and other services go on."""
    slow = re.sub(r"(?m)^usual_min = 20$", "usual_min = 480", hours('["00:00-23:59"]'))
    hall = begin(server, staffed, slow)
    Client(hall.url).sign_in("li", counter="10").step("10", "open")
    visitors = Client(hall.url)
    until(lambda: by_id(visitors)["property"]["wait_s"])
    answers = [visitors.post("/tickets", {"service": "property"}) for _ in range(6)]
    assert answers[-1].status_code == 503
    assert answers[-1].json()["type"] == "urn:hallcall:too-late"
    assert answers[-1].json()["opens_at"]
    kiosk = open_kiosk(new_page, hall, stocked=True)
    expect(tile(kiosk, "property")).to_contain_text("下班前已办不完")
    tile(kiosk, "property").click()
    expect(kiosk.get_by_role("alert")).to_contain_text("急事请找工作人员")
    tile(kiosk, "tax").click()
    expect_ticket(kiosk, "C001")
