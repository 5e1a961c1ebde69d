"""The manager's reports in a browser: asked by mouse and by keyboard, read by eye and by ear, nothing sticking out."""

import shutil
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from hall.configuration import from_table, read_table
from tests.browser.lines import sign_in
from tests.browser.test_counter_others import manage
from tests.browser.test_kiosk_barriers import STYLED_BY_AXE, fits, found
from tests.hallclient import ROOT, Server
from tests.halls import NOON
from tests.made_days import MadeDays, write_lines

DESK, DOCKED = {"width": 1366, "height": 768}, {"width": 360, "height": 740}
WEEK = "from=2026-11-16&to=2026-11-22"
DAY = "from=2026-11-16&to=2026-11-16"
REPORTS = "/counter/manager/reports"


@pytest.fixture(scope="module")
def lived(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A journal of the sample hall's week before."""
    made = MadeDays(seed=5, plan=from_table(read_table(ROOT / "config.toml")).plan)
    made.live(date(2026, 11, 16), 5, 40)
    folder = tmp_path_factory.mktemp("lived")
    write_lines(made.journal, folder)
    return folder


@pytest.fixture
def open_hall(server: Server, staffed: Path, lived: Path) -> Iterator[Server]:
    """A hall that has served a week; it is Monday noon."""
    shutil.copytree(staffed, server.data)
    for stream in lived.glob("*.jsonl"):
        shutil.copy(stream, server.data / "journal" / stream.name)
    server.clock.set(NOON)
    yield server.start()
    assert "unexpected" not in server.log()


def as_manager(page: Page, hall: Server, question: str = "") -> Page:
    """Open the reports as the manager, who has signed in."""
    sign_in(page.context, hall)
    page.goto(f"{hall.url}{REPORTS}{question}")
    return page


def test_from_the_floor_to_a_report_and_back(page: Page, open_hall: Server) -> None:
    """The manager finds the reports, asks for another, and the browser's own "back" brings the first one again."""
    manage(page, open_hall)
    page.get_by_role("link", name="统计报表").click()
    expect(page.locator("tbody tr").first).to_be_visible()
    page.get_by_role("button", name="等候时间", exact=True).click()
    expect(page.locator("[data-figure=mean_s]")).to_be_visible()
    assert "report=waits" in page.url
    expect(page).to_have_title("等候时间 · 统计报表")
    page.get_by_label("业务", exact=True).select_option("tax")
    expect(page.locator("tbody tr")).to_have_count(1)
    page.go_back()
    page.go_back()
    expect(page.locator("[data-figure=issued]")).to_be_visible()
    page.reload()
    expect(page.locator("[data-figure=issued]")).to_be_visible()


def test_a_chart_is_read_by_the_keyboard(page: Page, open_hall: Server) -> None:
    """Arrow keys go from point to point; each is said in words, the same as in the table."""
    as_manager(page, open_hall, f"?report=volumes&by=day&{WEEK}")
    expect(page.locator("tbody tr")).to_have_count(7)
    chart = page.locator("figure.chart")
    assert page.evaluate("document.querySelector('.chart canvas').width") > 100
    chart.focus()
    said = chart.get_by_role("status")
    keys = [cell.inner_text() for cell in page.locator("tbody th").all()]
    issued = [row.locator("td").first.inner_text() for row in page.locator("tbody tr").all()]
    for at, key in enumerate(("ArrowRight", "ArrowRight", "ArrowRight")):
        page.keyboard.press(key)
        expect(said).to_contain_text(f"{keys[at]}：取号 {issued[at]}")
    page.keyboard.press("ArrowLeft")
    expect(said).to_contain_text(keys[1])
    page.keyboard.press("End")
    page.keyboard.press("ArrowRight")
    expect(said).to_contain_text(keys[-1])


def test_a_column_is_sorted(page: Page, open_hall: Server) -> None:
    """Once the largest first, again the smallest, a third time the hall's own order; what it is is told."""
    as_manager(page, open_hall, f"?report=volumes&{WEEK}")
    head = page.get_by_role("columnheader", name="取号")
    expect(head).to_be_visible()

    def numbers() -> list[int]:
        return [int(row.locator("td").first.inner_text()) for row in page.locator("tbody tr").all()]

    usual = numbers()
    for told, order in (("descending", sorted(usual, reverse=True)), ("ascending", sorted(usual))):
        head.get_by_role("button").press("Enter")
        expect(head).to_have_attribute("aria-sort", told)
        assert numbers() == order
    head.get_by_role("button").press("Enter")
    assert numbers() == usual


def test_files_come_down(page: Page, open_hall: Server) -> None:
    """Text, Excel and the month on paper are files with names that say what they are."""
    as_manager(page, open_hall, f"?report=waits&{WEEK}")
    expect(page.locator("tbody tr").first).to_be_visible()
    for link, name in (
        ("下载 CSV", "waits-2026-11-16-2026-11-22.csv"),
        ("下载 Excel", "waits-2026-11-16-2026-11-22.xlsx"),
        ("月报 PDF", "monthly-2026-11.pdf"),
    ):
        with page.expect_download() as coming:
            page.get_by_role("link", name=link).click()
        assert coming.value.suggested_filename == name
        assert coming.value.failure() is None


def test_a_bad_address_is_said(new_page: Callable[..., Page], open_hall: Server) -> None:
    """An address that somebody has changed by hand says what is wrong with it, and the next choice heals it."""
    page = as_manager(new_page(expected=("422",)), open_hall, "?report=volumes&from=2016-01-01&to=2026-01-01")
    expect(page.locator(".banner.is-warn")).to_contain_text("最多统计 366 天")
    page.get_by_role("button", name="今天", exact=True).click()
    expect(page.locator(".banner.is-warn")).to_have_count(0)
    expect(page.locator(".state-title")).to_have_text("这段时间没有记录。")


def test_signed_out_meanwhile(new_page: Callable[..., Page], open_hall: Server) -> None:
    """Whoever is signed out by now is led to the sign-in instead of an error."""
    page = as_manager(new_page(expected=("401",)), open_hall, f"?{WEEK}")
    expect(page.locator("tbody tr").first).to_be_visible()
    page.context.clear_cookies()
    page.get_by_role("button", name="窗口", exact=True).click()
    expect(page.locator("#pin")).to_be_visible()


QUESTIONS = (
    f"?report=volumes&by=day&compare=before&{WEEK}",
    f"?report=waits&{WEEK}",
    f"?report=hours&{DAY}",
    f"?report=audit&{DAY}",
    "?report=cases&from=2026-11-23&to=2026-11-23",
    "?report=devices&from=2026-11-23&to=2026-11-23",
    "/glossary",
)


@pytest.mark.parametrize(("lang", "size"), [("zh", DESK), ("en", DOCKED)])
def test_no_barriers(new_page: Callable[..., Page], open_hall: Server, lang: str, size: dict[str, int]) -> None:
    """axe-core finds nothing, and nothing sticks out: with charts, a heat map, nothing, no record, the glossary."""
    page = new_page(viewport=size, locale={"zh": "zh-CN", "en": "en-GB"}[lang], expected=STYLED_BY_AXE)
    sign_in(page.context, open_hall)
    for question in QUESTIONS:
        page.goto(f"{open_hall.url}{REPORTS}{question}")
        expect(page.locator("tbody tr, .state-title").first).to_be_visible()
        expect(page.locator("[aria-busy=true]")).to_have_count(0)
        assert found(page) == [], question
        assert fits(page), question
