"""The touchscreen, touched as visitors touch it."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from benchmarks.browser import Memory
from benchmarks.left_open import take_many
from tests.browser.cut_off import CUT_OFF
from tests.browser.scanner import scan
from tests.hallclient import Client, Server
from tests.patience import until

PORTRAIT = {"width": 1080, "height": 1920}
LANDSCAPE = {"width": 1280, "height": 800}


@pytest.fixture
def kiosk(new_page: Callable[..., Page], hall: Server) -> Page:
    """The kiosk's first page on a tall screen."""
    return open_kiosk(new_page, hall)


def open_kiosk(
    new_page: Callable[..., Page],
    hall: Server,
    address: str = "/kiosk",
    ears: str = "",
    *,
    stocked: bool = False,
    **how: object,
) -> Page:
    """Open a kiosk; `ears` is run in the page beforehand.

    A `stocked` one has all that it needs to be cut off.
    """
    keeper = {"service_workers": "allow"} if stocked else {}
    page = new_page(**{"viewport": PORTRAIT, "expected": CUT_OFF} | keeper | how)
    page.add_init_script(ears)
    page.goto(hall.url + address)
    if stocked:
        expect(page.locator("#kiosk[data-stocked]")).to_be_visible()
    expect(page.locator(".tile").first).to_be_visible()
    return page


def tile(page: Page, service: str) -> Locator:
    """The tile of a service."""
    return page.locator(f'[data-service="{service}"]')


def expect_ticket(page: Page, number: str) -> None:
    """Wait until the kiosk shows the ticket, its code included."""
    expect(page.locator("#number")).to_have_text(number)
    expect(page.locator("img.qr")).to_have_js_property("complete", value=True)


def waiting(visitors: Client, service: str) -> int:
    """How many wait for a service."""
    services = {one["id"]: one for one in visitors.get("/services").json()}
    count: int = services[service]["waiting"]
    return count


def test_one_touch_gives_one_ticket(kiosk: Page, visitors: Client) -> None:
    """A touch on a service shows its number, where to sit and the code, and the tile counts one more."""
    tile(kiosk, "tax").click()
    expect_ticket(kiosk, "C001")
    expect(kiosk.locator(".taken")).to_contain_text("东区")
    assert kiosk.locator("img.qr").evaluate("img => img.naturalWidth") > 0
    kiosk.locator('[data-act="done"]').click()
    expect(tile(kiosk, "tax")).to_contain_text("等候 1 人")
    assert waiting(visitors, "tax") == 1


def test_a_tile_tells_who_waits_and_for_how_long(kiosk: Page, hall: Server, visitors: Client) -> None:
    """How many wait is told as soon as anybody does; with an empty line whether it is free, busy, or nobody calls."""
    clerk = Client(hall.url).sign_in("li", counter="4")
    expect(tile(kiosk, "tax")).to_contain_text("窗口未开")
    clerk.step("4", "open")
    expect(tile(kiosk, "tax")).to_contain_text("无人排队")
    expect(tile(kiosk, "tax")).to_contain_text("不到 1 分钟")
    for _ in range(5):
        visitors.take("licence")
    clerk.step("4", "call-next")
    expect(tile(kiosk, "tax")).to_contain_text("窗口正忙")
    visitors.take("tax")
    expect(tile(kiosk, "tax")).to_contain_text("等候 1 人")
    expect(tile(kiosk, "tax")).to_contain_text("约")


def test_many_taps_are_one_visit(kiosk: Page, visitors: Client) -> None:
    """A hundred taps in a second on two tiles give one ticket."""
    kiosk.evaluate(
        """() => { for (let i = 0; i < 50; i++) for (const s of ["tax", "social"])
            document.querySelector(`[data-service="${s}"]`)?.click(); }"""
    )
    expect_ticket(kiosk, "C001")
    assert waiting(visitors, "tax") + waiting(visitors, "social") == 1


