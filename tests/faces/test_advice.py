"""The manager's overview names the counter to open soon, with the reason, and later what came of it."""

from pathlib import Path

import server
from hall.configuration import read_table
from hall.demo import stage
from hall.forecast.book import Forecast
from hall.journal.actor import Actor
from hall.staff.book import StaffBook
from tests.halls import NOON, Clock

HOUR_S = 3600.0


def test_the_overview_advises_and_checks(tmp_path: Path) -> None:
    """Forty wait and one of their counters is open: another is advised; after its hour the truth stands beside it."""
    clock = Clock(NOON - 2 * HOUR_S)
    table = stage.always_open(read_table(server.ROOT / "config.toml"), "http://127.0.0.1:8000")
    hall = server.build(table | {"voice": {"enabled": False}}, tmp_path, async_mode="threading", clock=clock)
    hall.context[StaffBook].add("boss", "boss", "manager", "4711", "console")
    token = hall.context[StaffBook].sign_in("boss", "4711", None, "here")[0]
    desk, forecast, http = hall.context.desk, hall.context[Forecast], hall.app.test_client()

    def floor() -> dict[str, object]:
        answer = http.get("/api/v1/floor", headers={"Authorization": f"Bearer {token}"})
        assert answer.status_code == 200
        return dict(answer.get_json())

    assert (floor()["advice"], floor()["outcomes"]) == (None, [])
    desk.open_counter(Actor("li"), "1")
    for _ in range(40):
        desk.issue(Actor("kiosk"), "company", "normal", "zh")
    limit_s = hall.context.configuration.file.limits.wait_alarm_min * 60
    hall.follower.follow()
    forecast.advise(limit_s)
    advice = floor()["advice"]
    assert isinstance(advice, dict)
    assert (advice["service"], advice["limit_s"], advice["opens_at"][:16]) == ("company", limit_s, "2026-11-23T10:00")
    assert advice["over_with"] < advice["over_without"] <= 60
    assert advice["counter"] != "1"
    clock.now += HOUR_S + limit_s
    forecast.advise(limit_s)
    assert floor()["outcomes"] == [{**advice, "followed": False, "over": 40}]
