"""Devices on other computers: paired, seen, silent, copied and removed."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from flask_socketio import SocketIOTestClient

import server
from display.sound.voices import Voices
from hall.configuration import read_table
from hall.demo import stage
from hall.devices.book import DeviceBook
from hall.journal.actor import Actor
from hall.staff.book import StaffBook
from hall.web.hall import Hall
from hall.web.presence import SILENT_S, Presence
from tests.halls import Clock

SECRET = "hallcall_device_80"


class Devices:
    """A hall, its manager, and computers elsewhere."""

    def __init__(self, folder: Path) -> None:
        table = stage.always_open(read_table(server.ROOT / "config.toml"), "http://127.0.0.1:8000")
        self.clock = Clock()
        self.hall: Hall = server.build(table | {"voice": {"enabled": False}}, folder, "threading", self.clock)
        staff = self.hall.context[StaffBook]
        staff.add("chen", "陈静", "manager", "4711", "console")
        bearer = {"Authorization": f"Bearer {staff.sign_in('chen', '4711', None, 'here')[0]}"}
        self.manager = self.hall.app.test_client()
        self.manager.environ_base.update({f"HTTP_{name.upper()}": value for name, value in bearer.items()})

    def computer(self, address: str) -> FlaskClient:
        """A browser on another computer."""
        made = self.hall.app.test_client()
        made.environ_base["REMOTE_ADDR"] = address
        return made

    def paired(self, kind: str, place: str | None, address: str) -> FlaskClient:
        """A browser that was paired as its manager and its user do it."""
        asked = {"kind": kind, "name": f"{kind} {place}", "place": place}
        given = self.manager.post("/api/v1/devices/codes", json=asked)
        assert given.status_code == 201, given.text
        made = self.computer(address)
        code = given.get_json()["code"]
        assert made.post("/pair", json={"code": f"{code[:4]} {code[4:]}"}).status_code == 201
        return made

    def listening(self, computer: FlaskClient, namespace: str, **auth: object) -> SocketIOTestClient:
        sockets = self.hall.context.sockets
        return sockets.test_client(self.hall.app, namespace=namespace, auth=auth, flask_test_client=computer)

    def listed(self) -> dict[str, dict[str, object]]:
        """What the manager is shown, by name."""
        return {one["name"]: one for one in self.manager.get("/api/v1/devices").get_json()}


@pytest.fixture
def devices(tmp_path: Path) -> Iterator[Devices]:
    """A hall that is closed after the test."""
    made = Devices(tmp_path)
    yield made
    made.hall.stop()


def test_a_new_computer_is_led_to_pairing_and_then_to_its_screen(devices: Devices) -> None:
    """At `/` an unknown computer finds how to be paired; paired, it is led to its place, and keeps a hidden secret."""
    stranger = devices.computer("192.168.1.5")
    assert 'href="/pair"' in stranger.get("/").text
    assert "code" in stranger.get("/pair").text
    wall = devices.paired("wall", "east", "192.168.1.5")
    assert wall.get("/").headers["Location"] == "/display/east"
    assert wall.get("/?all").status_code == 200
    cookie = wall.get_cookie(SECRET)
    assert cookie is not None
    assert (cookie.http_only, cookie.same_site, cookie.max_age is not None) == (True, "Strict", True)


def test_a_paired_kiosk_takes_tickets_and_a_removed_one_does_not(devices: Devices) -> None:
    """Wherever it stands; removed from afar its socket ends at once."""
    kiosk = devices.paired("kiosk", None, "192.168.1.5")
    assert kiosk.post("/api/v1/tickets", json={"service": "tax"}).status_code == 201
    socket = devices.listening(kiosk, "/kiosk")
    assert socket.is_connected("/kiosk")
    (one,) = devices.listed().values()
    assert (one["online"], one["faults"]) == (True, [])
    assert devices.manager.delete(f"/api/v1/devices/{one['id']}").status_code == 204
    devices.hall.follower.follow()
    assert not socket.is_connected("/kiosk")
    assert kiosk.post("/api/v1/tickets", json={"service": "tax"}).status_code == 403
    assert not devices.listed()


def test_who_is_there_and_who_is_silent(devices: Devices) -> None:
    """Last seen, screen and pages are shown; ninety seconds of silence are a fault that goes away by itself."""
    wall = devices.paired("wall", "east", "192.168.1.5")
    said = {"screen": "3840x2160", "pages": devices.hall.context.assets.digest}
    assert wall.post("/api/v1/devices/current", json=said).status_code == 204
    socket = devices.listening(wall, "/display", zone="east")
    devices.clock.now += 3600
    seen = devices.listed()["wall east"]
    assert (seen["online"], seen["screen"], seen["current"]) == (True, "3840x2160", True)
    socket.disconnect("/display")
    devices.clock.now += SILENT_S
    assert not devices.hall.context[Presence].faults()
    devices.clock.now += 1
    assert [one.code for one in devices.hall.context[Presence].faults()] == ["device_silent"]
    assert "13:00" in str(devices.listed()["wall east"]["faults"])
    devices.clock.now += 24 * 3600
    assert "2026-11-23 13:00" in str(devices.listed()["wall east"]["faults"])
    devices.listening(wall, "/display", zone="east")
    assert not devices.hall.context[Presence].faults()


def test_a_copied_secret_is_noticed(devices: Devices) -> None:
    """One device at two addresses at the same time is a fault."""
    wall = devices.paired("wall", "east", "192.168.1.5")
    thief = devices.computer("192.168.1.66")
    cookie = wall.get_cookie(SECRET)
    assert cookie is not None
    thief.set_cookie(SECRET, cookie.value)
    sockets = [devices.listening(one, "/display", zone="east") for one in (wall, thief)]
    assert [one.code for one in devices.hall.context[Presence].faults()] == ["device_doubled"]
    sockets[1].disconnect("/display")
    devices.clock.now += SILENT_S + 1
    assert not devices.hall.context[Presence].faults()


def test_a_stolen_secret_is_noticed_without_a_socket(devices: Devices) -> None:
    """Whoever takes tickets with a kiosk's secret from elsewhere shows, for a while, with both addresses."""
    kiosk = devices.paired("kiosk", None, "192.168.1.5")
    devices.listening(kiosk, "/kiosk")
    thief = devices.computer("192.168.1.66")
    cookie = kiosk.get_cookie(SECRET)
    assert cookie is not None
    thief.set_cookie(SECRET, cookie.value)
    assert thief.post("/api/v1/tickets", json={"service": "tax"}).status_code == 201
    (fault,) = devices.hall.context[Presence].faults()
    assert (fault.code, fault.facts["addresses"]) == ("device_doubled", "192.168.1.5, 192.168.1.66")
    devices.clock.now += SILENT_S + 1
    assert not devices.hall.context[Presence].faults()


