"""Bad input at every HTTP door: the documented answer, never a 500, and nothing lost."""

import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
import requests
import websocket

from tests.hallclient import Client, Server
from tests.patience import PATIENCE_S


@pytest.fixture(scope="module")
def hall(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """One server for all bad input: it must survive every case."""
    server = Server(tmp_path_factory.mktemp("doors") / "hall")
    server.add_staff("li")
    server.add_staff("chen", "manager")
    server.start()
    yield server
    assert "unexpected" not in server.log()
    assert server.stop() == 0


@pytest.fixture
def visitor(hall: Server) -> Client:
    """Nobody in particular, on this computer."""
    return Client(hall.url)


@pytest.fixture
def clerk(hall: Server) -> Client:
    """The clerk li."""
    return Client(hall.url).sign_in("li", counter="4")


BODIES = [
    ('{"service": "tax"', 400),
    ("[]", 422),
    ('"tax"', 422),
    ("null", 422),
    ("{}", 422),
    ('{"service": 7}', 422),
    ('{"service": null}', 422),
    ('{"service": "tax", "colour": "red"}', 422),
    ('{"service": "tax", "class": "vip"}', 422),
    ('{"service": "tax", "lang": "xx"}', 422),
    ('{"service": "tax", "phone": "<script>"}', 422),
    ('{"service": "tax", "slot": "yesterday"}', 422),
    ('{"service": "nothing"}', 422),
    ('{"service": "\\ud800"}', 400),
    ('{"service": "' + "x" * 5000 + '"}', 422),
    ("{" * 10_000, 400),
    ('{"service": NaN}', 422),
    ('{"service": "' + "x" * 1_000_000 + '"}', 413),
]


@pytest.mark.parametrize(("body", "status"), BODIES, ids=lambda value: str(value)[:40])
def test_bad_tickets(visitor: Client, body: str, status: int) -> None:
    """Each bad body has its answer, as a problem that says what is wrong, and takes no number."""
    before = line_lengths(visitor)
    said = {"Content-Type": "application/json", "Accept-Language": "zh-CN"}
    answer = visitor.http.post(f"{visitor.url}/api/v1/tickets", data=body.encode(), headers=said, timeout=PATIENCE_S)
    assert answer.status_code == status, answer.text
    assert answer.headers["Content-Type"] == "application/problem+json"
    problem = answer.json()
    assert {"type", "title", "status", "detail"} <= set(problem)
    if status == 422:
        assert problem["errors"][0]["loc"][0] == "body"
        assert re.search("[\u4e00-\u9fff]", problem["errors"][0]["msg"])
    assert line_lengths(visitor) == before


def line_lengths(visitor: Client) -> dict[str, int]:
    """How many wait for each service."""
    return {one["id"]: one["waiting"] for one in visitor.get("/services").json()}


def test_a_form_is_not_json(visitor: Client) -> None:
    """What a foreign page could send without asking is refused."""
    answer = visitor.http.post(f"{visitor.url}/api/v1/tickets", data={"service": "tax"}, timeout=PATIENCE_S)
    assert answer.status_code == 400


@pytest.mark.parametrize("key", ["", "k" * 201, "schl\xfcssel", "a\tb"])
def test_bad_keys(visitor: Client, key: str) -> None:
    """A request key that cannot be kept is refused by the header's name."""
    answer = visitor.http.post(
        f"{visitor.url}/api/v1/tickets",
        json={"service": "tax"},
        headers={"Idempotency-Key": key.encode("latin-1")},
        timeout=PATIENCE_S,
    )
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["loc"] == ["header", "Idempotency-Key"]


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/api/v1/nothing", 404),
        ("GET", "/api/v1/tickets/forged", 404),
        ("GET", "/api/v1/tickets/%00", 404),
        ("POST", "/api/v1/tickets/forged/cancel", 404),
        ("POST", "/api/v1/tickets/forged/return", 404),
        ("GET", "/api/v1/displays/nowhere", 404),
        ("PUT", "/api/v1/tickets", 405),
        ("GET", "/api/v1/tickets", 405),
        ("DELETE", "/api/v1/sessions/current", 401),
        ("GET", "/api/v1/counters/4", 401),
        ("POST", "/api/v1/counters/4/call-next", 401),
        ("POST", "/api/v1/counters/nowhere/open", 401),
        ("GET", "/assets/x/shared/../../server.py", 404),
        ("GET", "/assets/x/shared/..%2f..%2fserver.py", 404),
        ("GET", "/assets/x/kiosk/../api.py", 404),
        ("GET", "/assets/x/shared/text/zh/problems.toml", 404),
    ],
)
def test_wrong_addresses(visitor: Client, method: str, path: str, status: int) -> None:
    """Unknown, forged and forbidden addresses have their answer."""
    answer = visitor.http.request(method, visitor.url + path, json={} if method == "POST" else None, timeout=PATIENCE_S)
    assert answer.status_code == status, answer.text
    assert answer.json()["status"] == status


