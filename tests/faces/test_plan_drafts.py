"""Drafts of the plan: told what they change and do, in the manager's language, and brought onto what others changed."""

import json
import tomllib
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest

import server
from hall.configuration import as_written
from tests.faces.test_plan import Manager, without


@pytest.fixture
def manager(tmp_path: Path) -> Manager:
    return Manager(tmp_path)


def check(manager: Manager, plan: dict[str, Any], version: str | None = None, lang: str = "zh") -> Any:
    body = {"plan": plan} | ({} if version is None else {"version": version})
    return manager.ask("POST", "/plan/check", json=body, headers={"Accept-Language": lang}).get_json()


def test_mistakes_are_said_in_the_managers_language(manager: Manager) -> None:
    """Chinese for a Chinese page, and word for word what `check` says for an English one."""
    _, plan = manager.plan()
    plan["services"][0]["prefix"] = "a1"
    (zh,) = check(manager, plan)["mistakes"]
    (en,) = check(manager, plan, lang="en")["mistakes"]
    assert zh == {"loc": ["services", 0, "prefix"], "msg": "'a1' 不对：应为一到三个大写字母"}
    assert en["msg"] == "'a1' must be one to three capital letters"


def test_a_draft_is_told_what_it_changes_in_its_own_version(manager: Manager) -> None:
    """What somebody else changed meanwhile is no change of this draft, and that there is a newer version is told."""
    version, plan = manager.plan()
    draft = deepcopy(plan) | {"limits": {"wait_warn_min": 10}}
    assert manager.put(deepcopy(plan) | {"privacy": {"keep_visits_days": 7}}, version).status_code == 200
    told = check(manager, draft, version)
    assert told["version"] == "2"
    assert all(one["key"].startswith("limits.") for one in told["changes"])
    assert {"key": "limits.wait_warn_min", "before": 15, "after": 10} in told["changes"]
    assert {one["key"].partition(".")[0] for one in check(manager, draft)["changes"]} == {"limits", "privacy"}


def test_what_a_change_does_to_the_hall_is_told_before(manager: Manager) -> None:
    """Closed at once, a prefix from now on, a service that nobody serves, a letter that sounds like another."""
    _, plan = manager.plan()
    manager.ask("POST", "/tickets", by=None, json={"service": "tax"})
    draft = deepcopy(plan)
    draft["hours"] = {"calendar": "none"}
    draft["services"][0]["prefix"] = "N"
    for counter in draft["counters"]:
        counter["services"] = [one for one in counter["services"] if one != "fund"] or ["social"]
    effects = {one["code"]: one["text"] for one in check(manager, draft)["effects"]}
    assert set(effects) == {"hall_closes", "prefix", "no_counter"}
    assert "1 人" in effects["hall_closes"]["zh"]
    assert "N" in effects["prefix"]["en"]


def test_two_managers_at_once_lose_nothing(manager: Manager) -> None:
    """The second is refused, brings the draft onto the first's version, is told of the clash, and both then count."""
    version, plan = manager.plan()
    first, second = deepcopy(plan), deepcopy(plan)
    first["hall"]["name"]["zh"] = "甲厅"
    first["services"][0]["usual_min"] = 20
    second["hall"]["name"]["zh"] = "乙厅"
    second["zones"][0]["theme"] = "light"
    assert manager.put(first, version).status_code == 200
    assert manager.put(second, version).status_code == 412
    merged = manager.ask("POST", "/plan/merge", json={"plan": second, "version": version}).get_json()
    assert merged["version"] == "2"
    assert merged["conflicts"] == [{"key": "hall.name.zh", "before": "甲厅", "after": "乙厅"}]
    assert manager.put(merged["plan"], merged["version"]).status_code == 200
    _, now = manager.plan()
    assert (now["hall"]["name"]["zh"], now["services"][0]["usual_min"], now["zones"][0]["theme"]) == (
        "乙厅",
        20,
        "light",
    )


def test_versions_are_read_compared_and_taken_out_as_files(manager: Manager) -> None:
    """Any two, in either direction; the file reads back to the same plan; what there is not is a 404."""
    version, plan = manager.plan()
    manager.put(deepcopy(plan) | {"privacy": plan["privacy"] | {"keep_visits_days": 7}}, version)
    assert manager.ask("GET", "/plan/versions/1").get_json() == {"version": "1", "plan": plan}
    forth, back = (manager.ask("GET", f"/plan/versions/{a}/compared/{b}").get_json() for a, b in ((1, 2), (2, 1)))
    assert forth == [{"key": "privacy.keep_visits_days", "before": 30, "after": 7}]
    assert back == [{"key": "privacy.keep_visits_days", "before": 7, "after": 30}]
    file = manager.ask("GET", "/plan/versions/1/file")
    assert "plan-1.toml" in file.headers["Content-Disposition"]
    assert tomllib.loads(file.get_data(as_text=True)) == plan
    assert manager.ask("POST", "/plan/read", json={"text": file.get_data(as_text=True)}).get_json() == {"plan": plan}
    for path in ("/plan/versions/9", "/plan/versions/1/compared/9", "/plan/versions/9/file"):
        assert manager.ask("GET", path).status_code == 404


