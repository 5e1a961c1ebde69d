"""Appointments over HTTP and as plain pages: booked by anybody, checked in at kiosks, seen by staff."""

import html
import re
from datetime import date, timedelta
from pathlib import Path

import pytest
from werkzeug.test import TestResponse

import server
from hall.appointments.book import AppointmentBook
from hall.appointments.desk import AppointmentDesk
from hall.configuration import read_table
from hall.forecast.book import Forecast
from hall.staff.book import StaffBook
from tests.halls import MONDAY, NOON, Clock

OUTSIDE, KIOSK = "203.0.113.9", "127.0.0.1"
DAY = "2026-11-23"
AT = f"{DAY}T13:00:00+08:00"


class Hall:
    """The sample hall in process, on a Monday at eleven, with its own hours."""

    def __init__(self, folder: Path) -> None:
        table = read_table(server.ROOT / "config.toml")
        table["hours"] = table["hours"] | {"calendar": "none", "exceptions": {}}
        self.clock = Clock(NOON - 3600)
        self.hall = server.build(
            table | {"voice": {"enabled": False}}, folder, async_mode="threading", clock=self.clock
        )
        self.http = self.hall.app.test_client(use_cookies=False)
        self.bearer = ""

    def ask(self, method: str, path: str, body: object = None, at: str = OUTSIDE, key: str = "") -> TestResponse:
        """Call the API."""
        headers = {"Idempotency-Key": key} if key else {}
        headers |= {"Authorization": f"Bearer {self.bearer}"} if self.bearer else {}
        where = {"REMOTE_ADDR": at}
        return self.http.open(f"/api/v1{path}", method=method, json=body, headers=headers, environ_base=where)

    def book(self, **more: str) -> dict[str, str]:
        """Book a slot."""
        made = self.ask("POST", "/appointments", {"service": "tax", "at": AT, **more})
        assert made.status_code == 201, made.text
        return dict(made.get_json())

    def check_in(self, code: str, at: str = KIOSK) -> TestResponse:
        """Check in."""
        return self.ask("POST", "/appointments/check-in", {"code": code}, at=at)

    def page(self, path: str, form: dict[str, str] | None = None) -> TestResponse:
        """Open a page, or send its form."""
        where = {"REMOTE_ADDR": OUTSIDE}
        return (
            self.http.get(path, environ_base=where)
            if form is None
            else self.http.post(path, data=form, environ_base=where)
        )


@pytest.fixture
def hall(tmp_path: Path) -> Hall:
    return Hall(tmp_path)


def test_from_booking_to_the_ticket(hall: Hall) -> None:
    """As the contract says: slots, 201 with what the visitor keeps, check-in 201 and then 200 with the same ticket."""
    slots = hall.ask("GET", f"/appointments/slots?service=tax&date={DAY}").get_json()
    assert slots[0] == {"at": "2026-11-23T11:10:00.000+08:00", "free": 3}
    made = hall.ask("POST", "/appointments", {"service": "tax", "at": AT, "phone": "13800138000"}, key="k")
    receipt = made.get_json()
    assert (made.status_code, sorted(receipt)) == (201, ["at", "code", "service", "token", "url"])
    assert receipt["url"].endswith(f"/a/{receipt['token']}")
    again = hall.ask("POST", "/appointments", {"service": "tax", "at": AT, "phone": "13800138000"}, key="k")
    assert again.get_json() == receipt
    own = hall.ask("GET", f"/appointments/{receipt['token']}")
    assert own.get_json()["status"] == "booked"
    assert "13800138000" not in own.text
    assert hall.check_in(receipt["code"], OUTSIDE).status_code == 403
    hall.clock.now = NOON + 3000
    first = hall.check_in(receipt["code"])
    assert (first.status_code, first.get_json()["class"]) == (201, "appointment")
    for code in (receipt["token"], receipt["url"], "8000"):
        second = hall.check_in(code)
        assert (second.status_code, second.get_json()["id"]) == (200, first.get_json()["id"])
    assert hall.ask("GET", f"/appointments/{receipt['token']}").get_json()["status"] == "arrived"


