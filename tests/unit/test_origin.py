"""Whose request is it, and is it meant for this hall: rules, told apart from any server."""

from ipaddress import ip_network

import pytest

from hall.configuration import reach
from hall.web.origin import client_of, is_ours, same_site

PROXIES = (ip_network("127.0.0.1"), ip_network("10.0.0.0/24"))


@pytest.mark.parametrize(
    ("peer", "headers", "address", "named"),
    [
        ("192.168.1.9", {}, "192.168.1.9", True),
        ("::ffff:192.168.1.9", {}, "192.168.1.9", True),
        ("127.0.0.1", {}, "127.0.0.1", True),
        ("127.0.0.1", {"X_FORWARDED_FOR": "203.0.113.5"}, "203.0.113.5", True),
        ("127.0.0.1", {"X_FORWARDED_FOR": "127.0.0.1, 203.0.113.5"}, "203.0.113.5", True),
        ("127.0.0.1", {"X_FORWARDED_FOR": "203.0.113.5,10.0.0.7"}, "203.0.113.5", True),
        ("127.0.0.1", {"X_FORWARDED_FOR": "203.0.113.5:4711"}, "203.0.113.5", True),
        ("127.0.0.1", {"X_FORWARDED_FOR": "[2001:db8::1]:4711"}, "2001:db8::1", True),
        ("127.0.0.1", {"X_FORWARDED_FOR": "127.0.0.1"}, "127.0.0.1", True),
        ("127.0.0.1", {"X_FORWARDED_FOR": "203.0.113.5, nonsense"}, "127.0.0.1", False),
        ("127.0.0.1", {"X_FORWARDED_FOR": "203.0.113.5, nonsense, 10.0.0.7"}, "127.0.0.1", False),
        ("127.0.0.1", {"X_FORWARDED_FOR": ""}, "127.0.0.1", False),
        ("127.0.0.1", {"X_FORWARDED_PROTO": "https"}, "127.0.0.1", False),
        ("127.0.0.1", {"X_REAL_IP": "127.0.0.1"}, "127.0.0.1", False),
        ("127.0.0.1", {"FORWARDED": "for=127.0.0.1"}, "127.0.0.1", False),
        ("192.168.1.9", {"X_FORWARDED_FOR": "127.0.0.1"}, "192.168.1.9", False),
        ("192.168.1.9", {"X_FORWARDED_HOST": "hall"}, "192.168.1.9", False),
    ],
)
def test_whose_request(peer: str, headers: dict[str, str], address: str, *, named: bool) -> None:
    """Trusted proxies alone name a client, the nearest hop that is none; what else was forwarded is nobody's."""
    environ = {"REMOTE_ADDR": peer, "wsgi.url_scheme": "http"} | {f"HTTP_{k}": v for k, v in headers.items()}
    assert client_of(environ, PROXIES)[:2] == (address, named)


@pytest.mark.parametrize(
    ("peer", "said", "scheme"),
    [
        ("127.0.0.1", "https", "https"),
        ("127.0.0.1", "http, https", "https"),
        ("127.0.0.1", "gopher", "http"),
        ("192.168.1.9", "https", "http"),
    ],
)
def test_which_scheme(peer: str, said: str, scheme: str) -> None:
    """The nearest trusted proxy says by which scheme it was asked, and nobody else."""
    environ = {"REMOTE_ADDR": peer, "HTTP_X_FORWARDED_FOR": "203.0.113.5", "HTTP_X_FORWARDED_PROTO": said}
    assert client_of(environ | {"wsgi.url_scheme": "http"}, PROXIES).scheme == scheme


@pytest.mark.parametrize(
    ("host", "ours"),
    [
        *((host, True) for host in ("127.0.0.1:8000", "[::1]:8000", "192.168.1.10", "localhost:80", "HALL:8000")),
        *((host, True) for host in ("hall.example.cn", "Hall.Example.CN.:8000", "pc.local")),
        *((host, False) for host in ("evil.example:8000", "hall.example.cn.evil.example", "127.0.0.1.nip.example")),
        *((host, False) for host in ("", "[::1", "hall:port", "a b.c")),
    ],
)
def test_which_host(host: str, *, ours: bool) -> None:
    """Addresses, names of the hall's own network and the names it was given are the hall's; no other name is."""
    assert is_ours(host, {"hall.example.cn"}) is ours


@pytest.mark.parametrize(
    ("origin", "host", "same"),
    [
        ("http://192.168.1.10:8000", "192.168.1.10:8000", True),
        ("http://hall", "hall:80", True),
        ("https://hall.example.cn", "hall.example.cn", True),
        ("https://hall.example.cn", "127.0.0.1:8000", True),
        ("http://192.168.1.10:8001", "192.168.1.10:8000", False),
        ("https://evil.example", "hall.example.cn", False),
        ("null", "hall", False),
        ("", "hall", False),
        ("http://hall:port", "hall", False),
    ],
)
def test_which_page(origin: str, host: str, *, same: bool) -> None:
    """A page of the host that was asked, or of the public address behind a proxy, is the hall's; no other is."""
    assert same_site(origin, host, "https://hall.example.cn") is same


@pytest.mark.parametrize(
    ("host", "address"),
    [("::", "http://[::1]:80"), ("0.0.0.0", "http://127.0.0.1:80"), ("10.1.2.3", "http://10.1.2.3:80")],
)
def test_the_address_that_is_printed_can_be_opened(host: str, address: str) -> None:
    """Also where the server listens to all addresses, of either kind."""
    assert reach.printed(host, 80) == address


def test_own_addresses() -> None:
    """This computer's own address is known from others, and what is offered for public_url is one of them."""
    assert reach.is_own("127.0.0.1")
    assert not reach.is_own("192.0.2.1")
    assert (mine := reach.own_address()) is None or reach.is_own(mine)