def test_who_taps_on_and_on_keeps_the_ticket(kiosk: Page, visitors: Client) -> None:
    """Impatient taps, one soon after another, press nothing on the screen that appears under them; a calm one does."""
    tile(kiosk, "tax").click()
    wrong = kiosk.locator('[data-act="wrong"]').bounding_box()
    assert wrong is not None
    kiosk.locator('[data-act="done"]').click()
    expect(kiosk.locator("#kiosk")).not_to_have_attribute("inert", "")
    kiosk.clock.install()
    kiosk.clock.pause_at(kiosk.evaluate("Date.now()") / 1000 + 1)  # how soon a tap follows another is the test's
    until(lambda: kiosk.clock.run_for(200) or kiosk.locator("html[data-line=live]").count())  # the leap is a silence
    tile(kiosk, "social").click()
    expect_ticket(kiosk, "D001")
    middle = wrong["x"] + wrong["width"] / 2, wrong["y"] + wrong["height"] / 2
    for _ in range(8):
        kiosk.mouse.click(*middle)
        kiosk.clock.run_for(200)
    expect_ticket(kiosk, "D001")
    assert waiting(visitors, "social") == 1
    kiosk.clock.resume()
    expect(kiosk.locator("#kiosk")).not_to_have_attribute("inert", "")
    kiosk.mouse.click(*middle)
    expect(kiosk.locator("h1")).to_have_text("要退掉 D001 吗？")


def test_priority_is_one_touch(kiosk: Page) -> None:
    """One touch chooses priority and names whom it is for; the next gives the ticket; the one after is a usual one."""
    expect(kiosk.locator('[data-act="prefer"]')).to_contain_text("60 岁以上老人")
    kiosk.locator('[data-act="prefer"]').click()
    expect(kiosk.get_by_role("status")).to_contain_text("已选优先取号")
    tile(kiosk, "tax").click()
    expect(kiosk.locator(".slip .badge")).to_have_text("优先")
    kiosk.locator('[data-act="done"]').click()
    tile(kiosk, "tax").click()
    expect_ticket(kiosk, "C002")
    expect(kiosk.locator(".slip .badge")).to_have_count(0)


def test_several_services_are_one_ticket(kiosk: Page, visitors: Client) -> None:
    """Chosen one after the other, one thought better of: one ticket, which says what follows; then one touch again."""
    kiosk.locator('[data-act="several"]').click()
    take = kiosk.locator('[data-act="several-take"]')
    expect(take).to_be_disabled()
    tile(kiosk, "tax").dblclick()  # a double tap is one touch
    for _ in range(2):
        tile(kiosk, "social").click()
    expect(tile(kiosk, "tax")).to_have_attribute("aria-pressed", "true")
    expect(tile(kiosk, "social")).to_have_attribute("aria-pressed", "false")
    expect(take).to_contain_text("1 项")
    tile(kiosk, "social").click()
    expect(take).to_contain_text("2 项")
    assert waiting(visitors, "tax") == 0
    take.click()
    expect(kiosk.locator("#number")).to_be_visible()
    expect(kiosk.locator(".taken .then")).to_contain_text("接着办：")
    kiosk.locator('[data-act="done"]').click()
    expect(kiosk.locator(".chosen")).to_have_count(0)
    tile(kiosk, "medical").click()
    expect_ticket(kiosk, "K001")
    expect(kiosk.locator(".then")).to_have_count(0)


def test_a_choice_of_several_is_not_left_to_the_next_visitor(kiosk: Page) -> None:
    """Whoever thinks better of it, or goes away, leaves a kiosk on which one touch gives one ticket."""
    kiosk.clock.install()
    kiosk.locator('[data-act="several"]').click()
    tile(kiosk, "tax").click()
    kiosk.locator('[data-act="several-off"]').click()
    expect(kiosk.locator("[aria-pressed]")).to_have_count(0)
    kiosk.locator('[data-act="several"]').click()
    tile(kiosk, "tax").click()
    kiosk.clock.run_for(700_000)
    expect(kiosk.locator(".chosen")).to_have_count(0)
    expect(kiosk.locator('[data-act="several"]')).to_be_visible()


def test_a_wrong_touch_is_given_back(kiosk: Page, visitors: Client) -> None:
    """Who touched the wrong service is asked once, and gives the number back; who thinks better keeps it."""
    tile(kiosk, "tax").click()
    kiosk.locator('[data-act="wrong"]').click()
    kiosk.locator('[data-act="keep"]').click()
    expect_ticket(kiosk, "C001")
    assert waiting(visitors, "tax") == 1
    kiosk.locator('[data-act="wrong"]').click()
    kiosk.locator('[data-act="give-back"]').click()
    expect(kiosk.get_by_role("alert")).to_contain_text("C001 已退掉")
    assert waiting(visitors, "tax") == 0


