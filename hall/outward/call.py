"""One request to a computer elsewhere: within a time that holds whatever it does, and to no address that may not be."""

import socket
import ssl
from collections.abc import Mapping
from contextlib import suppress
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from threading import Event, Timer
from typing import NamedTuple

from hall import VERSION
from hall.webhooks.rules.target import Networks, Target, target, why_not


class Unanswered(Exception):  # noqa: N818 - an answer to whoever asks
    """There is no answer; `code` says why.

    too_slow, no_connection, no_such_name, not_trusted, no_authority, unreadable, target_….
    """

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class Answer(NamedTuple):
    """What came back: the status, and at most as much of the body as was asked for."""

    status: int
    body: bytes


def ask(
    method: str,
    url: str,
    *,
    own: Networks,
    timeout_s: float,
    headers: Mapping[str, str] | None = None,
    body: bytes | None = None,
    most_bytes: int = 0,
    authority: Path | None = None,
) -> Answer:
    """Ask once, follow no redirection and read at most `most_bytes`; after `timeout_s` it is over. Raises Unanswered.

    The address that was checked is the one that is connected to, whatever its name means a moment later.
    With `authority`, a file of certificates, a secure one is believed on its word and on nobody else's.
    """
    to = target(url)
    line = _Line(_connected(_address(to, own), to.port, timeout_s))
    cut = Timer(timeout_s, line.cut)
    cut.daemon = True
    cut.start()
    try:
        if to.secure:
            line.secure(to.host, _trust(authority))
        connection = HTTPConnection(to.host, to.port)
        connection.sock = line.socket
        said = {"Host": _host(to), "User-Agent": f"Hallcall/{VERSION}", "Connection": "close", **(headers or {})}
        connection.request(method, to.path, body, said)
        with connection.getresponse() as response:
            answer = Answer(response.status, response.read(most_bytes) if most_bytes else b"")
    except ssl.SSLCertVerificationError:
        raise Unanswered("not_trusted") from None
    except (OSError, HTTPException) as why:
        late = line.is_cut.is_set() or isinstance(why, TimeoutError)
        broken = isinstance(why, HTTPException) and not isinstance(why, OSError)
        raise Unanswered("too_slow" if late else "unreadable" if broken else "no_connection") from None
    finally:
        cut.cancel()
        line.socket.close()
    if line.is_cut.is_set():  # what was cut off in its headers reads like a whole answer
        raise Unanswered("too_slow")
    return answer


class _Line:
    """A connection that can be cut while somebody waits on it."""

    def __init__(self, connected: socket.socket) -> None:
        self.socket = connected
        self.is_cut = Event()

    def secure(self, host: str, context: ssl.SSLContext) -> None:
        self.socket = context.wrap_socket(self.socket, server_hostname=host, do_handshake_on_connect=False)
        self.socket.do_handshake()

    def cut(self) -> None:
        self.is_cut.set()
        with suppress(OSError):
            self.socket.shutdown(socket.SHUT_RDWR)


def _trust(authority: Path | None) -> ssl.SSLContext:
    try:
        return ssl.create_default_context(cafile=authority)
    except OSError:  # also where it holds no certificate
        raise Unanswered("no_authority") from None


def _address(to: Target, own: Networks) -> str:
    """Return the first address of the target's name that may be asked. Raises Unanswered."""
    try:
        found = [str(one[4][0]) for one in socket.getaddrinfo(to.host, to.port, type=socket.SOCK_STREAM)]
    except (OSError, UnicodeError):
        raise Unanswered("no_such_name") from None
    refusals = [(why_not(to.secure, address, own), address) for address in found]
    for why, address in refusals:
        if why is None:
            return address
    raise Unanswered(refusals[0][0] or "no_such_name")


def _connected(address: str, port: int, timeout_s: float) -> socket.socket:
    try:
        return socket.create_connection((address, port), timeout_s)
    except TimeoutError:
        raise Unanswered("too_slow") from None
    except OSError:
        raise Unanswered("no_connection") from None


def _host(to: Target) -> str:
    host = f"[{to.host}]" if ":" in to.host else to.host
    return host if to.port == (443 if to.secure else 80) else f"{host}:{to.port}"
