"""The HTTP server: gevent's own, with answers sent at once, and what it does beside answering."""

import gc
import logging
import signal
import socket
import ssl
from collections import Counter, OrderedDict
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, contextmanager, suppress
from typing import Any, NamedTuple, TypeVar

import gevent
import gevent.event
import gevent.socket
from flask import Flask
from gevent.pywsgi import WSGIHandler, WSGIServer
from gevent.threadpool import ThreadPool

from hall.configuration.reach import printed
from hall.web.descriptors import most_connections, raise_limit

LOOK_S = 0.25
"""How often what is to be done now and then is looked at."""
SILENT_S = 30.0
"""A connection that neither sends nor takes anything for so long is over; sockets pulse three times as often."""
SHAKE_S = 10.0
"""How long a connection may take to agree on how it is kept secret."""
SHARE = 0.75
"""So much of all places one address may have: its WebSockets half of all, and its questions beside them."""
STOP_S = 3.0
"""How long requests under way may take to end when the server stops."""
log = logging.getLogger("hall")

Result = TypeVar("Result")


class Secured(NamedTuple):
    """Where HTTPS is spoken too, and by which certificate."""

    port: int
    context: ssl.SSLContext


class Places:
    """How many connections there is room for, over all ports; one address has no more than a share of them."""

    def __init__(self) -> None:
        self.idle: OrderedDict[int, socket.socket] = OrderedDict()
        """Connections without a request, the longest so first."""
        self._open, self._most = 0, most_connections()
        self._of: Counter[str] = Counter()

    @contextmanager
    def one(self, address: str) -> Iterator[bool]:
        """Take a place, and say whether there was one. Without room the connection that is idle longest goes."""
        full = self._open >= self._most or self._of[address] >= self._most * SHARE
        if full and not self._make_room():
            yield False
            return
        self._open += 1
        self._of[address] += 1
        try:
            yield True
        finally:
            self._open -= 1
            self._of[address] -= 1
            if not self._of[address]:
                del self._of[address]

    def _make_room(self) -> bool:
        if not self.idle:
            return False
        _, idle = self.idle.popitem(last=False)
        with suppress(OSError):
            idle.shutdown(socket.SHUT_RDWR)
        return True


class WholeSocket(gevent.socket.socket):  # type: ignore[misc]
    """A connection of which `send` sends all that it is given.

    simple_websocket writes each frame by one `send` and does not look how much of it went. Where the screen reads
    slowly, or a large picture of the hall meets a young connection's small buffer, the rest was missing: the browser
    called the line broken and began anew. `sendall` and the library's own copy of the connection go the same way.
    """

    def send(self, data: Any, *how: Any, **named: Any) -> int:
        """Send all of `data`, and return how many bytes that was. Raises what gevent's own raises."""
        left = memoryview(data)
        while left:
            left = left[super().send(left, *how, **named) :]
        return len(data)


class FairHandler(WSGIHandler):  # type: ignore[misc]
    """gevent goes on with a connection whose next request is there already, and the other kiosks wait."""

    def handle_one_request(self) -> Any:
        """Serve the next request of this connection after a turn of the others."""
        gevent.sleep(0)
        self.server.places.idle[id(self)] = self.socket
        try:
            return super().handle_one_request()
        finally:
            self.server.places.idle.pop(id(self), None)

    def get_environ(self) -> Any:
        """Return the request, which is there now: the connection is not idle any more."""
        self.server.places.idle.pop(id(self), None)
        if self.headers.get("Upgrade", "").lower() == "websocket":
            self.close_connection = True  # when it ends: no further request comes on what was a WebSocket
        return super().get_environ()

    def log_error(self, _message: str, *_facts: object) -> None:
        """Note a request that could not be read, without what it said: gevent would write down its address."""
        log.warning("unreadable request")


class PromptServer(WSGIServer):  # type: ignore[misc]
    """gevent's server leaves Nagle's algorithm on: a keep-alive client then waits 44 ms for every answer."""

    handler_class = FairHandler

    def __init__(self, *given: Any, places: Places | None = None, **named: Any) -> None:
        super().__init__(*given, **named)
        self.places = places or Places()

    def do_read(self) -> Any:
        """Return the next connection and its address, if there is one."""
        came = super().do_read()
        if came is None:
            return None
        client, address = came
        return WholeSocket(client.family, client.type, client.proto, fileno=client.detach()), address

    def handle(self, client: socket.socket, address: Any) -> None:
        """Serve one connection, if there is a place for it."""
        with self.places.one(_host(address)) as there:
            if there:
                self._serve(client, address)
            else:
                client.close()

    def wrap_socket_and_handle(self, client: socket.socket, address: Any) -> None:
        """Serve one connection over TLS. Until that is agreed upon it counts as idle; who never agrees is let go."""
        with self.places.one(_host(address)) as there, closing(client):
            if not there:
                return
            client.settimeout(SHAKE_S)
            self.places.idle[id(client)] = client
            try:
                secret = self.wrap_socket(client, **self.ssl_args)
            except OSError:  # plain HTTP, another's certificate expected, or nothing said at all
                return
            finally:
                self.places.idle.pop(id(client), None)
            with closing(secret):
                self._serve(secret, address)

    def _serve(self, client: socket.socket, address: Any) -> None:
        client.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        client.settimeout(SILENT_S)
        super().handle(client, address)


def _host(address: Any) -> str:
    return str(address[0]) if address else ""


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
    secured: Secured | None = None,
    ended: Callable[[], bool] = lambda: False,
) -> None:
    """Serve `app` at host and port until SIGTERM or Ctrl-C, or `ended`; with `secured` by HTTPS at its port as well.

    `jobs` is called over and over, and does what is due. Each of `opened` is called with the port once it is bound.
    """
    gevent.get_hub().print_exception = _broke
    gc.freeze()  # what is there now stays out of collections
    named = {"SERVER_NAME": address[0]}  # or gevent asks the network for one, and waits where none answers
    places, served = Places(), _uncompressed(app)
    server = PromptServer(address, served, log=None, environ=named, places=places)
    servers = [server]
    if secured is not None:
        where = (address[0], secured.port)
        kept = {"ssl_context": secured.context}
        servers.append(PromptServer(where, served, log=None, environ=named, places=places, **kept))
    stopping = gevent.event.Event()
    for name in ("SIGTERM", "SIGINT", "SIGBREAK"):  # the last is how Windows asks a service to end
        if hasattr(signal, name):
            gevent.signal_handler(getattr(signal, name), stopping.set)
    for each in servers:
        each.start()
    for each, scheme in zip(servers, ("http", "https"), strict=False):
        log.info("listening on %s", printed(address[0], each.server_port, scheme))
    working = gevent.spawn(_work, jobs, ended, stopping)
    for one in opened:
        one(server.server_port)
    stopping.wait()
    gevent.joinall([gevent.spawn(each.stop, timeout=STOP_S) for each in servers])
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
