"""Who sends too much, or nothing at all: cut off quietly, and the hall goes on for everybody else."""

import re
import socket
import sys
from contextlib import ExitStack, suppress

import pytest
import requests
import websocket

from tests.faults.test_sockets import Raw
from tests.hallclient import ROOT, Client, Server
from tests.patience import PATIENCE_S, until

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
    assert 'hallcall_sockets_cut_total{why="' in requests.get(f"{hall.url}/metrics", timeout=PATIENCE_S).text


@pytest.mark.parametrize("packet", ["x", "45", "42[", '40/display,{"zone":', "4" + "[" * 5000])
def test_a_broken_packet_closes_its_socket_and_is_counted(hall: Server, packet: str) -> None:
    """Without a trace in the log."""
    cut_off(hall, [packet])
    assert 'why="broken"' in requests.get(f"{hall.url}/metrics", timeout=PATIENCE_S).text
    assert "Traceback" not in hall.log()


def takes(hall: Server) -> bool:
    """Return whether a ticket is given."""
    try:
        return bool(Client(hall.url).take("tax")["number"])
    except requests.RequestException:
        return False


@pytest.fixture
def few_files(server: Server) -> Server:
    """A started server that may open 256 files."""
    program = server.folder.parent / "few_files.py"
    program.write_text(
        "import resource, runpy, sys\n"
        "resource.setrlimit(resource.RLIMIT_NOFILE, (256, 256))\n"
        f"sys.path.insert(0, {str(ROOT)!r})\n"
        f"runpy.run_path({str(ROOT / 'server.py')!r}, run_name='__main__')\n",
        encoding="utf-8",
    )
    server.program = program
    return server.start()


@pytest.mark.skipif(sys.platform == "win32", reason="sockets are no files there")
def test_idle_connections_do_not_use_the_hall_up(few_files: Server) -> None:
    """With 256 descriptors and 400 silent connections tickets are given and the hall is well."""
    server = few_files
    with ExitStack() as stack:
        for _ in range(400):
            stack.enter_context(socket.create_connection(("127.0.0.1", server.port), timeout=PATIENCE_S))
        until(lambda: takes(server))
        assert Client(server.url).get("/healthz").json()["status"] == "ok"


POLL = "GET /socket.io/?EIO=4&transport=polling{} HTTP/1.1\r\nHost: {}:{}\r\n\r\n"


def hold_a_poll(server: Server, stack: ExitStack) -> None:
    """Ask from another address for what is long in coming; a connection that is refused is none."""
    line = socket.create_connection(("127.0.0.1", server.port), PATIENCE_S, source_address=("127.0.0.2", 0))
    stack.enter_context(line)
    said = b""
    with suppress(OSError):
        line.sendall(POLL.format("", "127.0.0.1", server.port).encode())
        while not (sid := re.search(rb'"sid":"([^"]+)"', said)):
            more = line.recv(4096)
            if not more:
                return
            said += more
        line.sendall(POLL.format(f"&sid={sid[1].decode()}", "127.0.0.1", server.port).encode())


@pytest.mark.skipif(sys.platform != "linux", reason="no second address of this computer")
def test_who_asks_for_what_is_long_in_coming_leaves_room_for_others(few_files: Server) -> None:
    """A hundred long polls of one address, all under way at once: whoever comes from another has a ticket meanwhile."""
    with ExitStack() as stack:
        for _ in range(100):
            hold_a_poll(few_files, stack)
        assert all(takes(few_files) for _ in range(5))
