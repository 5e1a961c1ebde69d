"""Several servers of one hall over one database, and walls that listen to any of them."""

import json
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import websocket

from tests.hallclient import Client, Server

AGAIN_S = 0.1
"""How soon a wall connects anew."""


def _as_it_is(_: Server) -> None:
    """Leave a server's configuration as it is."""


@contextmanager
def serving(
    folder: Path, url: str, count: int, prepare: Callable[[Server], object] = _as_it_is
) -> Iterator[Sequence[Server]]:
    """Give `count` servers over the database at `url`; clerk "li" and manager "chen" may sign in at each."""
    made = [Server(folder / f"server-{n}") for n in range(1, count + 1)]
    for one in made:
        prepare(one)
        one.configuration = one.configuration.replace('url = "tinydb:"', f'url = "{url}"')
        assert url in one.configuration
    made[0].add_staff("chen", "manager", name="陈静")
    made[0].add_staff("li")
    try:
        for one in made:
            one.start()
        yield made
    finally:
        for one in made:
            if one.process is not None and one.process.poll() is None:
                one.kill()


class Wall:
    """A wall of zone east that comes back by itself, and tells what it says to the server `reports_to`."""

    def __init__(self, port: int, reports_to: str | None = None) -> None:
        self._url = f"ws://127.0.0.1:{port}/socket.io/?EIO=4&transport=websocket"
        self._reports_to = reports_to
        self._ended = threading.Event()
        self.board: dict[str, Any] = {}
        self.greeted_at: list[float] = []
        """When each of its connections was greeted."""
        self.said: list[int] = []
        """The calls that it was asked to say, in order."""
        threading.Thread(target=self._work, daemon=True).start()

    def end(self) -> None:
        """Switch it off."""
        self._ended.set()

    def _work(self) -> None:
        while not self._ended.is_set():
            with suppress(OSError, websocket.WebSocketException):
                self._watch(websocket.create_connection(self._url, timeout=5, skip_utf8_validation=True))
            time.sleep(AGAIN_S)

    def _watch(self, line: websocket.WebSocket) -> None:
        try:
            line.send(f"40/display,{json.dumps({'zone': 'east', 'speaks': self._reports_to is not None})}")
            while not self._ended.is_set():
                packet = str(line.recv())
                if packet == "2":
                    line.send("3")
                elif packet.startswith("42/display,"):
                    self._take(*json.loads(packet.removeprefix("42/display,")))
        finally:
            line.shutdown()  # type: ignore[no-untyped-call]

    def _take(self, event: str, picture: dict[str, Any]) -> None:
        if event == "hello":
            self.greeted_at.append(time.monotonic())
        elif event == "board":
            self.board = picture
        elif event == "say" and picture["turn"] is not None:
            turn = picture["turn"]
            if turn["kind"] == "call":
                self.said.append(turn["id"])
            report = {"turn": turn["turn"], "ms": 0, "how": "clips"}
            assert Client(str(self._reports_to)).post("/displays/east/played", report).status_code == 204
