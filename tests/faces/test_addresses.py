"""The hall at its addresses: behind a proxy, under foreign names, asked by foreign pages, beside another hall."""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

import server
from hall.configuration import Configuration, Table, from_table, read_table
from hall.configuration.reach import Reach
from hall.demo import stage
from hall.devices.book import DeviceBook
from hall.journal.actor import Actor
from hall.staff.book import StaffBook
from hall.web.hall import Hall
from tests.halls import Clock

PHONE = "203.0.113.9"
Open = Callable[..., Hall]


def table_of(url: str, **security: Any) -> Table:
    """Return the sample hall's file, always open and silent, at `url`."""
    table = stage.always_open(read_table(server.ROOT / "config.toml"), url)
    return table | {"voice": {"enabled": False}, "security": table["security"] | security}


def furnished(url: str = "http://127.0.0.1:8000", **security: Any) -> Configuration:
    """Return that hall."""
    return from_table(table_of(url, **security))


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[Open]:
    """Open halls, and close them after the test."""
    halls: list[Hall] = []

    def one(url: str = "http://127.0.0.1:8000", **security: Any) -> Hall:
        folder = tmp_path / str(len(halls))
        halls.append(server.build(table_of(url, **security), folder, async_mode="threading", clock=Clock()))
        halls[-1].context[StaffBook].add("li", "李明", "clerk", "4711", "console")
        return halls[-1]

    yield one
    for hall in halls:
        hall.stop()


def takes(hall: Hall, **headers: str) -> int:
    """Return the answer to somebody on this computer, or a proxy on it, who wants a ticket."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return client(hall).post("/api/v1/tickets", json={"service": "tax"}, headers=named).status_code


def client(hall: Hall) -> FlaskClient:
    return hall.app.test_client()


def signs_in(browser: FlaskClient, host: str = "localhost", **headers: str) -> TestResponse:
    """Sign a page in."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    asked = {"staff": "li", "pin": "4711"}
    return browser.post("/counter/sign-in", json=asked, headers=named, base_url=f"http://{host}")


def test_whoever_comes_through_an_unknown_proxy_is_no_kiosk(opened: Open) -> None:
    """A proxy on this very computer makes nobody trusted: not without headers that name the client, nor with."""
    hall = opened()
    assert takes(hall) == 201
    for header in (
        "X_Forwarded_For",
        "X_Real_IP",
        "Forwarded",
        "X_Forwarded_Proto",
        "X_Forwarded_Host",
        "Via",
        "True_Client_IP",
    ):
        assert takes(hall, **{header: "127.0.0.1"}) == 403, header


def test_a_trusted_proxy_names_the_client(opened: Open) -> None:
    """Kiosks behind it take tickets, phones do not, and what a phone says of itself is not believed."""
    hall = opened(trusted_networks=["192.168.1.21"], trusted_proxies=["127.0.0.1"])
    assert takes(hall, X_Forwarded_For="192.168.1.21") == 201
    assert takes(hall, X_Forwarded_For=PHONE) == 403
    assert takes(hall, X_Forwarded_For=f"192.168.1.21, {PHONE}") == 403
    assert takes(hall, X_Real_IP="192.168.1.21") == 403


def test_wrong_pins_behind_a_proxy_are_charged_to_who_sent_them(opened: Open) -> None:
    """Forty wrong sign-ins of one client slow down that client alone."""
    hall = opened(trusted_proxies=["127.0.0.1"])
    browser = client(hall)
    wrong = [
        browser.post("/api/v1/sessions", json={"staff": f"x{i}", "pin": "0007"}, headers={"X-Forwarded-For": PHONE})
        for i in range(40)
    ]
    assert wrong[-1].status_code == 429
    assert signs_in(browser, X_Forwarded_For="203.0.113.10").status_code == 201


