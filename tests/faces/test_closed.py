"""A closed hall: no ticket, a kind reason, and when to come back."""

import re
from datetime import datetime, time, timedelta
from pathlib import Path

import server as product
from display.wall.push import DisplayPush
from hall.configuration import read_table
from hall.demo import stage
from tests.hallclient import Client, Server, always_open, silent
from tests.halls import MONDAY, NOON, SHANGHAI, Clock

CLOSED_DAYS = 3
OPENS = datetime.combine(MONDAY + timedelta(days=CLOSED_DAYS), time(8, 30), SHANGHAI)
"""Thursday 26 November 2026."""


def test_a_closed_hall_says_when_it_opens(server: Server) -> None:
    """503 with the sentence in the actor's language and the moment of opening; the services say the same."""
    text = silent(always_open()).replace('["00:00-24:00"]', '["08:30-12:00"]')
    closed = ", ".join(f'"{MONDAY + timedelta(days=n)}" = []' for n in range(CLOSED_DAYS))
    server.configuration = text.replace("[hours]", f"[hours]\nexceptions = {{ {closed} }}")
    client = Client(server.start().url)
    for lang, words, moment in (("en", "is closed now", "26 Nov, 08:30"), ("zh-CN", "不在服务时间", "11月26日 08:30")):
        client.http.headers["Accept-Language"] = lang
        refused = client.post("/tickets", {"service": "tax"})
        assert refused.status_code == 503
        assert words in refused.json()["detail"]
        assert moment in refused.json()["detail"]
        assert refused.json()["opens_at"] == OPENS.isoformat()
    for one in client.get("/services").json():
        assert (one["open"], one["closed_reason"]) == (False, "hall_closed")
        assert datetime.fromisoformat(one["opens_at"]) == OPENS


def test_a_hall_that_never_opens_names_no_date(server: Server) -> None:
    """The refusal and the services say that it is closed, and nothing of a day on which it would open."""
    server.configuration = re.sub(r"(?m)^(mon|tue|wed|thu|fri|sat|sun) = .*$", r"\1 = []", silent(always_open()))
    client = Client(server.start().url)
    refused = client.post("/tickets", {"service": "tax"}).json()
    assert refused["status"] == 503
    assert "closed" in refused["detail"]
    assert not re.search(r"\d", refused["detail"])
    assert "opens_at" not in refused
    told = {(one["open"], one["closed_reason"], one["opens_at"]) for one in client.get("/services").json()}
    assert told == {(False, "hall_closed", None)}


def test_a_service_without_a_counter_is_closed(server: Server) -> None:
    """A service that no counter serves is shown as closed and refused with its own reason."""
    server.configuration = server.configuration.replace('"property", "household", "enquiry"', '"household", "enquiry"')
    server.start()
    client = Client(server.url)
    assert client.post("/tickets", {"service": "property"}).status_code == 503
    closed = {s["id"]: s["closed_reason"] for s in client.get("/services").json() if not s["open"]}
    assert closed == {"property": "service_not_served"}


def test_the_clock_alone_opens_and_closes_the_screens(tmp_path: Path) -> None:
    """Nobody does anything when the hall closes for lunch, and opens: walls and the guide are told, once each."""
    table = stage.always_open(read_table(product.ROOT / "config.toml"), "http://127.0.0.1:8000")
    hours = {day: ["08:30-12:00", "13:00-17:30"] for day in stage.WEEK} | {"calendar": "none"}
    clock = Clock(NOON - 1)
    hall = product.build(table | {"hours": hours, "voice": {"enabled": False}}, tmp_path, "threading", clock)
    push = hall.context[DisplayPush]
    push.tick()
    screens = [
        (hall.context.sockets.test_client(hall.app, namespace="/display", auth=asked), event)
        for event, asked in (("board", {"zone": "east"}), ("screen", {"counter": "1"}), ("guide", {"guide": True}))
    ]
    told = []
    for moment in (NOON, NOON + 1, NOON + 3600):
        for screen, _ in screens:
            screen.get_received("/display")
        clock.now = moment
        push.tick()
        told.append(
            [
                [one["args"][0]["door"]["why"] for one in screen.get_received("/display") if one["name"] == event]
                for screen, event in screens
            ]
        )
    hall.stop()
    assert told == [[["lunch"]] * 3, [[]] * 3, [[None]] * 3]
