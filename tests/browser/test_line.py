"""How every page stands to its server: refused is not cut off, and each comes back by itself."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.lines import (
    NET_ERRORS,
    PATHS,
    Pages,
    await_back,
    await_refused,
    await_state,
    open_pages,
    sign_in,
)
from tests.browser.punctual import NOTES
from tests.hallclient import Client, Server
from tests.patience import PATIENCE_S

RENAMED = "新云溪政务大厅"
TRUSTED = 'trusted_networks = ["127.0.0.0/8", "::1/128"]'
COUNTER, OTHER = '[[counters]]\nid = "1"\n', '[[counters]]\nid = "111"\n'
ELSEWHERE = 'trusted_networks = ["203.0.113.0/24"]'


def edit_plan(manager: Client, part: str, edit: Callable[[Any], Any]) -> None:
    """Change a part of the plan while the hall is open."""
    now = manager.get("/plan").json()
    plan = {**now["plan"], part: edit(now["plan"][part])}
    headers = {"If-Match": f'"{now["version"]}"'}
    answer = manager.http.put(f"{manager.url}/api/v1/plan", json={"plan": plan}, headers=headers, timeout=PATIENCE_S)
    assert answer.status_code == 200, answer.text


def rename(manager: Client) -> None:
    """Give the open hall another name."""
    edit_plan(manager, "hall", lambda about: {**about, "name": {"zh": RENAMED, "en": "Renamed"}})


@pytest.mark.long
def test_every_page_takes_up_another_plan_and_outlives_a_restart(new_page: Callable[..., Page], hall: Server) -> None:
    """A plan changed in an open hall is on every page; after a kill and a start each asks within 3 s, and is live."""
    pages = open_pages(new_page, hall, *PATHS, "phone")
    rename(Client(hall.url).sign_in("chen"))
    for page in pages.values():
        page.wait_for_function(
            "name => JSON.parse(document.getElementById('page-data').textContent).hall.zh === name", arg=RENAMED
        )
    await_state(pages, "live")
    hall.kill()
    fixed = {name: page for name, page in pages.items() if name != "phone"}  # a phone's silence is longer
    await_state(fixed, "stale")
    hall.start()
    await_back(pages)


def restart(hall: Server, old: str, new: str) -> None:
    """Start the hall again with another configuration."""
    hall.stop()
    assert old in hall.configuration
    hall.configuration = hall.configuration.replace(old, new)
    hall.start()


def test_a_device_that_is_not_trusted_says_so_until_it_is(new_page: Callable[..., Page], hall: Server) -> None:
    """Kiosk and tablet name their own address, to be written down by an administrator, and then open by themselves."""
    pages = open_pages(new_page, hall, "kiosk", "tablet")
    pages["tablet"].context.clear_cookies()
    restart(hall, TRUSTED, ELSEWHERE)
    for page in pages.values():
        await_refused(page, "not_trusted")
        expect(page.locator("[data-refused]")).to_contain_text("127.0.0.1")
    kiosk = pages["kiosk"]
    expect(kiosk.locator(".tile")).to_have_count(0)
    kiosk.locator('[data-act="guides"]').click()
    expect(kiosk.locator("[data-guide]").first).to_be_visible()
    kiosk.locator('[data-act="home"]').click()
    expect(kiosk.get_by_role("link", name="配对码")).to_have_attribute("href", "/pair")
    restart(hall, ELSEWHERE, TRUSTED)
    await_back(pages)
    expect(kiosk.locator(".tile").first).to_be_visible()


@pytest.fixture
def at_one(new_page: Callable[..., Page], hall: Server) -> Pages:
    """What stands at counter 1."""
    return open_pages(new_page, hall, "panel", "tablet", "over the counter")


def test_a_counter_taken_out_of_the_plan_and_put_back(at_one: Pages, hall: Server) -> None:
    """Panel, tablet and screen of a counter that is no more say so, and come back with it."""
    restart(hall, COUNTER, OTHER)
    for name, code in (
        ("panel", "no_such_counter"),
        ("tablet", "no_such_counter"),
        ("over the counter", "no_such_screen"),
    ):
        await_refused(at_one[name], code)
    restart(hall, OTHER, COUNTER)
    await_back(at_one)
    expect(at_one["panel"].locator(".primary")).to_be_visible()


def test_a_counter_taken_out_of_an_open_hall_and_put_back(at_one: Pages, hall: Server) -> None:
    """Its screen and tablet say so, its clerk is asked for another counter; all three come back by themselves."""
    manager, counters = Client(hall.url).sign_in("chen"), list[Any]()
    edit_plan(manager, "counters", lambda all_: counters.extend(all_) or [one for one in all_ if one["id"] != "1"])
    await_refused(at_one["tablet"], "no_such_counter")
    await_refused(at_one["over the counter"], "no_such_screen")
    expect(at_one["panel"].locator("#counter")).to_be_visible()
    await_state(at_one, "refused")
    edit_plan(manager, "counters", lambda _: counters)
    await_back(at_one)
    expect(at_one["panel"].locator(".primary")).to_be_visible()
    expect(at_one["over the counter"].locator(".oc-name")).to_be_visible()


@pytest.mark.parametrize(
    ("path", "missing", "instead"),
    [
        ("/counter/1/rate", COUNTER, OTHER),
        ("/display/counter/1", COUNTER, OTHER),
        ("/display/east", '"east"', '"harbour"'),
    ],
)
def test_a_screen_that_was_started_too_early_opens_by_itself(
    new_page: Callable[..., Page], hall: Server, path: str, missing: str, instead: str
) -> None:
    """A screen whose counter or zone is not in the plan yet, switched on all the same, is there when they are."""
    restart(hall, missing, instead)
    screen = new_page(expected=NET_ERRORS)
    screen.add_init_script(NOTES)
    screen.goto(hall.url + path)
    await_state([screen], "refused")
    restart(hall, instead, missing)
    await_back({"screen": screen})


def test_signed_out_means_sign_in_here_or_in_another_window(new_page: Callable[..., Page], hall: Server) -> None:
    """Whose session is over reads so, and who signs in in another window has the page back without touching it."""
    pages = open_pages(new_page, hall, "panel", "manager")
    context = pages["panel"].context
    hall.stop()
    context.clear_cookies()
    hall.start()
    for page in pages.values():
        await_refused(page, "signed_out")
        expect(page.locator("[data-refused] button")).to_contain_text("登录")
    sign_in(context, hall)
    await_back(pages)
    context.clear_cookies()
    sign_in(context, hall, "li")
    hall.stop()
    hall.start()
    await_refused(pages["manager"], "not_permitted")
    expect(pages["manager"].locator(".who, .places")).to_have_count(0)
    pages["manager"].locator("[data-refused] button").click()
    expect(pages["manager"].locator("#pin")).to_be_visible()


def test_an_outage_over_midnight_asks_for_a_new_sign_in(new_page: Callable[..., Page], hall: Server) -> None:
    """Sessions end with their day: a panel whose server was away says so, and is back with the next sign-in."""
    pages = open_pages(new_page, hall, "panel", "manager")
    hall.stop()
    hall.clock.move(86_400)
    hall.start()
    for page in pages.values():
        await_refused(page, "signed_out")
    sign_in(pages["panel"].context, hall)
    await_back(pages)
    expect(pages["panel"].locator(".primary")).to_be_visible()


def test_a_sign_in_page_opens_when_another_window_signs_in(new_page: Callable[..., Page], hall: Server) -> None:
    """Two windows that ask who is there: when one knows, the other opens too, unless somebody is typing in it."""
    first = new_page()
    windows = [first, first.context.new_page(), first.context.new_page()]
    for window in windows:
        window.goto(f"{hall.url}/counter")
        expect(window.locator("#staff")).to_be_visible()
    windows[2].fill("#staff", "wa")
    first.fill("#staff", "li")
    first.fill("#pin", "4711")
    first.keyboard.press("Enter")
    for window in windows[:2]:
        expect(window.locator(".primary")).to_be_visible()
    expect(windows[2].locator("#staff")).to_have_value("wa")


def test_nobody_is_interrupted_by_a_new_plan(new_page: Callable[..., Page], hall: Server) -> None:
    """With a question open a panel says that there is a newer page, works on, and loads it afterwards."""
    panel = open_pages(new_page, hall, "panel")["panel"]
    panel.keyboard.press("h")
    rename(Client(hall.url).sign_in("chen"))
    await_state([panel], "outdated")
    expect(panel.locator("[data-outdated]")).to_be_visible()
    expect(panel.locator("dialog")).to_be_visible()
    panel.keyboard.press("Escape")
    expect(panel).to_have_title(f"窗口工作台 · {RENAMED}")
    await_state([panel], "live")


def test_a_ticket_of_yesterday_is_told_after_an_outage(new_page: Callable[..., Page], hall: Server) -> None:
    """A phone whose server was away over midnight shows the page of a ticket that is over, not an outage."""
    phone = open_pages(new_page, hall, "phone")["phone"]
    hall.stop()
    hall.clock.move(86_400)
    hall.start()
    expect(phone.get_by_role("heading", level=1)).to_have_text("这张号票不在今天的记录里")
