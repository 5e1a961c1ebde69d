"""The plan in the browser's reach: read, checked, changed while the hall is open, taken back; nobody is stranded."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

import server
from hall.configuration import read_table
from hall.demo import stage
from hall.staff.book import StaffBook
from tests.halls import Clock

CHEN = "chen"


class Manager:
    """A manager at a hall that never closes, and a kiosk beside."""

    def __init__(self, folder: Path) -> None:
        table = stage.always_open(read_table(server.ROOT / "config.toml"), "http://127.0.0.1:8000")
        self.hall = server.build(table | {"voice": {"enabled": False}}, folder, async_mode="threading", clock=Clock())
        staff = self.hall.context[StaffBook]
        for who, role in ((CHEN, "manager"), ("li", "clerk")):
            staff.add(who, who, role, "4711", "console")
        self.token = {who: staff.sign_in(who, "4711", None, "here")[0] for who in (CHEN, "li")}
        self.http = self.hall.app.test_client()

    def ask(self, method: str, path: str, by: str | None = CHEN, **more: Any) -> Any:
        headers = more.pop("headers", {})
        if by is not None:
            headers = {**headers, "Authorization": f"Bearer {self.token[by]}"}
        return self.http.open(f"/api/v1{path}", method=method, headers=headers, **more)

    def plan(self) -> tuple[str, dict[str, Any]]:
        now = self.ask("GET", "/plan").get_json()
        return now["version"], now["plan"]

    def put(self, plan: dict[str, Any], version: str) -> Any:
        return self.ask("PUT", "/plan", json={"plan": plan}, headers={"If-Match": f'"{version}"'})


@pytest.fixture
def manager(tmp_path: Path) -> Manager:
    return Manager(tmp_path)


def without(plan: dict[str, Any], service: str) -> dict[str, Any]:
    """The plan without a service, wherever it is named."""
    return {
        **plan,
        "services": [one for one in plan["services"] if one["id"] != service],
        "counters": [
            {**one, **{k: [s for s in one.get(k, []) if s != service] for k in ("services", "covers") if k in one}}
            for one in plan["counters"]
        ],
    }


def test_what_belongs_to_the_computer_is_no_part_of_it(manager: Manager) -> None:
    """Addresses, printers and networks are not in the plan; all else reads as config.toml would say it."""
    version, plan = manager.plan()
    assert version == "1"
    assert not {"security", "printers", "loudspeaker"} & set(plan)
    assert "public_url" not in plan["hall"]
    file = tomllib.loads((server.ROOT / "config.toml").read_text(encoding="utf-8"))
    assert plan["services"] == file["services"]


def test_a_change_counts_at_once(manager: Manager) -> None:
    """A new name and a new service are on the kiosk's list with the answer, under a new version."""
    version, plan = manager.plan()
    plan["services"].append(
        {"id": "pets", "group": "personal", "name": {"zh": "宠物登记", "en": "Pets"}, "prefix": "P"}
    )
    plan["counters"][0]["services"].append("pets")
    answer = manager.put(plan, version)
    assert answer.status_code == 200, answer.get_json()
    assert answer.get_json()["version"] == "2"
    services = {one["id"]: one for one in manager.ask("GET", "/services", by=None).get_json()}
    assert services["pets"]["name"]["zh"] == "宠物登记"
    assert manager.ask("POST", "/tickets", by=None, json={"service": "pets"}).get_json()["number"] == "P001"


def test_every_mistake_is_named_and_changes_nothing(manager: Manager) -> None:
    """A wrong prefix and an unknown service are told together, by check and by the change itself."""
    version, plan = manager.plan()
    plan["services"][0]["prefix"] = "a1"
    plan["counters"][0]["services"].append("moon")
    told = manager.ask("POST", "/plan/check", json={"plan": plan}).get_json()
    places = [one["loc"] for one in told["mistakes"]]
    assert ["services", 0, "prefix"] in places
    assert ["counters", 0, "services", len(plan["counters"][0]["services"]) - 1] in places
    refused = manager.put(plan, version)
    assert refused.status_code == 422
    assert refused.get_json()["errors"] == told["mistakes"]
    assert manager.plan()[0] == version


