"""How PINs are compared where the hall serves."""

from collections.abc import Callable

from flask_socketio import SocketIO

from hall.staff.rules import pin


def matches_of(sockets: SocketIO) -> Callable[[str, str, str], bool]:
    """Return what compares a PIN; under gevent it does so beside the calls, which would all wait for it."""
    if sockets.async_mode != "gevent":
        return pin.matches
    from hall.web.serving import beside_the_calls  # noqa: PLC0415 - gevent, only where it serves

    return beside_the_calls(pin.matches)
