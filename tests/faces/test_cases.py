"""Cases over HTTP: the whole road, who may take it, and what everybody else is told."""

import re
from pathlib import Path

import pytest

from tests.hallclient import Client, Server
from tests.patience import PATIENCE_S

ACCEPT = {"guide": "company-setup"}
STEPS = {
    "review": {},
    "decide": {"outcome": "granted"},
    "prolong": {"workdays": 3, "reason": "hearing"},
    "withdraw": {},
    "collect": {"receipt": "222222"},
    "reprint": {},
}
PROMISED = 1
"""Working days of the sample guide."""


@pytest.fixture
def clerk(client: Client) -> Client:
    """Clerk "li", serving at counter 1."""
    signed = Client(client.url).sign_in("li", counter="1")
    client.take("company")
    for step in ("open", "call-next", "start"):
        signed.step("1", step)
    return signed


def test_the_whole_road(client: Client, clerk: Client) -> None:
    """Accepted for the ticket at the counter, reviewed, decided, named on every wall, collected with the receipt."""
    ticket = clerk.get("/counters/1").json()["current"]["id"]
    case = clerk.step("1", "cases", ACCEPT)
    number, token = case["number"], case["url"].rsplit("/", 1)[1]
    assert re.fullmatch(r"B\d{8}-001", number)
    assert (case["status"], case["counter"], case["by"], case["printing"]) == ("accepted", "1", "li", False)
    assert len(token) >= 22
    assert ticket.endswith("A001")
    for step, status in (("review", "in_review"), ("decide", "decided")):
        assert clerk.post(f"/case-numbers/{number}/{step}", STEPS[step]).json()["status"] == status
    for zone in ("east", "west"):
        assert client.get(f"/displays/{zone}").json()["ready"] == [number]
    assert clerk.post(f"/case-numbers/{number}/collect", STEPS["collect"]).status_code == 422
    assert clerk.post(f"/case-numbers/{number}/collect", {"receipt": case["code"]}).json()["status"] == "collected"
    assert client.get("/displays/east").json()["ready"] == []
    assert [one["step"] for one in client.get(f"/cases/{token}").json()["steps"]] == [
        "accept",
        "review",
        "decide",
        "collect",
    ]


def test_a_ticket_leads_to_its_cases(client: Client) -> None:
    """Whoever holds the ticket finds the case's page; its day is told, and nobody is named."""
    ticket, clerk = client.take("company"), Client(client.url).sign_in("li")
    for step in ("open", "call-next"):
        clerk.step("1", step)
    case = clerk.step("1", "cases", ACCEPT | {"applicant": "张三", "phone": "13800000000", "remark": "急件"})
    (found,) = client.get(f"/tickets/{ticket['token']}/cases").json()
    assert (found["number"], found["url"], found["due"]) == (case["number"], case["url"], case["due"])
    token = case["url"].rsplit("/", 1)[1]
    for lang in ("zh", "en"):
        page = client.http.get(f"{client.url}/c/{token}?lang={lang}", timeout=PATIENCE_S)
        assert page.status_code == 200
        assert case["due"] in page.text
        assert not {"张三", "13800000000", "急件"} & set(re.findall(r"[\w一-龥]+", page.text))
    assert (
        client.http.get(f"{client.url}/c/{token}/qr.svg", timeout=PATIENCE_S).headers["Content-Type"] == "image/svg+xml"
    )
    assert "张三" not in client.get(f"/cases/{token}").text
    record = clerk.get(f"/case-numbers/{case['number']}/record").json()
    assert (record["applicant"], record["phone"], record["remark"]) == ("张三", "13800000000", "急件")


def test_what_names_a_person_is_in_no_journal_and_no_log(server: Server, clerk: Client) -> None:
    """Name, phone and remark are in the vault of the cases and nowhere else on the disk."""
    clerk.step("1", "cases", ACCEPT | {"applicant": "张三", "phone": "13800000000"})
    holding = [p for p in server.folder.rglob("*") if p.is_file() and b"13800000000" in p.read_bytes()]
    assert {p.parent.relative_to(server.data).as_posix() for p in holding} == {"vault/cases"}


def test_a_number_alone_tells_how_far_it_is(client: Client, clerk: Client) -> None:
    """The kiosk is told the status and nothing else, however the number is typed; a guess finds nothing."""
    number = clerk.step("1", "cases", ACCEPT)["number"]
    for typed in (number, number.lower(), number[1:].replace("-", "")):
        assert client.get(f"/case-numbers/{typed}").json() == {"number": number, "status": "accepted"}
    assert client.get("/case-numbers/B20200101-001").json()["type"] == "urn:hallcall:case-unknown"
    assert client.get("/cases/guess").json()["type"] == "urn:hallcall:case-receipt-unknown"
    assert client.http.get(f"{client.url}/c/guess", timeout=PATIENCE_S).status_code == 404


