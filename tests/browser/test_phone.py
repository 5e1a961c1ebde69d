"""A visitor's own ticket, on a phone's screen."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.conftest import ELSEWHERE, HOUR_S
from tests.browser.punctual import NOTES, look_out_for, told_after_s, tried_after_s
from tests.hallclient import Client, Server
from tests.patience import until

SIGNAL_WITHIN_S = 3.0
PHONE = {"width": 390, "height": 844}
LONG = "Schifffahrtselektrizitätenhauptbetriebswerkangelegenheiten"
LIGHT_BYTES = 100_000
LOADED = """() => Object.fromEntries(["resource", "navigation"].flatMap(kind => performance.getEntriesByType(kind))
    .filter(one => !one.name.includes("/fonts/")).map(one => [one.name, one.transferSize]))"""
COUNTING = """
const count = (what) => { const it = document.documentElement.dataset; it[what] = Number(it[what] ?? 0) + 1; };
navigator.vibrate = () => { count("buzzes"); return true; };
const start = AudioBufferSourceNode.prototype.start;
AudioBufferSourceNode.prototype.start = function (...at) { count("chimes"); return start.apply(this, at); };
"""


def open_ticket(new_page: Callable[..., Page], hall: Server, token: str, ears: str = "", **how: object) -> Page:
    """Open a ticket's page; `ears` is run in it beforehand."""
    page = new_page(viewport=PHONE, **how)
    page.add_init_script(ears)
    page.goto(f"{hall.url}/t/{token}")
    return page


def test_the_place_moves_and_the_call_comes(new_page: Callable[..., Page], hall: Server, visitors: Client) -> None:
    """The phone shows how many are ahead, live, and at the call the counter."""
    visitors.take("tax")
    mine = visitors.take("tax")
    page = open_ticket(new_page, hall, mine["token"])
    expect(page.locator("#number")).to_have_text(mine["number"])
    expect(page.locator(".mine")).to_contain_text("1 人")
    clerk = Client(hall.url).sign_in("li", counter="4")
    clerk.step("4", "open")
    for step in ("call-next", "start", "finish"):
        clerk.step("4", step)
    expect(page.locator(".mine")).to_contain_text("下一位就是您")
    clerk.step("4", "call-next")
    expect(page.locator("[data-status=called]")).to_contain_text("4号窗口")
    expect(page).to_have_title(f"▶ 4号窗口 · {mine['number']}")


def test_an_unknown_ticket_is_told_kindly(new_page: Callable[..., Page], hall: Server) -> None:
    """A wrong or old address says what to do, instead of an error."""
    page = open_ticket(new_page, hall, "AAAAAAAAAAAAAAAAAAAAAA", expected=("404",))
    expect(page.get_by_role("heading", level=1)).to_have_text("这张号票不在今天的记录里")
    page.get_by_role("link", name="English").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("This ticket is not among today's")


def test_ten_more_minutes_are_granted_once(new_page: Callable[..., Page], hall: Server, visitors: Client) -> None:
    """After asking, the one who came later goes first, and the button is gone; who thinks better keeps the place."""
    mine, other = visitors.take("tax"), visitors.take("tax")
    page = open_ticket(new_page, hall, mine["token"])
    later = page.locator('[data-act="put-off"]')
    asked = page.get_by_role("dialog")
    until(lambda: later.click() or asked.is_visible())  # type: ignore[func-returns-value]  # the page may still move
    asked.get_by_role("button").first.click()
    expect(later).to_be_visible()
    later.click()
    page.locator('[data-act="yes"]').click()
    expect(page.locator(".mine")).to_contain_text("往后排了十分钟")
    expect(page.locator(".mine")).to_contain_text("1 人")
    expect(later).to_have_count(0)
    assert visitors.get(f"/tickets/{other['token']}").json()["ahead"] == 0
    again = visitors.post(f"/tickets/{mine['token']}/later")
    assert again.status_code == 409
    assert again.json()["type"] == "urn:hallcall:already-put-off"


