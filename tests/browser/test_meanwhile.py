"""What changes by itself while somebody acts: what is done is what was seen, or it is refused in words."""

import re
from collections.abc import Callable, Mapping
from datetime import datetime

from playwright.sync_api import APIResponse, Page, Route, expect

from tests.browser.test_held import Told
from tests.browser.test_kiosk import LANDSCAPE, tile
from tests.hallclient import Client, Server
from tests.patience import until

PHONE = {"width": 390, "height": 844}
TABLET = {"width": 1280, "height": 800}


class Slow:
    """Answers that the test lets through when it likes."""

    def __init__(self, page: Page, path: str, *methods: str) -> None:
        """Hold back what is asked there."""
        self._methods = methods
        self._is_open = False
        self.asked: list[Route] = []
        page.route(path, self._hold)

    def _hold(self, route: Route) -> None:
        if route.request.method in self._methods and not self._is_open:
            self.asked.append(route)
        else:
            route.fallback()

    def answer(self, page: Page) -> None:
        """Have all that was asked answered, and the page settled; what is asked later passes."""
        self._is_open = True
        for route in self.asked:
            with page.expect_response(route.request.url):
                route.continue_()
        page.evaluate("() => new Promise(requestAnimationFrame)")


def another_visit(again: int) -> Mapping[str, object]:
    """The picture of a tablet that asks about a later visit."""
    visit = {"ticket": "a-later-one", "number": "Z999", "service": {}, "until": "2099-01-01T00:00:00Z"}
    return {"version": 10**12 + again, "name": {}, "status": "open", "clerk": None, "visit": visit}


def test_the_visit_that_was_seen_is_rated(new_page: Callable[..., Page], hall: Server, visitors: Client) -> None:
    """The next visit ends while a finger lies on the stars of the one before: of that one nobody has said anything."""
    seen = visitors.take("tax")
    clerk = Client(hall.url).sign_in("li", counter="2")
    for step in ("open", "call-next", "start", "finish"):
        clerk.step("2", step)
    tablet = new_page(viewport=TABLET, expected=("409",))
    told = Told(tablet)
    for again in range(9):
        tablet.goto(f"{hall.url}/counter/2/rate")
        expect(tablet.locator(".rate-visit")).to_contain_text(seen["number"])
        tablet.locator("[data-score='5']").hover()
        tablet.mouse.down()
        told.say("/rate", "rate", another_visit(again))
        with tablet.expect_request("**/rating") as rated:
            tablet.mouse.up()
        if told.was_short():
            break
    assert rated.value.post_data_json["ticket"] == seen["id"]
    expect(tablet.locator("h1")).to_have_text("感谢您的评价")


def kiosk_of(new_page: Callable[..., Page], hall: Server, **how: object) -> Page:
    """Open a kiosk that is touched."""
    kiosk = new_page(viewport=LANDSCAPE, has_touch=True, **how)
    kiosk.goto(f"{hall.url}/kiosk")
    expect(kiosk.locator("html")).to_have_attribute("data-line", "live")
    return kiosk


def touch(kiosk: Page, act: str) -> None:
    """Touch what does this, once the screen takes touches."""
    expect(kiosk.locator("#kiosk")).not_to_have_attribute("inert", "")
    kiosk.locator(f'[data-act="{act}"]').tap()


def test_a_late_answer_takes_no_ticket_away(new_page: Callable[..., Page], hall: Server) -> None:
    """A guide that was asked for and left again comes when the ticket is on the screen; so does a search."""
    kiosk = kiosk_of(new_page, hall)
    guide = Slow(kiosk, "**/api/v1/guides/*", "GET")
    found = Slow(kiosk, "**/api/v1/numbers/*", "GET")
    touch(kiosk, "guides")
    expect(kiosk.locator("#kiosk")).not_to_have_attribute("inert", "")
    kiosk.locator("[data-guide]").first.tap()
    touch(kiosk, "find")
    expect(kiosk.locator("#kiosk")).not_to_have_attribute("inert", "")
    kiosk.locator('[data-key="7"]').tap()
    touch(kiosk, "look-up")
    touch(kiosk, "home")
    expect(kiosk.locator("#kiosk")).not_to_have_attribute("inert", "")
    tile(kiosk, "licence").tap()
    expect(kiosk.locator("#number")).to_have_text("B001")
    guide.answer(kiosk)
    found.answer(kiosk)
    expect(kiosk.locator("#number")).to_have_text("B001")


