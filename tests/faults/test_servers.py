"""Several servers serve one hall over one PostgreSQL: what is done at one is done at all, once."""

import os
import threading
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from uuid import uuid4

import pytest
import requests
from PIL import Image

from tests.hallclient import Client, Server
from tests.manyservers import Wall, serving
from tests.patience import PATIENCE_S, until
from tests.postgres import Cluster

KIOSKS = COUNTERS = 8
EACH = int(os.environ.get("TICKETS", "160")) // KIOSKS
"""TICKETS=5000 in the environment makes it a whole day of a large hall, which takes minutes."""


@pytest.fixture
def three(postgres: Cluster, tmp_path: Path) -> Iterator[Sequence[Server]]:
    """Three servers of one hall."""
    more_for_tax = 'services = ["company", "licence"]', 'services = ["tax"]'

    def prepare(server: Server) -> None:
        server.configuration = server.configuration.replace(*more_for_tax)

    with serving(tmp_path, postgres.database(), 3, prepare) as servers:
        yield servers


@pytest.fixture
def two(postgres: Cluster, tmp_path: Path) -> Iterator[Sequence[Server]]:
    """Two servers of one hall."""
    with serving(tmp_path, postgres.database(), 2) as servers:
        yield servers


@pytest.mark.long
def test_eight_kiosks_and_eight_counters_over_three_servers(three: Sequence[Server]) -> None:
    """Every number once, every call once, none lost; a press that comes again elsewhere gives the first answer."""
    together = threading.Barrier(KIOSKS + COUNTERS)
    all_taken = threading.Event()
    begun = [Client(one.url).sign_in("li") for one in three]
    for number in range(1, 6):
        begun[number % 3].step(str(number), "open")

    def kiosk(number: int) -> list[str]:
        here, elsewhere = (Client(three[(number + away) % 3].url) for away in (0, 1))
        together.wait()
        given = []
        for turn in range(EACH):
            key, body = str(uuid4()), {"service": "tax" if turn % 2 else "licence"}
            taken, again = here.post("/tickets", body, key), elsewhere.post("/tickets", body, key)
            assert (taken.status_code, again.status_code) == (201, 200)
            assert taken.json()["number"] == again.json()["number"]
            given.append(taken.json()["number"])
        return given

    def counter(number: int) -> list[str]:
        places = [begun[(number + away) % 3] for away in (0, 1)]
        place, called = str(number % 5 + 1), []
        together.wait()
        while True:
            last_round, key = all_taken.is_set(), str(uuid4())
            answer, again = (client.post(f"/counters/{place}/call-next", key=key) for client in places)
            if answer.status_code == 200:
                assert (again.status_code, again.json().get("number")) == (200, answer.json()["number"])
            if again.status_code == 200:  # after a refusal, which is no answer to a key, this is the first press
                called.append(again.json()["number"])
                places[1].post(f"/counters/{place}/start")
                places[0].post(f"/counters/{place}/finish")
            elif answer.status_code == 204 and last_round:
                return called

    with ThreadPoolExecutor(KIOSKS + COUNTERS) as pool:
        counters = [pool.submit(counter, n) for n in range(COUNTERS)]
        try:
            given = [number for numbers in pool.map(kiosk, range(KIOSKS)) for number in numbers]
        finally:
            all_taken.set()
        called = [number for one in counters for number in one.result()]
    assert len(given) == len(set(given)) == KIOSKS * EACH
    assert sorted(called) == sorted(given)
    assert not any('"unexpected"' in one.log() for one in three)


