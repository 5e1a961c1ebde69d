"""A platform that hears messages: a real HTTP server on a port of its own, as kind or unkind as a test wants."""

import json
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any
from unittest.mock import patch

from standardwebhooks import Webhook


class Receiver:
    """What it heard, each message with its headers; `answer` says the status of each answer."""

    def __init__(self, port: int, answer: Callable[[int], int]) -> None:
        self.port = port
        self.answer = answer
        self.heard: list[tuple[dict[str, str], bytes]] = []

    @property
    def url(self) -> str:
        """Return where it listens."""
        return f"http://127.0.0.1:{self.port}/hook"

    def kinds(self) -> list[str]:
        """Return what the messages say happened."""
        return [json.loads(body)["type"] for _, body in self.heard]

    def verified(self, key: str) -> list[Any]:
        """Return every message as another library reads it, at the time at which it says to have been sent."""
        found = []
        for headers, body in self.heard:
            with patch("standardwebhooks.webhooks.datetime", wraps=datetime) as time:
                time.now.return_value = datetime.fromtimestamp(int(headers["webhook-timestamp"]), UTC)
                found.append(Webhook(key).verify(body, headers))
        return found


@contextmanager
def receiver(answer: Callable[[int], int] = lambda _: 204) -> Iterator[Receiver]:
    """Let a platform listen; `answer` is given how many messages came before."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            before = len(heard.heard)
            heard.heard.append(({name.lower(): value for name, value in self.headers.items()}, body))
            status = heard.answer(before)
            self.send_response(status)
            if 300 <= status < 400:
                self.send_header("Location", f"{heard.url}/elsewhere")
            self.end_headers()

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    heard = Receiver(server.server_port, answer)
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield heard
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


@contextmanager
def unkind(says: Callable[[socket.socket], None]) -> Iterator[int]:
    """Let a port listen at which every caller is treated as `says` does; give the port."""
    listening = socket.create_server(("127.0.0.1", 0))

    def serve() -> None:
        while True:
            try:
                caller, _ = listening.accept()
            except OSError:
                return
            Thread(target=_treat, args=(says, caller), daemon=True).start()

    Thread(target=serve, daemon=True).start()
    try:
        yield listening.getsockname()[1]
    finally:
        listening.shutdown(socket.SHUT_RDWR)
        listening.close()


def _treat(says: Callable[[socket.socket], None], caller: socket.socket) -> None:
    with caller:
        try:
            says(caller)
        except OSError:  # it hung up
            return