def test_a_full_slot_is_409_and_nothing_is_booked_twice(hall: Hall) -> None:
    """A slot takes as many as it has places, from a kiosk without a pace; strangers' bookings have one."""
    answers = [hall.ask("POST", "/appointments", {"service": "tax", "at": AT}, at=KIOSK) for _ in range(30)]
    assert sorted(one.status_code for one in answers) == [201] * 3 + [409] * 27
    assert len({one.get_json()["code"] for one in answers if one.status_code == 201}) == 3
    later = {"service": "tax", "at": f"{DAY}T13:40:00+08:00"}
    told = [hall.ask("POST", "/appointments", later).status_code for _ in range(25)]
    assert (told.count(201), told[-1]) == (3, 429)


def test_change_and_cancel(hall: Hall) -> None:
    """By the visitor's own token; a used up one says so."""
    token = hall.book()["token"]
    changed = hall.ask("POST", f"/appointments/{token}/change", {"at": f"{DAY}T14:20:00+08:00"})
    assert changed.get_json()["at"] == "2026-11-23T14:20:00.000+08:00"
    assert hall.ask("POST", f"/appointments/{token}/cancel", {}).get_json()["status"] == "cancelled"
    refused = hall.ask("POST", f"/appointments/{token}/change", {"at": AT})
    assert (refused.status_code, refused.get_json()["type"]) == (409, "urn:hallcall:appointment-cancelled")
    assert hall.ask("GET", "/appointments/guess").status_code == 404


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ({}, 422),
        ({"service": "nothing", "at": AT}, 422),
        ({"service": "fund", "at": AT}, 409),
        ({"service": "tax", "at": "2026-11-23T13:00:00"}, 422),
        ({"service": "tax", "at": "9999-12-31T23:59:59-12:00"}, 422),
        ({"service": "tax", "at": "0001-01-01T00:00:00+14:00"}, 422),
        ({"service": "tax", "at": "2026-11-23T13:01:00+08:00"}, 422),
        ({"service": "tax", "at": "2026-11-23T08:30:00+08:00"}, 422),
        ({"service": "tax", "at": AT, "phone": "<b>"}, 422),
        ({"service": "tax", "at": AT, "name": "x" * 41}, 422),
        ({"service": "tax", "at": AT, "lang": "fr"}, 422),
        ({"service": "tax", "at": AT, "more": 1}, 422),
    ],
)
def test_wrong_bookings_are_refused(hall: Hall, body: dict[str, object], status: int) -> None:
    """Each with a sentence, none with a fault of the program."""
    answer = hall.ask("POST", "/appointments", body)
    assert answer.status_code == status, answer.text
    assert answer.get_json()["detail"]


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ("service=tax&date=2026-13-01", 422),
        ("service=tax&date=", 422),
        ("service=x", 422),
        ("", 422),
        ("service=tax&date=9999-12-31", 200),
        ("service=tax&date=0001-01-01", 200),
        ("service=fund", 200),
        ("service=tax", 200),
    ],
)
def test_slots_of_any_date(hall: Hall, query: str, status: int) -> None:
    """What is out of reach or not offered has none; what is no date is refused."""
    assert hall.ask("GET", f"/appointments/slots?{query}").status_code == status


def test_guessed_codes_are_slowed_down(hall: Hall) -> None:
    """After ten in a row that are nobody's a kiosk waits, whatever it asks for; a right one before begins anew."""
    code = hall.book()["code"]
    hall.clock.now = NOON + 3600
    wrong = f"{(int(code) + 1) % 10**8:08}"
    assert [hall.check_in(wrong).status_code for _ in range(9)] == [404] * 9
    assert hall.check_in(code).status_code == 201
    assert [hall.check_in(wrong).status_code for _ in range(10)] == [404] * 10
    slowed = hall.check_in(code)
    assert (slowed.status_code, int(slowed.headers["Retry-After"]) > 0) == (429, True)


