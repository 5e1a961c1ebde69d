"""Patrol and faults over HTTP: ticked and reported by staff, seen by the manager, counted in the reports."""

from pathlib import Path
from typing import Any

import pytest

from hall.speech.book import SpeechBook
from hall.speech.events import CallWaited
from hall.staff.book import StaffBook
from tests.faces.test_overview import LI, Office


@pytest.fixture
def office(tmp_path: Path) -> Office:
    """A hall with its usual lists, in which the day has begun."""
    made = Office(tmp_path)
    made.floor()
    return made


def ticked(office: Office, item: str, by: str = "guide", every: str = "day", **said: object) -> tuple[int, Any]:
    answer: tuple[int, Any] = office.ask(
        "POST", "/patrol/ticks", {"every": every, "item": item, "in_order": True} | said, by
    )
    return answer


def test_the_day_begins_with_the_usual_lists(office: Office) -> None:
    """The sample hall has a list for each day and for each month, all of it still to do."""
    _, now = office.ask("GET", "/patrol", by="inspector")
    assert [one["state"] for one in now["day"]["items"]] == ["open"] * 6
    assert [one["state"] for one in now["month"]["items"]] == ["open"] * 4
    assert now["day"]["items"][0]["name"]["en"].startswith("Kiosks")


def test_a_tick_says_who_and_when_and_a_fault_comes_to_the_manager(office: Office) -> None:
    """In order, then not: the remark is there, the fault is on the overview in both languages until it is ended."""
    assert ticked(office, "walls")[0] == 200
    status, now = ticked(office, "sound", in_order=False, remark="西区听不清")
    told = {one["id"]: one for one in now["day"]["items"]}
    assert (status, told["walls"]["state"], told["walls"]["by"]) == (200, "in_order", "guide")
    assert (told["sound"]["state"], told["sound"]["remark"]) == ("fault", "西区听不清")
    alarm = office.alarm("fault_reported")
    assert "guide" in alarm["text"]["zh"]
    assert "reported by guide" in alarm["text"]["en"]
    (fault,) = office.ask("GET", "/device-faults")[1]["faults"]
    assert office.ask("POST", f"/device-faults/{fault['id']}/taken", {})[0] == 200
    status, left = office.ask("POST", f"/device-faults/{fault['id']}/ended", {"remark": "调了音量"})
    (over,) = left["faults"]
    assert (status, over["seen_to_by"], over["remark"], over["until"] is None) == (200, "manager", "调了音量", False)
    assert office.alarm("fault_reported") is None


def test_an_emergency_is_worse_than_a_fault(office: Office) -> None:
    """It stands on the overview with a degree of its own; a known device is called by its name."""
    for body in (
        {"device": "二楼楼梯", "text": "有人摔倒", "urgent": True},
        {"device": "printer:roll", "text": "卡纸"},
    ):
        assert office.ask("POST", "/device-faults", body, "guide")[0] == 201
    assert (office.alarm("emergency_reported")["degree"], office.alarm("fault_reported")["degree"]) == (2, 1)
    assert "二楼楼梯" in office.alarm("emergency_reported")["text"]["zh"]


BAD = [
    ("/patrol/ticks", {"every": "week", "item": "walls", "in_order": True}, 422),
    ("/patrol/ticks", {"every": "day", "item": "nothing", "in_order": True}, 404),
    ("/patrol/ticks", {"every": "day", "item": "walls", "in_order": False, "remark": "  "}, 422),
    ("/patrol/ticks", {"every": "day", "item": "walls", "in_order": "yes"}, 422),
    ("/device-faults", {"device": "x" * 81, "text": "漏水"}, 422),
    ("/device-faults", {"device": "门", "text": " \n"}, 422),
    ("/device-faults", {"device": "", "text": "漏水"}, 422),
    ("/device-faults", {"device": "   ", "text": "漏水"}, 422),
    ("/device-faults/r99/ended", {}, 404),
    ("/device-faults/r99/taken", {"remark": 5}, 422),
]


@pytest.mark.parametrize(("path", "body", "status"), BAD)
def test_what_cannot_be_is_refused(office: Office, path: str, body: object, status: int) -> None:
    """A clear refusal that names what is wrong, and nothing is written."""
    refused, problem = office.ask("POST", path, body)
    assert (refused, bool(problem["detail"])) == (status, True)
    assert office.ask("GET", "/device-faults")[1]["count"] == 0


@pytest.mark.parametrize("period", ["2026-11-22", "yesterday", "2026-13", "..%2f"])
def test_a_round_that_never_was_is_not_there(office: Office, period: str) -> None:
    """Neither a day before the first, nor what is no day."""
    assert office.ask("GET", f"/patrol/{period}")[0] == 404


