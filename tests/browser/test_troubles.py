"""What does not work is told to the hall's manager, in words."""

import re
from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.browser.test_counter_others import manage
from tests.hallclient import Client, Server
from tests.patience import PATIENCE_S
from tests.walls import EARS, Wall, clerk

PATIENCE_MS = PATIENCE_S * 1000


def test_a_wrong_recording_is_told(voiced: Server, page: Page) -> None:
    """A damaged list of recordings stands on the manager's page with its file, and speaks no word of a call."""
    voiced.stop()
    (voiced.data / "recordings" / "en").mkdir()
    (voiced.data / "recordings" / "en" / "manifest.json").write_text("{", encoding="utf-8")
    voiced.start()
    manage(page, voiced)
    expect(page.get_by_role("alert").filter(has_text="自备录音有误")).to_contain_text("en/manifest.json")


def test_how_calls_are_heard_is_told(wall: Wall, voiced: Server, new_page: Callable[..., Page]) -> None:
    """What a wall has said stands on the manager's open page within seconds: how soon after the key, and how."""
    page = manage(new_page(), voiced)
    sounds = page.locator("[data-sounds]")
    expect(sounds).to_contain_text("还没有播报过")
    desk = clerk(voiced, "1")
    desk.take("company")
    desk.step("1", "call-next")
    wall.wait_said(1)
    expect(sounds.locator("tbody tr")).to_have_text(re.compile(r"东区\s*1\s*\d+\.\d 秒\s*\d+\.\d 秒\s*一遍 1\s*–"))


def test_a_message_is_heard_before_the_hall_says_it(voiced: Server, page: Page) -> None:
    """Only what was listened to can be said; other words are heard anew, and what nothing can say is told."""
    page.add_init_script(EARS)
    manage(page, voiced)
    page.get_by_role("button", name="发布通知").click()
    spoken, heard = page.locator("[name=spoken]"), page.locator("[data-heard]")
    expect(spoken).to_be_disabled()
    page.select_option("[data-ready]", "belongings")
    page.click("[data-listen]")
    expect(heard).to_have_text("已试听，可以播报。", timeout=PATIENCE_MS)
    assert page.evaluate("sounds.length") > 0
    spoken.check()
    page.fill("#text-zh", "请保管好行李和雨伞。")
    expect(spoken).to_be_disabled()
    expect(spoken).not_to_be_checked()
    page.click("[data-listen]")
    expect(heard).to_have_text("中文没有语音：大屏显示文字，只响提示音。", timeout=PATIENCE_MS)
    spoken.check()
    page.locator("dialog .is-primary").click()
    expect(page.locator(".rows")).to_contain_text("请保管好行李和雨伞。")
    (notice,) = Client(voiced.url).get("/notices").json()
    assert notice["spoken"]