def test_staff_see_what_is_booked_and_what_does_not_fit(hall: Hall) -> None:
    """With name and number for who helps visitors; the manager is told of bookings that a new plan cannot keep."""
    made = hall.book(name="王<b>", phone="13800138000")
    assert hall.ask("GET", "/appointments").status_code == 401
    asked = hall.page("/counter/appointments").text
    assert 'id="sign-in"' in asked
    assert made["code"] not in asked
    hall.hall.context[StaffBook].add("chen", "chen", "manager", "4711", "console")
    hall.bearer = hall.hall.context[StaffBook].sign_in("chen", "4711", None, "here")[0]
    (one,) = hall.ask("GET", "/appointments").get_json()
    assert (one["name"], one["phone"], one["fits"]) == ("王<b>", "13800138000", True)
    assert hall.ask("GET", f"/appointments?date={DAY}").get_json() == [one]
    assert hall.ask("GET", "/appointments?date=x").status_code == 422
    asked = hall.ask("GET", "/plan").get_json()
    asked["plan"]["hours"]["mon"] = ["08:30-12:00"]
    put = hall.http.put(
        "/api/v1/plan",
        json={"plan": asked["plan"]},
        headers={"If-Match": f'"{asked["version"]}"', "Authorization": f"Bearer {hall.bearer}"},
    )
    assert put.status_code == 200, put.text
    (fault,) = [f for f in hall.ask("GET", "/faults").get_json() if f["code"] == "appointments_unfit"]
    assert made["code"] in fault["text"]["zh"]
    assert hall.ask("GET", "/appointments").get_json()[0]["fits"] is False
    hall.bearer = ""
    assert "banner is-warn" in hall.page(f"/a/{made['token']}").text


def test_what_is_booked_is_looked_ahead_to(hall: Hall) -> None:
    """Until its visitor has a ticket."""
    code = hall.book()["code"]
    hall.clock.now = NOON + 3600
    to_come = hall.hall.context[AppointmentDesk].to_come
    assert [(one.service, one.slot) for one in to_come()] == [("tax", NOON + 3600)]
    hall.check_in(code)
    assert to_come() == []