def test_every_act_for_every_role(client: Client, clerk: Client) -> None:
    """Without a session every act and list is 401; clerks and managers may, each case's state allowing."""
    number = clerk.step("1", "cases", ACCEPT)["number"]
    calls = {f"/case-numbers/{number}/{step}": body for step, body in STEPS.items()} | {"/counters/2/cases": ACCEPT}
    for path, body in calls.items():
        assert client.post(path, body).status_code == 401, path
    for path in ("/cases", "/cases/mine", f"/case-numbers/{number}/record"):
        assert client.get(path).status_code == 401, path
        for staff in ("li", "chen"):
            assert Client(client.url).sign_in(staff).get(path).status_code == 200, path
    for staff in ("li", "chen"):
        signed = Client(client.url).sign_in(staff)
        assert {signed.post(path, body).status_code for path, body in calls.items()} <= {200, 201, 409, 422}


def test_a_case_is_accepted_at_ones_own_counter(client: Client, clerk: Client) -> None:
    """Nobody accepts a case at a counter that somebody else works at."""
    answer = Client(client.url).sign_in("chen").post("/counters/1/cases", ACCEPT)
    assert answer.status_code == 409
    assert answer.json()["type"] == "urn:hallcall:counter-taken"


def test_the_list_is_ones_own_or_everybodys(client: Client, clerk: Client) -> None:
    """Mine are those I accepted; all are everybody's, the next due first, with the hall's figures beside."""
    mine = clerk.step("1", "cases", ACCEPT)["number"]
    chen = Client(client.url).sign_in("chen", counter="2")
    theirs = chen.step("2", "cases", ACCEPT | {"workdays": 0})["number"]
    assert [case["number"] for case in clerk.get("/cases/mine").json()["cases"]] == [mine]
    everybody = clerk.get("/cases").json()
    assert [case["number"] for case in everybody["cases"]] == [theirs, mine]
    assert everybody["count"] == 2
    assert everybody["figures"]["on_time"] is None
    chen.post(f"/case-numbers/{theirs}/decide", {"outcome": "refused"})
    assert chen.get("/cases").json()["figures"]["on_time"] == 1.0


def test_what_cannot_be_accepted_is_refused(clerk: Client) -> None:
    """A wrong field is refused with its status, and nothing is accepted."""
    wrong: list[tuple[dict[str, object], int]] = [
        ({"guide": "no-such"}, 404),
        ({}, 422),
        (ACCEPT | {"workdays": PROMISED + 1}, 422),
        (ACCEPT | {"workdays": -1}, 422),
        (ACCEPT | {"outcome": "maybe"}, 422),
        (ACCEPT | {"handed_over": True}, 422),
        (ACCEPT | {"phone": "call me"}, 422),
        (ACCEPT | {"secret": 1}, 422),
    ]
    for body, status in wrong:
        assert clerk.post("/counters/1/cases", body).status_code == status, body
    assert clerk.post("/counters/99/cases", ACCEPT).status_code == 404
    assert clerk.get("/cases").json()["count"] == 0


def test_a_repeat_after_a_crash_accepts_nothing_twice(server: Server, clerk: Client) -> None:
    """The same request key after a kill -9 gives the same case and receipt."""
    first = clerk.post("/counters/1/cases", ACCEPT, key="k1").json()
    server.kill()
    server.start()
    again = clerk.post("/counters/1/cases", ACCEPT, key="k1").json()
    assert (again["number"], again["url"]) == (first["number"], first["url"])
    assert clerk.get("/cases").json()["count"] == 1


def test_cases_are_in_a_backup(server: Server, clerk: Client, tmp_path: Path) -> None:
    """A backup holds the cases and what is kept of their applicants."""
    import server as program  # noqa: PLC0415 - its command line, in this process

    number = clerk.step("1", "cases", ACCEPT | {"phone": "13800000000"})["number"]
    assert program.main(["backup", str(tmp_path / "b.tgz"), "--data", str(server.data)]) == 0
    assert program.main(["restore", str(tmp_path / "b.tgz"), "--data", str(tmp_path / "new")]) == 0
    assert number in (tmp_path / "new" / "journal" / "cases.jsonl").read_text(encoding="utf-8")
    assert len(list((tmp_path / "new" / "vault" / "cases").glob("*.jsonl"))) == 1