def test_undo_takes_back_only_what_was_seen(manager: Manager) -> None:
    """Somebody else's later change is not undone by mistake; without a version the last one is."""
    version, plan = manager.plan()
    manager.put(deepcopy(plan) | {"limits": {"wait_warn_min": 10}}, version)
    manager.put(deepcopy(plan) | {"limits": {"wait_warn_min": 5}}, "2")
    assert manager.ask("POST", "/plan/undo", json={}, headers={"If-Match": '"2"'}).status_code == 412
    assert manager.ask("POST", "/plan/undo", json={}, headers={"If-Match": '"3"'}).status_code == 200
    assert manager.plan()[1]["limits"] == {"wait_warn_min": 10}


def test_a_key_that_is_null_is_left_out(manager: Manager) -> None:
    """Programs may say null for "not there"; the plan that counts can still be written as a file."""
    version, plan = manager.plan()
    plan["services"][0]["covers"] = None
    assert manager.put(plan, version).status_code == 200
    assert "covers" not in manager.plan()[1]["services"][0]
    assert manager.ask("GET", "/plan/versions/2/file").status_code == 200
    assert as_written({"a": None, "b": [{"c": None}]}) == {"b": [{}]}


@pytest.mark.parametrize("text", ["x = ", "[[[[" * 5000, "a = nan", "\x00", "a = 1\na = 2"])
def test_a_file_that_is_no_plan_is_refused(manager: Manager, text: str) -> None:
    """With a sentence, never as a fault of ours."""
    refused = manager.ask("POST", "/plan/read", json={"text": text})
    assert refused.status_code == 422
    assert refused.get_json()["errors"][0]["msg"].startswith("这个文件不是大厅设置")


def test_the_whole_configuration_reads_as_its_plan(manager: Manager) -> None:
    """Somebody may choose a config.toml: what belongs to a computer is left out, also from Windows' editor."""
    text = (server.ROOT / "config.toml").read_text(encoding="utf-8")
    plan = manager.ask("POST", "/plan/read", json={"text": f"\ufeff{text}"}).get_json()["plan"]
    assert "services" in plan
    assert not {"security", "store", "backup"} & set(plan)
    assert "player" not in plan["loudspeaker"]
    assert manager.ask("POST", "/plan/read", json={"text": "when = 1979-05-27"}).status_code == 200


@pytest.mark.parametrize(
    "broken",
    [
        {"services": [{"id": ["a"]}]},
        {"services": [{"id": "a"}, {"id": "a"}]},
        {"services": [{}, 7, None]},
        {"hall": {"name": {"zh": "<script>", "en": "\u202e"}}},
        {"hall": {"name": {"zh": "😀" * 5000, "en": "x"}}},
        {"hours": {"exceptions": {"2026-13-45": None}}},
    ],
)
def test_no_draft_is_a_fault_of_ours(manager: Manager, broken: dict[str, Any]) -> None:
    """Markup, endless names, doubled ids and what is no row: told as mistakes or taken, never a 500."""
    version, plan = manager.plan()
    draft = plan | broken
    for method, path in (("POST", "/plan/check"), ("POST", "/plan/merge"), ("PUT", "/plan")):
        answer = manager.ask(method, path, json={"plan": draft}, headers={"If-Match": version})
        assert answer.status_code in {200, 422}, answer.get_json()
    for more in ({"version": "x"}, {"version": "99"}, {"version": 1}, {"other": 1}):
        answer = manager.ask(
            "POST", "/plan/merge", data=json.dumps({"plan": plan, **more}), content_type="application/json"
        )
        assert answer.status_code in {404, 422}


def test_a_service_that_goes_leaves_nobody_behind_in_words(manager: Manager) -> None:
    """The draft names how many move where, in both languages."""
    _, plan = manager.plan()
    for _ in range(3):
        manager.ask("POST", "/tickets", by=None, json={"service": "tax"})
    (effect,) = check(manager, without(plan, "tax"))["effects"]
    assert "3 人" in effect["text"]["zh"]
    assert effect["text"]["en"].startswith("3 with")