def test_slots_have_the_places_that_visits_really_leave(hall: Hall, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the days before have taught that visits take twice as long, half as many may book; nothing else changes."""
    where = f"/appointments/slots?service=tax&date={MONDAY + timedelta(days=1)}"
    usual = hall.ask("GET", where).get_json()
    forecast = hall.hall.context[Forecast]
    monkeypatch.setattr(forecast, "times_before", lambda usual_s: {name: 2 * one for name, one in usual_s.items()})
    taught = hall.ask("GET", where).get_json()
    assert [one["at"] for one in taught] == [one["at"] for one in usual]
    assert {one["free"] for one in usual} == {3}
    assert {one["free"] for one in taught} == {1}


def address(page: TestResponse) -> str:
    """Where a page's form is sent."""
    found = re.search(r'<form [^>]*action="([^"]*)"', page.text)
    assert found is not None
    return html.unescape(found[1])


def fields(page: TestResponse) -> dict[str, str]:
    """The hidden fields of a page's form."""
    return dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', page.text))


def test_the_pages_work_without_scripts(hall: Hall) -> None:
    """Service, slot, confirm, the own page; sent twice it is one booking; changed, kept in the calendar, cancelled."""
    assert "/book?lang=zh&amp;service=tax" in hall.page("/book?lang=zh").text
    slots = hall.page(f"/book?lang=zh&service=tax&date={DAY}").text
    link = re.search(r'href="(/book\?[^"]*at=[^"]*13%3A00[^"]*)"', slots)
    assert link is not None
    form = address(hall.page(html.unescape(link[1])))
    sent = [hall.page(form, {"name": "", "phone": "13800138000"}) for _ in range(2)]
    assert {one.status_code for one in sent} == {303}
    assert sent[0].location == sent[1].location
    own = sent[0].location
    page = hall.page(own)
    token = own.split("?")[0].removeprefix("/a/")
    code = hall.ask("GET", f"/appointments/{token}").get_json()["code"]
    assert f"{code[:4]} {code[4:]}" in page.text
    assert page.text.count("<script") == 1  # for who goes back to it
    assert "13800138000" not in page.text
    calendar = hall.page(f"/a/{token}/appointment.ics?lang=zh")
    assert "DTSTART:20261123T050000Z\r\n" in calendar.text
    assert all(len(line.encode()) <= 75 for line in calendar.text.split("\r\n"))
    assert hall.page(f"/a/{token}/qr.svg").mimetype == "image/svg+xml"
    changing = hall.page(f"/a/{token}/change?date={DAY}")
    later = f"{DAY}T14:20:00+08:00"
    assert later in changing.text
    assert hall.page(f"/a/{token}/change?lang=zh", fields(changing) | {"at": later}).status_code == 303
    assert "14:20" in hall.page(own).text
    assert hall.page(f"/a/{token}/cancel?lang=zh", {"key": "x"}).status_code == 303
    assert 'data-status="cancelled"' in hall.page(own).text
    gone = hall.page("/a/guess?lang=zh")
    assert (gone.status_code, "没有找到这个预约" in gone.text) == (404, True)


@pytest.mark.parametrize(
    ("form", "status"),
    [
        ({}, 422),
        ({"service": "tax", "at": "soon"}, 422),
        ({"service": "tax", "at": "2026-11-23T13:00:00"}, 422),
        ({"service": "tax", "at": AT, "phone": "12"}, 422),
        ({"service": "<script>", "at": AT}, 422),
        ({"service": "fund", "at": AT}, 409),
    ],
)
def test_a_form_that_is_refused_says_why_and_offers_the_next_step(
    hall: Hall, form: dict[str, str], status: int
) -> None:
    """The page is shown again with a sentence."""
    page = hall.page("/book?lang=en", form)
    assert page.status_code == status
    assert 'role="alert"' in page.text
    assert "/book?" in page.text
    assert "<script>" not in page.text


@pytest.mark.parametrize("at", ["9999-12-31T23:59:59-12:00", "0001-01-01T00:00:00+14:00", "x", "", "%00"])
def test_no_time_in_an_address_is_a_fault(hall: Hall, at: str) -> None:
    """Whatever the address says, the page answers."""
    assert hall.page(f"/book?service=tax&at={at}").status_code == 200


def form_of(hall: Hall, at: str = "13%3A00") -> str:
    """The address of the form for a free slot."""
    slots = hall.page(f"/book?lang=zh&service=tax&date={DAY}").text
    link = re.search(rf'href="(/book\?[^"]*at=[^"]*{at}[^"]*)"', slots)
    assert link is not None
    return html.unescape(link[1])


def test_who_goes_back_because_no_answer_came_books_once(hall: Hall) -> None:
    """Loaded anew and sent with the same words it is one; with others, or from the slots on, it is another."""
    form = form_of(hall)
    first, again = (hall.page(address(hall.page(form)), {"phone": "13800138000"}).location for _ in range(2))
    assert first == again
    other = hall.page(address(hall.page(form)), {"phone": "13800138001"}).location
    afresh = hall.page(address(hall.page(form_of(hall))), {"phone": "13800138000"}).location
    assert len({first, other, afresh}) == 3


def test_a_number_is_read_as_it_is_typed_and_pasted(hall: Hall) -> None:
    """In full width, with spaces around and marks of direction: its last digits tell it."""
    made = hall.page(address(hall.page(form_of(hall))), {"phone": "\u202d ＋８６　１３８００１３８６４２\u202c"})
    assert made.status_code == 303
    book = hall.hall.context[AppointmentBook]
    (one,) = book.on(date.fromisoformat(DAY))
    assert book.details(one) == {"phone": "+86 13800138642"}


def test_what_was_typed_is_kept_when_it_is_refused(hall: Hall) -> None:
    """The form again where the number is wrong; where the slot is gone another is chosen, and the form has it still."""
    form = address(hall.page(form_of(hall)))
    wrong = hall.page(form, {"name": "王", "phone": "没有"})
    assert (wrong.status_code, "电话号码没有写对" in wrong.text) == (422, True)
    assert ('value="王"' in wrong.text, address(wrong)) == (True, form)
    assert address(hall.page(form.replace("13%3A00%3A00", "13%3A00%3A00.000"), {"phone": "没有"})) == form
    for phone in range(3):
        hall.page(address(hall.page(form_of(hall))), {"phone": f"1380013800{phone}"})
    full = hall.page(form, {"name": "王", "phone": "13800138009"})
    assert full.status_code == 409
    again = hall.page(address(full), fields(full) | {"at": f"{DAY}T14:20:00+08:00"})
    assert (again.status_code, 'value="13800138009"' in again.text) == (200, True)
    assert hall.page(address(again), {"name": "王", "phone": "13800138009"}).status_code == 303


def test_another_language_shows_the_same_step(hall: Hall) -> None:
    """Of the form for a slot, of a day's slots, and of an appointment whose cancelling was refused."""
    form = form_of(hall)
    switch = re.search(r'href="(\?[^"]*lang=en[^"]*)"', hall.page(form).text)
    assert switch is not None
    english = hall.page(f"/book{html.unescape(switch[1])}")
    assert "Confirm" in english.text
    assert "The telephone number is not right" in hall.page(address(english), {"phone": "x"}).text
    assert hall.page("/a/anything/cancel?lang=en").location == "/a/anything?lang=en"
