"""Keep-alive HTTP clients on raw sockets, so cheap that the server and not the client is the limit."""

import selectors
import socket
import time
from collections.abc import Callable, Sequence
from contextlib import ExitStack, closing
from dataclasses import dataclass, field
from itertools import count
from statistics import quantiles
from typing import NamedTuple

CLIENTS = 8
ANSWER_LIMIT_S = 60.0
_END = b"\r\n\r\n"
_LENGTH = b"content-length:"
KEYS_BEGIN = "5f0c2b1e-0000-4000-8000-"
"""So that request keys are as long as a browser's."""
_keys = count(1)


class Answer(NamedTuple):
    """Status and body of an answer."""

    status: int
    body: bytes


def post(path: str, body: bytes = b"{}", token: str | None = None) -> bytes:
    """Return a POST request with a request key of its own."""
    signed = f"Authorization: Bearer {token}\r\n" if token else ""
    head = (
        f"POST {path} HTTP/1.1\r\nHost: 127.0.0.1\r\n{signed}"
        f"Idempotency-Key: {KEYS_BEGIN}{next(_keys):012}\r\n"
        f"Content-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    return head.encode() + body


def get(path: str, token: str) -> bytes:
    """Return a GET request of somebody who is signed in."""
    return f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer {token}\r\n\r\n".encode()


class Wire:
    """One keep-alive connection."""

    def __init__(self, port: int) -> None:
        self.socket = socket.create_connection(("127.0.0.1", port), timeout=ANSWER_LIMIT_S)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._got = b""

    def send(self, request: bytes) -> None:
        """Send `request`, all of it."""
        self.socket.sendall(request)

    def take(self) -> Answer | None:
        """Read what has come; return the answer once it is whole. Raises ConnectionError when the server hung up."""
        some = self.socket.recv(65536)
        if not some:
            raise ConnectionError("the server hung up")
        self._got += some
        head, end, rest = self._got.partition(_END)
        if not end or len(rest) < _body_length(head):
            return None
        self._got = b""
        return Answer(int(head[9:12]), rest)

    def ask(self, request: bytes) -> Answer:
        """Send `request` and wait for its answer."""
        self.send(request)
        while True:
            answer = self.take()
            if answer is not None:
                return answer

    def close(self) -> None:
        """Hang up."""
        self.socket.close()


def _body_length(head: bytes) -> int:
    lower = head.lower()
    at = lower.find(_LENGTH)
    return int(lower[at + len(_LENGTH) :].split(b"\r\n", 1)[0]) if at >= 0 else 0


@dataclass
class Taken:
    """What a number of acts took, in seconds."""

    elapsed_s: float = 0.0
    each_s: list[float] = field(default_factory=list)
    cpu_s: float | None = None
    """What the server computed meanwhile; None where it cannot be known."""

    @property
    def a_second(self) -> float:
        """Acts a second."""
        return len(self.each_s) / self.elapsed_s


def percentile(values: Sequence[float], which: int) -> float:
    """Return a percentile of `values`."""
    return quantiles(values, n=100, method="inclusive")[which - 1] if len(values) > 1 else values[0]


class Load:
    """So many clients, each asking again as soon as it is answered."""

    def __init__(
        self, port: int, computed_s: Callable[[], float | None], clients: int = CLIENTS, others: Sequence[int] = ()
    ) -> None:
        """`computed_s` tells what the server has computed so far; with `others` clients are spread over their ports."""
        self._ports, self._computed_s, self._clients = (port, *others), computed_s, clients

    def run(self, acts: int, next_request: Callable[[int], bytes]) -> Taken:
        """Do `acts` acts; `next_request` makes client n's next. Raises AssertionError for any answer but a success.

        Each run has lines of its own: between two of them a server hangs up on whoever is silent.
        """
        with selectors.DefaultSelector() as selector, ExitStack() as lines:
            ports = [self._ports[number % len(self._ports)] for number in range(self._clients)]
            wires = [lines.enter_context(closing(Wire(port))) for port in ports]
            for number, wire in enumerate(wires):
                selector.register(wire.socket, selectors.EVENT_READ, number)
            return self._run(acts, next_request, wires, selector)

    def _run(
        self,
        acts: int,
        next_request: Callable[[int], bytes],
        wires: Sequence[Wire],
        selector: selectors.BaseSelector,
    ) -> Taken:
        taken, sent, before_s = Taken(), [0.0] * len(wires), self._computed_s()
        began = time.perf_counter()
        asked = min(acts, len(wires))
        for first in range(asked):
            sent[first] = time.perf_counter()
            wires[first].send(next_request(first))
        while len(taken.each_s) < acts:
            ready = selector.select(ANSWER_LIMIT_S)
            assert ready, "no answer in time"
            for key, _ in ready:
                number: int = key.data
                answer = wires[number].take()
                if answer is None:
                    continue
                now = time.perf_counter()
                taken.each_s.append(now - sent[number])
                assert answer.status in {200, 201}, f"{answer.status} {answer.body.decode()}"
                if asked < acts:
                    asked += 1
                    request = next_request(number)
                    sent[number] = time.perf_counter()
                    wires[number].send(request)
        taken.elapsed_s = time.perf_counter() - began
        after_s = self._computed_s()
        taken.cpu_s = after_s - before_s if after_s is not None and before_s is not None else None
        return taken
