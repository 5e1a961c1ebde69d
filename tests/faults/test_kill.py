"""Power cuts: kill -9 at random moments under load loses nothing that was acknowledged and repeats nothing."""

import random
import threading
from dataclasses import dataclass, field
from uuid import uuid4

import pytest
import requests

from tests.hallclient import Client, Server

KILLS = 30
KIOSKS = 3
COUNTERS = {"4": "tax", "5": "tax", "6": "social"}


@dataclass
class Acknowledged:
    """What was answered, and so has to be there for ever."""

    tickets: dict[str, str] = field(default_factory=dict)  # number by request key
    calls: dict[str, str] = field(default_factory=dict)  # ticket's number by request key
    lock: threading.Lock = field(default_factory=threading.Lock)


def visitor(url: str, seen: Acknowledged, stop: threading.Event) -> None:
    """Take tickets until the server is gone; repeat the unanswered press with the same key, as a kiosk does."""
    client = Client(url)
    while not stop.is_set():
        key = str(uuid4())
        service = random.choice(["tax", "social"])
        try:
            answer = client.post("/tickets", {"service": service}, key=key)
        except requests.RequestException:
            return
        if answer.status_code == 201:
            with seen.lock:
                seen.tickets[key] = answer.json()["number"]


def clerk(client: Client, counter: str, seen: Acknowledged, stop: threading.Event) -> None:
    """Call and serve until the server is gone."""
    while not stop.is_set():
        key = str(uuid4())
        try:
            current = client.get(f"/counters/{counter}").json()
            if current["status"] != "open":
                client.post(f"/counters/{counter}/open")
            if current.get("current"):
                step = "start" if current["current"]["status"] == "called" else "finish"
                client.post(f"/counters/{counter}/{step}")
            answer = client.post(f"/counters/{counter}/call-next", key=key)
        except requests.RequestException:
            return
        if answer.status_code == 200:
            with seen.lock:
                seen.calls[key] = answer.json()["number"]


@pytest.mark.long
def test_kill_at_random_moments_under_load(server: Server) -> None:
    """After each of thirty kills every acknowledged ticket and call is there, none twice, and work goes on."""
    seeded = random.Random(2026)
    seen = Acknowledged()
    server.add_staff("li")
    server.start()
    tokens = {counter: Client(server.url).sign_in("li", counter=counter) for counter in COUNTERS}
    for _ in range(KILLS):
        stop = threading.Event()
        threads = [threading.Thread(target=visitor, args=(server.url, seen, stop)) for _ in range(KIOSKS)]
        threads += [threading.Thread(target=clerk, args=(tokens[c], c, seen, stop)) for c in COUNTERS]
        for thread in threads:
            thread.start()
        stop.wait(seeded.uniform(0.03, 0.35))  # a moment nobody chose
        server.kill()
        stop.set()
        for thread in threads:
            thread.join()
        server.start()
        check(server, seen)
    assert len(seen.tickets) > KILLS // 2, "where others work too, some kills come before the first answer"
    assert len(seen.calls) > KILLS // 2


def check(server: Server, seen: Acknowledged) -> None:
    """Repeat every acknowledged press: the server must give the first answer again."""
    assert len(set(seen.tickets.values())) == len(seen.tickets), "a number was given twice"
    assert len(set(seen.calls.values())) == len(seen.calls), "a ticket was called twice"
    client = Client(server.url)
    for key, number in random.Random(len(seen.tickets)).sample(
        sorted(seen.tickets.items()), min(15, len(seen.tickets))
    ):
        service = {"C": "tax", "D": "social"}[number[0]]
        answer = client.post("/tickets", {"service": service}, key=key)
        assert (answer.status_code, answer.json()["number"]) == (200, number)
    journal = "".join(p.read_text(encoding="utf-8") for p in (server.data / "journal").glob("day-*.jsonl"))
    for key in [*seen.tickets, *seen.calls]:
        assert journal.count(key) == 1, f"the act of {key} is not in the journal exactly once"
