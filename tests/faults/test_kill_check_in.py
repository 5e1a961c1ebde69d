"""Kill -9 while a visitor who has booked checks in: one ticket or none, and the second scan gives the one there is."""

import json
import random
import threading
from collections import Counter
from contextlib import suppress
from datetime import datetime

import pytest
import requests

from tests.hallclient import Client, Server
from tests.halls import NOON

KILLS = 12
EARLY_S = 600.0
"""So long before the booked time visitors come."""
LONGEST_S = 0.03
"""A check-in takes a few milliseconds: kills fall before, into and behind it."""


def book(url: str, count: int) -> list[tuple[str, str]]:
    """Book so many slots of today; their times and codes, the first one first."""
    client = Client(url)
    free = [one["at"] for one in client.get("/appointments/slots?service=tax&date=2026-11-23").json() if one["free"]]
    assert free
    booked: list[tuple[str, str]] = []
    while len(booked) < count:
        at = free[len(booked) % len(free)]
        answer = client.post("/appointments", {"service": "tax", "at": at})
        assert answer.status_code == 201, answer.text
        booked.append((at, answer.json()["code"]))
    return sorted(booked)


def scan(url: str, code: str) -> None:
    """Check in; what is not answered is not known."""
    with suppress(requests.RequestException):
        Client(url).post("/appointments/check-in", {"code": code})


@pytest.mark.long
def test_kill_in_the_middle_of_a_check_in(server: Server) -> None:
    """Whenever it falls: the scan after it gives a ticket, the next one the same, and the journal knows no other."""
    server.clock.set(NOON - 3600)
    server.start()
    for at, code in book(server.url, KILLS):
        server.clock.set(datetime.fromisoformat(at).timestamp() - EARLY_S)
        scanning = threading.Thread(target=scan, args=(server.url, code))
        scanning.start()
        scanning.join(random.uniform(0, LONGEST_S))
        server.kill()
        scanning.join()
        server.start()
        kiosk = Client(server.url)
        first = kiosk.post("/appointments/check-in", {"code": code})
        assert first.status_code in {200, 201}, first.text
        again = kiosk.post("/appointments/check-in", {"code": code})
        assert (again.status_code, again.json()["number"]) == (200, first.json()["number"])
    issued = [
        event["number"]
        for day in (server.data / "journal").glob("day-*.jsonl")
        for line in day.read_text(encoding="utf-8").splitlines()
        for event in json.loads(line)["doc"].get("events", ())
        if event["event"] == "TicketIssued"
    ]
    assert len(issued) == KILLS
    assert set(Counter(issued).values()) == {1}
