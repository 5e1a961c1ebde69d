"""A printer on the network: raw bytes to a TCP port, 9100 by custom."""

import os
import socket
import struct
import time
from contextlib import suppress

CONNECT_S = 3.0
STALL_S = 5.0
"""A printer takes bytes no faster than it prints; one that takes none for so long stands still."""
DRAIN_S = 0.5
"""A printer that has read to the end hangs up in turn, within so long; some never do."""
PIECE = 2048
_AT_ONCE = struct.pack("hh" if os.name == "nt" else "ii", 1, 0)
"""Closing throws away what was not sent yet."""


class NetworkLine:
    """A TCP connection, opened for each job: many printers serve one at a time."""

    def __init__(self, host: str, port: int, *, stall_s: float = STALL_S) -> None:
        self.host = host
        self.port = port
        self.stall_s = stall_s
        self._socket: socket.socket | None = None

    def open(self) -> None:
        """Connect. Raises OSError."""
        self.close()
        line = self._socket = socket.create_connection((self.host, self.port), timeout=CONNECT_S)
        line.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        # a small buffer on our side: what was sent is at the printer, not still in this computer
        line.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, PIECE)

    def write(self, data: bytes) -> None:
        """Hand all of `data` to the network. Raises OSError, TimeoutError among them."""
        line = self._opened()
        line.settimeout(self.stall_s)
        try:
            for at in range(0, len(data), PIECE):
                line.sendall(data[at : at + PIECE])
        except OSError:
            self.abort()  # what did not get through must not follow later behind our back
            raise

    def read(self, within_s: float) -> bytes:
        """Return what arrives first, b"" when nothing does in time. Raises OSError when the printer hung up."""
        line = self._opened()
        line.settimeout(max(0.001, within_s))
        try:
            heard = line.recv(64)
        except TimeoutError:
            return b""
        if not heard:
            raise ConnectionResetError("the printer closed the connection")
        return heard

    def close(self) -> None:
        """Disconnect, whatever state the line is in.

        What the printer has sent is read first: closing over unread bytes resets the connection, and with it goes what
        the printer has not taken in yet.
        """
        line, self._socket = self._socket, None
        if line is None:
            return
        with line, suppress(OSError):
            line.shutdown(socket.SHUT_WR)
            until = time.monotonic() + DRAIN_S
            while (left := until - time.monotonic()) > 0:
                line.settimeout(left)
                if not line.recv(256):
                    break

    def abort(self) -> None:
        """Disconnect and throw away what did not get through."""
        line, self._socket = self._socket, None
        if line is not None:
            with line, suppress(OSError):
                line.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _AT_ONCE)

    def _opened(self) -> socket.socket:
        if self._socket is None:
            raise OSError("not connected")
        return self._socket
