"""How PINs are hashed and compared where the hall serves."""

from collections.abc import Callable

from flask_socketio import SocketIO

from hall.staff.rules import pin


def slow_work_of(sockets: SocketIO) -> tuple[Callable[[str, str, str], bool], Callable[[str, str], str]]:
    """Return what compares a PIN and what hashes one; under gevent beside the calls, which would all wait for it."""
    if sockets.async_mode != "gevent":
        return pin.matches, pin.hashed
    from hall.web.serving import beside_the_calls  # noqa: PLC0415 - gevent, only where it serves

    return beside_the_calls(pin.matches), beside_the_calls(pin.hashed)
