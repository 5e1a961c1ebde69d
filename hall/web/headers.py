"""Headers on every answer: nothing from elsewhere, no inline script but our own, no sniffing, no framing."""

from __future__ import annotations

import hashlib
from base64 import b64encode
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from flask import Flask, Response, request

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment

_POLICY = (
    "default-src 'none'; script-src 'self' {script}; style-src 'self'; img-src 'self' data: blob:; font-src 'self'; "
    "media-src 'self' blob:; manifest-src 'self'; worker-src 'self'; base-uri 'none'; form-action 'self'; "
    "frame-ancestors 'none'; connect-src 'self' "
)
_ALWAYS = [
    ("X-Content-Type-Options", "nosniff"),
    ("X-Frame-Options", "DENY"),
    ("Referrer-Policy", "no-referrer"),
    ("Permissions-Policy", "camera=(), microphone=(), geolocation=(), payment=(), usb=()"),
    ("Cross-Origin-Opener-Policy", "same-origin"),
    ("Cross-Origin-Resource-Policy", "same-origin"),
]


def install(app: Flask, inline: str) -> None:
    """Add the headers to every answer of `app`: those that never change below Flask, where they cost nothing.

    `inline` is the one script that pages may have in themselves.
    """
    inner = app.wsgi_app
    policy = _POLICY.format(script=f"'sha256-{b64encode(hashlib.sha256(inline.encode()).digest()).decode()}'")

    def with_headers(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        def start(status: str, headers: list[tuple[str, str]], *why: Any) -> Any:
            return start_response(status, headers + _ALWAYS, *why)

        return inner(environ, start)

    app.wsgi_app = with_headers  # type: ignore[method-assign]

    @app.after_request
    def add(response: Response) -> Response:
        if response.mimetype == "text/html":
            host = request.host
            response.headers["Content-Security-Policy"] = f"{policy}ws://{host} wss://{host}"
            response.headers["Cache-Control"] = "no-store"
        elif "Cache-Control" not in response.headers:
            response.headers["Cache-Control"] = "no-store"
        return response
