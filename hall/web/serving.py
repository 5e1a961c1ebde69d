"""The HTTP server: gevent's own, with answers sent at once, and what it does beside answering."""

import gc
import logging
import signal
import socket
from collections import OrderedDict
from collections.abc import Callable, Iterable
from contextlib import suppress
from typing import Any, TypeVar

import gevent
import gevent.event
from flask import Flask
from gevent.pywsgi import WSGIHandler, WSGIServer
from gevent.threadpool import ThreadPool

from hall.configuration.reach import printed
from hall.web.descriptors import most_connections, raise_limit

LOOK_S = 0.25
"""How often what is to be done now and then is looked at."""
SILENT_S = 30.0
"""A connection that neither sends nor takes anything for so long is over; sockets pulse three times as often."""
STOP_S = 3.0
"""How long requests under way may take to end when the server stops."""
log = logging.getLogger("hall")

Result = TypeVar("Result")


class FairHandler(WSGIHandler):  # type: ignore[misc]
    """gevent goes on with a connection whose next request is there already, and the other kiosks wait."""

    def handle_one_request(self) -> Any:
        """Serve the next request of this connection after a turn of the others."""
        gevent.sleep(0)
        self.server.idle[id(self)] = self.socket
        try:
            return super().handle_one_request()
        finally:
            self.server.idle.pop(id(self), None)

    def get_environ(self) -> Any:
        """Return the request, which is there now: the connection is not idle any more."""
        self.server.idle.pop(id(self), None)
        if self.headers.get("Upgrade", "").lower() == "websocket":
            self.close_connection = True  # when it ends: no further request comes on what was a WebSocket
        return super().get_environ()

    def log_error(self, _message: str, *_facts: object) -> None:
        """Note a request that could not be read, without what it said: gevent would write down its address."""
        log.warning("unreadable request")


class PromptServer(WSGIServer):  # type: ignore[misc]
    """gevent's server leaves Nagle's algorithm on: a keep-alive client then waits 44 ms for every answer."""

    handler_class = FairHandler

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        self.idle: OrderedDict[int, socket.socket] = OrderedDict()
        """Connections without a request, the longest so first."""
        self._open, self._most = 0, most_connections()

    def handle(self, client: socket.socket, address: Any) -> None:
        """Serve one connection. Without room for it the one that has been idle longest goes, or else this one."""
        if self._open >= self._most and not self._make_room():
            client.close()
            return
        client.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        client.settimeout(SILENT_S)
        self._open += 1
        try:
            super().handle(client, address)
        finally:
            self._open -= 1

    def _make_room(self) -> bool:
        if not self.idle:
            return False
        _, idle = self.idle.popitem(last=False)
        with suppress(OSError):
            idle.shutdown(socket.SHUT_RDWR)
        return True


def beside_the_calls(work: Callable[..., Result]) -> Callable[..., Result]:
    """Return `work` done in real threads, two at a time: the green ones would all wait for slow computing."""
    aside = ThreadPool(2)

    def done_aside(*given: object) -> Result:
        result: Result = aside.apply(work, given)
        return result

    return done_aside


def prepare() -> None:
    """Let the process open as many connections as it may; and make garbage collections rarer, before the day is read.

    Almost nothing here is cyclic. A full collection of a hall with a day of 5,000 tickets stops every press for 60 ms.
    """
    raise_limit()
    gc.set_threshold(10_000, 20, 100)


def until_stopped(
    app: Flask,
    address: tuple[str, int],
    jobs: Callable[[], None],
    opened: Iterable[Callable[[int], object]],
    ended: Callable[[], bool] = lambda: False,
) -> None:
    """Serve `app` at host and port until SIGTERM or Ctrl-C, or until `ended` says so.

    `jobs` is called over and over, and does what is due. Each of `opened` is called with the port once it is bound.
    """
    gevent.get_hub().print_exception = _broke
    gc.freeze()  # what is there now stays out of collections
    named = {"SERVER_NAME": address[0]}  # or gevent asks the network for one, and waits where none answers
    server = PromptServer(address, _uncompressed(app), log=None, environ=named)
    server.start()
    log.info("listening on %s", printed(address[0], server.server_port))
    stopping = gevent.event.Event()
    for name in ("SIGTERM", "SIGINT", "SIGBREAK"):  # the last is how Windows asks a service to end
        if hasattr(signal, name):
            gevent.signal_handler(getattr(signal, name), stopping.set)
    working = gevent.spawn(_work, jobs, ended, stopping)
    for one in opened:
        one(server.server_port)
    stopping.wait()
    server.stop(timeout=STOP_S)
    working.join()


def _broke(context: object, *why: Any) -> None:
    """Log what ended a greenlet. What comes with a request as its context is a packet that a library could not read."""
    level = logging.WARNING if isinstance(context, dict) else logging.ERROR
    log.log(level, "a connection broke" if level == logging.WARNING else "a task ended", exc_info=why)


def _uncompressed(app: Flask) -> Callable[[dict[str, Any], Any], Any]:
    """Keep browsers from asking for compressed sockets: a board would be compressed anew for every screen."""

    def wsgi(environ: dict[str, Any], start_response: Any) -> Any:
        environ.pop("HTTP_SEC_WEBSOCKET_EXTENSIONS", None)
        return app(environ, start_response)

    return wsgi


def _work(jobs: Callable[[], None], ended: Callable[[], bool], stopping: gevent.event.Event) -> None:
    while not stopping.wait(LOOK_S):
        jobs()
        if ended():
            stopping.set()
