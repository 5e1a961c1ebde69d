"""No barriers: axe-core finds nothing on any page for visitors, in both languages and modes; targets are large."""

from collections.abc import Callable, Iterator
from itertools import product
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from hall.printing.virtual import Mood, VirtualPrinter
from tests.browser.scanner import scan
from tests.browser.test_kiosk import CUT_OFF, LANDSCAPE, PORTRAIT, boxes, open_kiosk
from tests.browser.test_kiosk_faults import PRINTER
from tests.hallclient import Client, Server, always_open, silent

PHONE = {"width": 390, "height": 844}
MODES = list(product(("zh", "en"), ("usual", "elder"), (PORTRAIT, LANDSCAPE)))
PAIRS = [MODES[0], MODES[3], MODES[5], MODES[6]]
"""Every two of language, mode and screen together once: what is wrong for axe-core depends on no three of them."""
RULES = ["wcag2a", "wcag2aa", "wcag2aaa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
OPTIONS = {
    "runOnly": {"type": "tag", "values": RULES},
    "rules": {"target-size": {"enabled": True}},
    "preload": False,
    "resultTypes": ["violations"],
}
AXE = Axe().axe_script
FOUND = """async options => {
    const fading = document.getAnimations().filter(
        one => one.playState === "running" && one.effect.getComputedTiming().endTime < Infinity
    );
    await Promise.allSettled(fading.map(one => one.finished));
    return (await axe.run(document, options)).violations;
}"""
"""What is on its way from one colour to another is looked at when it is there."""
LEAST_TARGET = {"usual": 60, "elder": 80}
PHONE_TARGET = 48
MANY_AHEAD = 25
STYLED_BY_AXE = ("inline style",)
"""axe-core tries styles out, which the pages' policy forbids, and Chromium says so."""


def found(page: Page) -> list[str]:
    """What axe-core finds wrong on the page as it is; contrast at 7:1 (wcag2aaa) included."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE)
    violations = page.evaluate(FOUND, OPTIONS)
    return [
        f"{v['id']}: {node['html'][:140]} {node['any'][0]['message'] if node['any'] else ''}"
        for v in violations
        for node in v["nodes"]
    ]


def fits(page: Page) -> bool:
    """Whether nothing sticks out sideways."""
    wide: bool = page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    return wide


def cut_off(page: Page, *needed: str) -> list[str]:
    """Which of `needed` cannot be seen whole as the screen stands, nothing scrolled."""
    hidden: list[str] = page.evaluate(
        """needed => needed.flatMap(each => [...document.querySelectorAll(each)].filter(one => {
            let {left, top, right, bottom} = one.getBoundingClientRect();
            for (let around = one.parentElement; around; around = around.parentElement) {
                const room = around.getBoundingClientRect();
                if (getComputedStyle(around).overflowY === "visible") continue;
                if (top < room.top - 1 || bottom > room.bottom + 1) return true;
            }
            const above = document.elementFromPoint((left + right) / 2, bottom - 4);
            return !one.contains(above) && !above?.contains(one);
        }).map(one => one.dataset.service ?? one.dataset.act ?? one.className))""",
        list(needed),
    )
    return hidden


def in_each_mode(page: Page, hall: Server) -> Iterator[tuple[str, str, dict[str, int]]]:
    """Open the kiosk in each language, mode and size, one after the other, and give which; a ticket is given back."""
    for lang, mode, screen in MODES:
        page.set_viewport_size(screen)
        page.goto(f"{hall.url}/kiosk?lang={lang}&mode={mode}")
        expect(page.locator(".tile").first).to_be_visible()
        yield lang, mode, screen
        page.locator('[data-act="wrong"]').click()  # the next one finds nobody ahead
        page.locator('[data-act="give-back"]').click()
        expect(page.get_by_role("alert")).to_be_visible()


@pytest.mark.long
def test_what_matters_is_in_sight(new_page: Callable[..., Page], server: Server) -> None:
    """With a printer out of paper and a number not found every choice, key, fact and code is seen without scrolling."""
    with VirtualPrinter() as printer:
        printer.set(Mood.PAPER_OUT)
        server.configuration = silent(always_open(PRINTER.format(port=printer.port)))
        visitors = Client(server.start().url)
        visitors.take("enquiry")
        page = new_page(expected=CUT_OFF)
        for lang, mode, screen in in_each_mode(page, server):
            where = (lang, mode, screen)
            expect(page.locator(".notices .is-warn")).to_be_visible()
            assert cut_off(page, ".tile", ".prefer", ".tool") == [], where
            page.locator('[data-act="find"]').click()
            expect(page.locator("main[data-screen=find]")).to_be_visible()
            scan(page, "Q999")
            expect(page.get_by_role("alert")).to_contain_text("Q999")
            assert cut_off(page, ".keys > .button", ".typed", ".tool") == [], where
            page.locator('[data-act="home"]').click()
            if mode == "elder":
                page.locator(".tile").first.click()
                expect(page.locator("[data-service]")).to_have_count(3)
                assert cut_off(page, ".tile", ".prefer") == [], where
            page.locator("[data-service]").first.click()
            expect(page.locator("main[data-screen=ticket]")).to_be_visible()
            expect(page.locator("img.qr")).to_have_js_property("complete", value=True)
            assert cut_off(page, "#number", ".facts", ".qr", ".scan", ".actions .button") == [], where


@pytest.mark.long
def test_the_wifi_is_in_sight_beside_the_ticket(new_page: Callable[..., Page], server: Server) -> None:
    """Where the hall names its Wi-Fi both codes are seen whole, and which is which, also beside a long wait's words."""
    name = "云溪区政务服务中心-免"
    server.configuration = silent(always_open()).replace("# wifi = {", f'wifi = {{ name = "{name}" }} # {{')
    visitors = Client(server.start().url)
    for _ in range(MANY_AHEAD):
        visitors.take("company")
    page = new_page(expected=STYLED_BY_AXE)
    for lang, mode, screen in in_each_mode(page, server):
        where = (lang, mode, screen)
        if mode == "elder":
            page.locator(".tile").first.click()
            expect(page.locator("[data-service]")).to_have_count(3)
        page.locator("[data-service]").first.click()
        expect(page.locator(".wifi")).to_contain_text(name)
        expect(page.locator("#kiosk")).not_to_have_attribute("inert", "")
        for code in page.locator("img.qr").all():
            expect(code).to_have_js_property("complete", value=True)
            assert code.evaluate("one => one.naturalWidth") > 0
        assert cut_off(page, "#number", ".facts", ".qr", ".scan", ".wifi", ".actions .button") == [], where
        assert fits(page), where
        if where in PAIRS:
            assert found(page) == [], where


IN_THREE_LANGUAGES = """document.addEventListener("readystatechange", () => {
    if (document.readyState !== "interactive") return;
    const data = document.querySelector("#page-data"), page = JSON.parse(data.textContent);
    page.languages.push("fr");
    page.language_names.fr = "Français";
    data.textContent = JSON.stringify(page);
})"""
"""The page is told of one more language before its scripts begin."""
SHAPES = """all => all.map(one => {
    const {y, width, height} = one.getBoundingClientRect();
    return {y, least: Math.min(width, height), over: one.scrollWidth > one.clientWidth};
})"""


@pytest.mark.parametrize("screen", [PORTRAIT, LANDSCAPE])
def test_a_third_language_takes_no_further_row(
    new_page: Callable[..., Page], hall: Server, screen: dict[str, int]
) -> None:
    """In elder mode seven tools have the room of six: nothing is scrolled, names are whole, targets of 80 px."""
    page = new_page(viewport=screen, service_workers="block")
    page.add_init_script(IN_THREE_LANGUAGES)
    for lang in ("zh", "en"):
        page.goto(f"{hall.url}/kiosk?lang={lang}&mode=elder")
        expect(page.locator(".tile").first).to_be_visible()
        expect(page.locator("[data-act=language]")).to_have_count(2)
        assert cut_off(page, ".tile", ".prefer", ".tool") == [], lang
        tools = page.locator(".tool").evaluate_all(SHAPES)
        assert [one for one in tools if one["over"] or one["least"] < LEAST_TARGET["elder"] - 0.5] == [], lang
        assert len({round(one["y"]) for one in tools}) == (1 if screen == PORTRAIT else len(tools) - 1), lang


@pytest.mark.long
@pytest.mark.parametrize(("lang", "mode", "screen"), PAIRS)
def test_every_kiosk_screen(
    new_page: Callable[..., Page], hall: Server, lang: str, mode: str, screen: dict[str, int]
) -> None:
    """First page, ticket, guides, a guide, finding and found: nothing found, targets of 60 px, in elder mode 80."""
    page = open_kiosk(new_page, hall, f"/kiosk?lang={lang}&mode={mode}", viewport=screen, expected=STYLED_BY_AXE)

    def look(name: str) -> None:
        expect(page.locator(f"main[data-screen={name}]")).to_be_visible()
        expect(page.locator("#kiosk")).not_to_have_attribute("inert", "")
        assert found(page) == [], name
        small = [box for box in boxes(page) if min(box["width"], box["height"]) < LEAST_TARGET[mode] - 0.5]
        assert small == [], name
        assert fits(page), name

    look("home")
    page.locator('[data-act="guides"]').click()
    look("guides")
    page.locator("[data-guide]").first.click()
    page.locator("label.tick").first.click()
    look("reading")
    page.locator('[data-act="find"]').click()
    look("find")
    page.locator('[data-act="home"]').click()
    if mode == "elder":
        page.locator(".tile").first.click()
        look("home")
    page.locator("[data-service]").first.click()
    look("ticket")
    page.locator('[data-act="find"]').click()
    for key in "A001":
        page.locator(f'[data-key="{key}"]').click()
    page.locator('[data-act="look-up"]').click()
    look("found")


@pytest.mark.long
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_phone_page(new_page: Callable[..., Page], hall: Server, visitors: Client, lang: str) -> None:
    """The ticket in each of its states, the kind page, the guides and a guide: nothing found, targets of 48 px."""
    ticket = visitors.take("tax")
    page = new_page(viewport=PHONE, expected=("404", *STYLED_BY_AXE), reduced_motion="reduce")
    clerk = Client(hall.url).sign_in("li", counter="4")
    clerk.step("4", "open")

    def look(address: str, ready: str) -> None:
        page.goto(f"{hall.url}{address}?lang={lang}")
        expect(page.locator(ready).first).to_be_visible()
        as_it_is(address)

    def as_it_is(name: str) -> None:
        assert found(page) == [], name
        assert [b for b in boxes(page) if min(b["width"], b["height"]) < PHONE_TARGET - 0.5] == [], name
        assert fits(page), name

    mine = f"/t/{ticket['token']}"
    look(mine, "[data-status=waiting]")
    for steps, status in ((("call-next",), "called"), (("no-show",), "no_show")):
        for step in steps:
            clerk.step("4", step)
        look(mine, f"[data-status={status}]")
    visitors.post(f"/tickets/{ticket['token']}/return")
    for steps, status in ((("call-next", "start"), "serving"), (("hold",), "held")):
        for step in steps:
            clerk.step("4", step)
        look(mine, f"[data-status={status}]")
    visitors.post(f"/tickets/{ticket['token']}/cancel")
    look(mine, "[data-status=cancelled]")
    rated = visitors.take("tax")
    for step in ("call-next", "start"):
        clerk.step("4", step)
    notice = clerk.step("4", "notices", {"guide": "tax-invoice", "missing": ["application"]})
    clerk.step("4", "finish")
    look(f"/t/{rated['token']}", "#told")
    page.locator("[data-score='2']").click()
    page.locator("[data-reason=slow]").click()
    as_it_is("why")
    page.locator("[data-send]").click()
    expect(page.locator(".banner.is-ok")).to_be_visible()
    as_it_is("thanks")
    look(urlsplit(notice["url"]).path, "h1")
    look("/t/AAAAAAAAAAAAAAAAAAAAAA", ".state")
    look("/guides", ".tile")
    look("/guides/company-setup", ".tick")
    slot = visitors.get("/appointments/slots?service=tax").json()[0]["at"]
    booked = visitors.post("/appointments", {"service": "tax", "at": slot}).json()
    look(f"/a/{booked['token']}", "#code")
    look("/book", ".tile")
