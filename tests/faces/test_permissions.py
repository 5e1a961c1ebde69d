"""Who may call what: every route there is, for whoever may ask. A route that is not in this table fails the test."""

import re
from pathlib import Path

import pytest
from flask.testing import FlaskClient

import server
from hall.configuration import read_table
from hall.demo import stage
from hall.devices.book import DeviceBook
from hall.devices.rules import Kind
from hall.journal.actor import Actor
from hall.journal.entry import Entry
from hall.journal.journal import Committed
from hall.platforms.book import TokenBook
from hall.staff.book import StaffBook
from hall.staff.events import STREAM
from hall.web.guard import Guard
from hall.web.origin import UNNAMED
from tests.halls import Clock
from tests.permissions import (
    ALL,
    ASKERS,
    FOREIGN,
    FORWARDED,
    KIOSK,
    NAMES,
    PAGES,
    PAIRED,
    PLATFORMS,
    REBOUND,
    ROLES,
    SCOPES,
    SESSIONS,
    TOKEN,
    address_of,
    expected,
)


class Hall:
    """A hall with one of each role signed in, and a client for whoever asks."""

    def __init__(self, folder: Path) -> None:
        table = stage.always_open(read_table(server.ROOT / "config.toml"), "http://127.0.0.1:8000")
        silent = table | {"voice": {"enabled": False}}
        self.hall = server.build(silent, folder, async_mode="threading", clock=Clock())
        self.staff = self.hall.context[StaffBook]
        self.bearer = {"made-up token": TOKEN, **{role: self.signed_in(role, role) for role in ROLES}}
        for who in ("signed out", "disabled", "with an old PIN"):
            self.bearer[who] = self.signed_in(who.replace(" ", "-"), "manager")
        self.staff.sign_out(self.bearer["signed out"])
        self.staff.change(Actor("console"), "disabled", disabled=True)
        self.staff.change(Actor("console"), "with-an-old-PIN", pin="4712")
        tokens = self.hall.context[TokenBook]
        for who, scopes in {
            "ended platform": list(SCOPES),
            **{who: [scope] for who, scope in PLATFORMS.items()},
        }.items():
            self.bearer[who], _ = tokens.make(Actor("console"), who, scopes)
        tokens.end(Actor("console"), tokens.everything()[0].id)
        self.secrets = {f"paired {kind}": self.paired(kind) for kind in PAIRED.values()}
        self.secrets |= {"made-up device": TOKEN, "removed kiosk": self.paired("kiosk")}
        self.secrets["rebound with a kiosk's secret"] = self.secrets["paired kiosk"]
        self.bearer |= {
            "made-up platform": f"hallcall_{TOKEN}",
            "rebound with a manager's token": self.bearer["manager"],
        }
        self.pages = {
            "made-up session": TOKEN,
            "page signed out": self.bearer["signed out"],
            "page without its token": self.bearer["manager"],
            "kiosk with a clerk signed in": self.bearer["clerk"],
        }
        self.hall.context[DeviceBook].remove(Actor("console"), self.hall.context[DeviceBook].everything()[-1].id)
        self.http: FlaskClient = self.hall.app.test_client(use_cookies=False)

    def signed_in(self, staff: str, role: str) -> str:
        """Make an account, and return the token of its session."""
        self.staff.add(staff, staff, role, "4711", "console")
        return self.staff.sign_in(staff, "4711", None, "here")[0]

    def paired(self, kind: Kind) -> str:
        """Pair a device, and return its secret."""
        book = self.hall.context[DeviceBook]
        code = book.give_code(Actor("console"), kind, kind, "2" if kind == "tablet" else None).code
        return book.pair(Actor("device"), code, "here")[0]

    def ask(self, who: str, route: str) -> int:
        """Call a route, and return the status of the answer."""
        method, path = route.split(" ")
        headers = {"Authorization": f"Bearer {self.bearer[who]}"} if who in self.bearer else {}
        if who in self.pages:
            headers["Cookie"] = f"hallcall_session_80={self.pages[who]}"
        if who in self.secrets:
            headers["Cookie"] = f"hallcall_device_80={self.secrets[who]}"
        if who in FORWARDED:
            headers["X-Forwarded-For"] = KIOSK if who == "proxied" else f"{KIOSK}, {KIOSK}"
        if who == FOREIGN:
            headers["Origin"] = "http://evil.example"
        return self.http.open(
            f"/api/v1{filled(path)}",
            method=method,
            headers=headers,
            json=None if method == "GET" else {},
            environ_base={"REMOTE_ADDR": address_of(who)},
            base_url="http://evil.example" if who in REBOUND else None,
        ).status_code

    def listens(self, who: str, namespace: str, asked: dict[str, object]) -> bool:
        """Connect a socket, and return whether it is let in."""
        there = self.hall.app.test_client()
        there.environ_base = {**there.environ_base, "REMOTE_ADDR": address_of(who), UNNAMED: who in FORWARDED}
        if who in self.pages:
            there.set_cookie("hallcall_session_80", self.pages[who])
        if who in self.secrets:
            there.set_cookie("hallcall_device_80", self.secrets[who])
        asked = asked | ({"token": self.bearer[who]} if who in self.bearer else {})
        sockets = self.hall.context.sockets
        socket = sockets.test_client(self.hall.app, namespace=namespace, auth=asked, flask_test_client=there)
        return bool(socket.is_connected(namespace))


