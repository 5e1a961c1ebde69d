"""Who sends too much, or nothing at all: cut off quietly, and the hall goes on for everybody else."""

import socket
import sys
from contextlib import ExitStack

import pytest
import requests
import websocket

from tests.faults.test_sockets import Raw
from tests.hallclient import ROOT, Client, Server
from tests.patience import until

FLOODS = {
    "connects": '40/display,{"zone":"east"}',
    "events": "42/display,",
    "comings and goings": '40/display,{"zone":"east"}\x0041/display,',
    "what nobody knows": "9",
    "what is no packet": '451-/display,["x",{"_placeholder":true,"num":9}]',
    "bytes": "3" + "x" * 10_000,
}


def cut_off(hall: Server, packets: list[str]) -> None:
    """Send packets, and see that the server closes the socket."""
    raw = Raw(hall)
    closed = (ConnectionError, websocket.WebSocketConnectionClosedException)
    try:
        with pytest.raises(closed):  # noqa: PT012 - at which packet is of no account
            for packet in packets:
                raw.say(packet)
            raw.until("never")
    finally:
        raw.socket.shutdown()


@pytest.mark.parametrize("flood", FLOODS)
def test_a_flood_closes_its_socket_and_holds_nobody_up(hall: Server, flood: str) -> None:
    """Of twenty thousand packets a few dozen are read; tickets go on meanwhile, and the log stays short."""
    visitor = Client(hall.url)
    cut_off(hall, FLOODS[flood].split("\0") * 10_000)
    assert visitor.take("tax")["number"]
    assert len(hall.log()) < 20_000
    assert "Traceback" not in hall.log()
    assert 'hallcall_sockets_cut_total{why="' in requests.get(f"{hall.url}/metrics", timeout=10).text


@pytest.mark.parametrize("packet", ["x", "45", "42[", '40/display,{"zone":', "4" + "[" * 5000])
def test_a_broken_packet_closes_its_socket_and_is_counted(hall: Server, packet: str) -> None:
    """Without a trace in the log."""
    cut_off(hall, [packet])
    assert 'why="broken"' in requests.get(f"{hall.url}/metrics", timeout=10).text
    assert "Traceback" not in hall.log()


def takes(hall: Server) -> bool:
    """Return whether a ticket is given."""
    try:
        return bool(Client(hall.url).take("tax")["number"])
    except requests.RequestException:
        return False


@pytest.mark.skipif(sys.platform == "win32", reason="sockets are no files there")
def test_idle_connections_do_not_use_the_hall_up(server: Server) -> None:
    """With 256 descriptors and 400 silent connections tickets are given and the hall is well."""
    program = server.folder.parent / "few_files.py"
    program.write_text(
        "import resource, runpy, sys\n"
        "resource.setrlimit(resource.RLIMIT_NOFILE, (256, 256))\n"
        f"sys.path.insert(0, {str(ROOT)!r})\n"
        f"runpy.run_path({str(ROOT / 'server.py')!r}, run_name='__main__')\n",
        encoding="utf-8",
    )
    server.program = program
    server.start()
    with ExitStack() as stack:
        for _ in range(400):
            stack.enter_context(socket.create_connection(("127.0.0.1", server.port), timeout=10))
        until(lambda: takes(server))
        assert Client(server.url).get("/healthz").json()["status"] == "ok"