def test_the_cookie_is_secure_where_the_hall_is(opened: Open) -> None:
    """Over HTTPS the session travels over HTTPS alone: when the proxy says so, and when the public address does."""
    told = opened(trusted_proxies=["127.0.0.1"])
    over_tls = signs_in(client(told), X_Forwarded_For=PHONE, X_Forwarded_Proto="https")
    assert "Secure" in over_tls.headers["Set-Cookie"]
    assert "Secure" not in signs_in(client(told), X_Forwarded_For=PHONE).headers["Set-Cookie"]
    public = opened("https://hall.example.cn")
    assert "Secure" in signs_in(client(public), "hall.example.cn").headers["Set-Cookie"]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_over_http_a_hall_with_an_https_address_says_where_it_works(opened: Open, lang: str) -> None:
    """The browser would drop the cookie: page and answer name the address, and neither PIN nor code is spent."""
    hall = opened("https://hall.example.cn")
    browser, plain = client(hall), "http://192.168.1.10:8000"
    for path in ("/counter", "/pair"):
        works = f"https://hall.example.cn{path}?lang={lang}"
        page = browser.get(f"{path}?lang={lang}", base_url=plain).get_data(as_text=True)
        assert works in page
        for here in ("http://127.0.0.1:8000", "http://localhost:8000", "https://hall.example.cn"):
            assert works not in browser.get(f"{path}?lang={lang}", base_url=here).get_data(as_text=True)
    code = hall.context[DeviceBook].give_code(Actor("console"), "wall", "w", "east").code
    for path, asked in (("/counter/sign-in", {"staff": "li", "pin": "4711"}), ("/pair", {"code": code})):
        for host, headers in (
            ("192.168.1.10:8000", {"Origin": plain}),
            ("192.168.1.10:8000", {}),
            ("hall.example.cn", {"Origin": "http://hall.example.cn"}),
        ):
            refused = browser.post(path, json=asked, headers=headers, base_url=f"http://{host}")
            assert (refused.status_code, refused.get_json()["type"]) == (403, "urn:hallcall:https-needed")
            assert "https://hall.example.cn" in refused.get_json()["detail"]
            assert "Set-Cookie" not in refused.headers
        own = {"Origin": "https://hall.example.cn"}
        assert browser.post(path, json=asked, headers=own, base_url="http://hall.example.cn").status_code == 201
    assert signs_in(client(opened()), "192.168.1.10:8000").status_code == 201


def test_two_halls_on_one_computer_keep_their_cookies_apart(opened: Open) -> None:
    """A cookie is for a host, whatever the port: signing in at one hall signs nobody out at the other."""
    names = {
        signs_in(client(opened()), host).headers["Set-Cookie"].partition("=")[0]
        for host in ("192.168.1.10:8000", "192.168.1.10:8001")
    }
    assert names == {"hallcall_session_8000", "hallcall_session_8001"}


@pytest.mark.parametrize("path", ["/", "/api/v1/services", "/socket.io/?EIO=4&transport=polling"])
def test_a_foreign_name_is_refused(opened: Open, path: str) -> None:
    """A page whose name was moved to this address after it was loaded gets nothing, over sockets neither."""
    hall = opened(host_names=["Second.Example.cn"])
    assert client(hall).get(path, base_url="http://evil.example").status_code == 421
    assert client(hall).get(path, base_url="http://second.example.cn").status_code == 200


@pytest.mark.parametrize(
    ("lang", "visitors", "admins"), [("zh", "扫描号票", "管理员"), ("en", "scan the code", "Admin")]
)
def test_a_foreign_name_tells_visitors_what_they_can_do(opened: Open, lang: str, visitors: str, admins: str) -> None:
    """First, and without a word of files; what the administrator needs stands apart. The API says both."""
    browser = client(opened())
    asked = {"Accept": "text/html", "Accept-Language": lang}
    page = browser.get("/", base_url="http://evil.example", headers=asked).text
    first, apart = re.findall(r"<p[^>]*>([^<]+)</p>", page.partition("<main")[2])
    assert visitors in first
    assert "config.toml" not in first
    assert apart.startswith(admins)
    assert "security.host_names" in apart
    told = browser.get("/api/v1/services", base_url="http://evil.example", headers={"Accept-Language": lang}).get_json()
    assert told["detail"] == f"{first} {apart}"


