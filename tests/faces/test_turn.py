"""The business day turns in a hall that is always open, over HTTP: nobody there notices, at any door."""

from pathlib import Path
from typing import Any

import pytest

import server
from hall.assistance.book import AssistanceBook
from hall.configuration import read_table
from hall.demo import stage
from hall.journal.actor import Actor
from hall.staff.book import StaffBook
from tests.halls import TURN, Clock


class Night:
    """A hall in process, ten minutes before midnight, with a clerk at counter 1, one at 2, and a manager."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.clock, self.tokens = folder, Clock(TURN - 600), dict[str, str]()
        self.start()
        for who, role in (("li", "clerk"), ("wang", "clerk"), ("chen", "manager")):
            self.hall.context[StaffBook].add(who, who, role, "4711", "console")
        for who, counter in (("li", "1"), ("wang", "2"), ("chen", None)):
            self.tokens[who] = self.hall.context[StaffBook].sign_in(who, "4711", counter, "here")[0]

    def start(self) -> None:
        """Start the server, or start it anew on what there is."""
        table = stage.always_open(read_table(server.ROOT / "config.toml"), "http://127.0.0.1:8000")
        table |= {"voice": {"enabled": False}}
        self.hall = server.build(table, self.folder, async_mode="threading", clock=self.clock)
        self.http = self.hall.app.test_client(use_cookies=False)

    def ask(self, method: str, path: str, body: object = None, by: str = "", key: str = "") -> Any:
        headers = {"Authorization": f"Bearer {self.tokens[by]}"} if by else {}
        headers |= {"Idempotency-Key": key} if key else {}
        return self.http.open(f"/api/v1{path}", method=method, json=body, headers=headers)

    def did(self, method: str, path: str, body: object = None, by: str = "", key: str = "") -> Any:
        """Do what must be done, and return its answer."""
        answered = self.ask(method, path, body, by, key)
        assert answered.status_code in {200, 201, 204}, answered.text
        return answered.get_json(silent=True)


@pytest.fixture(params=["runs on", "was killed"])
def night(request: pytest.FixtureRequest, tmp_path: Path) -> tuple[Night, list[dict[str, Any]]]:
    """One is served at counter 1, one called to 2, five wait; then the day turns while the hall runs, or is away."""
    made = Night(tmp_path / "var")
    tickets = [made.did("POST", "/tickets", {"service": "company", "phone": "13800138000"}) for _ in range(7)]
    for by, counter, steps in (("li", "1", ("open", "call-next", "start")), ("wang", "2", ("open", "call-next"))):
        for step in steps:
            made.did("POST", f"/counters/{counter}/{step}", {}, by=by, key=f"{by}-{step}")
    made.hall.context[AssistanceBook].ask(Actor("kiosk"), "wheelchair", "door", "zh")
    seen = [made.did("GET", f"/tickets/{one['token']}") for one in tickets]
    wall = made.did("GET", "/displays/east")
    made.clock.now = TURN + 5
    if request.param == "was killed":
        made.start()
    else:
        made.hall.context.desk.roll_over()
    assert made.hall.context.desk.today().isoformat() == "2026-11-24"
    assert [call["number"] for call in made.did("GET", "/displays/east")["calls"]] == [
        call["number"] for call in wall["calls"]
    ]
    for before, token in zip(seen, tickets, strict=True):
        after = made.did("GET", f"/tickets/{token['token']}")
        same = ("id", "number", "status", "ahead", "counter", "issued_at", "called_at", "calls")
        assert [after[name] for name in same] == [before[name] for name in same]
    return made, tickets


def test_nobody_notices(night: tuple[Night, list[dict[str, Any]]]) -> None:
    """Phones live, walls and panels as before, clerks signed in; the next is called, rates, and is counted once."""
    hall, tickets = night
    assert hall.http.get(f"/t/{tickets[-1]['token']}").status_code == 200
    panel = hall.did("GET", "/counters/1", by="li")
    assert (panel["status"], panel["staff"], panel["current"]["number"]) == ("open", "li", tickets[0]["number"])
    assert (
        hall.did("POST", "/counters/2/call-next", {}, by="wang", key="wang-call-next")["number"]
        == (tickets[1]["number"])
    )
    hall.did("POST", "/counters/1/finish", {"note": "会再来"}, by="li")
    hall.did("POST", f"/tickets/{tickets[0]['token']}/rating", {"score": 1, "reasons": ["slow"], "comment": "太慢"})
    hall.did("POST", "/counters/2/recall", {}, by="wang")
    assert hall.did("POST", "/counters/1/call-next", {}, by="li")["number"] == tickets[2]["number"]
    fresh = hall.did("POST", "/tickets", {"service": "company"})
    assert fresh["number"] not in {one["number"] for one in tickets}
    assert [one.place for one in hall.hall.context[AssistanceBook].open()] == ["door"]
    # Who is at no counter signs in anew, as ever.
    assert hall.ask("GET", "/floor", by="chen").status_code == 401
    hall.tokens["chen"] = hall.hall.context[StaffBook].sign_in("chen", "4711", None, "here")[0]
    record = hall.did("GET", f"/complaints/{tickets[0]['token']}")
    said = hall.did("GET", f"/feedback/{record['number']}", by="chen")
    assert (said["text"], said["contact"], said["clerk"]) == ("太慢", "13800138000", "li")
    days = hall.did("GET", "/statistics/volumes?from=2026-11-23&to=2026-11-24&by=day", by="chen")
    assert [(row["key"], row["issued"], row["finished"]) for row in days["rows"]] == [
        ("2026-11-23", 7, 1),
        ("2026-11-24", 1, 0),
    ]
    (note,) = hall.did("GET", "/notes?date=2026-11-23", by="chen")["notes"]
    assert (note["text"], note["staff"], note["number"]) == ("会再来", "li", tickets[0]["number"])
    kept = [day for _, day, _, facts in hall.hall.context.store.facts() if "note" in facts or "comment" in facts]
    assert {str(day) for day in kept} == {"2026-11-23"}
