"""The business day turns at two servers over one PostgreSQL, in a hall that works on: nobody there notices.

Each server has a clock of its own, so one turns first; visitors and clerks press at both all the while.
"""

import random
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import count
from pathlib import Path
from typing import Any
from uuid import uuid4

import psycopg
import pytest
import requests

from tests.hallclient import Client, Server
from tests.halls import TURN
from tests.manyservers import serving
from tests.patience import until
from tests.postgres import Cluster

CUT = (requests.ConnectionError, requests.exceptions.ChunkedEncodingError)
"""How a request ends at a server that is killed."""
BEFORE, AFTER = "2026-11-23", "2026-11-24"
KIOSKS = 2
COUNTERS = ("4", "5")
BUSY = "6"
"""The counter where one visit lasts over the turn."""
LINE = 12
"""So many wait, so that there are some when the day turns."""
APART_S = 0.5
"""By how much the second server's clock is behind the first's."""
VOLUMES = f"/statistics/volumes?from={BEFORE}&to={AFTER}&by=day"
SAME = {"/floor": ("version", "counters", "served"), "/displays/east": ("version", "calls"), VOLUMES: ("rows",)}
"""What both servers show in the end; what is foreseen is each one's own."""
MORE = 5
"""So many rounds more each makes once the day has turned."""


class Night:
    """Two servers half an hour before midnight, and what they have answered."""

    def __init__(self, servers: Sequence[Server], url: str) -> None:
        self.servers, self.url = servers, url
        self.room = threading.Semaphore(LINE)
        self.given: list[dict[str, Any]] = []
        self.called: list[str] = []
        self.tokens: dict[str, str] = {}
        self.stop = threading.Event()

    def press(self, nth: int, path: str, token: str = "", body: dict[str, Any] | None = None) -> dict[str, Any]:
        """Press at one server and, as after an answer that was lost, at the other: both give one answer."""
        key, answers = str(uuid4()), list[requests.Response]()
        for server in (self.servers[nth % 2], self.servers[(nth + 1) % 2]):
            try:
                answers.append(_at(server, token).post(path, body, key))
            except CUT:
                continue
        said = [(one.status_code, one.text) for one in answers]
        assert {status for status, _ in said} <= {200, 201, 204}, (path, said)
        assert len({one.json()["number"] for one in answers if one.content}) == (1 if answers[0].content else 0), said
        picture: dict[str, Any] = answers[0].json() if answers[0].content else {}
        return picture

    def seen(self, path: str, token: str = "") -> list[dict[str, Any]]:
        """Return what each server that is there shows."""
        found = []
        for server in self.servers:
            try:
                answer = _at(server, token).get(path)
            except CUT:
                continue
            assert answer.status_code == 200, (path, answer.status_code, answer.text)
            found.append(answer.json())
        return found

    def entries(self, day: str) -> list[dict[str, Any]]:
        """Return what the journal has of a day, in order."""
        with psycopg.connect(self.url, options="-c hallcall.hall=hall") as connection:
            found = connection.execute("select body from entry where stream = %s order by number", (f"day-{day}",))
            return [body for (body,) in found]

    def events(self, day: str, kind: str) -> list[dict[str, Any]]:
        """Return a day's events of one kind, in order."""
        return [event for entry in self.entries(day) for event in entry["events"] if event["event"] == kind]

    # Who is there.

    def kiosk(self, nth: int) -> None:
        """Give tickets, as many as there is room for in the line."""
        while not self.stop.is_set():
            if self.room.acquire(timeout=0.1):
                self.given.append(self.press(nth := nth + 1, "/tickets", body={"service": "tax"}))

    def counter(self, counter: str) -> None:
        """Call, serve, finish; at the end whoever still waits."""
        for nth in count():
            called = self.press(nth, f"/counters/{counter}/call-next", self.tokens[counter])
            if called:
                self.called.append(called["number"])
                self.room.release()
                self.press(nth + 1, f"/counters/{counter}/start", self.tokens[counter])
                self.press(nth, f"/counters/{counter}/finish", self.tokens[counter])
            elif self.stop.is_set():
                return

    def phones(self) -> None:
        """Look at the pages of any visitors, and at the busy counter: never anything but what must be there."""
        chance = random.Random(1)
        while not self.stop.is_set():
            one = chance.choice(self.given)
            for page in self.seen(f"/tickets/{one['token']}"):
                assert (page["number"], page["id"]) == (one["number"], one["id"])
                assert page["status"] != "expired"
            for panel in self.seen(f"/counters/{BUSY}", self.tokens[BUSY]):
                self.is_busy(panel)

    def is_busy(self, panel: dict[str, Any]) -> None:
        """Expect the clerk and the visitor of the busy counter where they were."""
        assert (panel["status"], panel["staff"], panel["current"]["number"]) == ("open", "li", self.visit["number"])
        assert panel["current"]["status"] == "serving"

    def begin(self) -> None:
        """Open the counters; one visit begins at the busy one."""
        for counter in (*COUNTERS, BUSY):
            clerk = Client(self.servers[0].url).sign_in("li", counter=counter)
            clerk.step(counter, "open")
            self.tokens[counter] = str(clerk.http.headers["Authorization"])
        self.visit = self.press(0, "/tickets", body={"service": "social"})
        for step in ("call-next", "start"):
            self.press(0, f"/counters/{BUSY}/{step}", self.tokens[BUSY])
        while self.room.acquire(blocking=False):
            self.given.append(self.press(1, "/tickets", body={"service": "tax"}))