def test_a_number_is_found_by_typing_and_by_scanning(kiosk: Page, hall: Server, visitors: Client) -> None:
    """Typed, a number shows its place; scanned, its code also lets a missed visitor back in; a wrong one is told."""
    mine = visitors.take("tax")
    kiosk.locator('[data-act="find"]').click()
    for key in mine["number"]:
        kiosk.locator(f'[data-key="{key}"]').click()
    kiosk.locator('[data-act="look-up"]').click()
    expect(kiosk.locator("h1")).to_have_text("还在等候")
    expect(kiosk.locator('[data-act="give-up"]')).to_have_count(0)
    clerk = Client(hall.url).sign_in("li", counter="4")
    for step in ("open", "call-next"):
        clerk.step("4", step)
    scan(kiosk, mine["url"])
    expect(kiosk.locator(".go")).to_have_text("4号窗口")
    clerk.step("4", "no-show")
    scan(kiosk, mine["url"])
    kiosk.locator('[data-act="come-back"]').click()
    expect(kiosk.locator("h1")).to_have_text("还在等候")
    scan(kiosk, "Q999")
    expect(kiosk.get_by_role("alert")).to_contain_text("Q999")


@pytest.mark.clock
def test_nobody_there_means_home(new_page: Callable[..., Page], server: Server) -> None:
    """After the configured seconds, counted down in sight, the kiosk is as it was: first page, first language."""
    server.configuration = server.configuration.replace("idle_s = 600", "idle_s = 10")
    kiosk = open_kiosk(new_page, server.start(), "/kiosk?lang=en&mode=elder")
    expect(kiosk.get_by_role("timer")).to_contain_text("Home in")
    expect(kiosk.locator("html[data-mode=elder]")).to_have_count(0)
    expect(kiosk.locator("h1")).to_have_text("请点选您要办理的业务")
    expect(kiosk.get_by_role("timer")).to_have_text("")


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_elder_mode_is_larger_fewer_and_within_reach(new_page: Callable[..., Page], hall: Server, lang: str) -> None:
    """One touch: a group first, then its services; on every screen targets of 80 px in the lower two thirds."""
    kiosk = open_kiosk(new_page, hall, f"/kiosk?lang={lang}")
    kiosk.locator('[data-act="elder"]').click()
    expect(kiosk.locator(".tile")).to_have_count(3)
    check_reach(kiosk)
    for act in ("find", "guides", "home", "prefer"):
        kiosk.locator(f'[data-act="{act}"]').click()
        expect(kiosk.locator(f'[data-act="{act}"]')).to_have_count(0)
        check_reach(kiosk)
    kiosk.locator(".tile").first.click()
    expect(kiosk.locator("[data-service]")).to_have_count(3)
    check_reach(kiosk)
    tile(kiosk, "tax").click()
    expect_ticket(kiosk, "C001")
    check_reach(kiosk)


def check_reach(page: Page) -> None:
    """See that every control that is in sight can be hit, and reached from a wheelchair."""
    expect(page.locator("#kiosk")).not_to_have_attribute("inert", "")
    in_sight = [box for box in boxes(page) if box["seen"]]
    assert len(in_sight) > 3
    for box in in_sight:
        assert min(box["width"], box["height"]) >= 80, box
        assert box["y"] >= PORTRAIT["height"] / 3, box


def boxes(page: Page) -> list[dict[str, float]]:
    """Where every control stands, in pixels."""
    found: list[dict[str, float]] = page.locator("button, a, input:not([type=hidden])").evaluate_all(
        """all => all.filter(one => one.checkVisibility()).map(one => {
            const target = one.closest("label") ?? one;
            const {x, y, width, height} = target.getBoundingClientRect();
            const top = document.elementsFromPoint(x + width / 2, y + height / 2)[0];
            return {x, y, width, height, seen: target.contains(top)};
        })"""
    )
    assert found
    return found


@pytest.mark.long
def test_a_kiosk_left_open_does_not_grow(kiosk: Page) -> None:
    """After a hundred and twenty tickets the page holds what it held after thirty (the benchmarks take 2,000)."""
    take_many(kiosk, "enquiry", 30)
    early = Memory.of(kiosk)
    take_many(kiosk, "enquiry", 90)

    def is_small() -> bool:
        """Pictures on their way out may be there, and go in their time; an element a ticket may not."""
        late = Memory.of(kiosk)
        return late.nodes < early.nodes + 2 * 90 and late.heap_mib <= early.heap_mib * 1.1

    until(is_small, lambda: (early, Memory.of(kiosk)))
