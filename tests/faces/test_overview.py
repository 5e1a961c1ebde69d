"""The overview over HTTP: alarms, since when, who took note; visitors in nobody's hands and what is done for them."""

from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient

import server
from hall.alarms.book import AlarmBook
from hall.configuration import read_table
from hall.demo import stage
from hall.journal.actor import Actor
from hall.queue.state.ticket import Ticket
from hall.staff.book import StaffBook
from hall.web.hall import Hall
from tests.halls import NOON, Clock

LI = Actor("li")


class Office:
    """A hall that is always open, its manager, its inspector, and a clock that tests move."""

    def __init__(self, folder: Path) -> None:
        self.clock = Clock(NOON)
        table = stage.always_open(read_table(server.ROOT / "config.toml"), "http://127.0.0.1:8000")
        quiet = {"voice": {"enabled": False}, "limits": {"many_waiting": 2, "call_stands_min": 5}}
        self.hall: Hall = server.build(table | quiet, folder, async_mode="threading", clock=self.clock)
        self.http: FlaskClient = self.hall.app.test_client()
        self.desk = self.hall.context.desk
        staff = self.hall.context[StaffBook]
        for role in ("manager", "inspector", "guide"):
            staff.add(role, role, role, "4711", "console")
        self.tokens = {r: staff.sign_in(r, "4711", None, "here")[0] for r in ("manager", "inspector", "guide")}

    def ask(self, method: str, path: str, body: object = None, by: str = "manager", key: str | None = None) -> Any:
        headers = {"Authorization": f"Bearer {self.tokens[by]}"} | ({"Idempotency-Key": key} if key else {})
        answer = self.http.open(f"/api/v1{path}", method=method, json=body, headers=headers)
        return answer.status_code, answer.get_json()

    def floor(self) -> Any:
        """What the manager sees once the hall has looked."""
        self.hall.jobs.run()
        self.hall.follower.follow()
        return self.ask("GET", "/floor")[1]

    def alarm(self, code: str) -> Any:
        return next((one for one in self.floor()["alarms"] if one["code"] == code), None)

    def takes(self, service: str) -> Ticket:
        ticket = self.desk.issue(Actor("kiosk"), service, "normal", "zh").ticket
        assert ticket is not None
        return ticket


@pytest.fixture
def office(tmp_path: Path) -> Office:
    """An office of its own for each test."""
    return Office(tmp_path)


def acknowledge(office: Office, alarm: Any, by: str = "manager") -> tuple[int, Any]:
    seen = {name: alarm[name] for name in ("code", "about", "degree")}
    answer: tuple[int, Any] = office.ask("POST", "/alarms/acknowledge", seen, by)
    return answer


def test_an_alarm_is_taken_note_of_and_rings_again_when_it_is_worse(office: Office) -> None:
    """Three wait where two may: named in both languages; noted with who and when; at five it rings anew."""
    for _ in range(3):
        office.takes("tax")
    alarm = office.alarm("many_waiting")
    assert (alarm["about"], alarm["degree"], alarm["noted"]) == ("tax", 1, None)
    assert (alarm["text"]["zh"], alarm["text"]["en"][:14]) == ("税务服务：3 人等候，请增开窗口", "Tax: 3 waiting")
    assert alarm["since"].startswith("2026-11-23T12:00:00")
    status, alarms = acknowledge(office, alarm)
    noted = next(one for one in alarms if one["code"] == "many_waiting")["noted"]
    assert (status, noted["by"], noted["at"][:16]) == (200, "manager", "2026-11-23T12:00")
    office.takes("tax")
    assert office.alarm("many_waiting")["noted"] is not None
    office.takes("tax")
    worse = office.alarm("many_waiting")
    assert (worse["degree"], worse["noted"], worse["since"]) == (2, None, alarm["since"])


def test_the_thresholds_are_settings_of_the_plan(office: Office) -> None:
    """A call may stand for five minutes here; changed to one in the browser, it counts from then on."""
    office.desk.open_counter(LI, "2")
    office.takes("tax")
    office.desk.call_number(LI, "2", "C001")
    office.clock.now += 120
    assert office.alarm("call_stands") is None
    _, now = office.ask("GET", "/plan")
    plan = now["plan"] | {"limits": {**now["plan"]["limits"], "call_stands_min": 1}}
    headers = {"Authorization": f"Bearer {office.tokens['manager']}", "If-Match": f'"{now["version"]}"'}
    assert office.http.put("/api/v1/plan", json={"plan": plan}, headers=headers).status_code == 200
    alarm = office.alarm("call_stands")
    assert (alarm["about"], alarm["degree"]) == ("2", 2)
    assert alarm["text"]["zh"] == "2号窗口：C001 已呼叫 2 分钟，办事人还没有到"