def test_another_service_goes_on_the_same_ticket(new_page: Callable[..., Page], hall: Server, visitors: Client) -> None:
    """Chosen on the phone; the number stays, what follows is told, also without scripts; nothing is there twice."""
    mine = visitors.take("tax")
    page = open_ticket(new_page, hall, mine["token"])
    page.locator('[data-act="another"]').click()
    expect(page.locator('[data-another="tax"]')).to_have_count(0)
    page.locator('[data-another="social"]').click()
    expect(page.locator(".mine .then")).to_have_count(1)
    expect(page.locator("#number")).to_have_text(mine["number"])
    ticket = visitors.get(f"/tickets/{mine['token']}").json()
    assert sorted([ticket["service"], *ticket["then"]]) == ["social", "tax"]
    page.locator('[data-act="another"]').click()
    expect(page.locator('[data-another="social"]')).to_have_count(0)
    plain = open_ticket(new_page, hall, mine["token"], java_script_enabled=False)
    expect(plain.locator(".then")).to_have_count(1)


def test_giving_up_is_asked_first_and_then_final(new_page: Callable[..., Page], hall: Server, visitors: Client) -> None:
    """The place is given up only after a question; what fails is said in sight; a second window is told as well."""
    mine = visitors.take("tax")
    page = open_ticket(new_page, hall, mine["token"], expected=("503",))
    full = {"type": "urn:hallcall:disk-full", "detail": "记不下来"}
    page.route("**/cancel", lambda route: route.fulfill(status=503, json=full))
    page.locator('[data-act="give-up"]').click()
    page.locator('[data-act="yes"]').click()
    expect(page.locator("[role=alert]")).to_have_text("记不下来")
    expect(page.locator("[role=alert]")).to_be_in_viewport(ratio=1)
    page.unroute_all()
    other = page.context.new_page()
    other.goto(page.url)
    for each in (other, page):
        each.locator('[data-act="give-up"]').click()
    page.locator('[data-act="yes"]').click()
    expect(page.locator("[data-status=cancelled]")).to_contain_text("号已退掉")
    assert visitors.get(f"/tickets/{mine['token']}").json()["status"] == "cancelled"
    expect(other.locator("[data-status=cancelled]")).to_be_visible()
    expect(other.locator("dialog")).to_be_hidden()


def test_a_call_stands_before_any_question_and_within_the_phone(new_page: Callable[..., Page], server: Server) -> None:
    """Where to go is there at once, whole, also where it is one endless word and somebody is asked something."""
    name = f'name = {{ zh = "四号窗口", en = "{LONG}" }}'
    server.configuration = server.configuration.replace('[[counters]]\nid = "4"\n', f'[[counters]]\nid = "4"\n{name}\n')
    assert LONG in server.configuration
    server.add_staff("li")
    hall = server.start()
    phone = new_page(viewport={"width": 320, "height": 640}, locale="en")
    phone.goto(f"{hall.url}/t/{Client(hall.url).take('tax')['token']}?lang=en")
    phone.locator('[data-act="give-up"]').click()
    clerk = Client(hall.url).sign_in("li", counter="4")
    for step in ("open", "call-next"):
        clerk.step("4", step)
    expect(phone.locator(".go")).to_have_text(LONG)
    expect(phone.locator("dialog")).to_be_hidden()
    assert phone.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_coming_back_after_a_missed_call(new_page: Callable[..., Page], hall: Server, visitors: Client) -> None:
    """Who missed the call touches one button and waits again, with the same number."""
    mine = visitors.take("tax")
    page = open_ticket(new_page, hall, mine["token"])
    clerk = Client(hall.url).sign_in("li", counter="4")
    for step in ("open", "call-next", "no-show"):
        clerk.step("4", step)
    page.locator('[data-act="come-back"]').click()
    expect(page.locator("[data-status=waiting]")).to_contain_text(mine["number"])


def test_a_call_during_a_dead_network_is_seen_afterwards(
    new_page: Callable[..., Page], hall: Server, visitors: Client
) -> None:
    """The server goes away and comes back: the page says nothing false, and shows the call by itself."""
    mine = visitors.take("tax")
    page = open_ticket(new_page, hall, mine["token"], expected=("ERR_", "WebSocket"))
    expect(page.locator("[data-status=waiting]")).to_be_visible()
    hall.kill()
    hall.start()
    clerk = Client(hall.url).sign_in("li", counter="4")
    for step in ("open", "call-next"):
        clerk.step("4", step)
    expect(page.locator("[data-status=called]")).to_contain_text("4号窗口")


