"""Pages that did not start: a file lost on its way, no scripts, an old browser, a browser that stores nothing."""

import re
from collections.abc import Callable, Mapping, Sequence
from functools import partial

import pytest
import requests
from playwright.sync_api import Page, Route, expect

from tests.browser.lines import PATHS, await_state, is_so, phone_path, sign_in
from tests.hallclient import Client, Server
from tests.patience import PATIENCE_S, until

LOST = ("ERR_FAILED", "net::", "Failed to load", "Refused to apply style")
ALWAYS = 10_000
PHONE = {"width": 390, "height": 844}
NO_STORAGE = """
for (const name of ["localStorage", "sessionStorage"])
  Object.defineProperty(globalThis, name, { get() { throw new DOMException("denied", "SecurityError"); } });
"""
FULL = """
Storage.prototype.setItem = () => { throw new DOMException("full", "QuotaExceededError"); };
"""
HURRY = """
const wait = setTimeout;
globalThis.setTimeout = (then, ms, ...more) => wait(then, ms === 20000 ? 3000 : ms, ...more);
"""
"""Lets the watchdog lose its patience after three seconds: long enough for its words to be seen."""


def lose(page: Page, what: str, times: int) -> list[str]:
    """Let a file get lost the first `times` it is asked for; each time is noted."""
    asked: list[str] = []

    def route(one: Route) -> None:
        asked.append(one.request.url)
        if len(asked) <= times:
            one.abort()
        else:
            one.continue_()

    page.route(re.compile(what), route)
    return asked


FILES = ("shared/js/format.js", "vendor/lit-html/lit-html.js", "wall/wall.js", "wall/wall.css", "css/hall.css")


def test_a_page_that_lost_a_file_is_loaded_anew(new_page: Callable[..., Page], hall: Server) -> None:
    """Whichever module or style did not come, also twice, the wall is whole soon after."""
    wall = new_page(expected=LOST)
    network = wall.context.new_cdp_session(wall)  # a route of Playwright's would have every other file sent anew, too
    network.send("Network.enable")
    failed: list[str] = []
    wall.on("requestfailed", lambda request: failed.append(request.url))
    for lost in FILES:
        failed.clear()
        network.send("Network.setBlockedURLs", {"urls": [f"*{lost}*"]})
        wall.goto(f"{hall.url}/display/east")
        until(partial(_were_lost, wall, failed, lost), lambda: f"lost so far: {failed}")
        network.send("Network.setBlockedURLs", {"urls": []})
        expect(wall.locator(".wall-clock time"), lost).to_be_visible()
        await_state([wall], "live")
        expect(wall.locator("#not-started"), lost).to_have_count(0)
        expect(wall.locator(".wall"), lost).to_have_css("display", "grid")
        wall.goto("about:blank")


def _were_lost(page: Page, failed: list[str], lost: str) -> bool:
    page.wait_for_timeout(50)  # what failed meanwhile is told now
    return len([url for url in failed if lost in url]) >= 2


@pytest.mark.parametrize("name", ["wall", "phone"])
def test_a_style_that_is_under_way_for_ever_hides_nothing(
    new_page: Callable[..., Page], hall: Server, name: str
) -> None:
    """A proxy holds a style back: the page is there without it, not empty; when it comes after all it counts."""
    held: list[Route] = []
    page = new_page()
    page.route(re.compile("css/hall.css"), lambda one: held.append(one))  # noqa: PLW0108 - Playwright marks what it calls
    page.goto(hall.url + (PATHS[name] if name == "wall" else phone_path(hall)), wait_until="commit")
    until(lambda: is_so(page, "performance.getEntriesByType('paint').length > 0"))
    await_state([page], "live")
    held.pop().continue_()
    expect(page.locator("body")).to_have_css("font-variant-numeric", "tabular-nums")


