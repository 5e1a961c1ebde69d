"""Kill -9 while a changed plan is applied: the old plan or the new one, never half of it, and nobody is lost."""

import random
import threading
from contextlib import suppress
from typing import Any

import pytest
import requests

from tests.hallclient import Client, Server
from tests.patience import PATIENCE_S

KILLS = 12
LONGEST_S = 0.12
"""Applying takes some tens of milliseconds: kills fall before, between and behind plan, day and answer."""
TAKEN, KEPT, OTHER = "fund", "social", "medical"
"""The service that comes and goes with its waiting visitors, and others of its counters."""


def furnished(plan: dict[str, Any], *, there: bool) -> dict[str, Any]:
    """The plan with the service, or without it and with every counter that served it serving others."""
    services = [one for one in plan["services"] if there or one["id"] != TAKEN]
    counters = [
        one | {"services": list(dict.fromkeys(s for s in one["services"] if there or s != TAKEN)) or [KEPT]}
        for one in plan["counters"]
    ]
    return plan | {"services": services, "counters": counters}


def put(url: str, token: str, version: str, plan: dict[str, Any]) -> None:
    """Apply; what is not answered is not known."""
    headers = {"Authorization": token, "If-Match": f'"{version}"'}
    with suppress(requests.RequestException):
        requests.put(f"{url}/api/v1/plan", json={"plan": plan}, headers=headers, timeout=PATIENCE_S)


@pytest.mark.long
def test_kill_in_the_middle_of_a_change_of_the_plan(server: Server) -> None:
    """Whenever it falls the hall serves by one whole plan, everybody waits for a service of it, and all are called."""
    server.add_staff("chen", "manager")
    server.start()
    manager = Client(server.url).sign_in("chen")
    whole: dict[str, Any] = manager.get("/plan").json()["plan"]
    tickets = [manager.take(service) for service in (TAKEN, KEPT, OTHER, TAKEN)]
    came: set[bool] = set()
    for nth in range(KILLS):
        now = manager.get("/plan").json()
        there = all(one["id"] != TAKEN for one in now["plan"]["services"])
        before, after = now["plan"], furnished(whole, there=there)
        if there:
            tickets.append(manager.take(KEPT))
        token = str(manager.http.headers["Authorization"])
        applying = threading.Thread(target=put, args=(server.url, token, now["version"], after))
        applying.start()
        applying.join(LONGEST_S * random.uniform(0, 1) if nth % 3 else LONGEST_S * 4)
        server.kill()
        applying.join()
        server.start()
        manager = Client(server.url).sign_in("chen")
        counts = manager.get("/plan").json()
        assert counts["plan"] in (before, after)
        came.add(counts["plan"] == after)
        known = {one["id"] for one in counts["plan"]["services"]}
        seen = [manager.get(f"/tickets/{one['token']}").json() for one in tickets]
        assert [one["number"] for one in seen] == [one["number"] for one in tickets]
        assert {one["status"] for one in seen} == {"waiting"}
        assert {one["service"] for one in seen} <= known
        waiting = {one["id"]: one["waiting"] for one in manager.get("/services").json()}
        assert (set(waiting), sum(waiting.values())) == (known, len(tickets))
    assert True in came  # on a slow day none falls early enough for the old one
    for counter in ("6", "7", "8"):
        manager.step(counter, "open")
    called = set()
    while left := {one["number"] for one in tickets} - called:
        for counter in ("6", "7", "8"):
            ticket = manager.step(counter, "call-next")
            if ticket:
                called.add(ticket["number"])
                manager.step(counter, "start")
                manager.step(counter, "finish")
        assert left - called < left
