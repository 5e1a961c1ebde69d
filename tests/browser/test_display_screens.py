"""The small screens over the counters and the hall's guide, in a real browser."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.hallclient import Client, Server
from tests.patience import PATIENCE_S
from tests.walls import UPRIGHT, WALL, clerk, ids

SMALL = {"width": 1024, "height": 600}
STRIP = {"width": 1280, "height": 400}
CROWDED = """() => {
  const places = [...document.querySelectorAll(".number.is-called")].map((one) => {
    const { left, top, right, bottom } = one.getBoundingClientRect();
    const within = one.closest(".earlier, .now").getBoundingClientRect();
    return { number: one.textContent, left, top, right, bottom, within };
  });
  const before = (a, b) => a.right <= b.left + 1 || a.bottom <= b.top + 1;
  const apart = (a, b) => before(a, b) || before(b, a);
  const inside = ({ left, top, right, bottom, within }) =>
    left >= within.left && right <= within.right && top >= within.top - 1 && bottom <= within.bottom + 1;
  return places.filter((a) => !inside(a) || places.some((b) => a !== b && !apart(a, b))).map(({ number }) => number);
}"""
"""Which called numbers cover another or are not wholly in their place."""
NEWEST = """() => {
  const number = document.querySelector(".newest .number");
  const figures_px = 0.733 * parseFloat(getComputedStyle(number).fontSize);
  return (innerWidth > innerHeight ? figures_px : number.getBoundingClientRect().height) / innerHeight;
}"""
"""How much of the wall's height the newest number takes: its figures, and upright its stamp."""

BROKEN = """() => [...document.querySelectorAll(".wall:not([data-burst]) .earlier .counter-numbered")]
  .filter((one) => new Set([...one.getClientRects()].map(({ top }) => top)).size > 1)
  .map(({ textContent }) => textContent)"""
"""Which earlier calls' counters stand in two lines, where few calls leave room for one."""

SMALLEST = """() => {
  const least = (selector, size) => Math.min(...[...document.querySelectorAll(selector)].map(size)) / innerHeight;
  return {
    row: least(".earlier .call", (one) => one.getBoundingClientRect().height),
    counter: least(".earlier .counter-number", (one) => parseFloat(getComputedStyle(one).fontSize)),
  };
}"""
"""How much of the wall's height the smallest standing call takes, and the letters of its counter's number."""


@pytest.mark.parametrize("layout", ["standard", "media", "calls"])
def test_every_layout_has_room_for_all_who_are_called(
    voiced: Server, new_page: Callable[..., Page], layout: str
) -> None:
    """From few calls to a burst of forty no number covers another or leaves the wall, and up to thirty are large."""
    voiced.stop()
    voiced.configuration = voiced.configuration.replace('id = "east"\n', f'id = "east"\nlayout = "{layout}"\n', 1)
    voiced.start()
    pages = []
    for size in (WALL, UPRIGHT):
        pages.append(new_page(viewport=size))
        pages[-1].goto(f"{voiced.url}/display/east?speak=no")
    counters = [str(n) for n in range(101, 141)]
    desk = clerk(voiced, *counters)
    standing = 0
    for calls in (1, 5, 9, 16, 25, 31, 40):
        for counter in counters[standing:calls]:
            desk.take("company")
            desk.step(counter, "call-next")
        standing = calls
        for page in pages:
            expect(page.locator(".number.is-called")).to_have_count(calls)
            page.wait_for_function("() => document.fonts.status === 'loaded'")
            assert page.evaluate(CROWDED) == []
            assert page.evaluate(NEWEST) >= 1 / 6
            assert page.evaluate(BROKEN) == []
            if 1 < calls <= 31:
                smallest = page.evaluate(SMALLEST)
                assert smallest["row"] >= (1 / 14 if page is pages[0] else 1 / 40)
                assert smallest["counter"] >= (1 / 40 if page is pages[0] else 1 / 80)