def test_one_computer_with_two_kinds_of_address_is_one(devices: Devices) -> None:
    """A name that leads to IPv4 and IPv6 is asked by either."""
    kiosk = devices.paired("kiosk", None, "192.168.1.5")
    devices.listening(kiosk, "/kiosk")
    kiosk.environ_base["REMOTE_ADDR"] = "fd00::5"
    assert kiosk.post("/api/v1/tickets", json={"service": "tax"}).status_code == 201
    assert not devices.hall.context[Presence].faults()


def test_two_devices_with_one_place(devices: Devices) -> None:
    """An old tablet and the new one beside it: both are listed and led there, and a visit is rated once."""
    old, new = (devices.paired("tablet", "2", f"192.168.1.{n}") for n in (5, 6))
    assert [one["place"] for one in devices.manager.get("/api/v1/devices").get_json()[:2]] == ["2", "2"]
    staff = devices.hall.context[StaffBook]
    staff.add("li", "李明", "clerk", "4711", "console")
    clerk = {"Authorization": f"Bearer {staff.sign_in('li', '4711', None, 'here')[0]}"}
    kiosk = devices.computer("127.0.0.1")
    ticket = kiosk.post("/api/v1/tickets", json={"service": "tax"}).get_json()["id"]
    for step in ("open", "call-next", "start", "finish"):
        assert kiosk.post(f"/api/v1/counters/2/{step}", json={}, headers=clerk).status_code == 200, step
    rated = {"ticket": ticket, "score": 5}
    answers = [one.post("/api/v1/counters/2/rating", json=rated).status_code for one in (old, new)]
    assert answers == [201, 409]


def test_a_wall_is_reloaded_and_says_what_it_shows_when_asked(devices: Devices) -> None:
    """Its own socket hears the wish and no other; what it showed is in the list until it is asked anew."""
    east, west = (devices.paired("wall", zone, f"192.168.1.{n}") for n, zone in ((5, "east"), (6, "west")))
    sockets = {zone: devices.listening(one, "/display", zone=zone) for zone, one in (("east", east), ("west", west))}

    def heard(zone: str) -> list[object]:
        return [one["args"][0]["wish"] for one in sockets[zone].get_received("/display") if one["name"] == "asked"]

    path = f"/api/v1/devices/{devices.listed()['wall east']['id']}/ask"
    for wish in ("reload", "show"):
        assert devices.manager.post(path, json={"wish": wish}).status_code == 204
        assert (heard("east"), heard("west")) == ([wish], [])
    assert east.post("/api/v1/devices/current/shown", json={"lines": ["A001", "1号窗口"]}).status_code == 204
    shown = {name: one["shown"] for name, one in devices.listed().items()}
    assert shown == {
        "wall east": {"at": "2026-11-23T12:00:00.000+08:00", "lines": ["A001", "1号窗口"]},
        "wall west": None,
    }
    assert devices.manager.post(path, json={"wish": "show"}).status_code == 204
    assert devices.listed()["wall east"]["shown"] is None


