"""Who may call what: every route there is, for whoever may ask. A route that is not in this table fails the test."""

import re
from pathlib import Path

import pytest
from flask.testing import FlaskClient

import server
from hall.configuration import read_table
from hall.demo import stage
from hall.staff.book import StaffBook
from tests.halls import Clock

OUTSIDE, KIOSK = "203.0.113.9", "127.0.0.1"
TOKEN = "0123456789abcdef0123456789abcdef"
NAMES = {"counter": "2", "service": "tax", "zone": "east", "guide": "id-card", "typed": "A001"} | dict.fromkeys(
    ("notice", "asked"), "1"
)
"""What stands in an address; all else is a secret that nobody has."""

EVERYBODY = {
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
    "POST /displays/<zone>/played",
    "POST /tickets/<token>/cancel",
    "POST /tickets/<token>/later",
    "POST /tickets/<token>/rating",
    "POST /tickets/<token>/return",
}
KIOSKS = {
    "POST /assistance",
    "POST /guides/<guide>/print",
    "POST /tickets",
    "POST /tickets/<token>/reprint",
}
KIOSKS_AND_STAFF = {
    "GET /case-numbers/<case>",
    "GET /metrics",
    "GET /numbers/<path:typed>",
    "POST /counters/<counter>/rating",
}
STAFF = {
    *(
        f"POST /case-numbers/<case>/{step}"
        for step in ("collect", "decide", "prolong", "reprint", "review", "withdraw")
    ),
    *(f"POST /enquiries/<enquiry>/{step}" for step in ("accept", "decline", "offer", "resolve", "withdraw")),
    *(
        f"POST /counters/<counter>/{act}"
        for act in (
            *(
                "open",
                "pause",
                "close",
                "close-after",
                "call-next",
                "recall",
                "start",
                "no-show",
                "hold",
                "resume",
                "put-back",
            ),
            *("reinstate", "transfer", "finish", "undo", "help", "help-done", "cases", "enquiries", "notices"),
        )
    ),
    "GET /assistance",
    "GET /faults",
    "POST /assistance/<int:asked>/taken",
    "POST /assistance/<int:asked>/done",
    "GET /case-numbers/<case>/record",
    "GET /cases",
    "GET /cases/mine",
    "GET /counters/<counter>",
    "GET /counters/<counter>/enquiries",
    "GET /given-notices/<reference>",
    "POST /services/<service>/one-more",
}
MANAGERS = {
    "DELETE /emergency",
    "DELETE /notices/<int:notice>",
    "GET /enquiries",
    "GET /floor",
    "GET /plan",
    "GET /plan/history",
    "POST /plan/check",
    "POST /plan/undo",
    "PUT /plan",
    "GET /statistics/<report>",
    "GET /statistics/monthly",
    "POST /counters/<counter>/call",
    "POST /counters/<counter>/help-taken",
    "POST /counters/<counter>/release",
    "POST /emergency",
    "POST /notices",
}
SESSIONS = {"POST /sessions", "DELETE /sessions/current"}
"""Tried in tests of their own: one begins a session, the other ends it."""
ALL = EVERYBODY | KIOSKS | KIOSKS_AND_STAFF | STAFF | MANAGERS

NOBODY = {"outsider", "kiosk", "forged", "signed out"}
ASKERS = ("outsider", "kiosk", "forged", "signed out", "page without its token", "clerk", "manager")


class Hall:
    """A hall with a clerk and a manager signed in, and a client for whoever asks."""

    def __init__(self, folder: Path) -> None:
        table = stage.always_open(read_table(server.ROOT / "config.toml"), "http://127.0.0.1:8000")
        silent = table | {"voice": {"enabled": False}}
        self.hall = server.build(silent, folder, async_mode="threading", clock=Clock())
        self.tokens = {}
        for staff, role in (("li", "clerk"), ("chen", "manager"), ("gone", "manager")):
            self.hall.context[StaffBook].add(staff, staff, role, "4711", "console")
            self.tokens[staff] = self.hall.context[StaffBook].sign_in(staff, "4711", None, "here")[0]
        self.hall.context[StaffBook].sign_out(self.tokens["gone"])
        self.bearer = {"forged": TOKEN, "signed out": self.tokens["gone"], "clerk": self.tokens["li"]}
        self.bearer["manager"] = self.tokens["chen"]
        self.http: FlaskClient = self.hall.app.test_client(use_cookies=False)

    def ask(self, who: str, route: str) -> int:
        """Call a route, and return the status of the answer."""
        method, path = route.split(" ")
        headers = {"Authorization": f"Bearer {self.bearer[who]}"} if who in self.bearer else {}
        if who == "page without its token":
            headers["Cookie"] = f"hallcall_session={self.tokens['chen']}"
        address = KIOSK if who == "kiosk" else OUTSIDE
        return self.http.open(
            f"/api/v1{filled(path)}",
            method=method,
            headers=headers,
            json=None if method == "GET" else {},
            environ_base={"REMOTE_ADDR": address},
        ).status_code

    def listens(self, who: str, namespace: str, asked: dict[str, object]) -> bool:
        """Connect a socket, and return whether it is let in."""
        there = self.hall.app.test_client()
        there.environ_base = {**there.environ_base, "REMOTE_ADDR": KIOSK if who == "kiosk" else OUTSIDE}
        asked = asked | ({"token": self.bearer[who]} if who in self.bearer else {})
        socket = self.hall.context.sockets.test_client(
            self.hall.app, namespace=namespace, auth=asked, flask_test_client=there
        )
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


def expected(route: str, who: str) -> int | None:
    """Return the refusal that is due; None when there is none."""
    if route in EVERYBODY:
        return None
    if route in KIOSKS:
        return None if who == "kiosk" else 403
    if route in KIOSKS_AND_STAFF and who == "kiosk":
        return None
    if who in NOBODY:
        return 401
    if who == "page without its token":
        return None if route.startswith("GET") else 403
    return 403 if route in MANAGERS and who == "clerk" else None


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
        ("/counter", {"counter": "2"}, {"clerk", "manager"}),
        ("/counter", {"counter": "99"}, set()),
        ("/counter", {"floor": True}, {"manager"}),
        ("/rate", {"counter": "2"}, {"kiosk"}),
    ],
)
def test_who_may_listen(hall: Hall, namespace: str, asked: dict[str, object], let_in: set[str]) -> None:
    """Panels are pushed to staff, the floor to managers, a tablet's picture to a trusted address; to nobody else."""
    listening = {who for who in ASKERS if who != "page without its token" and hall.listens(who, namespace, asked)}
    assert listening == let_in
