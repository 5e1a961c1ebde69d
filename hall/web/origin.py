"""Where a request comes from and which address it was sent to: one answer for guard, throttle, sockets and logs.

Below Flask, so that everybody who reads `REMOTE_ADDR` or the scheme reads the client's, not the proxy's.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache
from ipaddress import IPv4Network, IPv6Network, ip_address
from socket import gethostname
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import urlsplit

from flask import Flask, request

from hall.journal.refusal import Forbidden, Refusal
from hall.web.assets import LOOKS

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment

Networks = Sequence[IPv4Network | IPv6Network]
UNNAMED = "hallcall.unnamed"
"""In a request's environment: it was forwarded, and no trusted proxy says for whom."""
_FOREIGN = "hallcall.foreign_host"
_PASSED_ON = frozenset(
    f"HTTP_{name}"
    for name in ("FORWARDED", "VIA", "X_REAL_IP", "X_CLIENT_IP", "CLIENT_IP", "TRUE_CLIENT_IP", "CF_CONNECTING_IP")
)
"""What a proxy adds to a request that it passes on, beside all that begins with X-Forwarded."""
_PORTS = {"http": 80, "https": 443}
_SAFE = {"GET", "HEAD", "OPTIONS"}


class Misdirected(Refusal):
    """The request was sent to a name that is not this hall's, as a page elsewhere does that had its name moved here."""


class Client(NamedTuple):
    """Who sent a request. `named` is False when it was forwarded and no trusted proxy says for whom."""

    address: str
    named: bool
    scheme: str


def client_of(environ: Mapping[str, Any], proxies: Networks) -> Client:
    """Return the client of a request: the peer, or whom the trusted proxies name, read from the nearest one on."""
    peer, scheme = plain(environ.get("REMOTE_ADDR", "")), environ.get("wsgi.url_scheme", "http")
    forwarded = any(key in _PASSED_ON or key.startswith("HTTP_X_FORWARDED") for key in environ)
    if not forwarded:
        return Client(peer or "", named=True, scheme=scheme)
    if peer is None or not within(peer, proxies):
        return Client(peer or "", named=False, scheme=scheme)
    said = environ.get("HTTP_X_FORWARDED_PROTO", "").rsplit(",", 1)[-1].strip().lower()
    scheme = said if said in _PORTS else scheme
    client = None
    for hop in reversed(environ.get("HTTP_X_FORWARDED_FOR", "").split(",")):
        client = plain(hop)
        if client is None or not within(client, proxies):
            break
    return Client(client or peer, named=client is not None, scheme=scheme)


def plain(text: str) -> str | None:
    """Return an address in its one spelling, without port, brackets and IPv6's clothes around IPv4; None for none."""
    bare = text.strip()
    if bare.startswith("["):
        bare = bare[1:].partition("]")[0]
    elif bare.count(":") == 1:
        bare = bare.partition(":")[0]
    try:
        found = ip_address(bare)
    except ValueError:
        return None
    return str(getattr(found, "ipv4_mapped", None) or found)


def within(address: str, networks: Networks) -> bool:
    """Return whether a plain address lies in one of `networks`."""
    return any(ip_address(address) in network for network in networks)


def host_and_port(netloc: str) -> tuple[str, int | None] | None:
    """Return the name and the port, None where it says none, of a `Host`; None for what is no host at all."""
    try:
        parts = urlsplit(f"//{netloc}")
        return None if parts.hostname is None else (parts.hostname.rstrip("."), parts.port)
    except ValueError:
        return None


def is_ours(host: str, names: Iterable[str]) -> bool:
    """Return whether a `Host` may mean this hall: an address, a name without a dot, or one of `names`.

    Nobody outside can have an address or a name without a dot looked up as they like; with other names they can.
    """
    found = host_and_port(host)
    if found is None:
        return False
    name = found[0]
    return plain(name) is not None or "." not in name or name in names or name.endswith((".localhost", ".local"))


def is_loopback(host: str) -> bool:
    """Return whether a name or an address means the computer itself, whose pages browsers call secure."""
    address = plain(f"[{host}]")
    return (
        host == "localhost" or host.endswith(".localhost") or (address is not None and ip_address(address).is_loopback)
    )


def same_site(origin: str, host: str, public_url: str) -> bool:
    """Return whether `origin` is a page of this hall: of the host that was asked, or of the public address."""
    try:
        page, public = urlsplit(origin), urlsplit(public_url)
        if page.scheme not in _PORTS or page.hostname is None:
            return False
        at = (page.hostname, page.port or _PORTS[page.scheme])
        if (page.scheme, *at) == (public.scheme, public.hostname, public.port or _PORTS[public.scheme]):
            return True
    except ValueError:
        return False
    asked = host_and_port(host)
    return asked is not None and at in {(asked[0], asked[1] or port) for port in _PORTS.values()}


def install(app: Flask, public_url: Callable[[], str], host_names: Iterable[str], proxies: Networks) -> None:
    """Have `app` know each request's client, and refuse foreign hosts and acts of foreign pages."""
    inner = app.wsgi_app
    always = frozenset({gethostname().lower(), *(name.lower() for name in host_names)})

    @lru_cache(maxsize=2)
    def names(public: str) -> frozenset[str]:
        return always | {str(urlsplit(public).hostname)}

    def known(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        client = client_of(environ, proxies)
        environ["REMOTE_ADDR"], environ["wsgi.url_scheme"] = client.address, client.scheme
        environ[UNNAMED] = not client.named
        if "HTTP_HOST" in environ and not is_ours(environ["HTTP_HOST"], names(public_url())):
            environ[_FOREIGN] = True
            return Flask.wsgi_app(app, environ, start_response)  # past the sockets: the pages' side says no
        return inner(environ, start_response)

    app.wsgi_app = known  # type: ignore[method-assign]

    @app.before_request
    def refuse_what_is_foreign() -> None:
        if request.environ.get(_FOREIGN) and request.endpoint != LOOKS:  # or the page that says no would be bare
            raise Misdirected("host_foreign")
        if request.method in _SAFE:
            return
        origin, sent_from = request.headers.get("Origin"), request.headers.get("Sec-Fetch-Site")
        foreign = origin is not None and not same_site(origin, request.host, public_url())
        if foreign or sent_from in {"cross-site", "same-site"}:
            raise Forbidden("page_foreign")


def listeners_from(public_url: Callable[[], str]) -> Callable[[str | None, Mapping[str, Any]], bool]:
    """Return what lets the pages of this hall open sockets and no others; programs, which name no page, may try."""
    return lambda origin, environ: origin is None or same_site(origin, environ.get("HTTP_HOST", ""), public_url())
