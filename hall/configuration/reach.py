"""Whether phones can open what the QR codes say: `hall.public_url` looked at, and the address that would do."""

import logging
import socket
from collections.abc import Callable, Sequence
from ipaddress import ip_address
from urllib.parse import urlsplit

from hall.configuration import Configuration
from hall.faults import Fault

USUAL_PORT = 8000
_OUTWARD = ("192.0.2.1", "10.255.255.255")
"""Addresses towards which the computer's own is looked up; nothing is sent there."""
log = logging.getLogger("hall")


class Reach:
    """Knows the public address and, once the server listens, its port."""

    def __init__(self, configuration: Callable[[], Configuration]) -> None:
        """Take what says how the hall is described now."""
        self._now = configuration
        self._port: int | None = None

    def listens(self, port: int) -> None:
        """Remember the port, and say in the log when phones will not get in."""
        self._port = port
        for fault in self.faults():
            log.warning("hall.public_url: %s", fault.code, extra=dict(fault.facts))

    def address(self) -> str:
        """Return the hall's public address; where that is wrong, the one that would do, for devices to come to."""
        wrong = self.faults()
        return str(wrong[0].facts["would"]) if wrong else self._now().file.hall.public_url

    def faults(self) -> Sequence[Fault]:
        """Return what is wrong with the public address, if anything."""
        configuration = self._now()
        url = configuration.file.hall.public_url
        code = self._wrong(url, proxied=bool(configuration.trusted_proxies))
        if code is None:
            return ()
        port = self._port or urlsplit(url).port or USUAL_PORT
        return [Fault(code, {"url": url, "would": f"http://{own_address() or '<IP>'}:{port}"}, "hall.public_url")]

    def _wrong(self, url: str, *, proxied: bool) -> str | None:
        parts = urlsplit(url)
        host, port = str(parts.hostname), parts.port or {"http": 80, "https": 443}[parts.scheme]
        try:
            address = ip_address(host)
        except ValueError:
            return "url_loopback" if host == "localhost" or host.endswith(".localhost") else None
        if address.is_loopback or address.is_unspecified:
            return "url_loopback"
        if proxied or parts.scheme == "https":
            return None  # the proxy's address and port, which this computer need not have
        if not is_own(host):
            return "url_elsewhere"
        return "url_port" if self._port not in {None, port} else None


def own_address() -> str | None:
    """Return this computer's address in its network, as far as it knows one."""
    for there in _OUTWARD:
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as asking:
            try:
                asking.connect((there, 9))
                found = str(asking.getsockname()[0])
            except OSError:
                continue
        if not ip_address(found).is_loopback:
            return found
    return None


def own_names(configuration: Configuration) -> Sequence[str]:
    """Return the names and addresses under which other computers may reach this one, each in its plain spelling."""
    this, hall = socket.gethostname().lower(), configuration.file.hall.public_url
    public = str(urlsplit(hall).hostname)
    try:
        public = public.encode("idna").decode("ascii")
    except UnicodeError:  # an address, or a name that only a browser's own rules can spell
        public = public if public.isascii() else this
    own = own_address()
    found = [public, this, f"{this.partition('.')[0]}.local", "localhost", "127.0.0.1", "::1", own or this]
    return list(dict.fromkeys([*found, *(name.lower() for name in configuration.file.security.host_names)]))


def is_own(address: str) -> bool:
    """Return whether `address` is one of this computer's."""
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    try:
        with socket.socket(family, socket.SOCK_DGRAM) as trying:
            trying.bind((address, 0))
    except OSError:
        return False
    return True


def printed(host: str, port: int, scheme: str = "http") -> str:
    """Return the address under which a browser on this computer reaches a server that listens at `host`."""
    name = {"0.0.0.0": "127.0.0.1", "": "127.0.0.1", "::": "::1"}.get(host, host)
    return f"{scheme}://[{name}]:{port}" if ":" in name else f"{scheme}://{name}:{port}"
