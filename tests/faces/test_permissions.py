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

OUTSIDE, KIOSK = "203.0.113.9", "127.0.0.1"
TOKEN = "0123456789abcdef0123456789abcdef"
NAMES = {
    "counter": "2",
    "staff": "nobody-yet",
    "service": "tax",
    "zone": "east",
    "guide": "id-card",
    "notice": "1",
    "device": "d0",
    "role": "clerk",
    "left": "1",
    "asked": "1",
    "version": "1",
    "other": "1",
    "typed": "A001",
    "number": "Y20261123-001",
}
"""What stands in an address; all else is a secret that nobody has."""

EVERYBODY = {
    "GET /complaints/<token>",
    "POST /complaints",
    "POST /complaints/<token>/judgement",
    "GET /appointments/<token>",
    "GET /appointments/slots",
    "POST /appointments",
    "POST /appointments/<token>/cancel",
    "POST /appointments/<token>/change",
    "GET /cases/<receipt>",
    "GET /displays/<zone>",
    "GET /displays/<zone>/speech",
    "GET /displays/counters/<counter>",
    "GET /emergency",
    "GET /guides",
    "GET /guides/<guide>",
    "GET /healthz",
    "GET /notices",
    "GET /openapi.json",
    "GET /services",
    "GET /tickets/<token>",
    "GET /tickets/<token>/cases",
    "GET /tickets/<token>/notices",
    "POST /tickets/<token>/cancel",
    "POST /tickets/<token>/later",
    "POST /tickets/<token>/services",
    "POST /tickets/<token>/rating",
    "POST /tickets/<token>/return",
}
KIOSKS = {
    "POST /appointments/check-in",
    "POST /assistance",
    "POST /guides/<guide>/print",
    "POST /tickets",
    "POST /tickets/<token>/reprint",
}
WALLS = {"POST /displays/<zone>/played"}
DEVICES = {"POST /devices/current"}
SCREENS = {"POST /devices/current/shown"}
"""For paired devices whose screens everybody may read."""
"""For paired devices alone, wherever they stand."""
KIOSKS_AND_STAFF = {"GET /case-numbers/<case>", "GET /metrics", "GET /numbers/<path:typed>"}
TABLETS = {"POST /counters/<counter>/rating"}
"""A trusted address where nobody of the staff is signed in: clerks do not rate themselves."""
NEEDS = {
    "see": {
        "GET /case-numbers/<case>/record",
        "GET /cases",
        "GET /cases/mine",
        "GET /counters/<counter>",
        "GET /counters/<counter>/enquiries",
        "GET /counters/<counter>/notices",
        "GET /given-notices/<reference>",
        "GET /assistance",
        "GET /faults",
        *("GET /patrol", "GET /patrol/<period>", "GET /device-faults"),
        "GET /feedback/mine",
        "POST /feedback/<number>/appeal",
    },
    "serve": {
        *(
            f"POST /case-numbers/<case>/{step}"
            for step in ("collect", "decide", "prolong", "reprint", "resume", "review", "suspend", "withdraw")
        ),
        *(f"POST /enquiries/<enquiry>/{step}" for step in ("accept", "decline", "offer", "resolve", "withdraw")),
        *(
            f"POST /counters/<counter>/{act}"
            for act in (
                *("open", "pause", "close", "close-after", "call-next", "recall", "start", "no-show", "hold", "resume"),
                *(
                    "reinstate",
                    "put-back",
                    "transfer",
                    "finish",
                    "undo",
                    "help",
                    "help-done",
                    "cases",
                    "enquiries",
                    "notices",
                    "handovers/<left>/read",
                ),
            )
        ),
    },
    "assist": {
        "GET /appointments",
        "POST /feedback",
        "POST /services/<service>/one-more",
        *("POST /patrol/ticks", "POST /device-faults"),
        *(f"POST /device-faults/<fault>/{act}" for act in ("taken", "ended")),
        *(f"POST /assistance/<int:asked>/{act}" for act in ("taken", "done")),
    },
    "call_any": {"POST /counters/<counter>/call"},
    "oversee": {
        "GET /city",
        "GET /enquiries",
        "GET /floor",
        "GET /monday",
        "GET /statistics/<report>",
        "GET /statistics/monthly",
    },
    "direct": {
        *("POST /counters/<counter>/help-taken", "POST /counters/<counter>/release", "POST /alarms/acknowledge"),
        *(f"POST /visitors/<number>/{act}" for act in ("call", "return", "send")),
    },
    "follow_up": {
        "GET /feedback",
        "GET /feedback/comments",
        "GET /feedback/<number>",
        *(
            f"POST /feedback/<number>/{step}"
            for step in ("accept", "answer", "appeal-decision", "assign", "call-back", "contact", "put-right")
        ),
    },
    "decide": {
        "GET /cases/unsettled",
        "POST /case-searches",
        *(f"POST /case-numbers/<case>/{step}" for step in ("assign", "correct", "prolong-decision")),
    },
    "manage": {
        *("DELETE /emergency", "DELETE /notices/<int:notice>", "POST /emergency", "POST /notices", "POST /rehearsals"),
        "GET /notices/planned",
        *("GET /guide-book", "GET /guide-book/<guide>", "PUT /guide-book/<guide>", "DELETE /guide-book/<guide>"),
        *(f"POST /guide-book/<guide>/{act}" for act in ("check", "merge", "read", "undo")),
        *("GET /guide-book/<guide>/history", "GET /guide-book/<guide>/versions/<int:version>"),
        "GET /guide-book/<guide>/versions/<int:version>/compared/<int:other>",
        "GET /guide-book/<guide>/versions/<int:version>/file",
        "POST /printers/test",
        *("POST /guides/<guide>/preview", "POST /guides/<guide>/preview/sheet"),
        *("GET /plan", "GET /plan/history", "POST /plan/check", "POST /plan/undo", "PUT /plan"),
        *("POST /plan/merge", "POST /plan/read", "GET /plan/versions/<int:version>"),
        *("GET /plan/versions/<int:version>/compared/<int:other>", "GET /plan/versions/<int:version>/file"),
    },
    "accounts": {
        "GET /roles",
        "PATCH /roles/<role>",
        "GET /staff",
        "POST /staff",
        "PATCH /staff/<staff>",
        "GET /staff/<staff>/sessions",
        "DELETE /staff/<staff>/sessions/<session>",
        "GET /devices",
        "POST /devices/codes",
        "DELETE /devices/<device>",
        "POST /devices/<device>/ask",
        "GET /tokens",
        "POST /tokens",
        "DELETE /tokens/<token>",
        "GET /webhooks",
        "POST /webhooks",
        "DELETE /webhooks/<endpoint>",
        "POST /webhooks/<endpoint>/key",
        "GET /webhooks/<endpoint>/deliveries",
        "POST /webhooks/<endpoint>/deliveries/<delivery>/again",
    },
}
"""Routes by the permission that they ask for."""
ROLES = {
    "clerk": {"see", "serve", "assist"},
    "guide": {"see", "assist", "oversee"},
    "inspector": {"see", "oversee"},
    "lead": {"see", "serve", "assist", "call_any", "oversee", "direct", "follow_up", "decide"},
    "manager": set(NEEDS),
    "admin": {"see", "oversee", "manage", "accounts"},
}
"""What each role may, once more in the test's own words."""
SCOPES = {
    "figures": {"GET /statistics/<report>", "GET /statistics/monthly"},
    "floor": {"GET /faults", "GET /floor", "GET /metrics"},
}
"""What a platform's token of each scope opens beside what is for everybody: nothing else, whatever a manager may."""
SESSIONS = {"POST /sessions", "DELETE /sessions/current"}
"""Tried in tests of their own: one begins a session, the other ends it."""
ALL = EVERYBODY.union(KIOSKS, WALLS, DEVICES, SCREENS, KIOSKS_AND_STAFF, TABLETS, *NEEDS.values())

