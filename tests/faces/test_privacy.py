"""What is kept of people: told as it is, found by what a visitor shows, deleted with proof, and who looked is known."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

import server
from hall.cases.book import CaseBook
from hall.configuration import read_table
from hall.demo import stage
from hall.journal.actor import Actor
from hall.journal.entry import to_body
from hall.privacy.book import PrivacyBook
from hall.privacy.desk import PrivacyDesk
from hall.privacy.finder import Sought
from hall.privacy.kinds import KINDS
from hall.queue.desk.counter import CounterDesk
from hall.staff.book import StaffBook
from hall.store.backup import backup, restore
from hall.web.backups import Backups
from tests.halls import NOON, Clock

PHONE, OTHER = "13812345678", "13987654321"
DAY_S = 86_400.0
TODAY = "2026-11-23"
LI = Actor("li")


class Hall:
    """A hall that never closes, with a manager, a lead and a clerk at counter 1."""

    def __init__(self, folder: Path) -> None:
        table = stage.always_open(read_table(server.ROOT / "config.toml"), "http://127.0.0.1:8000")
        self.clock, self.folder = Clock(), folder
        self.hall = server.build(table | {"voice": {"enabled": False}}, folder, "threading", self.clock)
        self.http = self.hall.app.test_client(use_cookies=False)
        self.context, self.token = self.hall.context, dict[str, str]()
        staff = self.context[StaffBook]
        for who, role in (("chen", "manager"), ("wang", "lead"), ("li", "clerk")):
            staff.add(who, who, role, "4711", "console")
            self.sign_in(who)

    def sign_in(self, who: str) -> None:
        self.token[who] = self.context[StaffBook].sign_in(who, "4711", None, "here")[0]

    def ask(self, method: str, path: str, body: object = None, by: str = "chen", key: str = "") -> Any:
        headers = {"Authorization": f"Bearer {self.token[by]}"} if by else {}
        return self.http.open(
            f"/api/v1{path}", method=method, json=body, headers=headers | ({"Idempotency-Key": key} if key else {})
        )

    def did(self, method: str, path: str, body: object = None, by: str = "chen") -> Any:
        answered = self.ask(method, path, body, by)
        assert answered.status_code in {200, 201, 204}, answered.get_data(as_text=True)
        return answered.get_json(silent=True)

    def visit(self, phone: str = PHONE) -> dict[str, Any]:
        """Somebody takes a ticket with a telephone number, is served with words of every kind, and rates."""
        ticket = self.did("POST", "/tickets", {"service": "company", "phone": phone}, by="")
        for step in ("open", "call-next", "start"):
            self.did("POST", f"/counters/1/{step}", {}, by="li")
        details = {"guide": "company-setup", "applicant": "张三", "phone": phone, "remark": "急件"}
        case = self.did("POST", "/counters/1/cases", details, by="li")
        self.did(
            "POST", "/counters/1/notices", {"guide": "company-setup", "missing": [], "remark": "带上原件"}, by="li"
        )
        enquiry = self.did("POST", "/counters/1/enquiries", {"about": "张三问营业执照"}, by="li")
        self.did("POST", "/counters/1/finish", {"note": "张三，需回电"}, by="li")
        rating = {"score": 1, "reasons": ["slow"], "comment": "太慢", "contact": phone}
        self.did("POST", f"/tickets/{ticket['token']}/rating", rating, by="")
        return {**ticket, "case": case["number"], "receipt": case["url"], "enquiry": enquiry["id"]}

    def find(self, **shown: str) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = self.did("POST", "/privacy/searches", shown)["records"]
        return found

    def erase(self, **shown: str) -> Any:
        labels = [one["label"] for one in self.find(**shown)]
        return self.did("POST", "/privacy/erasures", {**shown, "records": labels})

    def kept(self) -> str:
        """Everything that the vaults say."""
        return json.dumps([facts for _, _, _, facts in self.context.store.facts()], ensure_ascii=False)

    def journal(self) -> str:
        journal = self.context.ground.journal
        bodies = [to_body(entry) for stream in journal.streams() for entry in journal.read(stream)]
        return json.dumps(bodies, ensure_ascii=False)


@pytest.fixture
def hall(tmp_path: Path) -> Hall:
    return Hall(tmp_path / "var")


def kinds(found: list[dict[str, Any]]) -> list[str]:
    return sorted(one["kind"] for one in found)


def test_every_way_of_asking_finds_the_whole_person_and_nobody_else(hall: Hall) -> None:
    """By ticket, receipt, its QR code, numbers and telephone: all that one visit left, not a word of it."""
    mine = hall.visit()
    hall.visit(OTHER)
    hall.clock.now += 2 * DAY_S
    hall.context.desk.roll_over()
    hall.sign_in("chen")
    every = ["case", "enquiry", "feedback", "notice", "visit"]
    for shown in (
        {"number": mine["number"], "day": TODAY},
        {"number": mine["number"].lower(), "day": TODAY},
        {"reference": mine["case"]},
        {"reference": mine["receipt"]},
        {"reference": mine["url"]},
        {"reference": mine["enquiry"]},
        {"phone": "+86 138-1234 5678"},
    ):
        found = hall.find(**shown)
        assert kinds(found) == every, shown
        assert [one["number"] for one in found if one["kind"] == "visit"] == [mine["number"]]
        told = json.dumps(found, ensure_ascii=False)
        assert not [word for word in (PHONE, "张三", "太慢", "急件", mine["token"]) if word in told]


def test_what_was_typed_is_kept_nowhere(hall: Hall) -> None:
    """Neither the journal nor a digest under a request key has the number that was looked for and deleted."""
    hall.visit()
    hall.erase(phone=PHONE)
    assert PHONE not in hall.journal()
    assert hall.ask("GET", f"/privacy?phone={PHONE}").status_code == 200  # no address asks for anybody
    looks = hall.did("GET", "/privacy/looks")["looks"]
    assert [one["what"] for one in looks] == ["person_erased", "person_sought"]
    assert "visit 2026-11-23 A" in looks[1]["about"]
    assert PHONE not in json.dumps(looks)


def test_what_the_hall_owes_is_kept_until_it_is_settled(hall: Hall) -> None:
    """An undecided case and an unanswered low rating stay, with the reason; withdrawn and answered, they go too."""
    mine = hall.visit()
    done = hall.erase(phone=PHONE)
    assert done["kinds"] == {"enquiry": 1, "notice": 1, "visit": 1}
    assert {(one["kind"], one["why"]) for one in done["kept"]} == {
        ("case", "case_open"),
        ("feedback", "feedback_open"),
    }
    assert "带上原件" not in hall.kept()
    assert "需回电" not in hall.kept()
    assert hall.context[CaseBook].details(hall.context[CaseBook].numbered(mine["case"]))["applicant"] == "张三"
    hall.did("POST", f"/case-numbers/{mine['case']}/withdraw", {}, by="li")
    (low,) = hall.did("GET", "/feedback", by="wang")["feedback"]
    for step, body in (("accept", {}), ("contact", {"reached": True}), ("put-right", {}), ("answer", {"text": "抱歉"})):
        hall.did("POST", f"/feedback/{low['number']}/{step}", body, by="wang")
    again = hall.erase(phone=PHONE)
    assert again["kinds"] == {"case": 1, "feedback": 1}
    assert again["number"] != done["number"]
    assert not [word for word in (PHONE, "张三", "太慢") if word in hall.kept()]


def test_a_press_twice_is_one_deletion_and_only_what_was_shown_goes(hall: Hall) -> None:
    """The same key is the same receipt; a record that came after the look stays until it is shown too."""
    mine = hall.visit()
    body = {"phone": PHONE, "records": [f"visit {TODAY} {mine['number']}"]}
    first, second = (hall.ask("POST", "/privacy/erasures", body, key="k1") for _ in range(2))
    assert first.get_json() == second.get_json()
    assert first.get_json()["kinds"] == {"visit": 1}
    assert "急件" in hall.kept()
    refused = hall.ask("POST", "/privacy/erasures", body, key="k2")
    assert refused.status_code == 409
    assert "没有可以删除" in refused.get_json()["detail"]


def test_bad_questions_are_refused_in_a_sentence(hall: Hall) -> None:
    """Nothing is a 500, and nothing is found by little."""
    questions: list[tuple[dict[str, Any], int]] = [
        ({}, 422),
        ({"phone": PHONE, "reference": "B1"}, 422),
        ({"phone": "1234"}, 422),
        ({"phone": "\u202e💥"}, 422),
        ({"reference": "<b>"}, 404),
        ({"reference": "B20261123-999"}, 404),
        ({"number": "Z999"}, 404),
        ({"number": "A001", "day": "1999-01-01"}, 404),
        ({"number": "A001", "day": "soon"}, 422),
        ({"number": 7}, 422),
    ]
    for shown, status in questions:
        answered = hall.ask("POST", "/privacy/searches", shown)
        assert answered.status_code == status, shown
        assert answered.get_json()["detail"]


def test_killed_between_journal_and_vault_it_is_deleted_after_the_start(
    hall: Hall, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was written down is done by the next process, once; what is written later under the same token stays."""
    mine = hall.visit()
    labels = {one["label"] for one in hall.find(phone=PHONE)}
    with monkeypatch.context() as killed:
        killed.setattr(PrivacyBook, "sweep", lambda _: None)
        hall.context[PrivacyDesk].erase(Actor("chen"), Sought("phone", PHONE), labels)
    assert "需回电" in hall.kept()
    after = PrivacyBook(hall.context.ground)
    after.sweep()
    assert "需回电" not in hall.kept()
    hall.did("POST", f"/enquiries/{mine['enquiry']}/resolve", {"outcome": "answered", "reply": "另有人来办"}, by="li")
    PrivacyBook(hall.context.ground).sweep()
    assert "另有人来办" in hall.kept()


