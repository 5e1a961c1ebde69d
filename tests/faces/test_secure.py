"""HTTPS by the hall's own authority, beside HTTP: made by one command, renewed by itself, trusted by whom told how."""

import re
import socket
import time
from contextlib import closing, suppress
from ipaddress import ip_network
from pathlib import Path

import pytest
import requests
import websocket
from flask.testing import FlaskClient

from hall.certificates.folder import Certificates
from hall.configuration import load, read_table
from hall.configuration.reach import own_names
from hall.outward.call import Unanswered, ask
from hall.web.hall import Hall as Built
from hall.web.secure import Secure
from server import ROOT, build
from tests import processes
from tests.hallclient import Server
from tests.halls import Clock
from tests.patience import PATIENCE_S, until

DAY_S = 24 * 3600.0
NAMES = ["127.0.0.1", "localhost"]


def say(hall: Server, *words: object) -> str:
    """Run a command over the hall's folder, and return what it said."""
    log = hall.folder / "said.log"
    log.unlink(missing_ok=True)
    (hall.folder / "config.toml").write_text(hall.configuration, encoding="utf-8")
    where = ("--config", hall.folder / "config.toml", "--data", hall.data)
    assert processes.run([*words, *where], hall.clock.file(), log).wait(PATIENCE_S) == 0, log.read_text("utf-8")
    return log.read_text(encoding="utf-8")


@pytest.fixture
def secured(server: Server) -> Server:
    """A server by the computer's clock, against which browsers hold certificates, that has its own."""
    server.folder.mkdir(parents=True)
    server.clock.set(time.time())
    server.configuration = server.configuration.replace("https_port = 8443", "https_port = 0")
    server.add_staff("li")
    say(server, "tls")
    return server.start()


def secret_url(hall: Server) -> str:
    """Return where it speaks HTTPS."""
    return until(lambda: re.search(r"listening on (https://[^\s\"]+)", hall.log()), "it listens")[1]


def trusted(hall: Server) -> str:
    """Return the file with the authority's certificate, as a device downloads it."""
    file = hall.folder / "hallcall.crt"
    file.write_bytes(requests.get(f"{hall.url}/trust/hallcall.crt", timeout=PATIENCE_S).content)
    return str(file)


def test_another_hall_believes_its_authority_where_it_is_told_to(secured: Server) -> None:
    """A city asks a hall with a certificate of its own; without that file, or with one that is none, it does not."""
    here = (ip_network("127.0.0.1/32"),)

    def status(authority: Path | None) -> int:
        url = f"{secret_url(secured)}/healthz"
        return ask("GET", url, own=here, timeout_s=PATIENCE_S, authority=authority).status

    assert status(Path(trusted(secured))) == 200
    none = secured.folder / "none.crt"
    for file, code in ((None, "not_trusted"), (none, "no_authority"), (secured.folder / "config.toml", "no_authority")):
        with pytest.raises(Unanswered) as refused:
            status(file)
        assert refused.value.code == code


def test_one_hall_over_both_and_its_cookies_secret_over_one(secured: Server) -> None:
    """Who trusts the authority signs in over HTTPS, with a cookie that never travels without it; HTTP stays."""
    url, authority = secret_url(secured), trusted(secured)
    assert requests.get(f"{url}/healthz", verify=authority, timeout=PATIENCE_S).status_code == 200
    with pytest.raises(requests.exceptions.SSLError):
        requests.get(f"{url}/healthz", timeout=PATIENCE_S)
    body = {"staff": "li", "pin": "4711"}
    cookie = requests.post(f"{url}/counter/sign-in", json=body, verify=authority, timeout=PATIENCE_S).headers[
        "Set-Cookie"
    ]
    assert {"Secure", "HttpOnly", "SameSite=Strict"} <= set(cookie.split("; "))
    plain = requests.post(f"{secured.url}/counter/sign-in", json=body, timeout=PATIENCE_S).headers["Set-Cookie"]
    assert "Secure" not in plain
    assert requests.get(f"{secured.url}/healthz", timeout=PATIENCE_S).status_code == 200


def test_sockets_over_https(secured: Server) -> None:
    """A wall is pushed its picture as over HTTP."""
    url, authority = secret_url(secured), trusted(secured)
    address = f"{url.replace('https', 'wss', 1)}/socket.io/?EIO=4&transport=websocket"
    with closing(websocket.create_connection(address, sslopt={"ca_certs": authority}, timeout=PATIENCE_S)) as wall:
        assert wall.recv().startswith("0")
        wall.send('40/display,{"zone":"east"}')
        seen = [wall.recv() for _ in range(4)]
    assert any('"board"' in one for one in seen)