LEAST_HIDDEN_PX = 8
"""Less than any character: a line's own depth."""
HALF_SHOWN = """() => [...document.querySelectorAll(".waiting-row, .windows .badge")].filter((one) => {
  const { top, bottom } = one.getBoundingClientRect();
  const around = one.closest(".beside, .windows").getBoundingClientRect();
  return top < around.top || bottom > around.bottom + 1;
}).map(({ textContent }) => textContent.trim())"""
"""Services that wait and open counters which are not wholly in their place."""


@pytest.mark.parametrize("layout", ["standard", "media"])
def test_of_much_that_waits_nothing_is_cut(voiced: Server, new_page: Callable[..., Page], layout: str) -> None:
    """Nine services and more counters than have room are shown wholly, a page at a time, before and after calls."""
    voiced.stop()
    text = voiced.configuration.replace('id = "east"\n', f'id = "east"\nlayout = "{layout}"\n', 1)
    for furnished in range(101, 110):
        every = '["social", "medical", "fund", "household", "property"]'
        text = text.replace(
            f'id = "{furnished}"\nzone = "east"\nservices = ["company"]',
            f'id = "{furnished}"\nzone = "east"\nservices = {every}',
        )
    voiced.configuration = text
    voiced.start()
    pages = []
    for size in (WALL, UPRIGHT):
        pages.append(new_page(viewport=size))
        pages[-1].goto(f"{voiced.url}/display/east?speak=no")
    desk = clerk(voiced, *(str(n) for n in (1, 2, 3, *range(101, 141))))
    for calls in (0, 1, 1):
        for _ in range(calls):
            desk.take("company")
            desk.step("1", "call-next")
            desk.step("1", "no-show")
        for page in pages:
            expect(page.locator(".call, .newest")).to_have_count(len(ids(desk)))
            expect(page.locator(".waiting .page-mark")).to_have_text(re.compile("[123] / [23]"))
            expect(page.locator(".windows .page-mark")).to_have_text(re.compile(r"\d / \d"))
            assert page.evaluate(HALF_SHOWN) == []


@pytest.mark.parametrize("size", [WALL, UPRIGHT], ids=["lying", "upright"])
def test_a_quiet_wall_uses_its_room(voiced: Server, new_page: Callable[..., Page], size: dict[str, int]) -> None:
    """With one call on a wall of calls alone, number and counter are large and in the middle."""
    voiced.stop()
    voiced.configuration = voiced.configuration.replace('id = "east"\n', 'id = "east"\nlayout = "calls"\n', 1)
    voiced.start()
    page = new_page(viewport=size)
    page.goto(f"{voiced.url}/display/east?speak=no")
    desk = clerk(voiced, "1")
    desk.take("company")
    desk.step("1", "call-next")
    expect(page.locator(".newest .number")).to_be_visible()
    page.wait_for_function("() => document.fonts.status === 'loaded'")
    newest, now = page.locator(".newest").bounding_box(), page.locator(".now").bounding_box()
    assert newest is not None
    assert now is not None
    assert now["height"] > 0.75 * size["height"]
    assert newest["height"] > 0.4 * size["height"]
    assert (
        abs((newest["y"] - now["y"]) - (now["y"] + now["height"] - newest["y"] - newest["height"]))
        < 0.05 * size["height"]
    )


def test_a_long_name_is_shown_whole_where_there_is_room(voiced: Server, new_page: Callable[..., Page]) -> None:
    """The name of a counter that was called before is wholly there, in one line or in two."""
    voiced.stop()
    named = '[[counters]]\nid = "1"\nname = { zh = "不动产登记综合受理窗口（二手房专窗）", en = "Homes" }\n'
    voiced.configuration = voiced.configuration.replace('[[counters]]\nid = "1"\n', named, 1)
    voiced.start()
    desk = clerk(voiced, "1", *(str(n) for n in range(101, 107)))
    for counter in ("1", *(str(n) for n in range(101, 107))):
        desk.take("company")
        desk.step(counter, "call-next")
    for size in (WALL, UPRIGHT):
        page = new_page(viewport=size)
        page.goto(f"{voiced.url}/display/east?speak=no")
        name = page.locator(".call-counter", has_text="二手房")
        expect(name).to_be_visible()
        page.wait_for_function("() => document.fonts.status === 'loaded'")
        hidden = "(one) => Math.max(one.scrollWidth - one.clientWidth, one.scrollHeight - one.clientHeight)"
        assert name.evaluate(hidden) < LEAST_HIDDEN_PX