def test_an_older_backup_that_is_restored_forgets_again(hall: Hall, tmp_path: Path) -> None:
    """By the list beside it; a newer one keeps what was written since under the same token."""
    mine = hall.visit()
    folder = hall.folder / "backups"
    folder.mkdir()
    backup(hall.folder, folder / "older.tar.gz")
    done = hall.erase(phone=PHONE)
    hall.context[Backups].forget(hall.context[PrivacyBook].erasures())
    hall.context[Backups].forget(hall.context[PrivacyBook].erasures())
    listed = (folder / "forgotten.jsonl").read_text(encoding="utf-8")
    assert len(listed.splitlines()) == sum(done["kinds"].values())
    assert mine["token"] not in listed
    hall.did("POST", f"/enquiries/{mine['enquiry']}/resolve", {"outcome": "answered", "reply": "另有人来办"}, by="li")
    backup(hall.folder, folder / "newer.tar.gz")
    words: dict[str, str] = {}
    for name in ("older", "newer"):
        restore(folder / f"{name}.tar.gz", tmp_path / name)
        vaults = (tmp_path / name / "vault").rglob("*.jsonl")
        words[name] = "".join(path.read_text(encoding="utf-8") for path in vaults)
    assert "需回电" not in words["older"]
    assert "带上原件" not in words["older"]
    assert "急件" in words["older"]  # the case was under way
    assert "另有人来办" in words["newer"]