def test_a_file_that_never_comes_is_told_and_tried_on(new_page: Callable[..., Page], hall: Server) -> None:
    """After some tries the page says that it is not whole; when the file comes after all, it is."""
    kiosk = new_page(expected=LOST)
    lose(kiosk, "touchscreen/home.js", ALWAYS)
    kiosk.add_init_script(HURRY)
    kiosk.goto(f"{hall.url}/kiosk")
    expect(kiosk.locator("#not-started p:visible")).to_contain_text("没有完整打开")
    kiosk.unroute_all()
    expect(kiosk.locator(".tile").first).to_be_visible()
    expect(kiosk.locator("#not-started")).to_have_count(0)


def test_a_page_does_not_leave_for_a_server_that_is_away(new_page: Callable[..., Page], hall: Server) -> None:
    """The server dies between a page and its files: the page waits for it, and is whole when it is back."""
    wall = new_page(expected=LOST)
    wall.route(re.compile("/assets/"), lambda route: route.abort())
    wall.goto(f"{hall.url}/display/east")
    hall.kill()
    wall.wait_for_timeout(4000)  # longer than a hurry: it must not be on the browser's own page of errors
    assert wall.url.startswith(hall.url)
    assert wall.locator("#not-started").count() == 1
    wall.unroute_all()
    hall.start()
    await_state([wall], "live")


def old(page: Page) -> None:
    """Make it a browser of before modules: it knows neither `type="module"` nor that there is such a thing."""
    page.add_init_script("delete HTMLScriptElement.prototype.noModule;")
    page.route(re.compile(r"/(t/|kiosk|display|counter)[^.]*$"), _without_modules)


def _without_modules(route: Route) -> None:
    answer = route.fetch()
    body = answer.text().replace('type="module"', 'type="text/x-unknown"')
    route.fulfill(response=answer, body=body)


def test_an_old_browser_shows_number_place_and_counter(
    new_page: Callable[..., Page], hall: Server, visitors: Client
) -> None:
    """A phone that cannot run the page shows what matters in plain HTML, says so, and is up to date by itself."""
    visitors.take("tax")
    mine = visitors.take("tax")
    phone = new_page(viewport=PHONE)
    old(phone)
    phone.add_init_script(HURRY)
    phone.goto(f"{hall.url}/t/{mine['token']}")
    expect(phone.locator("#number")).to_have_text(mine["number"])
    expect(phone.locator(".facts")).to_contain_text("1 人")
    expect(phone.locator("#not-started")).to_contain_text("只显示了基本内容")
    clerk = Client(hall.url).sign_in("li", counter="4")
    for step in ("open", "call-next", "start", "finish", "call-next"):
        clerk.step("4", step)
    expect(phone.locator(".go")).to_have_text("4号窗口")


def test_an_old_browser_says_that_it_is_too_old(new_page: Callable[..., Page], hall: Server) -> None:
    """Every other page says in words what is the matter, at once, and fills the screen with it."""
    page = new_page()
    sign_in(page.context, hall)
    old(page)
    for name in ("kiosk", "wall", "panel", "manager", "tablet"):
        page.goto(hall.url + PATHS[name])
        expect(page.locator("#not-started")).to_contain_text(re.compile("更新(这台设备的)?浏览器"))
        expect(page.locator("#not-started")).to_be_in_viewport(ratio=1)


PLAIN: Mapping[str, Sequence[str]] = {
    "kiosk": ("不能取号", "No tickets here"),
    "wall": ("不能显示叫号", "cannot show any calls"),
    "over the counter": ("不能显示叫号", "cannot show any calls"),
    "directory": ("不能显示楼层指引", "ask at the service desk"),
    "tablet": ("评价器暂时不能使用", "The rating tablet cannot be used"),
    "panel": ("这个页面要用浏览器的脚本",),
    "manager": ("这个页面要用浏览器的脚本",),
}
"""What visitors do instead, in every language; staff read what would mend it."""


def test_without_scripts_every_page_says_so(new_page: Callable[..., Page], hall: Server) -> None:
    """No page is empty without scripts: the words fill the screen, on the hall's own screens in each language."""
    page = new_page(java_script_enabled=False)
    sign_in(page.context, hall)
    for name, words in PLAIN.items():
        page.goto(hall.url + PATHS[name])
        for said in words:
            expect(page.locator(".no-script")).to_contain_text(said)
        expect(page.locator(".no-script .state")).to_be_in_viewport(ratio=1)
        expect(page.locator("#not-started")).to_be_hidden()


