"""Outside the hall's hours: every screen says so, walls are dark if the hall wants, and all wake by themselves."""

import shutil
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page, expect

from tests.hallclient import Client, Server
from tests.halls import NOON
from tests.patience import PATIENCE_S
from tests.walls import WALL

HOUR_S = 3600


def test_a_wall_is_dark_at_night_and_wakes_by_itself(server: Server, new_page: Callable[..., Page]) -> None:
    """Lit at noon, black at eleven at night, lit by an emergency and dark after it, lit before the hall opens."""
    server.configuration = server.configuration.replace("dark_when_closed = false", "dark_when_closed = true")
    server.configuration = server.configuration.replace('["00:00-24:00"]', '["08:30-12:00", "13:00-17:30"]')
    server.clock.set(NOON + 11 * HOUR_S)
    server.add_staff("chen", "manager")
    server.start()
    manager = Client(server.url).sign_in("chen")
    wall = new_page(viewport=WALL)
    wall.goto(f"{server.url}/display/east")
    dark = wall.locator("html[data-dark]")
    expect(dark).to_have_count(1)
    assert Image.open(BytesIO(wall.screenshot())).convert("RGB").getextrema() == ((0, 0), (0, 0), (0, 0))
    assert manager.post("/emergency", {"text": {"zh": "请离开。"}}).status_code in {200, 201}
    expect(dark).to_have_count(0)
    expect(wall.get_by_text("请离开。").first).to_be_visible()
    manager.http.delete(f"{server.url}/api/v1/emergency", timeout=PATIENCE_S)
    expect(dark).to_have_count(1)
    server.clock.set(NOON + 20 * HOUR_S + 5 * 60)
    expect(dark).to_have_count(0)


def test_a_closed_hall_is_closed_on_every_screen(server: Server, staffed: Path, new_page: Callable[..., Page]) -> None:
    """The clock closes the hall: walls, counter screens, guide and phones say so, and when it opens; then it opens."""
    shutil.copytree(staffed, server.data)
    server.configuration = server.configuration.replace('["00:00-24:00"]', '["08:30-12:00", "13:00-17:30"]')
    server.clock.set(NOON - HOUR_S)
    server.start()
    token = Client(server.url).take("tax")["token"]
    shown = {
        "/display/east": (".now", "暂无呼叫"),
        "/display/counter/4": (".oc-now", "请到其他窗口"),
        "/display/guide": (".guide-open", "正在服务"),
        f"/t/{token}": (".mine", "窗口开放后按顺序叫号"),
    }
    pages = {path: new_page(viewport=WALL) for path in shown}
    for path, page in pages.items():
        page.goto(server.url + path)
        expect(page.locator(shown[path][0])).to_contain_text(shown[path][1])
    server.clock.set(NOON + 10 * HOUR_S)
    for path, page in pages.items():
        place = page.locator(shown[path][0])
        expect(place).to_contain_text("今天已经下班")
        expect(place).to_contain_text("明天 08:30 开始取号")
        expect(place).not_to_contain_text(shown[path][1])
    expect(pages["/display/east"].locator(".now")).to_contain_text("Tickets from 08:30 tomorrow")
    expect(pages[f"/t/{token}"].locator(".mine")).not_to_contain_text("预计等候")
    server.clock.set(NOON + 21 * HOUR_S)
    del pages[f"/t/{token}"]
    for path, page in pages.items():
        expect(page.locator(shown[path][0])).to_contain_text(shown[path][1])