def test_a_forged_session_is_none(visitor: Client) -> None:
    """Any other token is 401."""
    visitor.http.headers["Authorization"] = "Bearer AAAAAAAAAAAAAAAAAAAAAA"
    assert visitor.post("/counters/4/open").status_code == 401


def test_counters_refuse_what_is_wrong(clerk: Client) -> None:
    """Unknown counters and numbers, wrong bodies, and steps the state does not allow."""
    assert clerk.post("/counters/nowhere/open").status_code == 404
    assert clerk.get("/counters/nowhere").status_code == 404
    assert clerk.post("/counters/4/call-next").status_code == 409
    clerk.step("4", "open")
    assert clerk.post("/counters/4/start").status_code == 409
    number = clerk.take("tax")["number"]
    clerk.step("4", "call-next")
    refused = clerk.post("/counters/4/finish").json()
    assert refused["detail"] == f"{number} is called, which does not allow this."
    clerk.step("4", "no-show")
    assert clerk.post("/counters/4/call-next", {"number": "A001"}).status_code == 422
    assert clerk.post("/counters/4/resume", {"number": "nothing"}).status_code == 404
    assert clerk.post("/counters/4/resume", {}).status_code == 422
    assert clerk.post("/counters/4/transfer", {"service": "tax"}).status_code == 409
    assert clerk.post("/counters/4/finish", {"note": "x" * 1001}).status_code == 422
    assert clerk.post("/counters/4/call", {"number": "A001"}).status_code == 403


def test_wrong_sign_ins_say_nothing_and_are_slowed_down(visitor: Client, hall: Server) -> None:
    """Unknown account and wrong PIN look alike; after five failures there is a pause, told in Retry-After."""
    hall.add_staff("zhou", name="周")
    answers = [visitor.post("/sessions", {"staff": who, "pin": "0000"}) for who in ("nobody", "zhou")]
    assert [a.status_code for a in answers] == [401, 401]
    assert answers[0].json() == answers[1].json()
    for _ in range(5):
        last = visitor.post("/sessions", {"staff": "zhou", "pin": "0001"})
    assert last.status_code == 429
    assert int(last.headers["Retry-After"]) >= 10
    assert visitor.post("/sessions", {"staff": "zhou", "pin": "4711"}).status_code == 429
    assert visitor.post("/sessions", {"staff": "li", "pin": "4711", "counter": "nowhere"}).status_code == 422


def test_a_sign_in_sent_twice_begins_one_session(visitor: Client) -> None:
    """The same request key gives the first token again; with other words it is refused."""
    press = {"Idempotency-Key": "one-press"}

    def sign_in(pin: str) -> requests.Response:
        return visitor.http.post(
            f"{visitor.url}/api/v1/sessions", json={"staff": "li", "pin": pin}, headers=press, timeout=PATIENCE_S
        )

    first, again = sign_in("4711"), sign_in("4711")
    assert (first.status_code, again.status_code) == (201, 201)
    assert first.json() == again.json()
    assert sign_in("4712").status_code == 422
    assert sign_in("4712").status_code == 401  # what follows is tried, and slowed down, like any sign-in
    assert visitor.post("/sessions", {"staff": "li", "pin": "4711"}).json()["token"] != first.json()["token"]


def test_signed_out_means_out(visitor: Client) -> None:
    """A token is worth nothing after signing out."""
    visitor.sign_in("li")
    assert visitor.get("/counters/1").status_code == 200
    assert visitor.http.delete(f"{visitor.url}/api/v1/sessions/current", timeout=PATIENCE_S).status_code == 204
    assert visitor.get("/counters/1").status_code == 401


