"""What visitors say, over HTTP: given by anybody, followed up by those who may, read by its own."""

import csv
import io
import shutil
from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook
from werkzeug.test import TestResponse

import server
from hall.configuration import read_table
from hall.demo import stage
from hall.feedback.book import FeedbackBook
from hall.feedback.desk import Ratings
from hall.staff.book import StaffBook
from tests.halls import NOON, Clock

DAY_S = 86_400.0
OUTSIDE = "203.0.113.9"


class Hall:
    """A hall in process, on the working day before the National Day holidays, with a clerk and two who follow up."""

    def __init__(self, folder: Path, tokens: dict[str, str] | None = None) -> None:
        table = stage.always_open(read_table(server.ROOT / "config.toml"), "http://127.0.0.1:8000")
        calendar = {**table["hours"], "calendar": "china"}
        self.clock = Clock(NOON - (date(2026, 11, 23) - date(2026, 9, 30)).days * DAY_S)
        self.hall = server.build(
            table | {"voice": {"enabled": False}, "hours": calendar}, folder, async_mode="threading", clock=self.clock
        )
        self.book = self.hall.context[FeedbackBook]
        self.tokens = tokens or {}
        self.http = self.hall.app.test_client(use_cookies=False)

    def sign_in(self, who: str) -> None:
        self.tokens[who] = self.hall.context[StaffBook].sign_in(who, "4711", None, "here")[0]

    def ask(self, method: str, path: str, body: object = None, by: str = "", at: str = OUTSIDE) -> TestResponse:
        headers = {"Authorization": f"Bearer {self.tokens[by]}"} if by else {}
        where = {"REMOTE_ADDR": at}
        return self.http.open(f"/api/v1{path}", method=method, json=body, headers=headers, environ_base=where)

    def rated(self, score: int = 1, **words: str) -> str:
        """A visit that "li" finished at counter 1 and its visitor rated; the ticket's token."""
        ticket = self.ask("POST", "/tickets", {"service": "company"}, at="127.0.0.1").get_json()
        for step in ("open", "call-next", "start", "finish"):
            assert self.ask("POST", f"/counters/1/{step}", {}, by="li").status_code in {200, 204}
        rating = {"score": score, "reasons": ["slow"], **words}
        assert self.ask("POST", f"/tickets/{ticket['token']}/rating", rating).status_code == 201
        return str(ticket["token"])


@pytest.fixture(scope="module")
def signed_in(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, str]]:
    """A data folder with everybody signed in: that takes longer than most tests."""
    folder = tmp_path_factory.mktemp("signed-in")
    made = Hall(folder)
    for who, role in (("li", "clerk"), ("wang", "clerk"), ("chen", "manager"), ("zhou", "lead")):
        made.hall.context[StaffBook].add(who, who, role, "4711", "console")
        made.sign_in(who)
    return folder, made.tokens


@pytest.fixture
def hall(signed_in: tuple[Path, dict[str, str]], tmp_path: Path) -> Hall:
    folder, tokens = signed_in
    shutil.copytree(folder, tmp_path, dirs_exist_ok=True)
    return Hall(tmp_path, dict(tokens))


def test_a_complaint_to_its_answer(hall: Hall) -> None:
    """Given on the phone, listed with its days, read and answered by a manager, read and judged by its visitor."""
    said = {"text": "等了两小时", "about": "3", "contact": "13800000000"}
    given = hall.ask("POST", "/complaints", said).get_json()
    assert given["url"].endswith(f"/f/{given['token']}")
    own = hall.ask("GET", f"/complaints/{given['token']}").get_json()
    assert (own["status"], own["contact_due"], own["answer_due"]) == ("given", "2026-10-08", "2026-10-13")
    (listed,) = hall.ask("GET", "/feedback", by="chen").get_json()["feedback"]
    assert (listed["number"], listed["counter"], listed["steps"]) == (given["number"], "3", ["accept", "appeal"])
    assert "等了" not in str(listed)
    path = f"/feedback/{given['number']}"
    record = hall.ask("GET", path, by="chen").get_json()
    assert (record["text"], record["contact"], record["about"]) == ("等了两小时", "13800000000", "3")
    for step, body in (
        ("accept", {}),
        ("assign", {"staff": "zhou"}),
        ("contact", {"reached": True}),
        ("put-right", {}),
        ("answer", {"text": "已增开窗口"}),
    ):
        done = hall.ask("POST", f"{path}/{step}", body, by="zhou")
        assert done.status_code == 200, done.text
    own = hall.ask("GET", f"/complaints/{given['token']}").get_json()
    assert (own["answer"], own["may_judge"], own["put_right"]) == ("已增开窗口", True, "2026-09-30")
    assert own["call_back_due"] == "2026-10-13"
    (listed,) = hall.ask("GET", "/feedback", by="chen").get_json()["feedback"]
    assert (listed["call_back_due"], listed["call_back_state"]) == ("2026-10-13", "ok")
    judged = hall.ask("POST", f"/complaints/{given['token']}/judgement", {"satisfied": True}).get_json()
    assert (judged["status"], judged["satisfied"]) == ("closed", True)
    assert hall.ask("POST", f"{path}/call-back", {"satisfied": None}, by="chen").status_code == 409


