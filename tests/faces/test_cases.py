"""Cases over HTTP: the whole road, who may take it, and what everybody else is told."""

import re
from pathlib import Path

import pytest

from tests.hallclient import Client, Server
from tests.patience import PATIENCE_S

ACCEPT = {"guide": "company-setup"}
REFUSED = {"outcome": "refused", "grounds": "conditions", "words": "住所不在本区"}
STEPS: dict[str, dict[str, object]] = {
    "review": {},
    "decide": {"outcome": "granted"},
    "prolong": {"workdays": 3, "reason": "hearing"},
    "suspend": {"reason": "hearing"},
    "resume": {},
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
    """Without a session every act and list is 401; who answers for it and managers may, each case's state allowing."""
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
    assert clerk.post(f"/case-numbers/{theirs}/decide", REFUSED).json()["type"] == "urn:hallcall:case-not-yours"
    assert [case["number"] for case in clerk.get("/cases/mine").json()["cases"]] == [mine]
    everybody = clerk.get("/cases").json()
    assert [case["number"] for case in everybody["cases"]] == [theirs, mine]
    assert everybody["count"] == 2
    assert everybody["figures"]["on_time"] is None
    assert chen.post(f"/case-numbers/{theirs}/decide", {"outcome": "refused"}).status_code == 422
    chen.post(f"/case-numbers/{theirs}/decide", REFUSED)
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
        (ACCEPT | {"outcome": "refused", "handed_over": True}, 422),
        (ACCEPT | {"outcome": "refused", "grounds": "other"}, 422),
        (ACCEPT | {"grounds": "other"}, 422),
        (ACCEPT | {"words": "why"}, 422),
        (ACCEPT | {"phone": "call me"}, 422),
        (ACCEPT | {"secret": 1}, 422),
    ]
    for body, status in wrong:
        assert clerk.post("/counters/1/cases", body).status_code == status, body
    assert clerk.post("/counters/99/cases", ACCEPT).status_code == 404
    assert clerk.get("/cases").json()["count"] == 0


def told(client: Client, case: dict[str, str], lang: str = "zh") -> str:
    """What the receipt's page says."""
    url = f"{client.url}/c/{case['url'].rsplit('/', 1)[1]}?lang={lang}"
    return str(client.http.get(url, timeout=PATIENCE_S).text)


def test_a_refusal_tells_why_and_how_to_object(server: Server, client: Client, clerk: Client) -> None:
    """Grounds, the clerk's words and the remedies of that day are on the visitor's page; the journal has no words."""
    case = clerk.step("1", "cases", ACCEPT)
    clerk.post(f"/case-numbers/{case['number']}/decide", REFUSED)
    assert "不符合法定条件" in told(client, case)
    assert "住所不在本区" in told(client, case)
    assert "60 日内向云溪区人民政府申请行政复议" in told(client, case)
    assert "6 个月内向云溪区人民法院提起行政诉讼" in told(client, case)
    assert "within 60 days" in told(client, case, "en")
    assert client.get(f"/cases/{case['url'].rsplit('/', 1)[1]}").json()["remedies"]["review_days"] == 60
    assert "不在本区" not in (server.data / "journal" / "cases.jsonl").read_text(encoding="utf-8")


def test_a_wrong_decision_is_put_right(client: Client, clerk: Client) -> None:
    """By a lead alone; the visitor is told, the first stays in the trail, and the new one is collected."""
    case, chen = clerk.step("1", "cases", ACCEPT), Client(client.url).sign_in("chen")
    path = f"/case-numbers/{case['number']}"
    clerk.post(f"{path}/decide", REFUSED)
    right = {"outcome": "granted", "mistake": "facts"}
    assert clerk.post(f"{path}/correct", right).status_code == 403
    assert chen.post(f"{path}/correct", right | {"mistake": "mood"}).status_code == 422
    assert chen.post(f"{path}/correct", right).json()["outcome"] == "granted"
    assert chen.post(f"{path}/correct", right).json()["type"] == "urn:hallcall:case-corrects-nothing"
    assert "原决定有误" in told(client, case)
    assert "不符合法定条件" not in told(client, case)
    steps = [(one["step"], one["about"]) for one in clerk.get(f"{path}/record").json()["trail"]]
    assert steps[-2:] == [("decide", "refused"), ("correct", "granted")]
    assert clerk.post(f"{path}/collect", {"receipt": case["code"]}).json()["status"] == "collected"


def test_a_suspended_case_says_so(client: Client, clerk: Client) -> None:
    """The limit stands still: told on the page and by the number, and no day counts against it until it goes on."""
    case = clerk.step("1", "cases", ACCEPT)
    path = f"/case-numbers/{case['number']}"
    stopped = clerk.post(f"{path}/suspend", {"reason": "experts", "words": "等专家组意见"}).json()
    assert (stopped["status"], stopped["due_state"]) == ("suspended", "suspended")
    assert "正在专家评审" in told(client, case)
    assert "等专家组意见" in told(client, case)
    assert client.get(path).json()["status"] == "suspended"
    assert clerk.post(f"{path}/decide", REFUSED).json()["type"] == "urn:hallcall:case-suspended"
    assert clerk.post(f"{path}/resume").json()["due"] == case["due"]
    assert "等专家组意见" not in told(client, case)