@pytest.mark.clock
def test_a_phone_without_a_network_says_so_at_once(
    new_page: Callable[..., Page], hall: Server, visitors: Client
) -> None:
    """No signal: within 3 s the page says of when it is; with the signal back it asks in 3 s, and has the call."""
    mine = visitors.take("tax")
    page = open_ticket(new_page, hall, mine["token"], ears=NOTES, expected=("ERR_", "WebSocket"))
    expect(page.locator("[data-status=waiting]")).to_be_visible()
    look_out_for(page, ".banner")
    page.context.set_offline(offline=True)
    assert told_after_s(page, ".banner") < SIGNAL_WITHIN_S
    expect(page.get_by_role("status").first).to_contain_text("网络不通")
    clerk = Client(hall.url).sign_in("li", counter="4")
    for step in ("open", "call-next"):
        clerk.step("4", step)
    look_out_for(page, ".banner")
    page.context.set_offline(offline=False)
    assert tried_after_s(page) < SIGNAL_WITHIN_S
    expect(page.locator("[data-status=called]")).to_contain_text("4号窗口")
    expect(page.locator(".banner")).to_have_count(0)


HEARD = """
window.heard = [];
const live = "[aria-live]:not([aria-live=off]), [role=alert], [role=status], [role=log]";
new MutationObserver((changes) => {
  for (const { target } of changes) {
    const region = (target.nodeType === 1 ? target : target.parentElement)?.closest(live);
    if (region) heard.push(region.textContent.trim());
  }
}).observe(document, { subtree: true, childList: true, characterData: true });
"""


def test_a_screen_reader_hears_ones_own_calls_alone(
    new_page: Callable[..., Page], hall: Server, visitors: Client
) -> None:
    """While others are called the places move in silence; one's own call is read with its counter, and each recall."""
    for _ in range(3):
        visitors.take("tax")
    mine = visitors.take("tax")
    page = open_ticket(new_page, hall, mine["token"])
    page.evaluate(HEARD)
    clerk = Client(hall.url).sign_in("li", counter="4")
    clerk.step("4", "open")
    for _ in range(3):
        for step in ("call-next", "start", "finish"):
            clerk.step("4", step)
    expect(page.locator(".mine")).to_contain_text("下一位就是您")
    assert page.evaluate("heard.filter(Boolean)") == []
    clerk.step("4", "call-next")
    spoken = page.locator("[aria-live=assertive]")
    expect(spoken).to_contain_text(f"{mine['number']} 请现在到 4号窗口")
    clerk.step("4", "recall")
    expect(spoken).to_contain_text("第 2 次呼叫")
    assert all(mine["number"] in words for words in page.evaluate("heard.filter(Boolean)"))


def test_a_call_rings_and_buzzes(new_page: Callable[..., Page], hall: Server, visitors: Client) -> None:
    """After one touch for sound the call plays the chime and moves the phone; a recall does so again."""
    mine = visitors.take("tax")
    page = new_page(viewport=PHONE)
    page.add_init_script(COUNTING)
    page.goto(f"{hall.url}/t/{mine['token']}")
    heard = page.locator("html")
    page.locator('[data-act="sound"]').click()
    expect(heard).to_have_attribute("data-chimes", "1")
    clerk = Client(hall.url).sign_in("li", counter="4")
    for step in ("open", "call-next"):
        clerk.step("4", step)
    expect(heard).to_have_attribute("data-chimes", "4")
    expect(heard).to_have_attribute("data-buzzes", "1")
    clerk.step("4", "recall")
    expect(page.locator(".mine")).to_contain_text("第 2 次呼叫")
    expect(heard).to_have_attribute("data-buzzes", "2")


SLEEPING = """() => {
  const see = (what) => {
    Object.defineProperty(document, "visibilityState", { value: what, configurable: true });
    Object.defineProperty(document, "hidden", { value: what === "hidden", configurable: true });
    document.dispatchEvent(new Event("visibilitychange"));
  };
  see("hidden");
  const asleep = new XMLHttpRequest(); // nothing of the page runs until it is answered
  asleep.open("GET", "/asleep", false);
  asleep.send();
  see("visible");
}"""
LOCKING = """
Object.defineProperty(navigator, "wakeLock", { value: {
  async request() {
    if (document.documentElement.dataset.refuses) throw new DOMException("saving the battery", "NotAllowedError");
    count("locks");
    window.lock = Object.assign(new EventTarget(), {
      released: false,
      async release() { this.released = true; this.dispatchEvent(new Event("release")); },
    });
    return lock;
  },
} });
"""


