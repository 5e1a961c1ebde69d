"""Sockets within bounds: what they may send, how many one address may have, how much may wait for who does not read.

Clients send one packet to enter and one every ten seconds to say that they are there. Whoever sends much more, or what
no library sends, is cut off quietly and counted; the first of a minute is logged.
"""

import logging
import time
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from socket import SHUT_RDWR
from typing import Any

from engineio.packet import Packet
from flask_socketio import SocketIO

from hall.web.budget import Addresses, Allowance
from hall.web.descriptors import most_connections

PACKETS, BYTES = (30, 2), (65_536, 4_096)
"""Of one socket: at once, and a second for ever."""
ADDRESS_PACKETS, ADDRESS_BYTES = (3_000, 200), (3_000_000, 200_000)
"""Of one address, behind which a hall's whole wireless network may be."""
LARGEST = 16_384
"""Bytes of a packet."""
MOST_UNREAD = 200
"""Packets that wait for a client who does not read; whoever lets more wait is cut off."""
LOGGED_EVERY_S = 60.0
log = logging.getLogger(__name__)


class SocketLimits:
    """Keeps the sockets of one hall within bounds."""

    def __init__(self, sockets: SocketIO, counted: Callable[[str], None]) -> None:
        """Guard `sockets`; `counted` is told the reason of each cut."""
        self._engine = sockets.server.eio
        self._counted = counted
        self._addresses = Addresses(ADDRESS_PACKETS, ADDRESS_BYTES)
        self._open: Counter[str] = Counter()
        self._logged_at: dict[str, float] = {}
        self._read = self._engine.handlers["message"]
        self._engine.handlers["message"] = self._message
        self._engine._async = {**self._engine._async, "websocket": self._guarded(self._engine._async["websocket"])}  # noqa: SLF001

    def cut_who_does_not_read(self) -> None:
        """Close the sockets for which too much waits."""
        for socket in list(self._engine.sockets.values()):
            if socket.queue.qsize() > MOST_UNREAD:
                self.cut("unread")
                socket.close(wait=False, abort=True)

    def cut(self, why: str) -> None:
        """Count a socket that is cut off."""
        self._counted(why)
        now = time.monotonic()
        if now - self._logged_at.get(why, -LOGGED_EVERY_S) >= LOGGED_EVERY_S:
            self._logged_at[why] = now
            log.warning("a socket was cut off", extra={"why": why})

    def _message(self, sid: str, data: Any) -> None:
        """Read a message; a broken one closes its socket."""
        try:
            self._read(sid, data)
        except Exception:  # noqa: BLE001 - whatever a stranger's bytes make of the library that reads them
            self.cut("broken")
            if sid in self._engine.sockets:
                self._engine.sockets[sid].close(wait=False, abort=True)

    def may_open(self, address: str) -> bool:
        """Count one more WebSocket of `address`, unless it has half of all that there is room for."""
        if self._open[address] >= most_connections() // 2:
            self.cut("too_many")
            return False
        self._open[address] += 1
        return True

    def closed(self, address: str) -> None:
        """Count one less."""
        self._open[address] -= 1
        if self._open[address] <= 0:
            del self._open[address]

    def within(self, own: Allowance, address: str, data: str | bytes) -> bool:
        """Return whether a packet may be read."""
        now = time.monotonic()
        if not (own.spend(len(data), now) and self._addresses.spend(address, len(data), now)):
            self.cut("too_much")
            return False
        try:
            Packet(encoded_packet=data)
        except Exception:  # noqa: BLE001 - as above
            self.cut("broken")
            return False
        return True

    def _guarded(self, kind: Any) -> Any:
        """Return the library's WebSocket, within these bounds."""
        limits = self

        class Guarded(kind):  # type: ignore[misc]
            def __init__(self, handler: Any, server: Any) -> None:
                super().__init__(partial(_served, handler), server)
                self.server_args["max_message_size"] = LARGEST
                self._own = Allowance(PACKETS, BYTES)

            def __call__(self, environ: Any, start_response: Any) -> Any:
                self._address = environ.get("REMOTE_ADDR", "")
                if not limits.may_open(self._address):
                    start_response("429 TOO MANY REQUESTS", [("Retry-After", "10")])
                    return []
                try:
                    return super().__call__(environ, start_response)
                finally:
                    limits.closed(self._address)
                    with suppress(AttributeError, OSError):  # where it never came about, or is closed already
                        self.ws.sock.shutdown(SHUT_RDWR)

            def wait(self) -> Any:
                data = super().wait()
                return data if data and limits.within(self._own, self._address, data) else None

        return Guarded


def _served(handler: Any, websocket: Any) -> Any:
    """Serve a WebSocket by the library's handler, and let it go where it breaks off while it takes over from polling.

    The library then took it for still doing so, and gave out nothing more that was polled.
    """
    try:
        return handler(websocket)
    except OSError:  # gone before it was answered
        return []
    finally:
        handler.__self__.upgrading = False