PAIRED = {f"paired {kind}": kind for kind in ("kiosk", "wall", "tablet")}
NOBODY = {
    *PAIRED,
    "removed kiosk",
    "outsider",
    "kiosk",
    "proxied",
    "forged",
    "signed out",
    "disabled",
    "with an old PIN",
    "ended platform",
}
PLATFORMS = {f"platform {scope}": scope for scope in SCOPES}
PAGES = {"page without its token", "kiosk with a clerk signed in"}
ASKERS = (*sorted(NOBODY), *sorted(PAGES), *PLATFORMS, "rebound", *ROLES)


class Hall:
    """A hall with one of each role signed in, and a client for whoever asks."""

    def __init__(self, folder: Path) -> None:
        table = stage.always_open(read_table(server.ROOT / "config.toml"), "http://127.0.0.1:8000")
        silent = table | {"voice": {"enabled": False}}
        self.hall = server.build(silent, folder, async_mode="threading", clock=Clock())
        self.staff = self.hall.context[StaffBook]
        self.bearer = {"forged": TOKEN, **{role: self.signed_in(role, role) for role in ROLES}}
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
        self.secrets["removed kiosk"] = self.paired("kiosk")
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
        if who in PAGES:
            role = "clerk" if who == "kiosk with a clerk signed in" else "manager"
            headers["Cookie"] = f"hallcall_session_80={self.bearer[role]}"
        if who in self.secrets:
            headers["Cookie"] = f"hallcall_device_80={self.secrets[who]}"
        if who == "proxied":
            headers["X-Forwarded-For"] = KIOSK
        return self.http.open(
            f"/api/v1{filled(path)}",
            method=method,
            headers=headers,
            json=None if method == "GET" else {},
            environ_base={"REMOTE_ADDR": address_of(who)},
            base_url="http://evil.example" if who == "rebound" else None,
        ).status_code

    def listens(self, who: str, namespace: str, asked: dict[str, object]) -> bool:
        """Connect a socket, and return whether it is let in."""
        there = self.hall.app.test_client()
        there.environ_base = {**there.environ_base, "REMOTE_ADDR": address_of(who), UNNAMED: who == "proxied"}
        if who in self.secrets:
            there.set_cookie("hallcall_device_80", self.secrets[who])
        asked = asked | ({"token": self.bearer[who]} if who in self.bearer else {})
        sockets = self.hall.context.sockets
        socket = sockets.test_client(self.hall.app, namespace=namespace, auth=asked, flask_test_client=there)
        return bool(socket.is_connected(namespace))


