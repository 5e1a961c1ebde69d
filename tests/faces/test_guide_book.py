"""Business guides changed over HTTP while the hall is open: checked, in force, looked at before, taken back."""

import tomllib
from base64 import b64decode
from pathlib import Path
from typing import Any

import pytest

from tests.faces.test_plan import Manager

BOOK = "/guide-book/id-card"


@pytest.fixture
def manager(tmp_path: Path) -> Manager:
    return Manager(tmp_path)


def said(manager: Manager, guide: str = "id-card") -> tuple[str, dict[str, Any]]:
    now = manager.ask("GET", f"/guide-book/{guide}").get_json()
    return now["version"], now["guide"]


def put(manager: Manager, guide: str, written: dict[str, Any], version: str) -> Any:
    headers = {"If-Match": f'"{version}"'}
    return manager.ask("PUT", f"/guide-book/{guide}", json={"guide": written}, headers=headers)


def test_a_guide_is_changed_and_read_at_once(manager: Manager) -> None:
    """Everybody reads it, the search finds it by its new words, and pages made before are made anew."""
    version, guide = said(manager)
    guide["name"]["zh"] = "身份证新办"
    guide["keywords"]["zh"] = ["雪豹"]
    assert put(manager, "id-card", guide, version).status_code == 200
    assert manager.ask("GET", "/guides/id-card", by=None).get_json()["name"]["zh"] == "身份证新办"
    assert [one["id"] for one in manager.ask("GET", "/guides?q=雪豹", by=None).get_json()] == ["id-card"]
    assert manager.hall.context.furnished == manager.hall.context.plans.newest() + 1
    assert "身份证新办" in manager.http.get("/guides/id-card").get_data(as_text=True)


def test_mistakes_are_those_of_the_check(manager: Manager) -> None:
    """By field, in the manager's language; nothing counts, also of a service that the hall does not have."""
    version, guide = said(manager)
    wrong = guide | {"summary": {"zh": " ", "en": "x"}, "colour": "red"}
    for lang, words in (("zh", "没有这一项，请检查拼写"), ("en", "is not a key of a guide; check the spelling")):
        told = manager.ask("POST", f"{BOOK}/check", json={"guide": wrong}, headers={"Accept-Language": lang}).get_json()
        assert {"loc": ["colour"], "msg": words} in told["mistakes"]
    refused = put(manager, "id-card", guide | {"service": "nowhere"}, version)
    assert refused.status_code == 422
    assert refused.get_json()["errors"] == [{"loc": ["service"], "msg": "大厅没有业务“nowhere”"}]
    assert said(manager) == (version, guide)


def test_what_a_change_does_is_told_before(manager: Manager) -> None:
    """Which services show it, which materials go, and what is missing without it."""
    _, guide = said(manager)
    guide["materials"].pop()
    told = manager.ask("POST", f"{BOOK}/check", json={"guide": guide}).get_json()
    assert {one["code"] for one in told["effects"]} == {"guide_changed", "materials_gone", "guide_shown"}
    assert [one["key"] for one in told["changes"]] == ["materials[guardian]"]
    gone = manager.ask("POST", f"{BOOK}/check", json={"guide": None}).get_json()
    assert [one["code"] for one in gone["effects"]] == ["guide_gone", "guide_lost"]


def test_a_guide_of_ones_own_is_written_and_taken_away(manager: Manager) -> None:
    """From nothing; an id that is taken is no new one; gone, nobody finds it; undone, it is back."""
    _, guide = said(manager)
    assert manager.ask("POST", "/guide-book/loans/check", json={"guide": {}}).get_json()["mistakes"]
    assert put(manager, "loans", guide, "0").status_code == 200
    assert put(manager, "loans", guide | {"telephone": "1"}, "0").status_code == 412
    assert put(manager, "Not good", guide, "0").status_code == 422
    removed = manager.ask("DELETE", "/guide-book/loans", headers={"If-Match": '"1"'})
    assert removed.get_json() == {"version": "2", "guide": {}}
    assert manager.ask("GET", "/guides/loans", by=None).status_code == 404
    listed = {one["id"]: one for one in manager.ask("GET", "/guide-book").get_json()}
    assert (listed["loans"]["there"], listed["loans"]["how"], listed["loans"]["by"]) == (False, "removed", "chen")
    assert (listed["id-card"]["there"], listed["id-card"]["at"]) == (True, None)
    assert manager.ask("POST", "/guide-book/loans/undo", json={}, headers={"If-Match": '"2"'}).status_code == 200
    assert manager.ask("GET", "/guides/loans", by=None).status_code == 200


