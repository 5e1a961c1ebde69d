"""People in the browser: a PIN that somebody else chose is changed first, and a session is ended from afar."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

from hall.texts import Texts
from tests.hallclient import ROOT, Client, Server
from tests.patience import PATIENCE_S

SAY = Texts.load(ROOT / "assets" / "text").section


def sign_in(page: Page, url: str, staff: str, pin: str) -> None:
    """Type who one is."""
    page.goto(url)
    page.fill("#staff", staff)
    page.fill("#pin", pin)
    page.keyboard.press("Enter")


def test_a_reset_pin_is_made_ones_own(hall: Server, new_page: Callable[..., Page]) -> None:
    """The page says why and asks twice; what differs or is too simple is said; then work begins."""
    manager = Client(hall.url).sign_in("chen")
    manager.http.patch(f"{hall.url}/api/v1/staff/li", json={"pin": "8052"}, timeout=PATIENCE_S)
    page, words = new_page(expected=("401", "422")), SAY("zh", "problems")
    sign_in(page, f"{hall.url}/counter?counter=2", "li", "8052")
    expect(page.locator("#problem")).to_contain_text(words["pin_lent"])
    expect(page.locator("#new-pin")).to_be_focused()
    page.fill("#new-pin", "9163")
    page.fill("#again", "9164")
    page.keyboard.press("Enter")
    expect(page.locator("#problem")).to_contain_text(SAY("zh", "counter")["pins_differ"])
    for new in ("1234", "9163"):
        page.fill("#new-pin", new)
        page.fill("#again", new)
        page.keyboard.press("Enter")
        if new == "1234":
            expect(page.locator("#problem")).to_contain_text(words["pin_too_simple"])
    expect(page.locator("#sign-in")).to_have_count(0)
    expect(page.locator("body")).to_contain_text("李明")


def test_the_manager_ends_a_session(hall: Server, new_page: Callable[..., Page]) -> None:
    """Where somebody is signed in is shown with counter and time; ended there, the clerk's page asks who it is."""
    clerk, manager = new_page(expected=("401",)), new_page()
    sign_in(clerk, f"{hall.url}/counter?counter=2", "li", "4711")
    expect(clerk.locator("body")).to_contain_text("李明")
    sign_in(manager, f"{hall.url}/counter/manager/staff", "chen", "4711")
    manager.click("[data-staff=li] [data-sessions]")
    expect(manager.locator("#dialog [name=session]")).to_have_count(1)
    manager.click("#dialog [name=session]")
    expect(manager.locator("[role=status]")).to_contain_text("李明")
    expect(clerk.get_by_role("alert")).to_contain_text(SAY("zh", "common")["refused_signed_out"])
    manager.click("[data-staff=li] [data-sessions]")
    expect(manager.locator("#dialog")).to_contain_text(SAY("zh", "people")["no_sessions"])


def test_a_manager_changes_what_a_role_may(hall: Server, new_page: Callable[..., Page]) -> None:
    """By boxes with words; it is said, shown, and counts; a manager who would lock everybody out is told why not."""
    manager, words = new_page(expected=("409",)), SAY("zh", "people")
    sign_in(manager, f"{hall.url}/counter/manager/staff", "chen", "4711")
    clerks = manager.locator("[data-role=clerk]")
    expect(clerks).not_to_contain_text(words["permission_call_any"])
    clerks.get_by_role("button").click()
    manager.check("[name=call_any]")
    manager.keyboard.press("Enter")
    expect(manager.locator("[role=status]")).to_contain_text(words["role_clerk"])
    expect(clerks).to_contain_text(words["permission_call_any"])
    clerk = Client(hall.url).sign_in("li")
    assert clerk.post("/counters/2/call", {"number": "A001"}).status_code != 403
    manager.click("[data-role=manager] button")
    manager.uncheck("[name=accounts]")
    manager.keyboard.press("Enter")
    expect(manager.locator("#people")).to_contain_text(SAY("zh", "problems")["last_with_accounts"])


def test_every_page_of_managers_asks_who_one_is(hall: Server, new_page: Callable[..., Page]) -> None:
    """Whoever has not signed in finds the form there, with the words it needs, and is led to that page."""
    page = new_page()
    for name in ("", "/staff", "/devices", "/platforms", "/settings", "/reports"):
        page.goto(f"{hall.url}/counter/manager{name}")
        expect(page.locator("#staff")).to_be_visible()


def test_an_account_is_bound_to_counters(hall: Server, new_page: Callable[..., Page]) -> None:
    """By boxes in the account's form; its owner is told at sign-in where else, and when choosing another counter."""
    manager, words = new_page(), SAY("zh", "people")
    sign_in(manager, f"{hall.url}/counter/manager/staff", "chen", "4711")
    line = manager.locator("[data-staff=li]")
    expect(line).to_contain_text(words["counters_all"])
    line.locator("[data-edit]").click()
    for counter in ("2", "5"):
        manager.check(f"[name=at-{counter}]")
    manager.locator("#dialog .is-primary").click()
    expect(line).to_contain_text("2号窗口、5号窗口")
    clerk = new_page(expected=("403",))
    sign_in(clerk, f"{hall.url}/counter?counter=3", "li", "4711")
    expect(clerk.locator("#problem")).to_contain_text(
        SAY("zh", "problems")["seat_not_yours"].format(counters="2, 5", counter="3")
    )
    clerk.select_option("#counter", "2")
    clerk.fill("#pin", "4711")
    clerk.keyboard.press("Enter")
    expect(clerk.locator("#sign-in")).to_have_count(0)
    clerk.goto(f"{hall.url}/counter?counter=3")
    expect(clerk.locator("[role=status]")).to_contain_text("2号窗口、5号窗口")
    line.locator("[data-edit]").click()
    for counter in ("2", "5"):
        manager.uncheck(f"[name=at-{counter}]")
    manager.locator("#dialog .is-primary").click()
    expect(line).to_contain_text(words["counters_all"])