def test_who_never_agrees_or_speaks_plainly_disturbs_nobody(secured: Server) -> None:
    """Silence and plain HTTP at the HTTPS port end without a traceback, and others are served meanwhile."""
    url, authority = secret_url(secured), trusted(secured)
    where = ("127.0.0.1", int(url.rpartition(":")[2]))
    with (
        closing(socket.create_connection(where, timeout=PATIENCE_S)),
        closing(socket.create_connection(where, timeout=PATIENCE_S)) as plain,
    ):
        plain.sendall(b"GET / HTTP/1.1\r\nHost: hall\r\n\r\n")
        assert requests.get(f"{url}/healthz", verify=authority, timeout=PATIENCE_S).status_code == 200
        with suppress(ConnectionResetError):
            assert b"HTTP/1.1 200" not in plain.recv(1000)
    assert "Traceback" not in secured.log()
    assert secured.stop() == 0


def test_the_command_makes_what_is_missing_and_nothing_twice(server: Server) -> None:
    """It says the digest that people compare, and the same one again; another authority only when asked for."""
    server.folder.mkdir(parents=True)
    digests = [re.search(r"SHA-256 ([0-9A-F:]{95})", say(server, "tls", *more)) for more in ((), (), ("--anew",))]
    first, again, other = (found[1] for found in digests if found)
    assert first == again != other


@pytest.fixture
def clock() -> Clock:
    """The hall's clock."""
    return Clock()


def built(folder: Path, clock: Clock) -> Built:
    """Return a hall over a folder, silent."""
    return build(read_table(ROOT / "config.toml") | {"voice": {"enabled": False}}, folder, "threading", clock)


def pages(hall: Built) -> FlaskClient:
    """Return somebody's browser."""
    return hall.app.test_client()


def test_renewed_while_it_serves_and_told_when_it_cannot_be(tmp_path: Path, clock: Clock) -> None:
    """Two months on there is a new certificate; without a way to renew it, a fault names the day."""
    found = Certificates(tmp_path / "tls")
    found.make("Hall", own_names(load(ROOT / "config.toml")), clock.now)
    hall = built(tmp_path, clock)
    secure, first = hall.context[Secure], found.ends()[1]
    assert [job.name for job in secure.jobs()] == ["renew the certificate"]
    assert list(secure.faults()) == []
    clock.now += 61 * DAY_S
    secure.renew()
    assert found.ends()[1] > first
    clock.now += 80 * DAY_S
    assert "tls_ends" in [fault.code for fault in secure.faults()]
    clock.now += 3400 * DAY_S
    assert "tls_authority_ends" in [fault.code for fault in secure.faults()]
    found.make("Hall", ["elsewhere.example"], clock.now, anew=True)
    secure.renew()
    assert [fault.code for fault in secure.faults()] == ["tls_names"]
    (tmp_path / "tls" / "authority.pem").write_bytes(b"nothing")
    assert [fault.code for fault in secure.faults()] == ["tls_broken"]


def test_one_that_ran_out_while_the_hall_was_off_is_renewed_before_it_is_shown(server: Server) -> None:
    """A hall that was switched off for months speaks HTTPS at its next start, to whoever trusted it before."""
    server.folder.mkdir(parents=True)
    server.clock.set(time.time())
    server.configuration = server.configuration.replace("https_port = 8443", "https_port = 0")
    say(server, "tls")
    found = Certificates(server.data / "tls")
    found.server_file.unlink()
    found.renew(NAMES, time.time() - 200 * DAY_S)
    server.start()
    assert requests.get(f"{secret_url(server)}/trust", verify=trusted(server), timeout=PATIENCE_S).status_code == 200


def test_the_page_of_trust_shows_what_to_compare(tmp_path: Path, clock: Clock) -> None:
    """Digest, download and the address afterwards; a hall without a certificate says which command makes one."""
    assert pages(built(tmp_path / "none", clock)).get("/trust").status_code == 404
    found = Certificates(tmp_path / "some" / "tls")
    found.make("Hall", NAMES, clock.now)
    browser = pages(built(tmp_path / "some", clock))
    page = browser.get("/trust?lang=en", base_url="http://192.168.1.10:8000").get_data(as_text=True)
    assert found.fingerprint() in page
    assert "https://192.168.1.10:8443/" in page
    given = browser.get("/trust/hallcall.crt")
    assert (given.data, given.mimetype) == (found.authority(), "application/x-x509-ca-cert")
    assert b"PRIVATE" not in given.data