def test_two_managers_at_once_lose_nothing(manager: Manager) -> None:
    """The second is refused, brings both together, and is told where both changed the same."""
    version, guide = said(manager)
    first, second = guide | {"telephone": "1"}, guide | {"telephone": "2", "updated": "2026-11-20"}
    put(manager, "id-card", first, version)
    assert put(manager, "id-card", second, version).status_code == 412
    both = manager.ask("POST", f"{BOOK}/merge", json={"guide": second, "version": version}).get_json()
    assert both["conflicts"] == [{"key": "telephone", "before": "1", "after": "2"}]
    assert put(manager, "id-card", both["guide"], both["version"]).status_code == 200


def test_versions_are_compared_and_come_out_as_files(manager: Manager) -> None:
    """A version as its file, read back as it was; two compared; who changed what."""
    version, guide = said(manager)
    put(manager, "id-card", guide | {"telephone": "1"}, version)
    compared = manager.ask("GET", f"{BOOK}/versions/0/compared/1").get_json()
    assert compared == [{"key": "telephone", "before": "000-0000-0109", "after": "1"}]
    file = manager.ask("GET", f"{BOOK}/versions/1/file").get_data(as_text=True)
    assert tomllib.loads(file)["telephone"] == "1"
    assert manager.ask("POST", f"{BOOK}/read", json={"text": file}).get_json()["guide"]["telephone"] == "1"
    assert manager.ask("POST", f"{BOOK}/read", json={"text": "[["}).status_code == 422
    newest, first = manager.ask("GET", f"{BOOK}/history").get_json()
    assert (newest["how"], newest["by"], newest["changes"]) == ("written", "chen", compared)
    assert (first["how"], first["at"]) == ("file", None)
    assert manager.ask("GET", f"{BOOK}/versions/7").status_code == 404
    assert manager.ask("GET", "/guide-book/nowhere/versions/0/file").status_code == 404


def test_a_draft_is_looked_at_as_it_will_be(manager: Manager) -> None:
    """On screen as every screen draws it, on the roll and on A4; with a mistake there is nothing to see."""
    _, guide = said(manager)
    draft = guide | {"name": {"zh": "新样子", "en": "New look"}}
    shown = manager.ask("POST", "/guides/id-card/preview", json={"guide": draft, "lang": "en"}).get_json()
    assert shown["screen"]["name"]["zh"] == "新样子"
    assert b64decode(shown["roll"]).startswith(b"\x89PNG")
    sheet = manager.ask("POST", "/guides/id-card/preview/sheet", json={"guide": draft})
    assert sheet.data.startswith(b"%PDF")
    assert manager.ask("POST", "/guides/id-card/preview", json={"guide": {}}).status_code == 422
    assert manager.ask("GET", "/guides/id-card", by=None).get_json()["name"]["zh"] != "新样子"


def test_no_bad_input_is_an_error_of_ours(manager: Manager) -> None:
    """Wrong types, endless texts, deep nests, doubled ids and huge bodies are refused by name."""
    _, guide = said(manager)
    twice = guide | {"materials": [guide["materials"][0]] * 2}
    told = manager.ask("POST", f"{BOOK}/check", json={"guide": twice}).get_json()["mistakes"]
    assert told[0]["loc"] == ["materials", 1, "id"]
    deep: Any = "x"
    for _ in range(100):
        deep = [deep]
    bad = (
        {"name": deep},
        {"materials": "x"},
        {"limit": None},
        {"updated": "2026-02-31"},
        {"keywords": {"zh": "x"}},
        {"²": 1},
    )
    for one in bad:
        assert manager.ask("POST", f"{BOOK}/check", json={"guide": guide | one}).get_json()["mistakes"], one
        assert put(manager, "id-card", guide | one, "0").status_code == 422
    assert put(manager, "id-card", guide | {"telephone": "0" * 600_000}, "0").status_code == 413
    assert put(manager, "id-card", guide, "9" * 5000).status_code == 412
    assert manager.ask("GET", "/guide-book/nowhere/history").get_json() == []