def test_a_ticket_on_its_way_is_waited_for(new_page: Callable[..., Page], hall: Server) -> None:
    """A hand that rests on the screen's foot chooses another mode, and another language: the ticket is shown."""
    kiosk = kiosk_of(new_page, hall)
    tickets = Slow(kiosk, "**/api/v1/tickets", "POST")
    with kiosk.expect_request("**/api/v1/tickets"):
        tile(kiosk, "licence").tap()
    for act in ("elder", "language"):
        touch(kiosk, act)
    tickets.answer(kiosk)
    expect(kiosk.locator("#number")).to_have_text("B001")


def test_help_is_called_once(new_page: Callable[..., Page], hall: Server, visitors: Client) -> None:
    """Whoever is in need touches more than once, and goes on before the answer comes: it takes no screen away."""
    kiosk = kiosk_of(new_page, hall)
    help_ = Slow(kiosk, "**/api/v1/assistance", "POST")
    touch(kiosk, "assistance")
    touch(kiosk, "assistance-wheelchair")
    touch(kiosk, "assistance-wheelchair")
    touch(kiosk, "find")
    expect(kiosk.locator("[data-screen]")).to_have_attribute("data-screen", "find")
    help_.answer(kiosk)
    expect(kiosk.locator(".notices")).to_contain_text("已通知")
    expect(kiosk.locator("[data-screen]")).to_have_attribute("data-screen", "find")
    assert len(help_.asked) == 1


def test_a_tap_on_an_emergency_that_ends_takes_no_ticket(new_page: Callable[..., Page], hall: Server) -> None:
    """As its words go, the tiles under them take no touch for a moment."""
    kiosk = kiosk_of(new_page, hall)
    manager = Client(hall.url).sign_in("chen")
    manager.post("/emergency", {"text": {"zh": "请从最近的出口离开"}})
    expect(kiosk.locator(".emergency")).to_be_visible()
    kiosk.evaluate(
        """() => new MutationObserver((_, watch) => {
            if (document.querySelector(".emergency")) return;
            globalThis.took = !document.querySelector("#kiosk").inert;
            watch.disconnect();
        }).observe(document.querySelector("#kiosk"), { childList: true, subtree: true })"""
    )
    manager.http.delete(f"{hall.url}/api/v1/emergency")
    expect(kiosk.locator(".emergency")).to_have_count(0)
    assert kiosk.evaluate("globalThis.took") is False


def test_a_call_stays_whatever_is_pressed_as_it_comes(
    new_page: Callable[..., Page], hall: Server, visitors: Client
) -> None:
    """An answer that the call overtook takes it off the phone no more; nor does a question come over it."""
    asked = visitors.take("tax")
    clerk = Client(hall.url).sign_in("li", counter="4")
    clerk.step("4", "open")
    phone = new_page(viewport=PHONE)
    late: list[tuple[Route, APIResponse]] = []
    phone.route("**/services", lambda route: late.append((route, route.fetch())))
    phone.goto(f"{hall.url}/t/{asked['token']}")
    expect(phone.locator("html")).to_have_attribute("data-line", "live")
    phone.locator('[data-act="another"]').click()
    with phone.expect_request("**/services"):
        phone.locator("[data-another=licence]").click()  # counter 4 calls for both, whichever is foreseen sooner
    expect(phone.locator(".then")).to_be_visible()  # it is told, and not answered yet
    clerk.step("4", "call-next")
    expect(phone.locator("[data-status=called]")).to_be_visible()
    for route, answer in late:
        with phone.expect_response("**/services"):
            route.fulfill(response=answer)
    phone.evaluate("() => new Promise(requestAnimationFrame)")
    expect(phone.locator("[data-status=called]")).to_be_visible()

    clerk.step("4", "no-show")
    gives_up = visitors.take("tax")
    phone.goto(f"{hall.url}/t/{gives_up['token']}")
    expect(phone.locator("html")).to_have_attribute("data-line", "live")
    phone.locator('[data-act="give-up"]').hover()
    phone.mouse.down()
    clerk.step("4", "call-next")
    expect(phone).to_have_title(re.compile("▶"))
    phone.mouse.up()
    expect(phone.locator("[data-status=called]")).to_be_visible()
    expect(phone.locator("#ask")).to_be_hidden()