def test_the_table_says_what_there_is_until_when(hall: Hall) -> None:
    """Every kind, how much, since when, and the day on which the next goes: on that day it is gone."""
    hall.visit()
    told = {one["kind"]: one for one in hall.did("GET", "/privacy")["kinds"]}
    assert list(told) == [kind.name for kind in KINDS]
    there = dict.fromkeys(("visit", "notice", "case", "enquiry", "feedback"), 1)
    assert {kind: one["count"] for kind, one in told.items() if one["count"]} == there
    assert (told["visit"]["oldest"], told["visit"]["next_deleted"]) == (TODAY, "2026-12-24")
    assert (told["case"]["standing"], told["case"]["next_deleted"]) == (1, None)
    assert told["visit"]["setting"] == "keep_visits_days"
    hall.clock.now = NOON + 31 * DAY_S
    hall.context.desk.roll_over()
    assert hall.context.desk.today() == date(2026, 12, 24)
    for job in hall.hall.jobs._due:
        if job.name == "forget visits":
            job.work()
    hall.sign_in("chen")
    assert {one["kind"]: one["count"] for one in hall.did("GET", "/privacy")["kinds"]}["visit"] == 0


def test_who_read_what_stands_on_the_page_and_in_the_audit(hall: Hall) -> None:
    """A case, a remark, comments and a note for who takes over: who, what, which; never the words."""
    mine = hall.visit()
    hall.did("GET", f"/case-numbers/{mine['case']}/record", by="wang")
    (low,) = hall.did("GET", "/feedback", by="wang")["feedback"]
    hall.did("GET", f"/feedback/{low['number']}", by="wang")
    hall.did("POST", "/counters/1/pause", {"reason": "break", "handover": "张三下午来"}, by="li")
    hall.did("POST", "/counters/1/close", {}, by="li")
    hall.did("POST", "/counters/1/open", {}, by="wang")
    assert CounterDesk(hall.context.desk).read_handover(Actor("wang"), "1", "1") == "张三下午来"
    looks = hall.did("GET", "/privacy/looks")["looks"]
    assert [(one["by"], one["what"], one["about"]) for one in looks] == [
        ("wang", "handover_read", "1"),
        ("wang", "feedback_read", low["number"]),
        ("wang", "case_read", mine["case"]),
    ]
    rows = hall.did("GET", f"/statistics/audit?from={TODAY}&to={TODAY}")["rows"]
    assert {row["what"] for row in rows} >= {"handover_read", "feedback_read", "case_read"}


