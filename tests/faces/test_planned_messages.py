"""Messages with times and areas, and drills, over HTTP and on the walls."""

from pathlib import Path
from typing import Any

import pytest

from tests.faces.test_plan import Manager

POWER = {"zh": "大厅暂时停电。请在原地等候。", "en": "Power is off. Please stay where you are."}


@pytest.fixture
def manager(tmp_path: Path) -> Manager:
    return Manager(tmp_path)


def post(manager: Manager, **more: Any) -> Any:
    return manager.ask("POST", "/notices", json={"text": POWER, **more})


def wall(manager: Manager, zone: str) -> list[int]:
    picture = manager.ask("GET", f"/displays/{zone}", by=None).get_json()
    return [one["id"] for one in picture["notices"]]


def test_a_message_of_one_area_is_on_its_walls_alone(manager: Manager) -> None:
    """East shows it, west does not; one for all is on both."""
    east, everywhere = post(manager, zones=["east"]).get_json(), post(manager).get_json()
    assert wall(manager, "east") == [east["id"], everywhere["id"]]
    assert wall(manager, "west") == [everywhere["id"]]


def test_a_planned_message_is_seen_by_managers_alone_until_it_begins(manager: Manager) -> None:
    """It is in their list with its times in the hall's own offset, and on no wall."""
    planned = post(manager, starts_at="2026-11-23T05:00:00Z", minutes=60)
    assert planned.status_code == 201
    assert wall(manager, "east") == []
    assert manager.ask("GET", "/notices", by=None).get_json() == []
    (listed,) = manager.ask("GET", "/notices/planned").get_json()
    assert (listed["starts_at"], listed["until"]) == (
        "2026-11-23T13:00:00.000+08:00",
        "2026-11-23T14:00:00.000+08:00",
    )
    assert manager.ask("DELETE", f"/notices/{listed['id']}").status_code == 204
    assert manager.ask("GET", "/notices/planned").get_json() == []


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"zones": ["north"]}, "zones.0"),
        ({"zones": "east"}, "zones"),
        ({"starts_at": "2026-11-23T13:00:00"}, "starts_at"),
        ({"starts_at": "9999-12-31T23:59:59-12:00"}, "starts_at"),
        ({"starts_at": "tomorrow"}, "starts_at"),
        ({"starts_at": 1}, "starts_at"),
        ({"text": {"zh": "停电\u202e", "en": "No power"}}, "text.zh"),
        ({"text": {"zh": "停电", "en": "\u200b\u200b"}}, "text.en"),
    ],
)
def test_a_wrong_time_area_or_text_is_named(manager: Manager, wrong: dict[str, Any], field: str) -> None:
    """The field stands in the answer, and nothing is shown."""
    refused = post(manager, **wrong)
    assert refused.status_code == 422
    assert ".".join(map(str, refused.get_json()["errors"][0]["loc"])).endswith(field)
    assert wall(manager, "east") == []


def test_one_that_began_long_ago_is_shown_now(manager: Manager) -> None:
    """A beginning in the past, however far, is none."""
    posted = post(manager, starts_at="0001-01-01T00:00:00+14:00").get_json()
    assert posted["starts_at"] is None
    assert wall(manager, "east") == [posted["id"]]


def test_a_drill_says_that_it_is_one(manager: Manager) -> None:
    """Its text has to, for the voice reads nothing else; the screens' pictures say so too, and an emergency is none."""
    fire = {"zh": "请从最近的出口离开。", "en": "Leave by the nearest exit."}
    refused = manager.ask("POST", "/emergency", json={"text": fire, "drill": True})
    assert refused.status_code == 422
    assert "演练" in refused.get_json()["errors"][0]["msg"]
    drill = {"zh": "这是一次消防演练。", "en": "This is a fire drill."}
    assert manager.ask("POST", "/emergency", json={"text": drill, "drill": True}).status_code == 201
    for text, is_drill in ((None, True), (fire, False)):
        if text is not None:
            manager.ask("POST", "/emergency", json={"text": text})
        assert manager.ask("GET", "/displays/east", by=None).get_json()["emergency"]["drill"] is is_drill
