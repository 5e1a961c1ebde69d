"""Where messages may go: https to the world, and into the hall's own network only where the hall says so. Pure."""

from collections.abc import Sequence
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address
from typing import NamedTuple
from urllib.parse import urlsplit

from hall.journal.refusal import Wrong

LONGEST = 500
Networks = Sequence[IPv4Network | IPv6Network]


class Target(NamedTuple):
    """An address taken apart: what is connected to and what is asked for there."""

    secure: bool
    host: str
    port: int
    path: str


def target(url: str) -> Target:
    """Return the target of an address. Raises Wrong, saying why it will not do."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        raise Wrong("target_no_address", field="url") from None
    if not (parts.scheme in {"http", "https"} and parts.hostname and url.isascii() and url.isprintable()):
        raise Wrong("target_no_address", field="url")
    if " " in url or len(url) > LONGEST or port == 0:
        raise Wrong("target_no_address", field="url")
    if parts.username is not None or parts.password is not None:
        raise Wrong("target_with_password", field="url")
    if parts.fragment:
        raise Wrong("target_no_address", field="url")
    secure = parts.scheme == "https"
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    return Target(secure, parts.hostname, port or (443 if secure else 80), path)


def why_not(secure: bool, address: str, own: Networks) -> str | None:  # noqa: FBT001 - of a Target
    """Return the code of why an IP address may not be told, None when it may; `own` are the networks allowed."""
    found = ip_address(address.partition("%")[0])
    if isinstance(found, IPv6Address) and found.ipv4_mapped is not None:
        found = found.ipv4_mapped
    if any(found in network for network in own):
        return None
    if not _is_public(found):
        return "target_inside"
    return None if secure else "target_not_secure"


def _is_public(address: IPv4Address | IPv6Address) -> bool:
    return address.is_global and not address.is_multicast


def checked_url(url: str, own: Networks) -> str:
    """Return the address. Raises Wrong where it can be seen already that messages may not go there."""
    to = target(url)
    try:
        why = why_not(to.secure, to.host, own)
    except ValueError:  # a name; it is looked up at each try
        why = None if to.secure or own else "target_not_secure"
    if why is not None:
        raise Wrong(why, field="url")
    return url
