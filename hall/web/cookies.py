"""Cookies of this hall: two halls on one computer keep theirs apart, and over TLS they never travel without it."""

from flask import Response, current_app, request

from hall.web.origin import host_and_port

PUBLIC_HTTPS = "HALL_PUBLIC_HTTPS"
"""In the app's configuration: what says whether the hall's public address is an https one."""


def name_of(kind: str) -> str:
    """Return the name of the cookie of this `kind`: by the port that the browser asked, which cookies do not heed."""
    _, port = host_and_port(request.host) or ("", None)
    return f"hallcall_{kind}_{port or (443 if _secure() else 80)}"


def read(kind: str) -> str | None:
    """Return what the present request's cookie of this `kind` says."""
    return request.cookies.get(name_of(kind)) or None


def give(response: Response, kind: str, value: str, max_age_s: int | None = None) -> None:
    """Have the browser keep `value`, out of scripts' sight, for so long; without a time until it is closed."""
    response.set_cookie(name_of(kind), value, max_age=max_age_s, httponly=True, samesite="Strict", secure=_secure())


def forget(response: Response, kind: str) -> None:
    """Have the browser forget."""
    response.delete_cookie(name_of(kind), httponly=True, samesite="Strict", secure=_secure())


def _secure() -> bool:
    public_https = current_app.config.get(PUBLIC_HTTPS)
    return request.is_secure or (public_https is not None and public_https())