def test_what_has_room_in_two_lines_is_one_page(voiced: Server, new_page: Callable[..., Page]) -> None:
    """An English notice of two lines stands whole in an upright wall's foot: letters reach below a last line."""
    page = new_page(viewport=UPRIGHT)
    page.goto(f"{voiced.url}/display/east?speak=no")
    words = "Opening this afternoon, from three to five: property and tax, company registration, and social insurance."
    clerk(voiced).post("/notices", {"text": {"zh": "今天下午开放。", "en": words}})
    expect(page.locator(".notice")).to_have_text(words)


def test_a_counters_screen_follows_the_counter(hall: Server, new_page: Callable[..., Page]) -> None:
    """Closed, open, calling, serving and paused each show at once, with the clerk while somebody serves."""
    page = new_page(viewport=SMALL)
    page.goto(f"{hall.url}/display/counter/3")
    title = page.locator(".oc-title")
    expect(title).to_contain_text("窗口未开放")
    desk = clerk(hall, "3")
    expect(title).to_contain_text("欢迎办理")
    expect(page.locator(".oc-clerk")).to_contain_text("陈静")
    expect(page.locator(".oc-clerk")).not_to_contain_text("chen")  # what one signs in with is nobody's to read
    number = desk.take("licence")["number"]
    desk.step("3", "call-next")
    expect(page.locator(".number.is-called.is-blinking")).to_have_text(number)
    desk.step("3", "start")
    expect(page.locator(".number:not(.is-called)")).to_have_text(number)
    desk.step("3", "finish")
    desk.step("3", "pause", {"reason": "device"})
    expect(title).to_contain_text("暂停服务")
    expect(page.locator(".oc-state")).to_contain_text("设备故障")
    expect(page.locator(".oc-clerk")).to_have_count(0)


def test_everything_of_a_counters_screen_fits(hall: Server, new_page: Callable[..., Page]) -> None:
    """On a small screen and on a narrow strip the number, the counter and the clerk are wholly inside."""
    desk = clerk(hall, "10")
    desk.take("property")
    desk.step("10", "call-next")
    for size in (SMALL, STRIP, WALL):
        page = new_page(viewport=size)
        page.goto(f"{hall.url}/display/counter/10")
        expect(page.locator(".number.is-called")).to_be_visible()
        for part in (".number", ".oc-name", ".oc-clerk", ".oc-lead"):
            box = page.locator(part).bounding_box()
            assert box is not None
            assert box["x"] >= 0
            assert box["y"] >= 0
            assert box["x"] + box["width"] <= size["width"]
            assert box["y"] + box["height"] <= size["height"]


def test_a_counters_screen_says_that_it_is_out_of_date(hall: Server, new_page: Callable[..., Page]) -> None:
    """With the server gone the screen says so, and it recovers by itself."""
    page = new_page(viewport=SMALL, expected=("WebSocket connection", "ERR_"))
    page.goto(f"{hall.url}/display/counter/3")
    expect(page.locator(".oc-title")).to_be_visible()
    hall.kill()
    expect(page.locator(".out-of-date")).to_be_visible()
    hall.start()
    expect(page.locator(".out-of-date")).to_have_count(0)


