"""A closed hall: no ticket, a kind reason, and when to come back."""

import re
from datetime import datetime, time, timedelta

from tests.hallclient import Client, Server, always_open, silent
from tests.halls import MONDAY, SHANGHAI


def test_a_closed_hall_says_when_it_opens(server: Server) -> None:
    """503 with the sentence in the actor's language and the moment of opening; the services say the same."""
    closed = re.sub(r"(?m)^(mon|tue|wed|thu|fri|sat|sun) = .*$", r"\1 = []", silent(always_open()))
    server.configuration = closed
    server.start()
    client = Client(server.url)
    refused = client.post("/tickets", {"service": "tax"})
    assert refused.status_code == 503
    assert "closed" in refused.json()["detail"]
    client.http.headers["Accept-Language"] = "zh-CN"
    assert "服务时间" in client.post("/tickets", {"service": "tax"}).json()["detail"]
    service = client.get("/services").json()[0]
    assert (service["open"], service["closed_reason"]) == (False, "hall_closed")
    assert service["opens_at"] is None  # it never opens: said without a date


def test_closed_today_and_open_later_is_told_with_the_moment(server: Server) -> None:
    """Closed today and tomorrow: the refusal carries the next opening, in the hall's time."""
    text = silent(always_open()).replace('["00:00-24:00"]', '["08:30-12:00"]')
    closed = ", ".join(f'"{MONDAY + timedelta(days=n)}" = []' for n in range(3))
    server.configuration = text.replace("[hours]", f"[hours]\nexceptions = {{ {closed} }}")
    server.start()
    problem = Client(server.url).post("/tickets", {"service": "tax"}).json()
    assert problem["status"] == 503
    opens = datetime.fromisoformat(problem["opens_at"])
    assert opens == datetime.combine(MONDAY + timedelta(days=3), time(8, 30), SHANGHAI)
    assert opens.utcoffset() == timedelta(hours=8)


def test_a_service_without_a_counter_is_closed(server: Server) -> None:
    """A service that no counter serves is shown as closed and refused with its own reason."""
    server.configuration = server.configuration.replace('"property", "household", "enquiry"', '"household", "enquiry"')
    server.start()
    client = Client(server.url)
    assert client.post("/tickets", {"service": "property"}).status_code == 503
    closed = {s["id"]: s["closed_reason"] for s in client.get("/services").json() if not s["open"]}
    assert closed == {"property": "service_not_served"}
