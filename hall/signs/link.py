"""The line to signs: a TCP port, as serial servers and boards with a network have, or a serial port, 8N1."""

import importlib
import socket
from collections.abc import Callable
from contextlib import closing
from typing import Any, Final

CONNECT_S: Final = 3.0
ANSWER_S: Final = 1.0
AT_ONCE: Final = 64
"""Bytes of an answer that are looked at."""

Send = Callable[[bytes, bool], None]
"""Sends a frame and, if it is to be answered, waits for that. Raises OSError."""


def over_tcp(host: str, port: int) -> Send:
    """Return what sends to a TCP port; each frame has a connection of its own, so that other programs get a turn."""

    def send(frame: bytes, answered: bool) -> None:  # noqa: FBT001 - see Send
        with socket.create_connection((host, port), timeout=CONNECT_S) as line:
            line.sendall(frame)
            line.settimeout(ANSWER_S)
            if answered and not line.recv(AT_ONCE):
                raise OSError("the sign closed the connection without an answer")
            line.shutdown(socket.SHUT_WR)

    return send


def over_serial(port: str, baud: int) -> Send:
    """Return what sends to a serial port."""

    def send(frame: bytes, answered: bool) -> None:  # noqa: FBT001 - see Send
        serial: Any = importlib.import_module("serial")
        with closing(serial.Serial(port, baud, timeout=ANSWER_S, write_timeout=CONNECT_S)) as line:
            line.reset_input_buffer()
            line.write(frame)
            line.flush()
            if answered and not line.read(1):
                raise OSError("the sign does not answer")

    return send