def test_an_emergency_is_on_every_kind_of_screen(hall: Server, new_page: Callable[..., Page]) -> None:
    """An emergency covers counter screens, the hall's guide and kiosks too, until it is cleared."""
    pages = []
    for path, ready in (("/display/counter/3", ".oc-title"), ("/display/guide", ".guide-open"), ("/kiosk", ".tile")):
        page = new_page(viewport=SMALL)
        page.goto(hall.url + path)
        expect(page.locator(ready).first).to_be_visible()
        pages.append(page)
    desk = Client(hall.url).sign_in("chen")
    desk.post("/emergency", {"text": {"zh": "请离开。"}})
    for page in pages:
        over = page.locator(".emergency")
        expect(over).to_contain_text("请离开。")
        assert over.bounding_box() == {"x": 0, "y": 0, **SMALL}
    desk.http.delete(f"{hall.url}/api/v1/emergency", timeout=PATIENCE_S)
    for page in pages:
        expect(page.locator(".emergency")).to_have_count(0)


def test_the_halls_guide(hall: Server, new_page: Callable[..., Page]) -> None:
    """The guide names every service with its area and counters, neighbours in one, the hours, and what is open now."""
    page = new_page(viewport=WALL)
    page.goto(f"{hall.url}/display/guide")
    expect(page.locator(".guide-row")).to_have_count(9)
    tax = page.locator(".guide-row", has_text="税务服务")
    expect(tax).to_contain_text("东区")
    expect(tax).to_contain_text("4号窗口")
    expect(tax.locator(".is-ok")).to_have_count(0)
    clerk(hall, "4")
    expect(tax.locator(".is-ok")).to_have_text("4号窗口")
    social = page.locator(".guide-row", has_text="社会保险").locator(".badge")
    expect(social).to_have_text(["6–8号窗口"])
    clerk(hall, "8")
    expect(social).to_have_text(["6号窗口", "7号窗口", "8号窗口"])
    expect(page.locator(".guide-day.is-today")).to_contain_text("00:00–24:00")
    expect(page.locator(".guide-open")).to_contain_text("正在服务")


WRITTEN = """async ([module, view, text, languages]) => {
  const { takeOver } = await import(module);
  const { render } = await import(view);
  let place = document.querySelector("#written");
  if (!place) document.body.append(place = Object.assign(document.createElement("div"), { id: "written" }));
  render(takeOver("紧急通知", text, languages), place);
  const box = place.querySelector(".emergency-text");
  const bottom = Math.min(innerHeight, box.getBoundingClientRect().bottom);
  const ends = [...box.children].map((one) => one.getBoundingClientRect().bottom);
  return box.scrollWidth <= box.clientWidth && Math.max(...ends) <= bottom + 0.5;
}"""
"""Whether all of an emergency's text is seen."""
LEAVE = {
    "zh": "这里发生火情，请听从工作人员引导，从最近的安全出口有序离开，不要乘坐电梯。",
    "en": "There is a fire. Please leave by the nearest exit as the staff tell you, in good order, and use no lift. ",
    "de": "Es brennt. Bitte verlassen Sie das Gebäude durch den nächsten Ausgang und benutzen Sie keinen Aufzug. ",
}


@pytest.mark.parametrize("languages", [("zh",), ("zh", "en"), ("en", "zh"), ("zh", "en", "de")])
def test_an_emergency_is_seen_whole(new_page: Callable[..., Page], hall: Server, languages: tuple[str, ...]) -> None:
    """However long it is, in however many languages, on screens of all shapes: a sentence once and up to nine times."""
    page = new_page()
    page.goto(f"{hall.url}/display/east")
    expect(page.locator("html")).to_have_attribute("data-line", "live")
    loaded = page.evaluate("performance.getEntriesByType('resource').map((one) => one.name)")
    modules = [next(one for one in loaded if one.endswith(f"/shared/js/{name}.js")) for name in ("emergency", "view")]
    cut = []
    for width, height in ((1920, 1080), (1080, 1920), (1280, 1024), (1024, 768), (768, 1024), (640, 400), (390, 844)):
        page.set_viewport_size({"width": width, "height": height})
        for times in (1, 2, 3, 6, 9):
            text = {lang: LEAVE[lang] * times for lang in languages}
            if not page.evaluate(WRITTEN, [*modules, text, languages]):
                cut.append((width, height, times))
    assert cut == []