def test_what_is_known_at_one_is_known_at_the_other(two: Sequence[Server]) -> None:
    """A session, a ticket, a device's code: made at one server, good at the other from the answer on, and ended so."""
    here, there = (Client(one.url) for one in two)
    for _ in range(5):
        here.sign_in("chen")
        there.http.headers["Authorization"] = here.http.headers["Authorization"]
        assert there.get("/faults").status_code == 200
        token = here.take()["token"]
        assert there.get(f"/tickets/{token}").status_code == 200
        code = here.post("/devices/codes", {"kind": "kiosk", "name": "大厅"}).json()["code"]
        paired = there.http.post(f"{two[1].url}/pair", json={"code": code}, headers={"Idempotency-Key": code})
        again = here.http.post(f"{two[0].url}/pair", json={"code": code}, headers={"Idempotency-Key": code})
        assert (paired.status_code, again.status_code) == (201, 201)
        assert set(paired.cookies.values()) == set(again.cookies.values()) != set()
    assert len([one for one in here.get("/devices").json() if one["kind"] == "kiosk"]) == 5
    assert here.http.delete(f"{two[0].url}/api/v1/sessions/current").status_code == 204
    until(lambda: there.get("/faults").status_code == 401)


def test_a_sign_in_pressed_again_elsewhere_is_one_session(two: Sequence[Server]) -> None:
    """The same press at both servers gives one token."""
    key = str(uuid4())
    here, there = (Client(one.url).post("/sessions", {"staff": "chen", "pin": "4711"}, key).json() for one in two)
    assert here["token"] == there["token"]


def test_a_guesser_has_no_more_tries_at_several_servers(two: Sequence[Server]) -> None:
    """Wrong PINs at one server count at the other."""
    here, there = (Client(one.url) for one in two)
    until(lambda: here.post("/sessions", {"staff": "li", "pin": "0000"}).status_code == 429)
    until(lambda: there.post("/sessions", {"staff": "li", "pin": "0001"}).status_code == 429)

    def pair(number: int) -> int:
        url = two[number].url
        return here.http.post(
            f"{url}/pair", json={"code": "0000"}, headers={"Idempotency-Key": str(uuid4())}
        ).status_code

    until(lambda: pair(0) == 429)
    until(lambda: pair(1) == 429)


def test_a_call_at_one_is_on_the_walls_of_the_other(two: Sequence[Server]) -> None:
    """A wall at each server shows the calls of both, and they end with one picture."""
    walls = [Wall(one.port) for one in two]
    clerks = [Client(one.url).sign_in("chen") for one in two]
    numbers = []
    for counter, clerk in zip("45", clerks, strict=True):
        clerk.step(counter, "open")
        clerks[0].take("tax")
        numbers.append(clerk.step(counter, "call-next")["number"])
    until(lambda: all([c["number"] for c in wall.board.get("calls", [])] == numbers[::-1] for wall in walls))
    assert walls[0].board["version"] == walls[1].board["version"]
    for wall in walls:
        wall.end()


def test_a_device_and_a_fault_are_seen_from_every_server(two: Sequence[Server]) -> None:
    """A wall that is there at one server is there for the other, and the manager at either sees that a server died."""
    here, there = (Client(one.url).sign_in("chen") for one in two)
    code = here.post("/devices/codes", {"kind": "wall", "name": "东", "place": "east"}).json()["code"]
    paired = here.http.post(f"{two[0].url}/pair", json={"code": code}, headers={"Idempotency-Key": code})
    assert paired.status_code == 201
    report = {"screen": "1920x1080", "pages": "p"}
    assert here.post("/devices/current", report).status_code == 204
    until(lambda: [one["screen"] for one in there.get("/devices").json() if one["kind"] == "wall"] == ["1920x1080"])
    two[0].kill()
    until(lambda: "server_gone" in [one["code"] for one in there.get("/faults").json()])
    two[0].start()
    until(lambda: "server_gone" not in [one["code"] for one in there.get("/faults").json()])


def test_a_picture_put_at_one_is_shown_by_the_walls_of_the_other(two: Sequence[Server]) -> None:
    """Nobody copies files between the servers' data folders; taken away at one, it is gone at both."""
    folder = two[0].data / "media"
    folder.mkdir(exist_ok=True)
    Image.new("RGB", (4, 3)).save(folder / "a.png")

    def shown() -> list[str]:
        return [one["url"] for one in Client(two[1].url).http.get(f"{two[1].url}/display/media/").json()]

    (url,) = until(shown)
    here, there = (requests.get(one.url + url, timeout=PATIENCE_S) for one in two)
    assert here.content == there.content == (folder / "a.png").read_bytes()
    (folder / "a.png").unlink()
    until(lambda: not shown())
