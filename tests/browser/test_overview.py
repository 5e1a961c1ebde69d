"""The overview in a browser: alarms taken note of, visitors in nobody's hands seen to, and the screen at the wall."""

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.test_counter_others import manage
from tests.browser.test_kiosk_barriers import STYLED_BY_AXE, fits, found
from tests.hallclient import Client, Server, always_open, silent
from tests.walls import WALL

MINUTE_S = 60
MANY = "".join(f'[[counters]]\nid = "{n}"\nzone = "east"\nservices = ["company"]\n' for n in range(101, 191))
HUGE = "".join(f'[[counters]]\nid = "{n}"\nzone = "east"\nservices = ["company"]\n' for n in range(101, 401))
CUT = (
    "[...document.querySelectorAll('.screen-counter, .screen-service')].filter(one => "
    "one.getBoundingClientRect().bottom > one.closest('.screen-card').getBoundingClientRect().bottom).length"
)
"""What of the large screen is not whole on it."""
DESK, PHONE = {"width": 1366, "height": 768}, {"width": 390, "height": 844}


@pytest.fixture
def hall(server: Server, staffed: Path) -> Server:
    """A started hall whose counters stay open although no panel is connected, however long a busy computer takes."""
    shutil.copytree(staffed, server.data)
    server.configuration = server.configuration.replace("counter_left_min = 5", "counter_left_min = 0")
    return server.start()


def sign_in_at_wall(page: Page, hall: Server, address: str = "/counter/manager/screen") -> None:
    """Sign in where the large screen asks."""
    page.goto(f"{hall.url}{address}")
    page.fill("#staff", "chen")
    page.fill("#pin", "4711")
    page.keyboard.press("Enter")
    expect(page.locator(".screen-body")).to_be_visible()


def busy(hall: Server, visitors: Client) -> dict[str, str]:
    """A floor with everything on it: who waits where nobody calls, on hold, missed, for one counter alone, called."""
    clerk, other = Client(hall.url).sign_in("li"), Client(hall.url).sign_in("wang")
    clerk.step("2", "open")
    other.step("1", "open")
    numbers = {"unattended": str(visitors.take("household")["number"])}
    for why, steps in (("held", ("start", "hold")), ("missed", ("no-show",)), ("one_counter", ())):
        numbers[why] = str(visitors.take("company")["number"])
        clerk.step("2", "call-next")
        for step in steps:
            clerk.step("2", step)
    clerk.step("2", "transfer", {"counter": "1", "to": "fair"})
    return numbers


def test_an_alarm_is_taken_note_of_by_keyboard(hall: Server, visitors: Client, page: Page) -> None:
    """It says since when; noted it stands below with who and when, also after a reload; worse it rings again."""
    for _ in range(11):
        visitors.take("tax")
    manage(page, hall)
    alarm = page.locator("[data-alarm=many_waiting]")
    expect(alarm).to_contain_text("税务服务：11 人等候")
    expect(alarm).to_contain_text(re.compile(r"自 12:\d\d"))
    alarm.get_by_role("button", name="知道了").press("Enter")
    expect(alarm).to_have_count(0)
    page.reload()
    page.locator("[data-noted] summary").press("Enter")
    expect(page.locator("[data-noted]")).to_contain_text(re.compile(r"自 12:\d\d · 陈静 12:\d\d 已知悉"))
    for _ in range(10):
        visitors.take("tax")
    expect(alarm).to_contain_text("税务服务：21 人等候")


def test_everybody_in_nobodys_hands_is_seen_to(hall: Server, visitors: Client, page: Page) -> None:
    """Sent on, called to a free counter, freed for all, let wait again: from one list, by keyboard, until all are."""
    numbers = busy(hall, visitors)
    manage(page, hall)
    loose = page.locator("[data-loose]")
    expect(loose.locator("[data-number]")).to_have_count(4)

    def act(why: str, name: str) -> None:
        page.locator(f"[data-number={numbers[why]}]").get_by_role("button", name=name).press("Enter")

    act("unattended", "调整")
    page.locator("#to-service").select_option(label="税务服务")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status").first).to_contain_text(f"{numbers['unattended']} 已调整")
    act("held", "呼叫")
    page.locator("#at-counter").select_option(label="2号窗口")
    page.keyboard.press("Enter")
    expect(page.locator(".at", has_text="2号窗口")).to_contain_text(numbers["held"])
    act("one_counter", "各窗口都可叫")
    expect(page.locator(f"[data-number={numbers['one_counter']}]")).to_have_count(0)
    act("missed", "恢复排队")
    expect(loose).to_contain_text("每位办事人都有窗口或工作人员接手")