def test_who_waits_for_a_service_that_goes_is_moved_and_the_manager_is_told_before(manager: Manager) -> None:
    """The check says how many move where; afterwards they wait there with their number and are called."""
    version, plan = manager.plan()
    taken = [manager.ask("POST", "/tickets", by=None, json={"service": "tax"}).get_json() for _ in range(2)]
    fewer = without(plan, "tax")
    (effect,) = manager.ask("POST", "/plan/check", json={"plan": fewer}).get_json()["effects"]
    assert effect["code"] == "moved"
    assert "2" in effect["text"]["zh"]
    assert manager.plan()[0] == version
    assert manager.put(fewer, version).status_code == 200
    for one in taken:
        seen = manager.ask("GET", f"/tickets/{one['token']}", by=None).get_json()
        assert (seen["status"], seen["number"]) == ("waiting", one["number"])
        assert seen["service"] in {s["id"] for s in fewer["services"]}
    counter = next(c["id"] for c in fewer["counters"] if seen["service"] in c["services"])
    assert manager.ask("POST", f"/counters/{counter}/open", by="li", json={}).status_code == 200
    assert (
        manager.ask("POST", f"/counters/{counter}/call-next", by="li", json={}).get_json()["number"]
        == taken[0]["number"]
    )
    undone = manager.ask("POST", "/plan/undo", json={}).get_json()
    assert undone["plan"] == plan


def test_a_service_that_loses_its_last_counter_is_told_before(manager: Manager) -> None:
    """Two wait for it: the check says so, and once it counts they are on the manager's list."""
    version, plan = manager.plan()
    for _ in range(2):
        manager.ask("POST", "/tickets", by=None, json={"service": "licence"})
    less = {**plan, "counters": [one for one in plan["counters"] if "licence" not in one["services"]]}
    (effect,) = manager.ask("POST", "/plan/check", json={"plan": less}).get_json()["effects"]
    assert (effect["code"], effect["text"]["zh"][:3]) == ("unserved", "2 人")
    assert manager.put(less, version).status_code == 200
    assert "unattended" in [one["code"] for one in manager.ask("GET", "/faults").get_json()]


def test_who_comes_second_is_told(manager: Manager) -> None:
    """Without a version 422, with an old one 412, and the first change stands."""
    version, plan = manager.plan()
    plan["limits"] = {"wait_warn_min": 10}
    assert manager.ask("PUT", "/plan", json={"plan": plan}).status_code == 422
    assert manager.put(plan, version).status_code == 200
    assert manager.put({**plan, "limits": {}}, version).status_code == 412
    assert manager.put({**plan, "limits": {}}, "x").status_code == 412
    assert manager.plan()[1]["limits"] == {"wait_warn_min": 10}


def test_a_repeated_press_changes_once(manager: Manager) -> None:
    """The same key gives the plan that counts, and another change is not undone by it."""
    version, plan = manager.plan()
    plan["limits"] = {"wait_warn_min": 10}
    headers = {"If-Match": version, "Idempotency-Key": "k"}
    for _ in range(2):
        assert manager.ask("PUT", "/plan", json={"plan": plan}, headers=dict(headers)).status_code == 200
    assert manager.plan()[0] == "2"
    undo = {"Idempotency-Key": "u"}
    for _ in range(2):
        assert manager.ask("POST", "/plan/undo", json={}, headers=dict(undo)).get_json()["version"] == "3"


def test_history_says_who_changed_what(manager: Manager) -> None:
    """Each change with its keys before and after, the newest first."""
    version, plan = manager.plan()
    plan["limits"] = {"wait_warn_min": 10}
    manager.put(plan, version)
    newest, first = manager.ask("GET", "/plan/history").get_json()
    assert (newest["by"], newest["how"]) == (CHEN, "edited")
    assert {one["key"] for one in newest["changes"]} >= {"limits.wait_warn_min"}
    assert (first["by"], first["how"], first["changes"]) == ("hall", "imported", [])


@pytest.mark.parametrize("body", [{}, {"plan": 1}, {"plan": {}}, {"plan": {"services": "all"}}, {"plans": {}}])
def test_no_plan_at_all_is_refused(manager: Manager, body: dict[str, Any]) -> None:
    """What is no plan is a 422, never a 500."""
    assert manager.ask("PUT", "/plan", json=body, headers={"If-Match": "1"}).status_code == 422
    assert manager.ask("POST", "/plan/check", json=body).status_code in {200, 422}


def test_faults_are_listed_for_staff(manager: Manager) -> None:
    """Whoever waits where nobody calls is a fault with words in every language, since when, and gone when mended."""
    manager.ask("POST", "/tickets", by=None, json={"service": "tax"})
    (fault,) = [one for one in manager.ask("GET", "/faults", by="li").get_json() if one["code"] == "unattended"]
    assert set(fault["text"]) == {"zh", "en"}
    assert fault["since"].startswith("2026-11-23T12:00:00")
    _, plan = manager.plan()
    counter = next(c["id"] for c in plan["counters"] if "tax" in c["services"])
    manager.ask("POST", f"/counters/{counter}/open", by="li", json={})
    assert not [one for one in manager.ask("GET", "/faults", by="li").get_json() if one["code"] == "unattended"]
