"""What a visitor asks for on the phone is done, and no answer comes: it is done once, and the page tells the truth."""

from collections.abc import Callable

from playwright.sync_api import Page, Route, expect

from tests.browser.test_kiosk_barriers import PHONE
from tests.hallclient import Client, Server


def lose(page: Page, path: str) -> list[bool]:
    """Have done what is asked there, and lose every answer until the list says so."""
    is_lost = [True]

    def handle(route: Route) -> None:
        if not is_lost[0]:
            return route.fallback()
        route.fetch()
        return route.abort()

    page.route(path, handle)
    return is_lost


def phone_at(new_page: Callable[..., Page], address: str) -> Page:
    """Open a page on a phone whose network fails."""
    phone = new_page(viewport=PHONE, expected=("ERR_FAILED",))
    phone.goto(address)
    return phone


def test_a_complaint_is_received_once(new_page: Callable[..., Page], hall: Server) -> None:
    """Sent again with the same words; what was written is there still, and it is not said that it was not sent."""
    phone = phone_at(new_page, f"{hall.url}/feedback")
    phone.fill("#text", "饮水机坏了")
    is_lost = lose(phone, "**/complaints")
    phone.locator("[data-send]").click()
    expect(phone.get_by_role("alert")).to_contain_text("不知道是否已经提交")
    is_lost[0] = False
    phone.locator("[data-send]").click()
    expect(phone.locator(".receipt-number")).to_be_visible()
    assert len(Client(hall.url).sign_in("chen").get("/feedback").json()["feedback"]) == 1


def test_what_was_written_is_there_when_the_page_is_loaded_anew(new_page: Callable[..., Page], hall: Server) -> None:
    """By the phone that was short of memory, or in another language; once it is received it is gone."""
    phone = phone_at(new_page, f"{hall.url}/feedback")
    phone.fill("#text", "写到一半")
    phone.locator("[value=praise]").check()
    phone.reload()
    expect(phone.locator("#text")).to_have_value("写到一半")
    expect(phone.locator("[value=praise]")).to_be_checked()
    phone.get_by_role("button", name="English").click()
    expect(phone.locator("html")).to_have_attribute("lang", "en")
    expect(phone.locator("#text")).to_have_value("写到一半")
    phone.locator("[data-send]").click()
    expect(phone.locator(".receipt-number")).to_be_visible()
    phone.reload()
    expect(phone.locator("#text")).to_have_value("")


def test_an_answer_is_judged_and_the_page_says_so(new_page: Callable[..., Page], hall: Server) -> None:
    """It was closed at the first press: pressed again it is no refusal; nor is it in a second window."""
    given = Client(hall.url).post("/complaints", {"text": "饮水机坏了"}).json()
    chen = Client(hall.url).sign_in("chen")
    for step, body in (("accept", {}), ("answer", {"text": "已更换"})):
        assert chen.post(f"/feedback/{given['number']}/{step}", body).status_code == 200
    phone = phone_at(new_page, f"{hall.url}/f/{given['token']}")
    second = new_page(viewport=PHONE, expected=("409",))
    second.goto(phone.url)
    is_lost = lose(phone, "**/judgement")
    phone.locator("[data-judge=yes]").click()
    expect(phone.get_by_role("alert")).to_be_visible()
    is_lost[0] = False
    phone.locator("[data-judge=yes]").click()
    expect(phone.get_by_role("heading", level=1)).to_have_text("已办结")
    second.locator("[data-judge=no]").click()
    expect(second.get_by_role("heading", level=1)).to_have_text("已办结")


def test_a_place_given_up_is_not_called_kept(new_page: Callable[..., Page], hall: Server, visitors: Client) -> None:
    """The line tells of it, and nobody reads beside it that nothing was done."""
    phone = phone_at(new_page, f"{hall.url}/t/{visitors.take('tax')['token']}")
    expect(phone.locator("html")).to_have_attribute("data-line", "live")
    lose(phone, "**/cancel")
    phone.locator('[data-act="give-up"]').click()
    for tried in range(3):  # as often as one call asks
        with phone.expect_event("requestfailed"):
            if not tried:
                phone.locator('[data-act="yes"]').click()
    expect(phone.locator("[data-status=cancelled]")).to_be_visible()
    phone.evaluate("() => new Promise(requestAnimationFrame)")
    expect(phone.locator("#said")).to_have_count(0)


def test_a_number_in_full_width_is_messaged(new_page: Callable[..., Page], server: Server) -> None:
    """As a Chinese keyboard types it, with a space that came along; what is no number is said in words."""
    server.configuration = server.configuration.replace(
        'kind = "off"', 'kind = "http"\naddress = "http://127.0.0.1:9"', 1
    )
    server.configuration = server.configuration.replace(
        "platform_networks = []", 'platform_networks = ["127.0.0.0/8"]', 1
    )
    server.start()
    ticket = Client(server.url).take("tax")
    phone = new_page(viewport=PHONE, expected=("422",))
    phone.goto(f"{server.url}/t/{ticket['token']}")
    for number in ("明天", " １３８　００１３　８０００"):
        phone.locator('[data-act="reminder"]').click()
        phone.locator("[name=phone]").fill(number)
        phone.locator('[data-act="reminder-yes"]').click()
        if number == "明天":
            expect(phone.locator("#said")).to_contain_text("电话号码没有写对")
    expect(phone.locator('[data-act="reminder-stop"]')).to_be_visible()


def test_a_rating_that_came_through_is_no_trouble(
    new_page: Callable[..., Page], hall: Server, visitors: Client
) -> None:
    """Its answer is lost: the next visitor is not told of a server out of reach."""
    visitors.take("tax")
    clerk = Client(hall.url).sign_in("li", counter="4")
    for step in ("open", "call-next", "start", "finish"):
        clerk.step("4", step)
    tablet = new_page(viewport={"width": 1280, "height": 800}, expected=("ERR_FAILED",))
    tablet.goto(f"{hall.url}/counter/4/rate")
    lose(tablet, "**/rating")
    for tried in range(3):  # as often as one call asks
        with tablet.expect_event("requestfailed"):
            if not tried:
                tablet.locator("[data-score='5']").click()
    expect(tablet.locator("h1")).to_have_text("您好，很高兴为您服务")
    tablet.evaluate("() => new Promise(requestAnimationFrame)")
    expect(tablet.get_by_role("alert")).to_have_count(0)
