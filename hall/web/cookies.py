"""Cookies of this hall: two halls on one computer keep theirs apart, and over TLS they never travel without it."""

from urllib.parse import urlsplit

from flask import Response, current_app, request

from hall.journal.refusal import Forbidden
from hall.web.origin import host_and_port, is_loopback

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


def works_at(public_url: str) -> str | None:
    """Return where the present page would keep its cookies, when its browser drops them here; else None.

    A hall with an https address gives cookies that travel over TLS alone, and this page came by plain http. Under the
    public name itself a proxy that says nothing may speak TLS; on the server's own computer browsers keep them.
    """
    public, here = urlsplit(public_url), (host_and_port(request.host) or ("", None))[0]
    if public.scheme != "https" or request.is_secure or here == public.hostname or is_loopback(here):
        return None
    return public_url + request.full_path.rstrip("?")


def refuse_where_dropped(public_url: str) -> None:
    """Raise Forbidden when the browser would drop the cookie of the answer: a code would be spent on nothing."""
    page = urlsplit(request.headers.get("Origin", ""))
    plain = page.scheme == "http" and urlsplit(public_url).scheme == "https" and not is_loopback(page.hostname or "")
    if plain or works_at(public_url) is not None:
        raise Forbidden("https_needed", address=public_url)


def _secure() -> bool:
    public_https = current_app.config.get(PUBLIC_HTTPS)
    return request.is_secure or (public_https is not None and public_https())