def test_what_does_not_work_stands_in_the_same_list(office: Office) -> None:
    """A fault has its since and its note as the alarms of the floor have; what is noted comes last."""
    office.takes("tax")
    fault = office.alarm("unattended")
    assert fault["since"] is not None
    assert acknowledge(office, fault)[0] == 200
    for _ in range(3):
        office.takes("medical")
    codes = [one["code"] for one in office.floor()["alarms"] if one["code"] in {"many_waiting", "unattended"}]
    assert codes == ["many_waiting", "unattended"]


def test_who_only_looks_takes_note_of_nothing(office: Office) -> None:
    """An inspector and the guide desk see the floor; neither answers for it. What is over, and nonsense, is refused."""
    for _ in range(3):
        office.takes("tax")
    alarm = office.alarm("many_waiting")
    for role in ("inspector", "guide"):
        assert acknowledge(office, alarm, role)[0] == 403
        assert office.ask("POST", "/visitors/C001/send", {"service": "medical"}, role)[0] == 403
    assert acknowledge(office, alarm | {"about": "nobody"})[0] == 404
    for wrong in ({}, alarm | {"degree": 0}, alarm | {"code": ""}, {"code": "a", "about": "b", "degree": "1"}):
        assert office.ask("POST", "/alarms/acknowledge", wrong)[0] == 422
    assert office.hall.context[AlarmBook].find("many_waiting", "tax") is not None


def test_a_visitor_in_nobodys_hands_is_sent_called_and_let_back(office: Office) -> None:
    """From the list to a counter and back, each act once however often it is sent, and each on the audit report."""
    office.desk.open_counter(LI, "2")
    number = office.takes("household").number
    (loose,) = [one for one in office.floor()["loose"] if one["number"] == number]
    assert (loose["why"], loose["service"], loose["counter"]) == ("unattended", "household", None)
    for _ in range(2):
        status, sent = office.ask("POST", f"/visitors/{number}/send", {"service": "tax", "counter": "2"}, key="s")
        assert (status, sent["service"], sent["status"]) == (200, "tax", "waiting")
    assert [one["why"] for one in office.floor()["loose"]] == ["one_counter"]
    status, called = office.ask("POST", f"/visitors/{number}/call", {"counter": "2"})
    assert (status, called["status"], called["counter"]) == (200, "called", "2")
    assert office.ask("POST", f"/visitors/{number}/call", {"counter": "2"})[0] == 409
    office.desk.no_show(LI, "2")
    assert [one["why"] for one in office.floor()["loose"]] == ["missed"]
    assert office.ask("POST", f"/visitors/{number}/return", {})[1]["status"] == "waiting"
    day = "from=2026-11-23&to=2026-11-23"
    _, audit = office.ask("GET", f"/statistics/audit?{day}")
    acts = [(row["by"], row["what"], row["about"]) for row in audit["rows"] if row["what"].startswith("directed")]
    assert acts == [("manager", "directed_sent", number), ("manager", "directed_called", number)]


@pytest.mark.parametrize(
    ("path", "body", "status"),
    [
        ("A999/send", {"service": "tax"}, 404),
        ("C001/send", {"service": "zzz"}, 422),
        ("C001/send", {"counter": "2"}, 409),
        ("C001/send", {"counter": 2}, 422),
        ("C001/send", {"service": "\u202e" * 99}, 422),
        ("C001/call", {}, 422),
        ("C001/call", {"counter": "99"}, 404),
        ("C001/call", {"counter": "2"}, 409),
        ("C001/return", {}, 409),
        ("%00/send", {}, 404),
    ],
)
def test_what_cannot_be_done_is_said(office: Office, path: str, body: object, status: int) -> None:
    """By field or reason; nothing is an error of the server's."""
    office.takes("tax")
    assert office.ask("POST", f"/visitors/{path}", body)[0] == status
