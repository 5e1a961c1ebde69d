"""Business guides in the browser: found, read, checked off, taken along."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.browser.test_kiosk import expect_ticket
from tests.hallclient import Server

PHONE = {"width": 390, "height": 844}


def test_a_guide_is_found_by_initials_and_its_checklist_is_kept(new_page: Callable[..., Page], hall: Server) -> None:
    """On a phone: found by pinyin initials; ticks tell what is missing and are still there after a reload."""
    page = new_page(viewport=PHONE)
    page.goto(f"{hall.url}/guides")
    page.get_by_role("searchbox").fill("gjj")
    page.keyboard.press("Enter")
    page.get_by_role("link", name="住房公积金提取").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("住房公积金提取")
    expect(page.locator("[data-missing]")).to_have_count(0)
    boxes = page.locator("[data-material]")
    boxes.first.check()
    expect(page.locator("[data-missing]")).to_contain_text("还缺")
    page.reload()
    expect(boxes.first).to_be_checked()
    for box in boxes.all():
        box.check()
    expect(page.locator('[data-missing="0"]')).to_contain_text("必需的材料都齐了")


def test_a_checklist_in_two_windows_is_one(new_page: Callable[..., Page], hall: Server) -> None:
    """What is ticked in one is seen in the other and lost in none; what cannot be read is an empty list."""
    page = new_page(viewport=PHONE)
    page.goto(f"{hall.url}/guides/business-license")
    other = page.context.new_page()
    other.goto(page.url)
    page.locator("[data-material]").nth(0).check()
    expect(other.locator("[data-material]").nth(0)).to_be_checked()
    other.locator("[data-material]").nth(1).check()
    expect(page.locator("[data-material]").nth(1)).to_be_checked()
    page.evaluate("() => localStorage.setItem('guide-business-license', '5')")
    page.reload()
    expect(page.locator("[data-material]").nth(0)).not_to_be_checked()


def test_whatever_is_typed_is_answered(new_page: Callable[..., Page], hall: Server) -> None:
    """Markup, emoji and length are words like others: nothing is found, and it is said as text."""
    page = new_page(viewport=PHONE)
    for typed in ("<script>alert(1)</script>", "🎫" * 40, "x" * 4000, "%00%ff", "{title}"):
        page.goto(f"{hall.url}/guides")
        page.locator("#q").evaluate("(box, typed) => { box.removeAttribute('maxlength'); box.value = typed; }", typed)
        page.keyboard.press("Tab")
        page.locator("form button").click()
        expect(page.locator("p[role=status]")).to_be_visible()


def test_from_a_guide_straight_to_its_ticket(new_page: Callable[..., Page], hall: Server) -> None:
    """At the kiosk: a few letters, the guide, and one touch for the ticket of its service."""
    page = new_page(viewport={"width": 1080, "height": 1920})
    page.goto(f"{hall.url}/kiosk")
    expect(page.locator(".tile").first).to_be_visible()
    page.locator('[data-act="guides"]').click()
    for letter in "GJJ":
        page.locator(f'[data-key="{letter}"]').click()
    expect(page.locator("[data-guide]").first).to_have_attribute("data-guide", "housing-fund")
    page.locator("[data-guide]").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("住房公积金提取")
    page.locator("[data-material]").first.check()
    expect(page.locator("[data-missing]")).to_be_visible()
    page.locator('[data-act="ticket"]').click()
    expect_ticket(page, "F001")