def serve(clerk: Client) -> None:
    """Have the next visitor of counter 4 called, served and sent home."""
    for step in ("call-next", "start", "finish"):
        clerk.step("4", step)


def sleep(page: Page, meanwhile: Callable[[], object]) -> None:
    """Let the phone sleep while something happens, and wake it."""

    def answer(route: Route) -> None:
        meanwhile()
        route.fulfill(status=200, body="")

    page.route("**/asleep", answer)
    page.evaluate(SLEEPING)


def test_two_before_you_is_said_once(new_page: Callable[..., Page], hall: Server, visitors: Client) -> None:
    """When two are left before it the ticket rings and buzzes, once, and the page says that it is near."""
    for _ in range(3):
        visitors.take("tax")
    page = open_ticket(new_page, hall, visitors.take("tax")["token"], ears=COUNTING)
    page.locator('[data-act="sound"]').click()
    heard = page.locator("html")
    expect(heard).to_have_attribute("data-chimes", "1")
    clerk = Client(hall.url).sign_in("li", counter="4")
    clerk.step("4", "open")
    serve(clerk)
    expect(page.locator(".mine")).to_contain_text("快轮到您了")
    expect(heard).to_have_attribute("data-chimes", "2")
    expect(heard).to_have_attribute("data-buzzes", "1")
    serve(clerk)
    serve(clerk)
    expect(page.locator(".mine")).to_contain_text("下一位就是您")
    clerk.step("4", "call-next")
    expect(heard).to_have_attribute("data-buzzes", "2")
    expect(heard).to_have_attribute("data-chimes", "5")


def test_right_after_a_sleep_it_is_silent(new_page: Callable[..., Page], hall: Server, visitors: Client) -> None:
    """What came about while the phone slept is shown, not rung: neither nearness nor a call; what comes then rings."""
    for _ in range(3):
        visitors.take("tax")
    page = open_ticket(new_page, hall, visitors.take("tax")["token"], ears=COUNTING)
    page.locator('[data-act="sound"]').click()
    heard = page.locator("html")
    expect(heard).to_have_attribute("data-chimes", "1")
    clerk = Client(hall.url).sign_in("li", counter="4")
    clerk.step("4", "open")
    sleep(page, lambda: serve(clerk))
    expect(page.locator(".mine")).to_contain_text("快轮到您了")
    serve(clerk)
    serve(clerk)
    expect(page.locator(".mine")).to_contain_text("下一位就是您")
    sleep(page, lambda: clerk.step("4", "call-next"))
    expect(page.locator("[data-status=called]")).to_be_visible()
    expect(heard).not_to_have_attribute("data-buzzes", "1")
    clerk.step("4", "recall")
    expect(heard).to_have_attribute("data-chimes", "4")
    expect(heard).to_have_attribute("data-buzzes", "1")


def test_the_screen_stays_on_while_wanted(new_page: Callable[..., Page], hall: Server, visitors: Client) -> None:
    """The switch takes the wake lock, takes it again after a sleep, gives it back; a phone that refuses is told of."""
    page = open_ticket(new_page, hall, visitors.take("tax")["token"], ears=COUNTING + LOCKING)
    root, switch = page.locator("html"), page.get_by_role("switch")
    switch.click()
    expect(switch).to_have_attribute("aria-checked", "true")
    expect(root).to_have_attribute("data-locks", "1")
    sleep(page, lambda: None)
    assert page.evaluate("lock.released") is False
    expect(root).to_have_attribute("data-locks", "1")
    page.evaluate("lock.released = true")  # as browsers do out of sight
    sleep(page, lambda: None)
    expect(root).to_have_attribute("data-locks", "2")
    switch.click()
    expect(switch).to_have_attribute("aria-checked", "false")
    assert page.evaluate("lock.released") is True
    root.evaluate("root => { root.dataset.refuses = 1; }")
    switch.click()
    expect(page.get_by_text("可能正在省电模式")).to_be_visible()
    expect(switch).to_have_attribute("aria-checked", "false")


