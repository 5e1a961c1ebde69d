"""A hall that has run for long: what has grown leaves the rest in reach, and nothing is lost behind it."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.browser.test_people import sign_in
from tests.hallclient import Client, Server
from tests.patience import PATIENCE_S


def test_who_has_left_stands_behind_who_works_here(hall: Server, new_page: Callable[..., Page]) -> None:
    """A disabled account is out of the list and still to be found, to be enabled again."""
    manager = Client(hall.url).sign_in("chen")
    path = f"{hall.url}/api/v1/staff/wang"
    assert manager.http.patch(path, json={"disabled": True}, timeout=PATIENCE_S).status_code == 200
    page = new_page()
    sign_in(page, f"{hall.url}/counter/manager/staff", "chen", "4711")
    expect(page.locator("[data-staff=li]")).to_be_visible()
    expect(page.locator("[data-staff=wang]")).to_be_hidden()
    page.get_by_text("已停用的账号（1 个）").click()
    page.locator("[data-staff=wang] [data-enable]").click()
    expect(page.locator("[data-left]")).to_have_count(0)
    expect(page.locator("[data-staff=wang]")).to_be_visible()


def test_many_open_enquiries_leave_the_floor_in_reach(
    hall: Server, visitors: Client, new_page: Callable[..., Page]
) -> None:
    """The ten oldest are in sight, the others behind a line that says how many they are."""
    visitors.take("enquiry")
    clerk = Client(hall.url).sign_in("li")
    for step in ("open", "call-next"):
        clerk.step("9", step)
    for n in range(12):
        clerk.step("9", "enquiries", {"about": f"第{n}问"})
    page = new_page()
    sign_in(page, f"{hall.url}/counter/manager", "chen", "4711")
    card = page.locator("[data-enquiries]")
    expect(card.locator("[data-enquiry]:visible")).to_have_count(10)
    card.get_by_text("另有 2 条").click()
    expect(card.locator("[data-enquiry]:visible")).to_have_count(12)


def test_much_feedback_and_many_past_faults_leave_the_rest_in_reach(
    hall: Server, new_page: Callable[..., Page]
) -> None:
    """What is due next is in sight, as are the newest faults; the others behind a line that says how many they are."""
    manager = Client(hall.url).sign_in("chen")
    for n in range(12):
        assert manager.post("/feedback", {"kind": "suggestion", "text": f"第{n}条"}).status_code == 201
        (fault,) = manager.post("/device-faults", {"device": f"第{n}把椅子", "text": "坏了"}).json()["faults"][:1]
        assert manager.post(f"/device-faults/{fault['id']}/ended", {"remark": "修好了"}).status_code == 200
    page = new_page()
    sign_in(page, f"{hall.url}/counter/feedback", "chen", "4711")
    expect(page.locator("[data-list]")).to_be_visible()
    for path, part, row in (("feedback", "[data-list]", "feedback"), ("patrol", "[data-part=faults-before]", "fault")):
        page.goto(f"{hall.url}/counter/{path}")
        card = page.locator(part)
        expect(card.locator(f"[data-{row}]:visible")).to_have_count(10)
        card.get_by_text("另有 2 条").click()
        expect(card.locator(f"[data-{row}]:visible")).to_have_count(12)
