"""A full disk: a clear 503, nothing acknowledged lost, and work again as soon as there is room."""

import resource
import sys
from pathlib import Path

import pytest
import requests

from tests.hallclient import Client, Server


def fill_up(client: Client) -> tuple[list[str], requests.Response]:
    """Take tickets until the server says that it cannot; return the numbers given and the refusal.

    The next one may have room again, above all after a restart: the voice's clips come and go on the same disk.
    """
    numbers = []
    for _ in range(5_000):
        answer = client.post("/tickets", {"service": "tax"})
        if answer.status_code != 201:
            return numbers, answer
        numbers.append(answer.json()["number"])
    raise AssertionError("the disk never filled up")


def test_a_full_disk_refuses_clearly_and_loses_nothing(small_disk: Path) -> None:
    """503 with the reason; everything acknowledged survives a power cut; numbers go on when there is room."""
    server = Server(small_disk)
    ballast = small_disk / "ballast"
    try:
        server.start()
        client = Client(server.url)
        ballast.write_bytes(b"x" * 200_000)
        numbers, refused = fill_up(client)
        assert refused.status_code == 503
        assert "disk" in refused.json()["detail"]
        assert client.get("/healthz").status_code == 503
        assert client.get("/services").status_code == 200
        server.kill()
        ballast.unlink()
        server.start()
        client = Client(server.url)
        waiting = {s["id"]: s["waiting"] for s in client.get("/services").json()}
        assert waiting["tax"] == len(numbers)
        assert client.take("tax")["number"] == f"C{len(numbers) + 1:03d}"
    finally:
        if server.process is not None and server.process.poll() is None:
            server.kill()


def test_room_again_needs_no_restart(small_disk: Path) -> None:
    """The running server goes on by itself, with the very next number."""
    server = Server(small_disk).start()
    try:
        client = Client(server.url)
        ballast = small_disk / "ballast"
        ballast.write_bytes(b"x" * 200_000)
        numbers, _ = fill_up(client)
        ballast.unlink()
        assert client.take("tax")["number"] == f"C{len(numbers) + 1:03d}"
    finally:
        server.kill()


@pytest.mark.parametrize("later_s", [0, 86_400])
def test_a_restart_on_a_full_disk_shows_what_there_is(small_disk: Path, tmp_path: Path, later_s: int) -> None:
    """It starts, says what is wrong, refuses with the reason, and goes on when there is room; on a new day too."""
    server = Server(tmp_path / "hall")
    server.folder.mkdir()
    server.data.symlink_to(small_disk)
    ballast = small_disk / "ballast"
    try:
        server.start()
        ballast.write_bytes(b"x" * 200_000)
        numbers, _ = fill_up(Client(server.url))
        server.kill()
        server.clock.move(later_s)
        server.start()
        client = Client(server.url)
        assert client.get("/healthz").status_code == 503
        assert client.get("/displays/east").status_code == 200
        more, refused = fill_up(client)
        assert refused.status_code == 503
        ballast.unlink()
        given = [*more] if later_s else [*numbers, *more]
        assert client.take("tax")["number"] == f"C{len(given) + 1:03d}"
    finally:
        if server.process is not None and server.process.poll() is None:
            server.kill()


@pytest.mark.skipif(sys.platform == "win32", reason="limits of a process are not Windows'")
def test_a_file_that_may_not_grow(server: Server) -> None:
    """The same for whoever is not root: a limit on the size of files."""
    server.start()
    assert server.process is not None
    resource.prlimit(server.process.pid, resource.RLIMIT_FSIZE, (60_000, 60_000))
    client = Client(server.url)
    numbers, refused = fill_up(client)
    assert refused.status_code == 503
    server.kill()
    server.start()
    assert Client(server.url).take("tax")["number"] == f"C{len(numbers) + 1:03d}"