def test_a_page_that_says_no_for_now_gives_way_by_itself(opened: Open) -> None:
    """A screen refused by its address opens when that is mended: its page asks on; that of what is gone does not."""
    browser, asked = client(opened()), {"Accept": "text/html"}
    passes = browser.get("/display/east", base_url="http://evil.example", headers=asked)
    assert (passes.status_code, passes.text.count(" data-passes"), passes.text.count("<script>")) == (421, 1, 1)
    style = re.search(r'href="(/assets/[^"]+hall.css)"', passes.text)
    assert style is not None
    with browser.get(style[1], base_url="http://evil.example") as looks:
        assert looks.status_code == 200
    gone = browser.get("/nothing", headers=asked)
    assert (gone.status_code, gone.text.count(" data-passes"), gone.text.count("<script>")) == (404, 0, 0)


@pytest.mark.parametrize(
    "headers",
    [{"Origin": "http://evil.example"}, {"Origin": "null"}, {"Sec-Fetch-Site": "cross-site"}],
    ids=str,
)
def test_a_form_of_a_foreign_page_does_nothing(opened: Open, headers: dict[str, str]) -> None:
    """What a foreign page sends from a trusted kiosk, an empty form too, prints and issues nothing."""
    hall = opened()
    for path in ("/api/v1/guides/id-card/print", "/api/v1/tickets"):
        refused = client(hall).post(path, headers=headers)
        assert (refused.status_code, refused.get_json()["type"]) == (403, "urn:hallcall:page-foreign")
    own = {"Origin": "http://localhost", "Sec-Fetch-Site": "same-origin"}
    assert client(hall).post("/api/v1/tickets", json={"service": "tax"}, headers=own).status_code == 201


@pytest.mark.parametrize(
    ("origin", "host", "status"),
    [
        ("https://hall.example.cn", "hall.example.cn", 200),
        ("https://hall.example.cn", "127.0.0.1:8000", 200),
        ("http://192.168.1.10:8000", "192.168.1.10:8000", 200),
        ("https://evil.example", "hall.example.cn", 400),
    ],
)
def test_sockets_behind_a_proxy(opened: Open, origin: str, host: str, status: int) -> None:
    """Pages of the public address listen whatever the proxy makes of `Host`; X-Forwarded-Host convinces nobody."""
    hall = opened("https://hall.example.cn")
    asked = {"Origin": origin, "X-Forwarded-Host": "evil.example", "X-Forwarded-Proto": "https"}
    answer = client(hall).get("/socket.io/?EIO=4&transport=polling", headers=asked, base_url=f"http://{host}")
    assert answer.status_code == status


@pytest.mark.parametrize(
    ("url", "port", "wrong"),
    [
        ("http://127.0.0.1:8000", None, "url_loopback"),
        ("http://localhost:8000", None, "url_loopback"),
        ("http://0.0.0.0:8000", None, "url_loopback"),
        ("http://[::]:8000", None, "url_loopback"),
        ("http://192.0.2.1:8000", None, "url_elsewhere"),
        ("https://192.0.2.1", 8000, None),
        ("http://hall.example.cn", 8000, None),
    ],
)
def test_a_public_address_that_phones_cannot_open_is_told(url: str, port: int | None, wrong: str | None) -> None:
    """Each with what would do; an https address and a name are a proxy's and are taken as they are."""
    looked = Reach(lambda: furnished(url))
    if port is not None:
        looked.listens(port)
    faults = looked.faults()
    assert [one.code for one in faults] == ([wrong] if wrong else [])
    assert all(one.facts["would"].startswith("http://") for one in faults)


def test_a_wrong_port_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """Once the server listens, its port is held against the public one."""
    monkeypatch.setattr("hall.configuration.reach.is_own", lambda _: True)
    looked = Reach(lambda: furnished("http://192.168.1.10:8000"))
    looked.listens(8000)
    assert not looked.faults()
    looked.listens(8001)
    assert [one.code for one in looked.faults()] == ["url_port"]
    proxied = replace(furnished("http://192.168.1.10:8000"), trusted_proxies=furnished().trusted_networks)
    behind = Reach(lambda: proxied)
    behind.listens(8001)
    assert not behind.faults()