def test_a_new_page_takes_no_ticket_away(new_page: Callable[..., Page], hall: Server) -> None:
    """A visitor touches while the kiosk asks whether the server has the new page: the page stays, with the ticket."""
    kiosk = new_page(viewport=LANDSCAPE, has_touch=True)
    told = Told(kiosk)
    kiosk.goto(f"{hall.url}/kiosk")
    expect(kiosk.locator("html")).to_have_attribute("data-line", "live")
    asked = Slow(kiosk, f"{hall.url}/kiosk", "GET")
    tickets = Slow(kiosk, "**/api/v1/tickets", "POST")
    until(lambda: told.say("/kiosk", "pulse", {"digest": "another"}) or asked.asked)  # its server's own takes it back
    with kiosk.expect_request("**/api/v1/tickets"):
        tile(kiosk, "licence").tap()
    asked.answer(kiosk)
    tickets.answer(kiosk)
    expect(kiosk.locator("#number")).to_have_text("B001")


def test_a_kiosk_asked_to_load_anew_waits_for_its_visitor(new_page: Callable[..., Page], hall: Server) -> None:
    """Whoever looks after the hall asks it from afar: the ticket on it stays until the visitor has gone."""
    kiosk = new_page(viewport=LANDSCAPE, has_touch=True)
    told = Told(kiosk)
    kiosk.goto(f"{hall.url}/kiosk")
    expect(kiosk.locator("html")).to_have_attribute("data-line", "live")
    tile(kiosk, "licence").tap()
    expect(kiosk.locator("#number")).to_have_text("B001")
    told.say("/kiosk", "asked", {"wish": "reload"})
    with kiosk.expect_navigation():
        touch(kiosk, "home")
    expect(tile(kiosk, "licence")).to_be_visible()


def test_who_has_checked_in_is_told_the_number(new_page: Callable[..., Page], hall: Server, visitors: Client) -> None:
    """A finger goes on over the pad, and home, while the ticket is on its way: it is shown."""
    slot = visitors.get("/appointments/slots?service=tax").json()[0]["at"]
    booked = visitors.post("/appointments", {"service": "tax", "at": slot, "phone": "13800138642"})
    assert booked.status_code == 201
    hall.clock.set(datetime.fromisoformat(slot).timestamp())
    kiosk = kiosk_of(new_page, hall)
    check_in = Slow(kiosk, "**/check-in", "POST")
    touch(kiosk, "find")
    for digit in "8642":
        press_key(kiosk, digit)
    with kiosk.expect_request("**/check-in"):
        touch(kiosk, "look-up")
    press_key(kiosk, "7")
    touch(kiosk, "home")
    check_in.answer(kiosk)
    expect(kiosk.locator("#number")).to_have_text("C001")


def press_key(kiosk: Page, label: str) -> None:
    """Touch a key of the pad, once the screen takes touches."""
    expect(kiosk.locator("#kiosk")).not_to_have_attribute("inert", "")
    kiosk.locator(f'[data-key="{label}"]').tap()


def test_a_number_that_is_given_back_is_shown_no_more(
    new_page: Callable[..., Page], hall: Server, visitors: Client
) -> None:
    """Whoever would rather keep it when it is too late is told so, and waits with no number that nobody calls."""
    kiosk = kiosk_of(new_page, hall)
    tile(kiosk, "licence").tap()
    touch(kiosk, "wrong")
    given_back = Slow(kiosk, "**/cancel", "POST")
    with kiosk.expect_request("**/cancel"):
        touch(kiosk, "give-back")
    touch(kiosk, "keep")
    expect(kiosk.locator("[data-screen]")).to_have_attribute("data-screen", "ticket")
    given_back.answer(kiosk)
    expect(kiosk.locator(".notices")).to_contain_text("B001 已退掉")
    expect(kiosk.locator("#number")).to_have_count(0)


def test_a_number_is_given_back_though_the_answer_is_lost(new_page: Callable[..., Page], hall: Server) -> None:
    """It is asked for again as the same act, and is no refusal of a number that is given back already."""
    kiosk = kiosk_of(new_page, hall, expected=("ERR_FAILED",))
    lost: list[Route] = []

    def lose(route: Route) -> None:
        if len(lost) < 3:  # as often as one call asks
            lost.append(route)
            route.fetch()
            route.abort()
        else:
            route.fallback()

    kiosk.route("**/cancel", lose)
    tile(kiosk, "licence").tap()
    touch(kiosk, "wrong")
    touch(kiosk, "give-back")
    expect(kiosk.locator(".notices")).to_contain_text("B001 已退掉")
