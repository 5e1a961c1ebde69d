"""A balancer that gives every request to the next server, as the dullest of them do."""

import re
import socket
import threading
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from itertools import count

from tests.patience import PATIENCE_S

POLLING = b"/socket.io/"
COOKIE = re.compile(rb"(?im)^cookie:.*\bplace=(\d)")
PIECE = 65_536


class Balancer:
    """Each request, over however few connections it comes, goes to the next of the servers in turn.

    With a cookie on the address of Socket.IO's polling alone it keeps who polls at one server.
    """

    def __init__(self, ports: Sequence[int], *, passes_websocket: bool) -> None:
        self._ports, self._passes = ports, passes_websocket
        self._turn = count()
        self.asked: list[int] = []
        """Which server each request went to."""
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = int(self._listener.getsockname()[1])
        self.url = f"http://127.0.0.1:{self.port}"
        threading.Thread(target=self._accept, daemon=True).start()

    def close(self) -> None:
        """End it."""
        self._listener.close()

    def _accept(self) -> None:
        with suppress(OSError):
            while True:
                near, _ = self._listener.accept()
                threading.Thread(target=self._serve, args=(near,), daemon=True).start()

    def _serve(self, near: socket.socket) -> None:
        """Pass one request on; the connection ends with its answer, and the next request brings another."""
        near.settimeout(PATIENCE_S)
        with closing(near), suppress(OSError):
            head, body = _request(near)
            if not head:
                return
            upgrade, polls = b"\nupgrade: websocket" in head.lower(), POLLING in head.split(b"\r\n", 1)[0]
            if upgrade and not self._passes:
                near.sendall(b"HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
                return
            known = COOKIE.search(head) if polls else None
            place = int(known[1]) if known else next(self._turn) % len(self._ports)
            self.asked.append(place)
            with socket.create_connection(("127.0.0.1", self._ports[place]), timeout=PATIENCE_S) as far:
                far.sendall((head if upgrade else _once(head)) + body)
                if upgrade:
                    _both_ways(near, far)
                else:
                    _answer(far, near, b"" if known or not polls else b"Set-Cookie: place=%d\r\n" % place)


def _request(near: socket.socket) -> tuple[bytes, bytes]:
    """Read a request's head and body; nothing when the browser hung up."""
    got = b""
    while b"\r\n\r\n" not in got:
        some = near.recv(PIECE)
        if not some:
            return b"", b""
        got += some
    head, _, body = got.partition(b"\r\n\r\n")
    length = re.search(rb"(?im)^content-length: *(\d+)", head)
    while len(body) < int(length[1] if length else 0):
        body += near.recv(PIECE)
    return head + b"\r\n\r\n", body


def _once(head: bytes) -> bytes:
    return re.sub(rb"(?im)^connection:[^\r]*\r\n", b"", head).replace(b"\r\n\r\n", b"\r\nConnection: close\r\n\r\n")


def _answer(far: socket.socket, near: socket.socket, more: bytes) -> None:
    """Pass the answer on, with `more` among its headers."""
    first = far.recv(PIECE)
    line, _, rest = first.partition(b"\r\n")
    near.sendall(line + b"\r\nConnection: close\r\n" + more + rest)
    while some := far.recv(PIECE):
        near.sendall(some)


def _both_ways(near: socket.socket, far: socket.socket) -> None:
    back = threading.Thread(target=_pipe, args=(far, near), daemon=True)
    back.start()
    _pipe(near, far)
    back.join()


def _pipe(source: socket.socket, target: socket.socket) -> None:
    with suppress(OSError):
        while some := source.recv(PIECE):
            target.sendall(some)
    for end in (source, target):
        with suppress(OSError):
            end.shutdown(socket.SHUT_RDWR)


@contextmanager
def balancer(ports: Sequence[int], *, passes_websocket: bool = True) -> Iterator[Balancer]:
    """Give a balancer before the servers at these ports."""
    made = Balancer(ports, passes_websocket=passes_websocket)
    try:
        yield made
    finally:
        made.close()
