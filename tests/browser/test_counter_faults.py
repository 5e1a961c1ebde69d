"""What may go wrong at a counter while somebody works there: midnight, a counter that is no more."""

import shutil
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.browser.conftest import HOUR_S
from tests.browser.cut_off import CUT_OFF
from tests.browser.test_counter import press, sign_in
from tests.hallclient import Client, Server
from tests.halls import NOON
from tests.patience import until


def test_midnight_passes_while_someone_is_served(evening: Server, new_page: Callable[..., Page]) -> None:
    """The panel says that the day is over and who was still there; the next sign-in begins a day of its own."""
    hall = evening
    page = new_page(expected=("401",))  # until the next sign-in nothing is told to this panel
    visitors = Client(hall.url)
    first, second, third = (visitors.take("company") for _ in range(3))
    sign_in(page, hall)
    press(page, "Space", "窗口已开放")
    press(page, "1", f"已呼叫 {first['number']}")
    press(page, "3", f"开始办理 {first['number']}")
    press(page, "7", f"{first['number']} 已办结")
    press(page, "1", f"已呼叫 {second['number']}")
    press(page, "3", f"开始办理 {second['number']}")
    yesterday = datetime.fromisoformat(second["issued_at"]).date()
    hall.clock.move(HOUR_S + 60)
    expect(page.get_by_role("heading", level=1)).to_contain_text(f"{yesterday} 的服务已结束")
    expect(page.locator("main")).to_contain_text(f"{second['number']} 还没有办结")
    page.keyboard.press("7")
    expect(page.get_by_role("heading", level=1)).to_contain_text("的服务已结束")
    written = (hall.data / "journal" / f"day-{yesterday}.jsonl").read_text(encoding="utf-8")
    assert written.count("TicketFinished") == 1
    assert written.count("DayClosed") == 1
    page.keyboard.press("Space")
    expect(page.get_by_text("登录已失效")).to_be_visible()
    sign_in(page, hall)
    expect(page.locator(".today .figure-value").first).to_have_text("0")
    number = visitors.take("company")["number"]
    assert number == "A001"
    press(page, "Space", "窗口已开放")
    press(page, "1", f"已呼叫 {number}")
    assert visitors.get(f"/tickets/{third['token']}").status_code == 404


def test_the_day_turns_in_a_hall_that_works_on(server: Server, staffed: Path, new_page: Callable[..., Page]) -> None:
    """Panel, phones and wall go on as they were; the visit is finished, and the next one called, by who was there."""
    shutil.copytree(staffed, server.data)
    server.clock.set(NOON + 12 * HOUR_S - 600)
    hall = server.start()
    panel, phone, wall = new_page(), new_page(), new_page()
    visitors = Client(hall.url)
    first, second, third = (visitors.take("company") for _ in range(3))
    sign_in(panel, hall)
    press(panel, "Space", "窗口已开放")
    press(panel, "1", f"已呼叫 {first['number']}")
    press(panel, "3", f"开始办理 {first['number']}")
    phone.goto(f"{hall.url}/t/{third['token']}")
    wall.goto(f"{hall.url}/display/east")
    expect(phone.locator("[data-status=waiting]")).to_be_visible()
    expect(wall.locator("body")).to_contain_text(first["number"])
    hall.clock.set(NOON + 12 * HOUR_S + 5)
    until((hall.data / "journal" / "day-2026-11-24.jsonl").exists, lambda: "the day has turned")
    press(panel, "7", f"{first['number']} 已办结")
    expect(panel.locator(".today .figure-value").first).to_have_text("1")
    press(panel, "1", f"已呼叫 {second['number']}")
    expect(wall.locator("body")).to_contain_text(second["number"])
    expect(phone.locator("[data-status=waiting]")).to_be_visible()
    press(panel, "3", f"开始办理 {second['number']}")
    press(panel, "7", f"{second['number']} 已办结")
    press(panel, "1", f"已呼叫 {third['number']}")
    expect(phone.locator("[data-status=called]")).to_be_visible()
    assert visitors.take("company")["number"] not in {first["number"], second["number"], third["number"]}


def test_a_counter_removed_while_somebody_works_there(
    hall: Server, visitors: Client, new_page: Callable[..., Page]
) -> None:
    """Restarted without the counter, its panel leads to another one, and its visitor is gone on with there."""
    page = new_page(expected=CUT_OFF)
    number = visitors.take("company")["number"]
    sign_in(page, hall, counter="1")
    for key, said in (("8", "窗口已开放"), ("1", number), ("3", f"开始办理 {number}")):
        press(page, key, said)
    hall.stop()
    hall.configuration = hall.configuration.replace('[[counters]]\nid = "1"\n', '[[counters]]\nid = "11"\n')
    hall.start()
    expect(page.get_by_text("这个窗口已从大厅配置中撤下")).to_be_visible()
    sign_in(page, hall, counter="2")
    press(page, "8", "窗口已开放")
    page.get_by_role("button", name=f"继续办理 {number}").press("Enter")
    expect(page.locator(".said [role=status]")).to_contain_text(f"继续办理 {number}")
    press(page, "7", f"{number} 已办结")
