"""What befalls servers over one database, and the database: nobody misses a server, no press is lost, all is said."""

import threading
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import psycopg
import pytest

from tests.cable import Cable
from tests.hallclient import Client, Server
from tests.manyservers import Wall, serving
from tests.patience import PATIENCE_S, until
from tests.postgres import Cluster

HELD_S = 1.0


@pytest.fixture
def url(postgres: Cluster) -> str:
    """An empty database."""
    return postgres.database()


@pytest.fixture
def two(url: str, tmp_path: Path) -> Iterator[Sequence[Server]]:
    """Two servers of one hall."""
    with serving(tmp_path, url, 2) as servers:
        yield servers


def test_a_server_that_dies_is_not_missed(two: Sequence[Server]) -> None:
    """Walls behind a balancer are soon with the other server and have what happened; presses go on with their keys."""
    balancer = Cable(*(one.port for one in two))
    walls = [Wall(balancer.port) for _ in range(6)]
    clerk = Client(two[1].url).sign_in("chen")
    clerk.step("4", "open")
    first = Client(two[0].url).post("/tickets", {"service": "tax"}, "press").json()
    until(lambda: all(wall.board for wall in walls))
    two[0].kill()
    visitor = Client(balancer.url)
    again = visitor.post("/tickets", {"service": "tax"}, "press")
    assert (again.status_code, again.json()["number"]) == (200, first["number"])
    number = clerk.step("4", "call-next")["number"]
    until(lambda: all([one["number"] for one in wall.board["calls"]] == [number] for wall in walls))
    for wall in walls:
        wall.end()
    balancer.close()


def test_a_database_that_stands_still_for_a_second_loses_no_press(two: Sequence[Server], url: str) -> None:
    """Presses wait meanwhile and are all answered, each with a number of its own."""
    answers: list[int] = []
    numbers: list[str] = []

    def press(server: Server) -> None:
        answer = Client(server.url).post("/tickets", {"service": "tax"})
        answers.append(answer.status_code)
        numbers.append(answer.json()["number"])

    with psycopg.connect(url) as held:
        held.execute("select pg_advisory_xact_lock(hashtextextended('hallcall hall', 0))")
        presses = [threading.Thread(target=press, args=(two[n % 2],)) for n in range(6)]
        for one in presses:
            one.start()
        time.sleep(HELD_S)
        assert answers == []
    for one in presses:
        one.join(PATIENCE_S)
    assert answers == [201] * 6
    assert len(set(numbers)) == 6


def test_servers_whose_clocks_are_apart_have_one_time(two: Sequence[Server], url: str, tmp_path: Path) -> None:
    """Of clocks 90 s apart the manager is told; the hall goes by the database's time at every server."""
    for one, wrong_s in zip(two, (0.0, 90.0), strict=True):
        one.kill()
        one.clock.set(time.time() + wrong_s)
        one.start()
    manager = Client(two[0].url).sign_in("chen")
    until(lambda: "clock_apart" in [one["code"] for one in manager.get("/faults").json()])
    tokens = [Client(one.url).take()["token"] for one in two]
    first, second = (manager.get(f"/tickets/{token}").json()["issued_at"] for token in tokens)
    assert first <= second
    called = Client(two[1].url).sign_in("chen")
    called.step("4", "open")
    assert called.step("4", "call-next")["issued_at"] == first
    until(lambda: abs(_seconds(two[0]) - _seconds(two[1])) < 30)


def _seconds(server: Server) -> float:
    """Return the time that the server's wall is told."""
    hour, minute, second = Client(server.url).get("/displays/east").json()["time"][11:19].split(":")
    return int(hour) * 3600.0 + int(minute) * 60 + int(second)


@pytest.mark.parametrize(
    ("what", "status", "kind"),
    [("disk_full", 503, "urn:hallcall:disk-full"), ("insufficient_privilege", 503, "urn:hallcall:not-ready")],
)
def test_a_database_that_refuses(two: Sequence[Server], url: str, what: str, status: int, kind: str) -> None:
    """A full disk of the database, a role without rights: each press is refused in words, and goes on afterwards."""
    with psycopg.connect(url, autocommit=True) as owner:
        owner.execute("alter function append_entry rename to append_entry_well")
        owner.execute(
            "create function append_entry(h text, s text, n bigint, a timestamptz, b json) returns bigint "
            f"language plpgsql as $$ begin raise exception using errcode = '{what}', message = 'no'; end $$"
        )
        for server in two:
            refused = Client(server.url).post("/tickets", {"service": "tax"}, "press")
            assert (refused.status_code, refused.json()["type"]) == (status, kind)
            assert Client(server.url).get("/displays/east").status_code == 200
        owner.execute("drop function append_entry")
        owner.execute("alter function append_entry_well rename to append_entry")
    numbers = {Client(one.url).post("/tickets", {"service": "tax"}, "press").json()["number"] for one in two}
    assert len(numbers) == 1
    assert not any('"unexpected"' in one.log() for one in two)


def test_a_server_of_another_version_is_told_of(two: Sequence[Server], url: str) -> None:
    """An older server beside a newer one serves on, and the manager is told which it is."""
    manager = Client(two[0].url).sign_in("chen")
    with psycopg.connect(url, autocommit=True, options="-c hallcall.hall=hall") as older:

        def is_told() -> bool:
            older.execute("select beat('hall', 'older', 'old-pc /srv', '0.1.0', '{}', null, interval '2 s')")
            return "server_version" in [one["code"] for one in manager.get("/faults").json()]

        until(is_told)