def test_more_time_is_agreed_to_by_somebody_else(client: Client, clerk: Client) -> None:
    """Nothing moves before; leads find it in their list; who asked cannot agree, and a clerk not at all."""
    case, chen = clerk.step("1", "cases", ACCEPT), Client(client.url).sign_in("chen")
    path, yes = f"/case-numbers/{case['number']}", {"approved": True}
    asked = clerk.post(f"{path}/prolong", STEPS["prolong"]).json()
    assert (asked["due"], asked["wish"]) == (case["due"], {"workdays": 3, "reason": "hearing", "by": "li"})
    assert chen.get("/cases").json()["figures"]["wishes"] == 1
    assert clerk.post(f"{path}/prolong-decision", yes).status_code == 403
    assert [one["number"] for one in chen.get("/cases/unsettled").json()["cases"]] == [case["number"]]
    assert "prolong_asked" not in client.get(f"/cases/{case['url'].rsplit('/', 1)[1]}").text
    longer = chen.post(f"{path}/prolong-decision", yes).json()
    assert longer["due"] > case["due"]
    assert chen.get("/cases/unsettled").json()["cases"] == []
    assert chen.post(f"{path}/prolong-decision", yes).json()["type"] == "urn:hallcall:case-prolong-not-asked"
    own = chen.step("2", "cases", ACCEPT)["number"]
    chen.post(f"/case-numbers/{own}/prolong", STEPS["prolong"])
    mine = chen.post(f"/case-numbers/{own}/prolong-decision", yes)
    assert (mine.status_code, mine.json()["type"]) == (403, "urn:hallcall:case-prolong-own")


def test_a_leavers_cases_are_handed_over(client: Client, clerk: Client) -> None:
    """When an account is disabled its open cases are a fault that names it, until somebody answers for them."""
    case, chen = clerk.step("1", "cases", ACCEPT)["number"], Client(client.url).sign_in("chen")

    def left() -> list[str]:
        return [fault["about"] for fault in chen.get("/faults").json() if fault["code"] == "cases_left"]

    assert left() == []
    assert chen.http.patch(f"{client.url}/api/v1/staff/li", json={"disabled": True}, timeout=PATIENCE_S).ok
    assert left() == ["li"]
    assert "李" in "".join(one["text"]["zh"] for one in chen.get("/faults").json() if one["code"] == "cases_left")
    assert [one["owner"] for one in chen.get("/cases/unsettled").json()["cases"]] == ["li"]
    for staff in ("li", "nobody"):
        refused = chen.post(f"/case-numbers/{case}/assign", {"staff": staff})
        assert refused.json()["type"] == "urn:hallcall:case-assign-to"
    assert chen.post(f"/case-numbers/{case}/assign", {"staff": "wang"}).json()["owner"] == "wang"
    assert left() == []
    wang = Client(client.url).sign_in("wang")
    assert [one["number"] for one in wang.get("/cases/mine").json()["cases"]] == [case]
    assert wang.post(f"/case-numbers/{case}/decide", REFUSED).status_code == 200


def test_found_by_the_applicant(server: Server, client: Client, clerk: Client) -> None:
    """By leads alone, and that they looked is in the audit; the name is in no address and in no journal."""
    case, chen = clerk.step("1", "cases", ACCEPT | {"applicant": "欧阳修"}), Client(client.url).sign_in("chen")
    asked = {"applicant": "欧阳"}
    assert clerk.post("/case-searches", asked).status_code == 403
    assert chen.post("/case-searches", {"applicant": "欧"}).json()["type"] == "urn:hallcall:case-search-short"
    assert [one["number"] for one in chen.post("/case-searches", asked).json()["cases"]] == [case["number"]]
    assert chen.post("/case-searches", {"applicant": "苏轼"}).json()["count"] == 0
    chen.get(f"/case-numbers/{case['number']}/record")
    day = case["trail"][0]["at"][:10]
    acts = chen.get(f"/statistics/audit?from={day}&to={day}").json()["rows"]
    done = [(one["by"], one["what"], one["about"]) for one in acts if one["what"].startswith("case")]
    number = case["number"]
    assert done == [("chen", "cases_searched", number), ("chen", "cases_searched", ""), ("chen", "case_read", number)]
    holding = [path for path in server.folder.rglob("*") if path.is_file() and "欧阳".encode() in path.read_bytes()]
    assert {path.parent.relative_to(server.data).as_posix() for path in holding} == {"vault/cases"}


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


def test_an_applicants_telephone_is_read_as_it_was_typed(clerk: Client) -> None:
    """In full width, or copied with marks around it; what is no number is said in words."""
    typed = {"phone": "\u202a１３８ ００１３ ８０００\u202c"}
    case = clerk.step("1", "cases", ACCEPT | typed)
    assert clerk.get(f"/case-numbers/{case['number']}/record").json()["phone"] == "138 0013 8000"
    refused = clerk.post("/counters/1/cases", ACCEPT | {"phone": "明天"})
    assert (refused.status_code, refused.json()["errors"][0]["loc"][-1]) == (422, "phone")
