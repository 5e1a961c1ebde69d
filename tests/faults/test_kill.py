"""Power cuts: kill -9 at random moments under load loses nothing that was acknowledged and repeats nothing.

Of a server with its data in a folder; of two servers over one PostgreSQL, and of that.
"""

import json
import random
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from itertools import cycle
from pathlib import Path
from uuid import uuid4

import psycopg
import pytest
import requests

from tests.hallclient import Client, Server
from tests.manyservers import serving
from tests.patience import until
from tests.postgres import Cluster, cluster

KILLS = 30
DURABLE = ("listen_addresses=",)
"""A database that keeps what it has answered."""
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
    server.add_staff("li")
    server.start()

    def written() -> list[str]:
        days = (server.data / "journal").glob("day-*.jsonl")
        lines = [json.loads(line)["doc"] for day in days for line in day.read_text(encoding="utf-8").splitlines()]
        return [line["key"] for line in lines if "key" in line]

    def kill() -> None:
        server.kill()

    _killed([server], [(kill, server.start)] * KILLS, written, (0.03, 0.35))


@pytest.mark.long
@pytest.mark.usefixtures("postgres")
def test_kill_servers_and_their_database_under_load(tmp_path: Path) -> None:
    """The same of two servers over one PostgreSQL, of which each is killed, and that."""
    with cluster(DURABLE) as database, serving(tmp_path, url := database.database(), 2) as servers:

        def written() -> list[str]:
            with psycopg.connect(url, options="-c hallcall.hall=hall") as connection:
                found = connection.execute("select body ->> 'key' from entry where stream like 'day-%'")
                return [key for (key,) in found if key is not None]

        kills = [*((one.kill, one.start) for one in servers), (database.kill, _back(database, servers))]
        _killed(servers, kills, written, (0.5, 1.0))
    assert not any('"unexpected"' in one.log() for one in servers)


def _back(database: Cluster, servers: Sequence[Server]) -> Callable[[], object]:
    """Return what starts the database, and waits until every server has noticed."""

    def start() -> None:
        database.start()
        for one in servers:
            until(lambda one=one: Client(one.url).get("/healthz").status_code == 200)

    return start


def _killed(
    servers: Sequence[Server],
    kills: Sequence[tuple[Callable[[], object], Callable[[], object]]],
    written: Callable[[], Sequence[str]],
    after_s: tuple[float, float],
) -> None:
    """Have visitors and clerks at work at `servers` until each kill, and look after each that all is there."""
    seeded, seen = random.Random(2026), Acknowledged()
    at = dict(zip([*COUNTERS, *range(KIOSKS)], cycle(servers), strict=False))
    clerks = {counter: Client(at[counter].url).sign_in("li", counter=counter) for counter in COUNTERS}
    for nth, (kill, start) in enumerate(kills):
        stop = threading.Event()
        threads = [threading.Thread(target=visitor, args=(at[n].url, seen, stop)) for n in range(KIOSKS)]
        threads += [threading.Thread(target=clerk, args=(clerks[c], c, seen, stop)) for c in COUNTERS]
        for thread in threads:
            thread.start()
        stop.wait(seeded.uniform(*after_s))  # a moment nobody chose
        # where others work too a kill may come before the first answer; not every one
        until(lambda nth=nth: min(len(seen.tickets), len(seen.calls)) > nth)  # type: ignore[misc]
        kill()
        stop.set()
        for thread in threads:
            thread.join()
        start()
        check(servers, seen, written())


def check(servers: Sequence[Server], seen: Acknowledged, written: Sequence[str]) -> None:
    """Repeat acknowledged presses at any server: it must give the first answer again."""
    assert len(set(seen.tickets.values())) == len(seen.tickets), "a number was given twice"
    assert len(set(seen.calls.values())) == len(seen.calls), "a ticket was called twice"
    some = random.Random(len(seen.tickets)).sample(sorted(seen.tickets.items()), min(15, len(seen.tickets)))
    for nth, (key, number) in enumerate(some):
        service = {"C": "tax", "D": "social"}[number[0]]
        answer = Client(servers[nth % len(servers)].url).post("/tickets", {"service": service}, key=key)
        assert (answer.status_code, answer.json()["number"]) == (200, number)
    for key in [*seen.tickets, *seen.calls]:
        assert written.count(key) == 1, f"the act of {key} is not in the journal exactly once"
