"""The Monday page over HTTP: last week beside the one before, and what this week begins with, from the records."""

from pathlib import Path
from typing import Any

import pytest

import server
from hall.configuration import read_table
from hall.demo import stage
from hall.journal.actor import Actor
from hall.staff.book import StaffBook
from hall.store.rota import name_at
from tests.faces.test_plan import Manager
from tests.halls import NOON, Clock

DAY_S = 86400.0
LI, KIOSK = Actor("li"), Actor("kiosk")


class Office:
    """A hall that was open two weeks ago on Wednesday and last week on Thursday; it is Monday noon."""

    def __init__(self, folder: Path) -> None:
        self.clock = Clock(NOON - 12 * DAY_S)
        table = stage.always_open(read_table(server.ROOT / "config.toml"), "http://127.0.0.1:8000")
        hours = {**table["hours"], "exceptions": {"2026-11-25": ["09:00-11:30"], "2026-11-30": []}}
        told = table | {"voice": {"enabled": False}, "hours": hours}
        self.hall = server.build(told, folder, async_mode="threading", clock=self.clock)
        staff = self.hall.context[StaffBook]
        for name, role in (
            ("li", "clerk"),
            ("wang", "clerk"),
            ("old", "clerk"),
            ("chen", "manager"),
            ("wu", "inspector"),
        ):
            staff.add(name, name.title(), role, "4711", "console")
        staff.change(Actor("console"), "old", disabled=True)
        self.serve(1, missed=1)
        self.clock.now = NOON - 4 * DAY_S
        self.serve(3, missed=0)
        self.clock.now = NOON
        self.hall.context.desk.roll_over()
        self.hall.follower.follow()

    def serve(self, finished: int, missed: int) -> None:
        """Serve visitors who have each waited for ten minutes."""
        desk = self.hall.context.desk
        desk.open_counter(LI, "2")
        for number in range(finished + missed):
            desk.issue(KIOSK, "company", "normal", "zh")
            self.clock.now += 600
            desk.call_next(LI, "2")
            if number < missed:
                desk.no_show(LI, "2")
            else:
                desk.start(LI, "2")
                desk.finish(LI, "2", None, None)
        desk.close_counter(LI, "2", None)

    def ask(self, by: str) -> Any:
        """What the page is told."""
        token = self.hall.context[StaffBook].sign_in(by, "4711", None, "here")[0]
        return self.hall.app.test_client().get("/api/v1/monday", headers={"Authorization": f"Bearer {token}"})


@pytest.fixture
def office(tmp_path: Path) -> Office:
    """An office of its own."""
    return Office(tmp_path)


def test_last_week_stands_beside_the_one_before(office: Office) -> None:
    """Whole weeks from Monday to Sunday; what nothing can be said of is none, never zero."""
    week = office.ask("wu").get_json()
    assert [week[name] for name in ("first", "last", "before_first", "before_last")] == [
        *("2026-11-16", "2026-11-22"),
        *("2026-11-09", "2026-11-15"),
    ]
    told = {(one["report"], one["column"]): (one["last"], one["before"]) for one in week["figures"]}
    assert told["volumes", "finished"] == (3, 1)
    assert told["volumes", "issued"] == (3, 2)
    assert told["waits", "mean_s"] == (600, 600)
    assert told["ratings", "satisfied_share"] == (None, None)
    assert week["unread"] == []


def test_weeks_before_the_halls_first_day_are_unknown(tmp_path: Path) -> None:
    """A hall that began today had no visitors to count: every figure is none, and none is zero."""
    week = Manager(tmp_path).ask("GET", "/monday").get_json()
    assert week["figures"]
    assert {(one["last"], one["before"]) for one in week["figures"]} == {(None, None)}


def test_what_the_week_begins_with(office: Office) -> None:
    """Who was at no counter, other hours than usual within seven days alone, what ails, and that no backup is there."""
    week = office.ask("chen").get_json()
    assert [one["staff"] for one in week["away"]] == ["wang", "chen"]
    assert [(one["date"], one["spans"], one["usual"]) for one in week["hours"]] == [
        ("2026-11-25", ["09:00-11:30"], ["00:00-24:00"])
    ]
    assert {one["what"]: one["count"] for one in week["due"]}["cases_overdue"] == 0
    assert "url_loopback" in {one["code"] for one in week["ails"]}
    assert week["backup_at"] is None
    folder = office.hall.context.data / "backups"
    folder.mkdir(exist_ok=True)
    (folder / name_at(office.hall.context.desk.hours.local(NOON - 2 * DAY_S))).touch()
    assert office.ask("chen").get_json()["backup_at"][:16] == "2026-11-21T12:00"


def test_what_comes_and_goes_with_visitors_is_no_ailment(office: Office) -> None:
    """Somebody waits where nobody calls: that is the overview's, not the week's."""
    office.hall.context.desk.issue(KIOSK, "tax", "normal", "zh")
    assert "unattended" not in {one["code"] for one in office.ask("chen").get_json()["ails"]}


def test_a_clerk_is_told_nothing(office: Office) -> None:
    """It names people who were away."""
    assert office.ask("li").status_code == 403