def test_what_is_not_known_yet_is_not_told(new_page: Callable[..., Page], hall: Server) -> None:
    """While nothing has come a tablet calls its counter neither open nor closed, and a wall knows of no counters."""
    page = new_page(expected=LOST)
    page.route_web_socket(re.compile("/socket.io/"), lambda silent: None)  # noqa: ARG005 - it says nothing
    page.route(re.compile("/socket.io/"), lambda route: route.abort())
    for name, root in (("tablet", "#rate"), ("wall", "#screen"), ("over the counter", "#screen")):
        page.goto(hall.url + PATHS[name])
        expect(page.locator(f"{root} .loading")).to_be_visible()
        expect(page.locator(root)).not_to_contain_text(re.compile("暂停服务|暂无|未开放"))


STATES = (
    ("C001", (), ["前面还有", "没有人", "东区"]),
    ("C001", ("open", "call-next"), ["请现在到", "4号窗口", "东区"]),
    ("C001", ("start",), ["正在办理", "4号窗口"]),
    ("C001", ("finish",), ["已办结"]),
    ("C002", ("call-next", "no-show"), ["刚才叫到您", "到取号机扫"]),
)
"""Whose page says what after which steps."""


def test_a_ticket_without_scripts(new_page: Callable[..., Page], hall: Server) -> None:
    """Number, place and counter are there in plain HTML, which asks for itself again every half minute."""
    paths = {number: phone_path(hall) for number in ("C001", "C002")}
    clerk = Client(hall.url).sign_in("li", counter="4")
    phone = new_page(viewport=PHONE, java_script_enabled=False)
    for number, steps, told in STATES:
        for step in steps:
            clerk.step("4", step)
        phone.goto(f"{hall.url}{paths[number]}?lang=zh")
        expect(phone.locator("#number")).to_have_text(number)
        for words in told:
            expect(phone.locator(".mine")).to_contain_text(words)
        expect(phone.locator(".no-script")).to_contain_text("每 30 秒自动更新")
        assert phone.locator("meta[http-equiv=refresh]").get_attribute("content") == "30"
        phone.get_by_role("link", name="English").click()
        expect(phone.locator(".no-script")).to_contain_text("every 30 seconds")


def test_a_guide_without_scripts_can_be_printed(new_page: Callable[..., Page], hall: Server) -> None:
    """What to bring can be read, and the sheet to print is one touch away."""
    page = new_page(java_script_enabled=False)
    page.goto(f"{hall.url}/guides/pension")
    expect(page.locator("#guide")).to_contain_text("居民身份证")
    assert page.locator(".no-script a").get_attribute("href") == "/guides/pension.pdf?lang=zh"


@pytest.mark.parametrize("storage", [NO_STORAGE, FULL], ids=["denied", "full"])
def test_a_browser_that_stores_nothing(new_page: Callable[..., Page], hall: Server, storage: str) -> None:
    """Wall, guide, sign-in and settings work as ever where nothing may be stored, or no more."""
    page = new_page()
    page.add_init_script(storage)
    page.goto(f"{hall.url}/display/east")
    await_state([page], "live")
    page.goto(f"{hall.url}/guides/pension")
    page.locator("[data-material]").first.check()
    expect(page.locator("[data-material]").first).to_be_checked()
    page.goto(f"{hall.url}/counter?counter=4")
    page.fill("#staff", "li")
    page.fill("#pin", "4711")
    page.keyboard.press("Enter")
    expect(page.locator(".primary")).to_be_visible()
    sign_in(page.context, hall)
    page.goto(f"{hall.url}/counter/manager/settings#services")
    expect(page.locator("details.entry").first).to_be_visible()


def test_where_scripts_write_no_translator_does(hall: Server) -> None:
    """Text that a translator wraps would stand still for ever."""
    for path in (*PATHS.values(), phone_path(hall)):
        assert '<body translate="no">' in requests.get(hall.url + path, timeout=PATIENCE_S).text, path
