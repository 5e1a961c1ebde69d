"""Slow computing, done where it keeps nobody waiting."""

from collections.abc import Callable
from typing import TypeVar

from flask_socketio import SocketIO

Result = TypeVar("Result")


def aside(sockets: SocketIO, work: Callable[..., Result]) -> Callable[..., Result]:
    """Return `work` as it is done where the hall serves: under gevent beside the calls, which would all wait for it."""
    if sockets.async_mode != "gevent":
        return work
    from hall.web.serving import beside_the_calls  # noqa: PLC0415 - gevent, only where it serves

    return beside_the_calls(work)
