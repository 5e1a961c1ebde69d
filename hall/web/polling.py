"""Socket.IO over plain HTTP, for networks that eat WebSockets: the library gets nothing that it would choke on."""

from __future__ import annotations

from collections.abc import Iterable
from http import HTTPStatus
from typing import TYPE_CHECKING

from flask import Flask

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment

MOST_BYTES = 16_384
"""Pages send a hundred bytes; a longer packet ends its socket."""
PATH = "/socket.io"
OVER = "Session is disconnected"
"""What the library raises for a packet that is sent after its session's end, where it answers a poll with 400."""


def install(app: Flask) -> None:
    """Refuse bodies that are too long before Socket.IO sees them: it would wait for ever to say good-bye.

    And packets that come after their session has ended, over which it breaks.
    """
    inner = app.wsgi_app

    def bounded(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        if environ["PATH_INFO"].startswith(PATH) and _length(environ.get("CONTENT_LENGTH")) > MOST_BYTES:
            too_long = HTTPStatus.REQUEST_ENTITY_TOO_LARGE
            start_response(f"{too_long.value} {too_long.phrase}", [("Content-Length", "0"), ("Connection", "close")])
            return []
        try:
            return inner(environ, start_response)
        except KeyError as why:
            if why.args != (OVER,):
                raise
            start_response(f"{HTTPStatus.BAD_REQUEST.value} {HTTPStatus.BAD_REQUEST.phrase}", [("Content-Length", "0")])
            return []

    app.wsgi_app = bounded  # type: ignore[method-assign]


def _length(said: str | None) -> int:
    """Return the length of a body as its header says; without one, none is read."""
    return int(said) if said and said.isdecimal() else 0