def test_a_low_rating_is_found_by_its_ticket(hall: Hall) -> None:
    """The ticket's own code leads to it, on later days too; the clerk whom it is about sees that it is there alone."""
    token = hall.rated(1, comment="态度差", contact="13800000000")
    own = hall.ask("GET", f"/complaints/{token}").get_json()
    assert (own["kind"], own["contact_due"]) == ("low_rating", "2026-10-08")
    record = hall.ask("GET", f"/feedback/{own['number']}", by="chen").get_json()
    assert (record["text"], record["contact"], record["clerk"]) == ("态度差", "13800000000", "li")
    assert [one["number"] for one in hall.ask("GET", "/feedback/mine", by="li").get_json()] == [own["number"]]
    assert hall.ask("GET", "/feedback/mine", by="wang").get_json() == []
    hall.clock.now += DAY_S
    hall.hall.context.desk.roll_over()
    gone = hall.http.get(f"/t/{token}")
    assert (gone.status_code, gone.location) == (302, f"/f/{token}")
    assert own["number"] in hall.http.get(f"/f/{token}").text


def test_a_good_rating_opens_nothing(hall: Hall) -> None:
    """Nor does its ticket lead anywhere but to itself."""
    token = hall.rated(4)
    assert hall.ask("GET", f"/complaints/{token}").status_code == 404
    gone = hall.http.get("/f/nobody?lang=zh")
    assert (gone.status_code, "没有找到这条记录" in gone.text) == (404, True)


def test_words_beside_a_good_rating_are_read(hall: Hall) -> None:
    """By who follows up, not by the clerk whom they are about; the audit says who read them."""
    hall.rated(4, comment="小李很耐心")
    hall.clock.now += 60
    hall.hall.context[Ratings].see_to_all()
    (said,) = hall.ask("GET", "/feedback/comments", by="chen").get_json()
    assert (said["text"], said["score"], said["clerk"], said["counter"]) == ("小李很耐心", 4, "li", "1")
    assert hall.ask("GET", "/feedback/comments", by="li").status_code == 403
    assert hall.ask("GET", "/feedback", by="chen").get_json()["count"] == 0
    audit = hall.ask("GET", "/statistics/audit?from=2026-09-30&to=2026-09-30", by="chen").get_json()
    assert [(row["by"], row["what"]) for row in audit["rows"] if "comments" in row["what"]] == [
        ("chen", "comments_read")
    ]


def test_nobody_follows_up_their_own(hall: Hall) -> None:
    """A lead who served at the counter neither sees, reads, answers nor is assigned what is about that visit."""
    ticket = hall.ask("POST", "/tickets", {"service": "company"}, at="127.0.0.1").get_json()
    for step in ("open", "call-next", "start", "finish"):
        hall.ask("POST", f"/counters/1/{step}", {}, by="zhou")
    hall.ask("POST", f"/tickets/{ticket['token']}/rating", {"score": 2, "reasons": ["slow"]})
    number = hall.ask("GET", f"/complaints/{ticket['token']}").get_json()["number"]
    assert hall.ask("GET", "/feedback", by="zhou").get_json()["feedback"] == []
    for method, path in (("GET", ""), ("POST", "/accept"), ("POST", "/appeal-decision")):
        body = {"upheld": True} if "appeal" in path else None if method == "GET" else {}
        assert hall.ask(method, f"/feedback/{number}{path}", body, by="zhou").status_code == 403
    hall.ask("POST", f"/feedback/{number}/accept", {}, by="chen")
    for to in ("zhou", "wang", "nobody"):
        assert hall.ask("POST", f"/feedback/{number}/assign", {"staff": to}, by="chen").status_code == 422
    assert hall.ask("POST", f"/feedback/{number}/appeal", {"text": "不属实"}, by="wang").status_code == 403
    assert hall.ask("POST", f"/feedback/{number}/appeal", {"text": "不属实"}, by="zhou").status_code == 200
    assert hall.ask("POST", f"/feedback/{number}/appeal-decision", {"upheld": True}, by="chen").status_code == 200


def test_who_sent_the_visitor_on_does_not_follow_it_up(hall: Hall) -> None:
    """A lead who called and sent on the visitor whom a clerk then served is kept from it as well."""
    ticket = hall.ask("POST", "/tickets", {"service": "company"}, at="127.0.0.1").get_json()
    for step in ("open", "call-next", "start"):
        hall.ask("POST", f"/counters/1/{step}", {}, by="zhou")
    hall.ask("POST", "/counters/1/transfer", {"service": "company", "to": "front"}, by="zhou")
    hall.ask("POST", "/counters/1/close", {}, by="zhou")
    for step in ("open", "call-next", "start", "finish"):
        assert hall.ask("POST", f"/counters/1/{step}", {}, by="li").status_code == 200
    hall.ask("POST", f"/tickets/{ticket['token']}/rating", {"score": 2, "reasons": ["slow"]})
    number = hall.ask("GET", f"/complaints/{ticket['token']}").get_json()["number"]
    assert hall.ask("GET", "/feedback", by="zhou").get_json()["feedback"] == []
    assert hall.ask("GET", f"/feedback/{number}", by="zhou").status_code == 403
    hall.ask("POST", f"/feedback/{number}/accept", {}, by="chen")
    assert hall.ask("POST", f"/feedback/{number}/assign", {"staff": "zhou"}, by="chen").status_code == 422
    assert [one["number"] for one in hall.ask("GET", "/feedback/mine", by="zhou").get_json()] == [number]


