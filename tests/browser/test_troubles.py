"""What does not work is told to the hall's manager, in words."""

from playwright.sync_api import Page, expect

from tests.browser.test_counter_others import manage
from tests.hallclient import Server


def test_a_wrong_recording_is_told(voiced: Server, page: Page) -> None:
    """A damaged list of recordings stands on the manager's page with its file, and speaks no word of a call."""
    voiced.stop()
    (voiced.data / "recordings" / "en").mkdir()
    (voiced.data / "recordings" / "en" / "manifest.json").write_text("{", encoding="utf-8")
    voiced.start()
    manage(page, voiced)
    expect(page.get_by_role("alert")).to_contain_text("自备录音有误")
    expect(page.get_by_role("alert")).to_contain_text("en/manifest.json")