def _at(server: Server, token: str) -> Client:
    client = Client(server.url)
    if token:
        client.http.headers["Authorization"] = token
    return client


@pytest.fixture
def night(postgres: Cluster, tmp_path: Path) -> Iterator[Night]:
    """A hall that is always open, half an hour before midnight."""

    def late(server: Server) -> None:
        server.configuration = server.configuration.replace("counter_left_min = 5", "counter_left_min = 0")
        server.clock.set(TURN - 1800)

    with serving(tmp_path, url := postgres.database(), 2, late) as servers:
        yield Night(servers, url)


@pytest.mark.long
@pytest.mark.parametrize("killed", [None, 0, 1])
def test_a_hall_works_on_over_the_turn(night: Night, killed: int | None) -> None:
    """Nobody is lost or asked twice, also where the server that turns first, or the other, is killed meanwhile."""
    night.begin()
    with ThreadPoolExecutor() as pool:
        works = [pool.submit(night.kiosk, n) for n in range(KIOSKS)]
        works += [pool.submit(night.counter, one) for one in COUNTERS]
        works.append(pool.submit(night.phones))

        def wait(come: Callable[[], object]) -> None:
            until(lambda: come() or any(one.done() for one in works))

        try:
            for nth, server in enumerate(night.servers):
                server.clock.set(TURN - 1 - nth * APART_S)
            wait(lambda: night.events(BEFORE, "DayClosed"))
            if killed is not None:
                night.servers[killed].kill()
            wait(lambda: len(night.events(AFTER, "TicketFinished")) > MORE)
            if killed is not None:
                night.servers[killed].start()
            there = len(night.called)
            wait(lambda: len(night.called) > there + MORE)
        finally:
            night.stop.set()
        for one in works:
            one.result()
    _one_journal(night)
    _both_show_it(night)


def _one_journal(night: Night) -> None:
    """The journal has every press once, and of every visitor who was told a number one ticket and one call, in turn."""
    days = [night.entries(day) for day in (BEFORE, AFTER)]
    assert [[entry["number"] for entry in day] for day in days] == [list(range(1, len(day) + 1)) for day in days]
    keys = [entry["key"] for day in days for entry in day if "key" in entry]
    assert len(set(keys)) == len(keys)
    opened, closed = ([len(night.events(day, kind)) for day in (BEFORE, AFTER)] for kind in ("DayOpened", "DayClosed"))
    assert (opened, closed) == ([1, 1], [1, 0])
    assert len(night.events(AFTER, "DayOpened")[0]["tickets"]) > 1
    issued, called = (
        [event["ticket"] for day in (BEFORE, AFTER) for event in night.events(day, kind)]
        for kind in ("TicketIssued", "TicketCalled")
    )
    assert called == issued
    numbers = [one["number"] for one in night.given]
    assert sorted(night.called) == sorted(set(numbers)) == sorted(numbers)  # of one hour, so none comes again


def _both_show_it(night: Night) -> None:
    """Both servers show the same, and count each visit once."""
    for panel in night.seen(f"/counters/{BUSY}", night.tokens[BUSY]):
        night.is_busy(panel)
    night.press(0, f"/counters/{BUSY}/finish", night.tokens[BUSY])
    night.press(1, f"/tickets/{night.visit['token']}/rating", body={"score": 5})
    managers = [Client(one.url).sign_in("chen") for one in night.servers]

    def parts(path: str) -> list[list[Any]]:
        return [[manager.get(path).json()[part] for part in SAME[path]] for manager in managers]

    for path in SAME:
        until(lambda path=path: len({str(one) for one in parts(path)}) == 1)  # type: ignore[misc]
    ((rows,), _) = parts(VOLUMES)
    assert [row["key"] for row in rows] == [BEFORE, AFTER]
    assert sum(row["issued"] for row in rows) == sum(row["finished"] for row in rows) == len(night.given) + 1
    assert not any('"unexpected"' in one.log() for one in night.servers)