def test_a_pages_cookie_needs_its_csrf_token(hall: Server) -> None:
    """With the cookie alone nothing is changed; with the token of its own page it is."""
    browser = requests.Session()
    signed = browser.post(
        f"{hall.url}/counter/sign-in", json={"staff": "chen", "pin": "4711", "counter": "9"}, timeout=PATIENCE_S
    )
    assert signed.status_code == 201
    cookie = signed.headers["Set-Cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=Strict" in cookie
    opening = f"{hall.url}/api/v1/counters/9/open"
    assert browser.post(opening, json={}, timeout=PATIENCE_S).status_code == 403
    assert browser.post(opening, json={}, headers={"X-CSRF-Token": "no"}, timeout=PATIENCE_S).status_code == 403
    assert (
        browser.post(opening, json={}, headers={"X-CSRF-Token": signed.json()["csrf"]}, timeout=PATIENCE_S).status_code
        == 200
    )


def test_every_answer_carries_the_security_headers(visitor: Client) -> None:
    """Pages have a policy without inline script but the one of ours, and nothing may be framed or sniffed."""
    page = visitor.http.get(f"{visitor.url}/", timeout=PATIENCE_S)
    policy = page.headers["Content-Security-Policy"]
    assert re.search(r"script-src 'self' 'sha256-[^' ]+';", policy)
    assert "unsafe-inline" not in policy
    for answer in (page, visitor.get("/services"), visitor.get("/nothing")):
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["X-Frame-Options"] == "DENY"


def test_logs_hold_no_token_and_no_telephone(visitor: Client, hall: Server) -> None:
    """What opens a ticket's page, and what names its visitor, is in no line of the log."""
    ticket = visitor.take("tax", phone="13812345678")
    visitor.get(f"/tickets/{ticket['token']}")
    visitor.post(f"/tickets/{ticket['token']}/cancel")
    assert visitor.post(f"/tickets/{ticket['token']}/cancel").status_code == 409
    assert '"route": "/api/v1/tickets/<token>/cancel", "status": 409' in hall.log()
    assert ticket["token"] not in hall.log()
    assert "13812345678" not in hall.log()
    journal = "".join(p.read_text(encoding="utf-8") for p in (hall.data / "journal").iterdir() if p.suffix == ".jsonl")
    assert "13812345678" not in journal
    assert "13812345678" in "".join(p.read_text(encoding="utf-8") for p in (hall.data / "vault").glob("*.jsonl"))


def test_outside_the_trusted_networks_no_ticket_is_given(tmp_path: Path) -> None:
    """A computer whose address is not trusted is told so, and how to change it; the rest of the API answers it."""
    server = Server(tmp_path / "hall")
    server.configuration = server.configuration.replace('["127.0.0.0/8", "::1/128"]', '["10.9.8.0/24"]')
    server.start()
    try:
        client = Client(server.url)
        refused = client.post("/tickets", {"service": "tax"})
        assert refused.status_code == 403
        assert "security.trusted_networks" in refused.json()["detail"]
        assert client.get("/services").status_code == 200
        assert client.get("/metrics").status_code == 401
    finally:
        server.kill()


@pytest.fixture(scope="module")
def first(hall: Server) -> dict[str, str]:
    """The first ticket of a service."""
    return Client(hall.url).take("household")


@pytest.mark.parametrize("spelling", ["{number}", "{small}", "{wide}", "{letter}-1", "{letter} 0 0 1号", "{url}"])
def test_a_number_is_found_as_it_is_written(
    visitor: Client, clerk: Client, first: dict[str, str], spelling: str
) -> None:
    """At a trusted kiosk and for staff every spelling of a number, and its code's address, finds its ticket."""
    number = first["number"]
    wide = "".join(chr(ord(sign) + 0xFEE0) for sign in number)
    typed = spelling.format(number=number, small=number.lower(), wide=wide, letter=number[:-3], url=first["url"])
    for asker in (visitor, clerk):
        assert asker.get(f"/numbers/{quote(typed, safe='')}").json()["id"] == first["id"]


@pytest.mark.parametrize(
    "code", ["110101199003078888", "https://elsewhere.example/t/x?y=1", "..%2f..", "%00", "x" * 5000]
)
def test_a_foreign_code_is_not_said_again(visitor: Client, code: str) -> None:
    """What is no number of ours is 404, and its answer does not repeat it."""
    answer = visitor.get(f"/numbers/{quote(code, safe='')}")
    assert answer.status_code == 404
    assert answer.json()["type"] == "urn:hallcall:code-unknown"
    assert code[:12] not in answer.text


@pytest.mark.parametrize(
    "headers",
    [
        {"host": "evil.example"},
        {"host": "evil.example", "origin": "http://evil.example"},
        {"origin": "http://evil.example"},
        {"origin": "null"},
    ],
    ids=str,
)
def test_a_foreign_page_gets_no_line(hall: Server, headers: dict[str, str]) -> None:
    """WebSockets of another site, or under a name that was moved here, are refused before anything is said."""
    address = f"{hall.url.replace('http', 'ws', 1)}/socket.io/?EIO=4&transport=websocket"
    own = websocket.create_connection(address, origin=hall.url, timeout=PATIENCE_S)
    assert own.recv().startswith("0")
    own.close()
    with pytest.raises(websocket.WebSocketBadStatusException) as refused:
        websocket.create_connection(address, timeout=PATIENCE_S, **{"origin": hall.url} | headers)
    assert refused.value.status_code in {400, 421}