def test_what_clerks_wrote_is_read_by_who_follows_up_until_it_is_deleted(hall: Hall) -> None:
    """Today's and a past day's notes of visits and for who takes over; it is known who read; deleted, it is gone."""
    mine = hall.visit()
    hall.did("POST", "/counters/1/pause", {"reason": "break", "handover": "张三下午来"}, by="li")
    told = hall.did("GET", "/notes", by="wang")["notes"]
    assert {(one["number"], one["counter"], one["staff"], one["text"]) for one in told} == {
        (mine["number"], "1", "li", "张三，需回电"),
        (None, "1", "li", "张三下午来"),
    }
    hall.did("GET", "/notes", by="wang")
    assert [(one["by"], one["what"], one["about"]) for one in hall.did("GET", "/privacy/looks")["looks"]] == [
        ("wang", "notes_read", TODAY)
    ]
    assert hall.ask("GET", "/notes", by="li").status_code == 403
    assert hall.ask("GET", "/notes?date=soon", by="wang").status_code == 422
    hall.clock.now += DAY_S
    hall.context.desk.roll_over()
    for who in ("wang", "chen"):
        hall.sign_in(who)
    assert hall.did("GET", "/notes", by="wang")["notes"] == []
    assert len(hall.did("GET", f"/notes?date={TODAY}", by="wang")["notes"]) == 2
    hall.erase(number=mine["number"], day=TODAY)
    assert [one["text"] for one in hall.did("GET", f"/notes?date={TODAY}", by="wang")["notes"]] == ["张三下午来"]


def test_the_receipt_names_nobody(hall: Hall) -> None:
    """A plain page in both languages: number, kinds and what was kept and why; for those who may alone."""
    mine = hall.visit()
    done = hall.erase(phone=PHONE)
    address = f"/counter/manager/privacy/{done['number']}"
    assert done["number"] not in hall.http.get(address).get_data(as_text=True)  # whoever has not signed in is asked
    signed_in = hall.hall.app.test_client()
    signed_in.set_cookie("hallcall_session_80", hall.token["chen"])
    for lang, kept in (("zh", "大厅依法要作出决定"), ("en", "by law the hall has to decide")):
        page = signed_in.get(f"{address}?lang={lang}").get_data(as_text=True)
        assert done["number"] in page
        assert kept in page
        assert not [word for word in (PHONE, "张三", "太慢", mine["token"]) if word in page]
    assert signed_in.get("/counter/manager/privacy/D1").status_code == 404
    signed_in.set_cookie("hallcall_session_80", hall.token["wang"])
    assert done["number"] not in signed_in.get(address).get_data(as_text=True)
