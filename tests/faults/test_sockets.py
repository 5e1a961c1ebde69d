"""Malformed packets and wrong hands at the Socket.IO door: refused, and everybody else goes on."""

import json
import socket
import struct
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, suppress

import pytest
import requests
import websocket

from tests.hallclient import Client, Server
from tests.patience import PATIENCE_S


@pytest.fixture(scope="module")
def hall(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """One server that must survive all of it."""
    server = Server(tmp_path_factory.mktemp("sockets") / "hall")
    server.add_staff("li")
    server.start()
    yield server
    errors = [line for line in server.log().splitlines() if '"level": "error"' in line]
    ours = [line for line in errors if "engineio.server" not in line or "/push.py" in line]
    assert not ours, ours[0]  # the library notes what it could not read; nothing of ours may stumble over it
    assert server.stop() == 0


class Raw:
    """A WebSocket that says whatever it likes."""

    def __init__(self, server: Server, origin: str | None = None) -> None:
        url = f"ws://127.0.0.1:{server.port}/socket.io/?EIO=4&transport=websocket"
        self.socket = websocket.create_connection(url, timeout=PATIENCE_S, origin=origin or server.url)

    def say(self, *packets: str | bytes) -> None:
        """Send packets as they are."""
        for packet in packets:
            if isinstance(packet, bytes):
                self.socket.send_binary(packet)
            else:
                self.socket.send(packet)

    def until(self, *beginnings: str) -> str:
        """Return the next packet with one of these beginnings."""
        while True:
            packet = self.socket.recv()
            text = packet.decode() if isinstance(packet, bytes) else packet
            if text.startswith(beginnings):
                return text

    def ask(self, namespace: str, auth: object) -> str:
        """Ask to be let into a namespace and return the answer: 40 … for yes, 44 … for no."""
        self.say(f"40{namespace},{json.dumps(auth)}")
        return self.until("40", "44")  # the first pictures may come before

    def enter(self, namespace: str, auth: object) -> str:
        """Ask to be let into a namespace and return 40 for yes, 44 for no."""
        return self.ask(namespace, auth)[:2]


Connect = Callable[[], Raw]


@pytest.fixture
def connect(hall: Server) -> Iterator[Connect]:
    """Make sockets that are closed after the test."""
    with ExitStack() as stack:

        def one() -> Raw:
            raw = Raw(hall)
            stack.callback(raw.socket.close)
            return raw

        yield one


@pytest.mark.parametrize(
    ("namespace", "auth", "answer"),
    [
        ("/display", {"zone": "east"}, None),
        ("/display", {"zone": "nowhere"}, "no_such_screen"),
        ("/display", {"zone": ["east"]}, "no_such_screen"),
        ("/display", {}, "no_such_screen"),
        ("/display", "east", "no_such_screen"),
        ("/display", 7, "no_such_screen"),
        ("/counter", {"token": "forged", "counter": "1"}, "signed_out"),
        ("/counter", {"token": {"a": 1}}, "signed_out"),
        ("/counter", None, "signed_out"),
        ("/ticket", {"token": "forged"}, "no_such_ticket"),
        ("/ticket", {"token": ["x"]}, "no_such_ticket"),
        ("/ticket", [], "no_such_ticket"),
        ("/rate", {"counter": "4"}, None),
        ("/rate", {"counter": "99"}, "no_such_counter"),
        ("/rate", {"counter": {"x": 1}}, "no_such_counter"),
        ("/rate", ["4"], "no_such_counter"),
        ("/kiosk", {}, None),
        ("/nowhere", {}, "Unable to connect"),
    ],
)
def test_who_may_listen(connect: Connect, namespace: str, auth: object, answer: str | None) -> None:
    """A namespace takes in who belongs there, and tells everybody else why not."""
    said = connect().ask(namespace, auth)
    assert (said[:2], answer is None or answer in said) == ("40" if answer is None else "44", True)


def test_who_is_signed_in_hears_why_not(hall: Server, connect: Connect) -> None:
    """A counter that is not there, and a floor that is the manager's alone, are no signing out."""
    clerk = Client(hall.url).sign_in("li", counter="4")
    token = str(clerk.http.headers["Authorization"]).removeprefix("Bearer ")
    for asked, code in (({"counter": "99"}, "no_such_counter"), ({"floor": True}, "not_permitted")):
        assert f'"message":"{code}"' in connect().ask("/counter", {"token": token, **asked})


def test_the_greeting_and_every_pulse_tell_the_time_and_what_pages_there_are(connect: Connect) -> None:
    """A screen whose page is out of date, or whose clock is wrong, knows it within a pulse."""
    wall = connect()
    wall.say('40/display,{"zone":"east"}')
    begins = [f'42/display,["{event}"' for event in ("hello", "pulse")]
    told = [json.loads(wall.until(begin).removeprefix("42/display,"))[1] for begin in begins]
    assert told[0].keys() == told[1].keys() == {"digest", "plan", "epoch", "time"}
    assert told[1]["time"] > told[0]["time"]


@pytest.mark.parametrize(
    "packets",
    [
        ["x"],
        ["4"],
        ["49"],
        ["42"],
        ['42["'],
        ["42/display,{}"],
        ['42/display,["board", {}]'],
        ['451-/display,["x",{"_placeholder":true,"num":9}]', b"\x00\xff"],
        ["40" + "/display," * 1000],
        ['40/display,{"zone":'],
        [b"\xff\xfe\x00"],
        ["4" + "9" * 10_000],
        ["40/display," + "[" * 5_000],
        ["x" * 100_000],
    ],
    ids=lambda packets: repr(packets[0])[:24],
)
def test_nonsense_harms_nobody(hall: Server, connect: Connect, packets: list[str | bytes]) -> None:
    """Whoever sends nonsense may be cut off; a wall beside goes on and sees the next ticket."""
    wall = connect()
    assert wall.enter("/display", {"zone": "east"}) == "40"
    connect().say(*packets)
    number = Client(hall.url).take("tax")["number"]
    while number not in wall.until('42/display,["board"'):
        pass


def test_listening_changes_nothing(hall: Server, connect: Connect) -> None:
    """Events sent by a listener do nothing: whatever acts is an HTTP call."""
    before = Client(hall.url).get("/displays/east").json()["version"]
    raw = connect()
    raw.enter("/display", {"zone": "east"})
    raw.say('42/display,["call-next",{"counter":"4"}]', '42/display,["board",{"version":9}]')
    assert Client(hall.url).get("/displays/east").json()["version"] == before


def test_a_foreign_page_may_not_listen(hall: Server) -> None:
    """A page of another origin cannot ride on a clerk's cookie."""
    with pytest.raises(websocket.WebSocketBadStatusException):
        Raw(hall, origin="http://elsewhere.example")


def test_a_panel_belongs_to_its_session(hall: Server, connect: Connect) -> None:
    """With the session's token the panel comes at once; after signing out the token opens nothing."""
    clerk = Client(hall.url).sign_in("li", counter="4")
    token = str(clerk.http.headers["Authorization"]).removeprefix("Bearer ")
    raw = connect()
    raw.say("40/counter," + json.dumps({"token": token, "counter": "4"}))
    assert '"id":"4"' in raw.until('42/counter,["counter"', "44")
    clerk.http.delete(f"{hall.url}/api/v1/sessions/current", timeout=PATIENCE_S)
    assert raw.until("41/counter")  # what was open ends as well
    assert connect().enter("/counter", {"token": token, "counter": "4"}) == "44"


@pytest.fixture
def polling(hall: Server) -> Iterator[tuple[requests.Session, str]]:
    """A session that polls, and its address."""
    address = f"{hall.url}/socket.io/?EIO=4&transport=polling"
    with requests.Session() as http:
        opened = http.get(address, headers={"Origin": hall.url}, timeout=PATIENCE_S)
        yield http, f"{address}&sid={json.loads(opened.text[1:])['sid']}"


def test_a_foreign_page_may_not_poll(hall: Server, polling: tuple[requests.Session, str]) -> None:
    """Where WebSocket does not pass, no page of another origin polls on a clerk's cookie either; our own do."""
    http, address = polling
    for origin, status in ((hall.url, 200), ("http://elsewhere.example", 400)):
        sent = http.post(address, data='40/display,{"zone":"east"}', headers={"Origin": origin}, timeout=PATIENCE_S)
        assert sent.status_code == status
        assert http.get(address.split("&sid")[0], headers={"Origin": origin}, timeout=PATIENCE_S).status_code == status
    assert '42/display,["hello"' in http.get(address, timeout=PATIENCE_S).text


@pytest.mark.parametrize("body", ["4" + "x" * 20_000, "4" * 1_000_000], ids=len)
def test_a_body_that_is_too_long_is_refused_at_once(polling: tuple[requests.Session, str], body: str) -> None:
    """It neither reaches the sockets nor holds anything up."""
    http, address = polling
    began = time.monotonic()
    with suppress(requests.ConnectionError):  # refused before it was sent to its end
        assert http.post(address, data=body, timeout=PATIENCE_S).status_code == 413
    assert time.monotonic() - began < 5


def test_a_packet_after_the_end_of_its_session_is_refused(polling: tuple[requests.Session, str]) -> None:
    """As a page does that says good-bye while another packet is on its way."""
    http, address = polling
    assert http.post(address, data="1", timeout=PATIENCE_S).status_code == 200
    assert http.post(address, data="3", timeout=PATIENCE_S).status_code == 400


def test_a_line_that_breaks_while_it_changes_to_a_websocket_goes_on_as_it_was(
    hall: Server, polling: tuple[requests.Session, str]
) -> None:
    """What is polled afterwards is given out: it stayed withheld for a change that never ended."""
    http, address = polling
    http.post(address, data='40/display,{"zone":"east"}', timeout=PATIENCE_S)
    probe = websocket.create_connection(
        address.replace("http", "ws", 1).replace("polling", "websocket"), timeout=PATIENCE_S, origin=hall.url
    )
    probe.send("2probe")
    probe.sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))  # broken, not closed
    probe.sock.close()
    told = ""
    while "pulse" not in told:
        polled = http.get(address, timeout=PATIENCE_S)
        assert polled.status_code == 200
        told = polled.text