def address_of(who: str) -> str:
    """Return from where somebody comes; an unknown proxy runs on the hall's own computer, as a rebound page does."""
    return KIOSK if who in {"kiosk", "kiosk with a clerk signed in", "proxied", "rebound"} else OUTSIDE


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


def expected(route: str, who: str) -> int | None:
    """Return the refusal that is due; None when there is none."""
    if who == "rebound":
        return 421
    if route in EVERYBODY:
        return None
    if route in DEVICES | SCREENS:
        return None if who in ({"paired wall"} if route in SCREENS else PAIRED) else 403
    trusted = address_of(who) == KIOSK and who != "proxied"
    for routes, kind in ((KIOSKS, "kiosk"), (WALLS, "wall"), (TABLETS, "tablet")):
        if route in routes:
            clerk = route in TABLETS and "clerk signed in" in who
            return None if (trusted or PAIRED.get(who) == kind) and not clerk else 403
    if route in KIOSKS_AND_STAFF and (trusted or PAIRED.get(who) == "kiosk"):
        return None
    if who in NOBODY:
        return 401
    if who in PLATFORMS:
        return None if route in SCOPES[PLATFORMS[who]] else 403
    if who in PAGES and not route.startswith("GET"):
        return 403
    role = {"page without its token": "manager", "kiosk with a clerk signed in": "clerk"}.get(who, who)
    needed = next((permission for permission, routes in NEEDS.items() if route in routes), "see")
    return None if needed in ROLES[role] else 403


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
    askers = [who for who in ASKERS if who not in PAGES | {"rebound"}]
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
