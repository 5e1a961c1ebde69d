"""Thousands of Socket.IO listeners in one thread: WebSocket by hand (RFC 6455), frames read and no more than needed."""

import json
import re
import selectors
import socket
import time
import zlib
from collections.abc import Iterator, Mapping
from typing import Any

_HELLO = (
    "GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\nHost: 127.0.0.1\r\nUpgrade: websocket\r\n"
    "Connection: Upgrade\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n"
)
_DEFLATE = "Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits\r\n"
_COMPRESSED = 0x40
_PING, _PONG = b"2", b"3"
_VERSION = re.compile(rb'\["(?:board|counter)",\{"version":(\d+)')
_HEAD_SEEN = 160
"""The version stands among the first bytes of a picture."""
CONNECT_LIMIT_S = 30.0


def masked(text: bytes) -> bytes:
    """Return `text` as a client's frame; the mask is zero, which the protocol allows."""
    assert len(text) < 126 or len(text) < 65536
    length = bytes([0x80 | len(text)]) if len(text) < 126 else b"\xfe" + len(text).to_bytes(2, "big")
    return b"\x81" + length + b"\0\0\0\0" + text


class Listener:
    """One screen. `browser` offers compression, as every browser does."""

    def __init__(self, port: int, namespace: str, auth: Mapping[str, Any], *, browser: bool) -> None:
        """Connect and wait until the first picture has come."""
        self.version = 0
        self.latest = b""
        self._pending = b""
        self._inflate = zlib.decompressobj(-15)
        self.socket = socket.create_connection(("127.0.0.1", port), timeout=CONNECT_LIMIT_S)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.socket.sendall(f"{_HELLO}{_DEFLATE if browser else ''}\r\n".encode())
        while b"\r\n\r\n" not in self._pending:
            self._pending += self._receive()
        head, _, self._pending = self._pending.partition(b"\r\n\r\n")
        assert head.startswith(b"HTTP/1.1 101"), head.decode()
        self.socket.sendall(masked(f"40{namespace},{json.dumps(auth)}".encode()))
        self._entered = f"40{namespace},".encode()
        self.is_in = False
        while not self.is_in:
            self.take()

    def take(self) -> None:
        """Read what has come: note the version of a picture, answer a ping."""
        data = self._pending + self._receive()
        at = 0
        while (end := _frame_end(data, at)) is not None:
            start, stop = end
            self._message(data[start:stop], compressed=bool(data[at] & _COMPRESSED))
            at = stop
        self._pending = data[at:]

    def _receive(self) -> bytes:
        some = self.socket.recv(262_144)
        if not some:
            raise ConnectionError("the server hung up")
        return some

    def _message(self, text: bytes, *, compressed: bool) -> None:
        if compressed:
            text = self._inflate.decompress(text + b"\0\0\xff\xff")
        found = _VERSION.search(text, 0, _HEAD_SEEN)
        if found:
            self.version = int(found[1])
            self.latest = text
        elif text == _PING:
            self.socket.sendall(masked(_PONG))
        elif text.startswith(self._entered):
            self.is_in = True

    def picture(self) -> Any:
        """Return the newest picture."""
        return json.loads(self.latest[self.latest.index(b"[") :])[1]


def _frame_end(data: bytes, at: int) -> tuple[int, int] | None:
    """Return where the payload of the frame at `at` begins and ends; None when it has not come whole."""
    if len(data) < at + 2:
        return None
    length, start = data[at + 1] & 0x7F, at + 2
    if length >= 126:
        start += 2 if length == 126 else 8
        if len(data) < start:
            return None
        length = int.from_bytes(data[at + 2 : start], "big")
    return (start, start + length) if len(data) >= start + length else None


class Crowd:
    """Many listeners, all at once."""

    def __init__(self) -> None:
        self.listeners: list[Listener] = []
        self._selector = selectors.DefaultSelector()

    def enter(
        self, port: int, number: int, namespace: str, auth: Mapping[str, Any], *, browser: bool = False
    ) -> list[Listener]:
        """Let `number` more in and return them."""
        come = []
        for _ in range(number):
            come.append(Listener(port, namespace, auth, browser=browser))
            self._selector.register(come[-1].socket, selectors.EVENT_READ, come[-1])
            for _ in self.pump(0):  # who does not answer a ping in time, while thousands enter, is let go
                pass
        self.listeners += come
        return come

    def pump(self, within_s: float) -> Iterator[Listener]:
        """Let everybody read what has come until then; yield each who did."""
        for key, _ in self._selector.select(within_s):
            listener: Listener = key.data
            listener.take()
            yield listener

    def wait_for(self, version: int, within_s: float = CONNECT_LIMIT_S) -> float:
        """Return when the last of all had this version, on perf_counter's clock. Raises TimeoutError."""
        missing = {id(one) for one in self.listeners if one.version < version}
        last = time.perf_counter()
        deadline = last + within_s
        while missing:
            for listener in self.pump(deadline - time.perf_counter()):
                if listener.version >= version:
                    missing.discard(id(listener))
            last = time.perf_counter()
            if last > deadline:
                raise TimeoutError(f"{len(missing)} listeners have not heard of {version}")
        return last

    def close(self) -> None:
        """Hang up."""
        self._selector.close()
        for listener in self.listeners:
            listener.socket.close()
