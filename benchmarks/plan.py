"""A change of the plan on its way to every screen, and the presses meanwhile; then every page is loaded anew."""

import json
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Self

from benchmarks.counters import furnished
from benchmarks.counts import Counts
from benchmarks.listeners import Crowd
from benchmarks.load import Wire, get, post
from benchmarks.processes import Hall, running
from benchmarks.reach import NO_SELECT_WINDOWS
from benchmarks.table import Row, at_most

ZONE = "east"
TICKET = b'{"service":"company"}'
PRESS_EVERY_S = 0.02
PING_S = 0.001
CALM_S = 3.0
"""So long after the screens are there nothing else is going on any more."""


def measure(folder: Path, counts: Counts) -> Iterator[Row]:
    """Measure from the change being sent until the last screen knows of it, and the slowest ticket meanwhile."""
    screens = f"{counts.displays} walls, {counts.counters} panels and {counts.listeners:,} phones"
    if sys.platform == "win32":
        yield Row(f"a change of the plan to {screens}", None, "ms", note=NO_SELECT_WINDOWS)
        return
    hall = Hall(folder / "hall")
    hall.configuration = furnished(hall.configuration, counts.counters)
    with running(hall):
        token = hall.clerk("manager")
        wire, crowd = Wire(hall.port), Crowd()
        tokens = [_ticket(wire) for _ in range(counts.listeners)]
        crowd.enter(hall.port, counts.displays, "/display", {"zone": ZONE}, browser=True)
        for number in range(counts.counters):
            crowd.enter(hall.port, 1, "/counter", {"token": token, "counter": str(number + 1)}, browser=True)
        for phone in tokens:
            crowd.enter(hall.port, 1, "/ticket", {"token": phone}, browser=True)
            crowd.listen(PING_S)  # who does not answer a ping is hung up on before the last is in
        crowd.listen(CALM_S)
        with Presses(hall.port) as presses:
            crowd.listen(CALM_S)
            calm_s = presses.slowest_s()
            told_s, answered_s = _change(wire, crowd, token)
            crowd.listen(CALM_S)
            meanwhile_s = presses.slowest_s()
            loaded_s = _load_anew(hall.port, tokens[: counts.displays + counts.counters])
            loading_s = presses.slowest_s()
        crowd.close()
    yield Row(f"a change of the plan to {screens}, the slowest", told_s * 1000, "ms", (at_most(2000),))
    yield Row("… its answer to the manager", answered_s * 1000, "ms", (at_most(2000),))
    yield Row("… a ticket meanwhile, the slowest", meanwhile_s * 1000, "ms", (at_most(100),), calm_s * 1000)
    yield Row("… a page loaded anew by each wall and panel, all", loaded_s * 1000, "ms", (at_most(2000),))
    yield Row("… a ticket meanwhile, the slowest", loading_s * 1000, "ms", (at_most(100),), calm_s * 1000)


def _ticket(wire: Wire) -> str:
    answer = wire.ask(post("/api/v1/tickets", TICKET))
    assert answer.status == 201, answer
    return str(json.loads(answer.body)["token"])


def _change(wire: Wire, crowd: Crowd, token: str) -> tuple[float, float]:
    """Give a service another name; return when the last screen knew of it, and when the manager was answered."""
    now: dict[str, Any] = json.loads(wire.ask(get("/api/v1/plan", token)).body)
    now["plan"]["services"][0]["name"] = {"zh": "新名称", "en": "New name"}
    body = json.dumps({"plan": now["plan"]}).encode()
    known = max(one.plan for one in crowd.listeners)
    began = time.perf_counter()
    wire.send(_put("/api/v1/plan", body, token, now["version"]))
    last = crowd.wait_until(lambda one: one.plan > known)
    while (answer := wire.take()) is None:
        pass
    assert answer.status == 200, answer
    return last - began, time.perf_counter() - began


def _put(path: str, body: bytes, token: str, version: object) -> bytes:
    head = (
        f"PUT {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer {token}\r\n"
        f'If-Match: "{version}"\r\nContent-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n'
    )
    return head.encode() + body


def _load_anew(port: int, tokens: list[str]) -> float:
    """Load so many pages one after the other, as pages do that were made for an older plan; return for how long."""
    wire, began = Wire(port), time.perf_counter()
    for token in tokens:
        assert wire.ask(get(f"/t/{token}", "")).status == 200
    wire.close()
    return time.perf_counter() - began


class Presses:
    """Visitors at a kiosk, one after the other, who take tickets while something else is measured."""

    def __init__(self, port: int) -> None:
        self._wire, self._slowest_s, self._over = Wire(port), 0.0, threading.Event()
        self._presses = threading.Thread(target=self._press)

    def __enter__(self) -> Self:
        self._presses.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._presses.join()
        self._wire.close()

    def slowest_s(self) -> float:
        """Return the longest that a press took since this was asked last."""
        slowest, self._slowest_s = self._slowest_s, 0.0
        return slowest

    def _press(self) -> None:
        while not self._over.wait(PRESS_EVERY_S):
            began = time.perf_counter()
            assert self._wire.ask(post("/api/v1/tickets", TICKET)).status == 201
            self._slowest_s = max(self._slowest_s, time.perf_counter() - began)