def filled(path: str) -> str:
    """Return an address with something in each of its places."""
    return re.sub(r"<(?:\w+:)?(\w+)>", lambda place: NAMES.get(place[1], TOKEN), path)


@pytest.fixture(scope="module")
def hall(tmp_path_factory: pytest.TempPathFactory) -> Hall:
    """One hall for all."""
    return Hall(tmp_path_factory.mktemp("permissions"))


def test_every_route_is_in_the_table(hall: Hall) -> None:
    """Whoever adds a route says here who may call it."""
    prefix = "/api/v1"
    there = {
        f"{method} {str(rule).removeprefix(prefix)}"
        for rule in hall.hall.app.url_map.iter_rules()
        if str(rule).startswith(prefix)
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}
    }
    assert there == ALL | SESSIONS


@pytest.mark.parametrize("who", ASKERS)
def test_every_route_for_everybody(hall: Hall, who: str) -> None:
    """401 without a session, 403 for whoever may not, and neither for whoever may; what is refused changes nothing."""
    for route in sorted(ALL):
        due = expected(route, who)
        before = hall.hall.context.desk.look(lambda day, _: day.entries)
        status = hall.ask(who, route)
        assert status < 500 or (status == 503 and route == "GET /healthz"), (route, status)
        if due is not None:
            assert (status, hall.hall.context.desk.look(lambda day, _: day.entries)) == (due, before), route
        else:
            assert status not in {401, 403}, (route, status)


@pytest.mark.parametrize(
    ("namespace", "asked", "let_in"),
    [
        ("/counter", {"counter": "2"}, set(ROLES)),
        ("/counter", {"counter": "99"}, set()),
        ("/counter", {"floor": True}, set(ROLES) - {"clerk"}),
        ("/kiosk", {}, {"kiosk", "paired kiosk"}),
        ("/rate", {"counter": "2"}, {"kiosk", "paired tablet"}),
        ("/rate", {"counter": "3"}, {"kiosk"}),
    ],
)
def test_who_may_listen(hall: Hall, namespace: str, asked: dict[str, object], let_in: set[str]) -> None:
    """Panels are pushed to staff, the floor to who oversees it, a tablet's picture to a trusted address; no others."""
    askers = [who for who in ASKERS if who not in PAGES | REBOUND | {FOREIGN}]
    assert {who for who in askers if hall.listens(who, namespace, asked)} == let_in


def test_a_role_changed_opens_and_shuts_doors_and_sockets_at_once(tmp_path: Path) -> None:
    """What the manager takes is refused at the next request and ends the socket; given again it is let in."""
    hall = Hall(tmp_path)
    sockets, token = hall.hall.context.sockets, hall.bearer["inspector"]
    asked = {"floor": True, "token": token}
    watching = sockets.test_client(hall.hall.app, namespace="/counter", auth=asked)
    assert watching.is_connected("/counter")

    def change(**body: list[str]) -> int:
        headers = {"Authorization": f"Bearer {hall.bearer['manager']}"}
        return hall.http.patch("/api/v1/roles/inspector", json=body, headers=headers).status_code

    assert (hall.ask("inspector", "GET /floor"), change(take=["oversee"])) == (200, 200)
    assert hall.ask("inspector", "GET /floor") == 403
    hall.hall.context[Guard].on_committed([Committed(STREAM, Entry(1, 0.0, "manager", ()))])
    assert not watching.is_connected("/counter")
    assert not hall.listens("inspector", "/counter", {"floor": True})
    assert change(give=["oversee"]) == 200
    assert hall.ask("inspector", "GET /floor") == 200
    assert hall.listens("inspector", "/counter", {"floor": True})