def test_taken_down_by_staff(hall: Hall) -> None:
    """For a visitor without a phone: any of the staff, with the receipt's code; and for the visit that is named."""
    ticket = hall.ask("POST", "/tickets", {"service": "company"}, at="127.0.0.1").get_json()
    said = {"kind": "suggestion", "text": "加几把椅子", "about": ticket["number"]}
    taken = hall.ask("POST", "/feedback", said, by="wang").get_json()
    assert (taken["kind"], taken["service"], taken["anonymous"]) == ("suggestion", "company", True)
    assert hall.http.get(f"/f/{taken['token']}/qr.svg").content_type == "image/svg+xml"


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ({}, 422),
        ({"text": "  "}, 422),
        ({"text": "好" * 2001}, 422),
        ({"text": "好", "kind": "low_rating"}, 422),
        ({"text": "好", "lang": "fr"}, 422),
        ({"text": "好", "paper": True}, 403),
        ({"text": "=1+1\n<b>\u202e\x00", "about": "\x00", "contact": "'; --"}, 201),
        ({"text": "好", "ticket": "nobody's", "about": "Z999"}, 201),
    ],
)
def test_what_is_refused_says_why(hall: Hall, body: dict[str, object], status: int) -> None:
    """Empty, too long, of an unknown kind or language; anything that can be read is taken as it was written."""
    answer = hall.ask("POST", "/complaints", body)
    assert answer.status_code == status
    assert len(hall.book.open()) == (status == 201)
    if status == 201:
        record = hall.ask("GET", f"/feedback/{answer.get_json()['number']}", by="chen").get_json()
        assert record["text"] == str(body["text"]).strip()
        assert hall.http.get(f"/f/{answer.get_json()['token']}").status_code == 200


def test_one_address_cannot_fill_the_journal(hall: Hall) -> None:
    """From one address so many at once, then 429 with when to come back; kiosks and staff are not held up by it."""
    taken = [hall.ask("POST", "/complaints", {"text": "好"}) for _ in range(40)]
    refused = [one for one in taken if one.status_code == 429]
    assert len(refused) >= 8
    assert int(refused[0].headers["Retry-After"]) > 0
    assert hall.ask("POST", "/complaints", {"text": "好", "paper": True}, at="127.0.0.1").status_code == 201
    said = {"kind": "praise", "text": "好"}
    assert hall.ask("POST", "/feedback", said, by="li").status_code == 201


def test_what_is_overdue_is_a_fault(hall: Hall) -> None:
    """The manager's page says how many wait too long, until somebody has called and answered."""
    given = hall.ask("POST", "/complaints", {"text": "慢", "contact": "1"}).get_json()
    hall.clock.now += 14 * DAY_S
    hall.hall.context.desk.roll_over()

    def told() -> list[str]:
        return [one.facts["count"] for one in hall.hall.context.faults.now() if one.code == "feedback_overdue"]

    assert told() == ["1"]
    hall.sign_in("chen")
    path = f"/feedback/{given['number']}"
    for step, body in (("accept", {}), ("contact", {"reached": False}), ("answer", {"text": "已改"})):
        hall.ask("POST", f"{path}/{step}", body, by="chen")
    assert told() == []


def test_the_register_in_every_form(hall: Hall) -> None:
    """What JSON tells stands in CSV and Excel too, as other libraries read them, in words where a language is asked."""
    hall.rated(1, comment="=HYPERLINK(1)")
    said = {"text": "=1+1", "about": "3", "contact": "138"}
    given = hall.ask("POST", "/complaints", said).get_json()["number"]
    hall.ask("POST", f"/feedback/{given}/accept", {}, by="chen")
    for report, lists in (("register", True), ("complaints", False)):
        where = f"/statistics/{report}?from=2026-09-01&to=2026-09-30"
        told = hall.ask("GET", where, by="chen").get_json()
        assert len(told["rows"]) == (2 if lists else 1)
        text = hall.ask("GET", f"{where}&format=csv", by="chen").get_data().decode("utf-8-sig")
        heads, *rows = csv.reader(io.StringIO(text))
        assert heads == ["key", *(column["name"] for column in told["columns"])]
        assert [row[0] for row in rows[: len(told["rows"])]] == [row["key"] or "" for row in told["rows"]]
        book = load_workbook(io.BytesIO(hall.ask("GET", f"{where}&format=xlsx&lang=zh", by="chen").get_data()))
        cells = [str(cell.value) for row in book.active.iter_rows() for cell in row]
        assert (given in cells) is lists
        assert "投诉" in cells
        assert not [word for word in ("=1+1", "HYPERLINK", "138") if word in text + "".join(cells)]