def test_over_plain_http_the_page_says_that_the_screen_may_lock(
    new_page: Callable[..., Page], hall: Server, visitors: Client
) -> None:
    """Where browsers have no wake lock no switch is offered that would do nothing; what helps is said instead."""
    hall.stop()
    hall.configuration = hall.configuration.replace("host_names = []", f'host_names = ["{ELSEWHERE}"]')
    hall.start()
    page = new_page(viewport=PHONE, expected=("Cross-Origin-Opener-Policy",))
    page.goto(f"http://{ELSEWHERE}:{hall.port}/t/{visitors.take('tax')['token']}")
    expect(page.locator("[data-awake=never]")).to_contain_text("自动锁屏")
    expect(page.get_by_role("switch")).to_have_count(0)


def test_the_first_load_is_light(new_page: Callable[..., Page], hall: Server, visitors: Client) -> None:
    """Everything a phone loads to show its ticket, fonts aside, is below 100 kB."""
    mine = visitors.take("tax")
    page = new_page(viewport=PHONE)
    page.goto(f"{hall.url}/t/{mine['token']}", wait_until="networkidle")
    loaded: dict[str, int] = page.evaluate(LOADED)
    assert len(loaded) > 10
    assert sum(loaded.values()) < LIGHT_BYTES, loaded


def finish(hall: Server, *, notice: bool = False) -> None:
    """Have the first who waits at counter 4 served, told what is missing if so wished, and sent home."""
    clerk = Client(hall.url).sign_in("li", counter="4")
    for step in ("open", "call-next", "start"):
        clerk.step("4", step)
    if notice:
        clerk.step("4", "notices", {"guide": "tax-invoice", "missing": ["application"]})
    clerk.step("4", "finish")


def test_a_visit_is_rated_from_the_phone_once(new_page: Callable[..., Page], hall: Server, visitors: Client) -> None:
    """When the visit ends the phone asks; a low score wants a reason; thanked, it asks no more, here or elsewhere."""
    mine = visitors.take("tax")
    page, other = (
        open_ticket(new_page, hall, mine["token"]),
        open_ticket(new_page, hall, mine["token"], expected=("409",)),
    )
    expect(page.locator("[data-score]")).to_have_count(0)
    finish(hall)
    expect(other.locator("[data-score]")).to_have_count(5)
    page.locator("[data-score='1']").click()
    expect(page.locator("[data-send]")).to_be_disabled()
    page.locator("[data-reason=slow]").click()
    page.locator("[data-send]").click()
    expect(page.get_by_text("感谢您的评价")).to_be_visible()
    page.reload()
    expect(page.get_by_text("感谢您的评价")).to_be_visible()
    other.locator("[data-score='5']").click()
    expect(other.get_by_role("alert")).to_contain_text("已经评价过了")
    expect(other.locator("[data-score]")).to_have_count(0)


def test_what_is_missing_is_on_the_phone(new_page: Callable[..., Page], hall: Server, visitors: Client) -> None:
    """A one-time notice given at the counter appears on the open page, and leads to what is still to bring."""
    mine = visitors.take("tax")
    page = open_ticket(new_page, hall, mine["token"])
    expect(page.locator("#told")).to_have_count(0)
    finish(hall, notice=True)
    page.locator(".links a").click()
    expect(page.locator("main")).to_contain_text("告知")
    page.wait_for_load_state()  # the server ends before the page does


def test_midnight_takes_an_open_ticket_kindly(evening: Server, new_page: Callable[..., Page]) -> None:
    """A page left open says by itself that the ticket is of yesterday, and so does its address the next morning."""
    hall = evening
    mine = Client(hall.url).take("tax")
    page = open_ticket(new_page, hall, mine["token"], expected=("404",))
    expect(page.locator("[data-status=waiting]")).to_be_visible()
    hall.clock.move(HOUR_S + 60)
    expect(page.get_by_role("heading", level=1)).to_have_text("这张号票不在今天的记录里")
    page.goto(f"{hall.url}/t/{mine['token']}?lang=en")
    expect(page.get_by_role("heading", level=1)).to_have_text("This ticket is not among today's")