def test_yesterday_is_shown_with_what_was_not_done(office: Office) -> None:
    """After the day has turned: one of six done, five not, never fine; and so the report says."""
    ticked(office, "walls")
    office.clock.now += 86_400
    office.desk.roll_over()
    office.tokens["manager"] = office.hall.context[StaffBook].sign_in("manager", "4711", None, "here")[0]
    _, now = office.ask("GET", "/patrol")
    (before,) = now["earlier"]
    assert before == {"period": "2026-11-23", "due": 6, "in_order": 1, "faults": 0, "not_done": 5}
    _, day = office.ask("GET", "/patrol/2026-11-23")
    assert [one["state"] for one in day["items"]].count("not_done") == 5
    span = "from=2026-11-23&to=2026-11-23"
    _, told = office.ask("GET", f"/statistics/patrol?{span}")
    assert {name: told["totals"][name] for name in ("due", "in_order", "not_done", "done_share")} == {
        "due": 6,
        "in_order": 1,
        "not_done": 5,
        "done_share": 0.1667,
    }


def test_faults_are_counted_with_their_time(office: Office) -> None:
    """Half an hour out of order: one fault, 1800 s; the days it lasted have it, by its name in the table in words."""
    office.ask("POST", "/device-faults", {"device": "饮水机", "text": "漏水"}, "guide")
    office.clock.now += 1800
    (fault,) = office.ask("GET", "/device-faults")[1]["faults"]
    office.ask("POST", f"/device-faults/{fault['id']}/ended", {})
    span = "from=2026-11-23&to=2026-11-24"
    _, told = office.ask("GET", f"/statistics/devices?{span}")
    (row,) = told["rows"]
    assert (row["key"], row["faults"], row["standing"], row["out_s"], row["longest_s"]) == ("饮水机", 1, 0, 1800, 1800)
    assert row["silent"] is None  # it calls nobody
    _, days = office.ask("GET", f"/statistics/devices?{span}&by=day")
    assert {one["key"]: one["out_s"] for one in days["rows"]}["2026-11-23"] == 1800
    text = office.http.get(
        f"/api/v1/statistics/devices?{span}&format=csv&lang=zh",
        headers={"Authorization": f"Bearer {office.tokens['manager']}"},
    ).get_data(as_text=True)
    assert "停用时长" in text


def test_a_call_that_nobody_heard_stands_at_its_areas_sound(office: Office) -> None:
    """In the report and by name in the table; beside the days before, of which nothing is known."""
    office.desk.open_counter(LI, "2")
    for _ in range(2):
        office.takes("tax")
        office.desk.call_next(LI, "2")
        office.clock.now += 600
        office.desk.no_show(LI, "2")
    zone = office.desk.plan.counters["2"].zone
    office.hall.context[SpeechBook].write(CallWaited(zone))
    _, told = office.ask("GET", "/statistics/devices?from=2026-11-23&to=2026-11-23&compare=before")
    (row,) = told["rows"]
    assert (row["key"], row["faults"], row["calls"], row["said"], row["silent"]) == (f"sound:{zone}", 0, 2, 0, 2)
    assert (told["compared"]["rows"], told["compared"]["totals"]["silent"]) == ([], None)
    text = office.http.get(
        "/api/v1/statistics/devices?from=2026-11-22&to=2026-11-23&format=csv&lang=zh",
        headers={"Authorization": f"Bearer {office.tokens['manager']}"},
    ).get_data(as_text=True)
    head, sound, *_ = text.splitlines()
    assert head.endswith("呼叫,已播报,无声呼叫")
    assert (sound.split(",")[0], sound.split(",")[-3:]) == (
        f"{office.desk.plan.zones[zone].name['zh']}的声音",
        ["2", "0", "2"],
    )


def test_what_is_left_undone_is_told_once_the_hall_has_closed(tmp_path: Path) -> None:
    """A hall that closes at 17:30: at noon nothing is missing, at 17:31 all six are, and tomorrow is another day."""
    office = Office(tmp_path)
    _, now = office.ask("GET", "/plan")
    hours = {"mon": ["08:30-17:30"], "tue": ["08:30-17:30"], "calendar": "none"}
    headers = {"Authorization": f"Bearer {office.tokens['manager']}", "If-Match": f'"{now["version"]}"'}
    changed = office.http.put("/api/v1/plan", json={"plan": now["plan"] | {"hours": hours}}, headers=headers)
    assert changed.status_code == 200
    assert office.alarm("patrol_undone") is None
    office.clock.now += 5.6 * 3600
    assert "6" in office.alarm("patrol_undone")["text"]["zh"]
