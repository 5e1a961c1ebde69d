"""Walls are dark outside the hall's hours, and wake by themselves."""

from collections.abc import Callable
from io import BytesIO

from PIL import Image
from playwright.sync_api import Page, expect

from tests.hallclient import Client, Server
from tests.halls import NOON
from tests.patience import PATIENCE_S

HOUR_S = 3600


def test_a_wall_is_dark_at_night_and_wakes_by_itself(server: Server, new_page: Callable[..., Page]) -> None:
    """Lit at noon, black at eleven at night, lit by an emergency and dark after it, lit before the hall opens."""
    server.configuration = server.configuration.replace("dark_when_closed = false", "dark_when_closed = true")
    server.configuration = server.configuration.replace('["00:00-24:00"]', '["08:30-12:00", "13:00-17:30"]')
    server.clock.set(NOON + 11 * HOUR_S)
    server.add_staff("chen", "manager")
    server.start()
    manager = Client(server.url).sign_in("chen")
    wall = new_page(viewport={"width": 1920, "height": 1080})
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