def test_what_a_colleague_did_meanwhile_is_said(hall: Server, visitors: Client, new_page: Callable[..., Page]) -> None:
    """The counter that was free is not any more: the reason stands on the page, and nobody is lost."""
    numbers = busy(hall, visitors)
    page = manage(new_page(expected=("409",)), hall)
    page.locator(f"[data-number={numbers['held']}]").get_by_role("button", name="呼叫").click()
    page.locator("#at-counter").select_option(label="2号窗口")
    visitors.take("company")
    Client(hall.url).sign_in("li").step("2", "call-next")
    page.keyboard.press("Enter")
    expect(page.locator("[role=alert] .banner.is-warn")).to_contain_text("请先办结")
    expect(page.locator(f"[data-number={numbers['held']}]")).to_be_visible()


@pytest.mark.parametrize(("lang", "size"), [("zh", PHONE), ("en", DESK)])
def test_no_barriers_with_everything_on_it(
    new_page: Callable[..., Page], hall: Server, visitors: Client, lang: str, size: dict[str, int]
) -> None:
    """Axe finds nothing and nothing sticks out: page, each question, the noted alarms unfolded."""
    numbers = busy(hall, visitors)
    hall.clock.move(30 * MINUTE_S)
    page = manage(new_page(locale={"zh": "zh-CN", "en": "en-GB"}[lang], viewport=size, expected=STYLED_BY_AXE), hall)
    page.locator("[data-alarm=wait_over] button").first.click()
    page.locator("[data-noted] summary").click()
    assert found(page) == []
    assert fits(page)
    for button, there in ((0, "#to-service"), (1, "#at-counter")):
        page.locator(f"[data-number={numbers['held']}] button").nth(button).click()
        expect(page.locator(there)).to_be_visible()
        assert found(page) == []
        page.keyboard.press("Escape")


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_screen_at_the_wall_shows_everything(
    new_page: Callable[..., Page], hall: Server, visitors: Client, lang: str
) -> None:
    """Alarms, figures, services, counters and who is in nobody's hands, at 1920 × 1080, live, without a key."""
    numbers = busy(hall, visitors)
    page = new_page(viewport=WALL, locale={"zh": "zh-CN", "en": "en-GB"}[lang], expected=STYLED_BY_AXE)
    sign_in_at_wall(page, hall)
    for number in numbers.values():
        expect(page.locator(".screen-loose", has_text=number)).to_be_visible()
    for _ in range(11):
        visitors.take("tax")
    expect(page.locator(".screen-alarm").first).to_be_visible()
    expect(page.locator(".screen-service", has_text="11")).to_be_visible()
    assert page.locator(".screen-figure").count() == 10
    assert found(page) == []
    assert fits(page)


def test_the_screen_at_the_wall_holds_a_large_hall(
    new_page: Callable[..., Page], server: Server, hall: Server, visitors: Client
) -> None:
    """Ninety-nine counters: each is whole on the screen, and the page does not scroll."""
    hall.stop()
    server.configuration = always_open(MANY)
    hall.start()
    page = new_page(viewport=WALL)
    sign_in_at_wall(page, hall)
    assert page.locator(".screen-counter").count() > 90
    assert page.evaluate(CUT) == 0
    assert page.evaluate("document.documentElement.scrollHeight <= innerHeight")


def test_the_screen_at_the_wall_turns_through_a_hall_of_any_size(
    new_page: Callable[..., Page], server: Server, hall: Server, tmp_path: Path
) -> None:
    """Three hundred counters: none is cut, every one has its turn, and the one that calls for help stays."""
    hall.stop()
    server.configuration = silent(always_open(HUGE))
    hall.start()
    clerk = Client(hall.url).sign_in("li")
    clerk.step("399", "open")
    clerk.step("399", "help")
    page = new_page(viewport=WALL)
    sign_in_at_wall(page, hall)
    mark = page.locator("[data-turn]")
    expect(mark).to_have_text(re.compile("^[0-9] / [0-9]$"))
    pages = int(mark.inner_text().split(" / ")[1])
    seen: set[str] = set()
    for number in range(1, pages + 1):
        turn, shown = "", [""]
        while turn != f"{number} / {pages}":  # read together with its counters: it may turn at any moment
            expect(mark).to_have_text(f"{number} / {pages}")
            turn, *shown = page.locator("[data-turn], .screen-counter h3").all_inner_texts()
        assert "399号窗口" in shown
        assert page.evaluate(CUT) == 0
        seen |= set(shown)
    page.screenshot(path=tmp_path / "overview-300.png")
    assert len(seen) == 310
    assert page.evaluate("document.documentElement.scrollHeight <= innerHeight")


def test_who_may_not_oversee_is_asked_to_sign_in(hall: Server, page: Page) -> None:
    """A clerk who opens the large screen's address sees nothing of the floor."""
    page.goto(f"{hall.url}/counter/manager/screen")
    page.fill("#staff", "li")
    page.fill("#pin", "4711")
    page.keyboard.press("Enter")
    expect(page.locator("#pin")).to_be_visible()
    expect(page.locator(".screen-body")).to_have_count(0)
