"""Twenty displays on bad lines: five hundred calls, none missed, none doubled, none out of order."""

import json
import random
import threading
import time
from contextlib import suppress
from typing import Any

import pytest
import websocket

from tests.hallclient import Client, Server, always_open, silent
from tests.patience import PATIENCE_S, until

DISPLAYS = 20
CALLS = 500
STANDING = 12
"""So many calls stand at a time; each ends only when every display has said it."""
DROPS = 0.06
"""How likely a display loses its line after a picture."""
LONGEST_GONE_S = 0.3
COUNTERS = [str(n) for n in range(501, 501 + STANDING + 1)]
MANY = "".join(f'[[counters]]\nid = "{c}"\nzone = "east"\nservices = ["company"]\n' for c in COUNTERS)


class Display:
    """A display as the contract describes it: whole pictures, each id said once, in order, while it is called."""

    def __init__(self, port: int, seed: int, said: threading.Condition) -> None:
        self._url = f"ws://127.0.0.1:{port}/socket.io/?EIO=4&transport=websocket"
        self._chance = random.Random(seed)
        self._changed = said
        self._stop = threading.Event()
        self.said: list[int] = []
        self._known: set[int] = set()
        self.drops = 0
        self.version = 0
        self.calls: list[dict[str, Any]] = []
        self._thread = threading.Thread(target=self._work, daemon=True)
        self._thread.start()

    def end(self) -> None:
        """Switch it off."""
        self._stop.set()
        self._thread.join(10)

    def _work(self) -> None:
        while not self._stop.is_set():
            with suppress(OSError, websocket.WebSocketException):
                self._watch(websocket.create_connection(self._url, timeout=5, skip_utf8_validation=True))
            self.drops += 1
            time.sleep(self._chance.uniform(0, LONGEST_GONE_S))

    def _watch(self, line: websocket.WebSocket) -> None:
        line.send('40/display,{"zone":"east"}')
        while not self._stop.is_set():
            packet = str(line.recv())
            if packet == "2":
                line.send("3")
            elif packet.startswith('42/display,["board",'):
                self._show(json.loads(packet.removeprefix("42/display,"))[1])
                if self._chance.random() < DROPS:
                    return line.shutdown()  # no good-bye
        return line.close()

    def _show(self, board: dict[str, Any]) -> None:
        if board["version"] < self.version:
            return
        self.version, self.calls = board["version"], board["calls"]
        new = sorted(c["id"] for c in self.calls if c["status"] == "called" and c["id"] not in self._known)
        if new:
            self._known.update(new)
            with self._changed:
                self.said += new
                self._changed.notify_all()


@pytest.fixture
def hall(server: Server) -> Server:
    """A hall with a wall that has many counters."""
    server.configuration = silent(always_open(MANY))
    server.add_staff("chen", "manager")
    return server.start()


@pytest.mark.long
def test_five_hundred_calls_on_bad_lines(hall: Server) -> None:
    """Every display says every call once and in order, however often its line breaks, and all end with one picture."""
    desk = Client(hall.url).sign_in("chen")
    for counter in COUNTERS:
        desk.step(counter, "open")
    for _ in range(CALLS):
        desk.take("company")
    changed = threading.Condition()
    displays = [Display(hall.port, seed, changed) for seed in range(DISPLAYS)]
    made: list[int] = []
    for n in range(CALLS + STANDING):
        if n >= STANDING:
            _await_said(displays, changed, n - STANDING + 1)
            desk.step(COUNTERS[(n - STANDING) % len(COUNTERS)], "no-show")
        if n < CALLS:
            desk.step(COUNTERS[n % len(COUNTERS)], "call-next")
            made.append(_newest(desk))
    assert made == sorted(set(made))
    assert [d.said for d in displays if d.said != made] == []
    final = desk.get("/displays/east").json()
    until(lambda: all(d.version == final["version"] for d in displays))
    assert {json.dumps(d.calls) for d in displays} == {json.dumps(final["calls"])}
    assert sum(d.drops for d in displays) > DISPLAYS
    for display in displays:
        display.end()


def _newest(desk: Client) -> int:
    newest: int = desk.get("/displays/east").json()["calls"][0]["id"]
    return newest


def _await_said(displays: list[Display], changed: threading.Condition, count: int) -> None:
    with changed:
        there = changed.wait_for(lambda: all(len(d.said) >= count for d in displays), PATIENCE_S)
    assert there, f"call {count} was missed by {sum(len(d.said) < count for d in displays)} displays"
