"""Halls served one after the other at one address, in this process, so that a browser keeps what all have in common."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from random import Random
from typing import Any

from PIL import Image
from werkzeug.serving import WSGIRequestHandler, make_server

import server
from benchmarks.layouts.halls import MadeUp
from benchmarks.processes import free_port
from hall.media.files import FOLDER
from hall.staff.book import StaffBook
from hall.web.hall import Hall

WHO, PIN = "chen", "4711"


class _Quiet(WSGIRequestHandler):
    def log(self, *_: Any) -> None:
        """Say nothing."""


class Stage:
    """An address at which one hall after the other is served."""

    def __init__(self) -> None:
        """Take a free port."""
        self.url = f"http://127.0.0.1:{free_port()}"
        self._app: Callable[..., Any] | None = None

    @contextmanager
    def open(self) -> Iterator["Stage"]:
        """Serve until the end."""
        host, port = self.url.removeprefix("http://").split(":")
        serving = make_server(host, int(port), self._answer, threaded=True, request_handler=_Quiet)
        threading.Thread(target=serving.serve_forever, daemon=True).start()
        yield self
        serving.shutdown()

    def _answer(self, environ: dict[str, Any], start: Any) -> Any:
        assert self._app is not None
        return self._app(environ, start)

    @contextmanager
    def showing(self, made_up: MadeUp, folder: Path) -> Iterator["Day"]:
        """Serve `made_up` as its day stands, its data in `folder`."""
        (folder / FOLDER).mkdir()
        Image.new("RGB", made_up.picture, "teal").save(folder / FOLDER / "picture.png")
        hall = server.build(made_up.table, folder, async_mode="threading")
        hall.start()
        self._app = hall.app
        yield Day(hall, made_up)
        hall.stop()


class Day:
    """What has happened in a hall before anybody looks; done through its public API."""

    def __init__(self, hall: Hall, made_up: MadeUp) -> None:
        """Let visitors come and clerks call."""
        self._http = hall.app.test_client()
        self._made_up = made_up
        hall.context[StaffBook].add(WHO, "陈静", "manager", PIN, "console")
        token = self._post("/sessions", {"staff": WHO, "pin": PIN}).get_json()["token"]
        self._by = {"Authorization": f"Bearer {token}"}
        chance = Random(made_up.seed)
        counters = made_up.table["counters"]
        self.called = [counter for counter in counters[: made_up.called] if self._call(counter, chance)]
        for counter in counters[made_up.called :: 3][:20]:
            self._post(f"/counters/{counter['id']}/{chance.choice(('open', 'open', 'pause'))}")
        for _ in range(made_up.waiting):
            self.take(chance.choice(made_up.table["services"])["id"])
        for text in made_up.messages:
            self._post("/notices", {"text": text})

    def declare(self) -> None:
        """Let the hall's emergency take over."""
        if self._made_up.emergency is not None:
            self._post("/emergency", {"text": self._made_up.emergency})

    def clear(self) -> None:
        """End it."""
        self._http.delete("/api/v1/emergency", headers=self._by)

    def take(self, service: str) -> dict[str, Any] | None:
        """Take a ticket, or None where the hall gives none now."""
        answer = self._post("/tickets", {"service": service})
        ticket: dict[str, Any] | None = answer.get_json() if answer.status_code == 201 else None
        return ticket

    def _call(self, counter: Any, chance: Random) -> bool:
        """Call somebody to a counter; say whether anybody could be."""
        self._post(f"/counters/{counter['id']}/open")
        if self.take(counter["services"][0]) is None:
            return False
        called: bool = self._post(f"/counters/{counter['id']}/call-next").status_code == 200
        if called and chance.random() < 0.3:
            self._post(f"/counters/{counter['id']}/start")
        return called

    def _post(self, path: str, body: dict[str, Any] | None = None) -> Any:
        return self._http.post(f"/api/v1{path}", json=body or {}, headers=getattr(self, "_by", {}))