def test_what_cannot_be_asked_says_why(devices: Devices) -> None:
    """A device that is not there, one that shows a visitor's own, one that there is not, a wish that is none."""
    kiosk = devices.paired("kiosk", None, "192.168.1.5")
    path = f"/api/v1/devices/{devices.listed()['kiosk None']['id']}/ask"

    def answer(path: str, wish: str) -> tuple[int, str]:
        refused = devices.manager.post(path, json={"wish": wish})
        return refused.status_code, refused.get_json()["type"].rpartition(":")[2]

    assert answer(path, "reload") == (409, "device-not-there")
    devices.listening(kiosk, "/kiosk")
    assert answer(path, "show") == (409, "device-shows-own")
    assert kiosk.post("/api/v1/devices/current/shown", json={"lines": ["my appointment"]}).status_code == 403
    assert answer("/api/v1/devices/d99/ask", "reload") == (404, "device-unknown")
    assert devices.manager.post(path, json={"wish": "explode"}).status_code == 422


def test_codes_that_will_not_do(devices: Devices) -> None:
    """Wrong places, kinds and names by their field; a wrong code says so, and who tries many waits."""
    for wrong in ({"kind": "toaster"}, {"place": "north"}, {"name": "a\nb"}, {"name": ""}):
        asked = {"kind": "wall", "name": "w", "place": "east"} | wrong
        refused = devices.manager.post("/api/v1/devices/codes", json=asked)
        assert (refused.status_code, refused.get_json()["errors"][0]["loc"][-1]) == (422, next(iter(wrong)))
    stranger = devices.computer("192.168.1.5")
    tries = [stranger.post("/pair", json={"code": "00000000"}).status_code for _ in range(11)]
    assert tries == [*[422] * 10, 429]
    assert devices.manager.delete("/api/v1/devices/d99").status_code == 404


def test_the_console_pairs_as_well(devices: Devices) -> None:
    """What another process writes, the follower brings."""
    code = DeviceBook(devices.hall.context.ground).give_code(Actor("console"), "tablet", "t", "2").code
    devices.hall.follower.follow()
    tablet = devices.computer("192.168.1.5")
    assert tablet.post("/pair", json={"code": code}).get_json()["screen"] == "/counter/2/rate"


@pytest.fixture
def speakers(monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """The sockets that may be asked to speak, with their zones."""
    there: dict[str, str] = {}
    monkeypatch.setattr(Voices, "joined", lambda _, zone, wall: there.update({wall: zone}))
    monkeypatch.setattr(Voices, "left", lambda _, wall: there.pop(wall, None))
    return there


def test_who_speaks_in_a_zone(devices: Devices, speakers: dict[str, str]) -> None:
    """A stranger never; a trusted computer as long as no wall is paired there; then its paired walls alone."""
    speaks = {"zone": "east", "speaks": True}
    devices.listening(devices.computer("203.0.113.9"), "/display", **speaks)
    assert not speakers
    on_server = devices.listening(devices.computer("127.0.0.1"), "/display", **speaks)
    assert list(speakers.values()) == ["east"]
    wall = devices.paired("wall", "east", "192.168.1.5")
    devices.hall.follower.follow()
    assert not speakers, "the trusted computer falls silent at once"
    devices.listening(wall, "/display", **speaks)
    devices.listening(devices.computer("127.0.0.1"), "/display", **speaks)
    devices.listening(devices.paired("kiosk", None, "192.168.1.6"), "/display", **speaks)
    devices.listening(devices.paired("wall", "west", "192.168.1.7"), "/display", **speaks)
    assert list(speakers.values()) == ["east"]
    assert on_server.is_connected("/display"), "it goes on showing"


def test_the_last_paired_wall_removed_gives_the_voice_back(devices: Devices, speakers: dict[str, str]) -> None:
    """A zone is not left without a voice because its only device was taken away."""
    devices.listening(devices.computer("127.0.0.1"), "/display", zone="east", speaks=True)
    devices.paired("wall", "east", "192.168.1.5")
    devices.hall.follower.follow()
    assert not speakers
    (one,) = devices.listed().values()
    devices.manager.delete(f"/api/v1/devices/{one['id']}")
    devices.hall.follower.follow()
    assert list(speakers.values()) == ["east"]
