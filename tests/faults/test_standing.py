"""What the running server owes whoever keeps it: an end in time, and logs that can be read and tell of nobody."""

import json
import socket
from contextlib import ExitStack

import requests
import websocket

from hall.web.serving import STOP_S
from tests.hallclient import ROOT, Client, Server

PHONE, NOTE, PIN = "13812345678", "王小明带了旧证", "90210-secret"


def test_sigterm_with_everybody_connected(server: Server) -> None:
    """A hundred sockets and twenty half-sent requests hold it up a little: it ends, status 0, nothing lost."""
    server.start()
    taken = Client(server.url).take("tax")
    address = ("127.0.0.1", server.port)
    with ExitStack() as stack:
        for _ in range(100):
            wall = websocket.create_connection(f"ws://127.0.0.1:{server.port}/socket.io/?EIO=4&transport=websocket")
            stack.callback(wall.shutdown)
            wall.send('40/display,{"zone":"east"}')
        for _ in range(20):
            kiosk = stack.enter_context(socket.create_connection(address))
            kiosk.sendall(b"POST /api/v1/tickets HTTP/1.1\r\nHost: hall\r\nContent-Length: 100\r\n\r\n{")
        assert server.stop() == 0
    assert STOP_S < 5
    server.start()
    assert Client(server.url).get(f"/tickets/{taken['token']}").status_code == 200


def test_a_hall_without_a_name_server_opens_as_fast(server: Server) -> None:
    """Nobody's name is asked for at the start: where no network answers, that would take half a minute."""
    program = server.folder.parent / "nameless.py"
    program.write_text(
        "import runpy, socket, sys\n"
        "import gevent.socket\n"
        "def asked(*_): raise SystemExit('a name server was asked')\n"
        "for ask in ('getfqdn', 'gethostbyaddr', 'gethostbyname', 'getnameinfo'):\n"
        "    setattr(socket, ask, asked); setattr(gevent.socket, ask, asked)\n"
        f"sys.path.insert(0, {str(ROOT)!r})\n"
        f"runpy.run_path({str(ROOT / 'server.py')!r}, run_name='__main__')\n",
        encoding="utf-8",
    )
    server.program = program
    server.start()
    assert Client(server.url).get("/healthz").status_code == 200


def test_logs_and_metrics_tell_of_nobody(server: Server) -> None:
    """Each line is JSON; no token, telephone number, name, remark or PIN is in any, nor in the metrics."""
    server.add_staff("li", pin=PIN, name="李明")
    server.start()
    visitor, clerk = Client(server.url), Client(server.url).sign_in("li", PIN, counter="5")
    session = str(clerk.http.headers["Authorization"]).removeprefix("Bearer ")
    taken = visitor.take("tax", phone=PHONE)
    clerk.step("5", "open")
    clerk.step("5", "call-next")
    clerk.step("5", "start")
    clerk.step("5", "finish", {"note": NOTE})
    visitor.post(f"/tickets/{taken['token']}/rating", {"score": 5, "comment": NOTE})
    visitor.post(f"/tickets/{taken['token']}/rating", {"score": 5, "comment": NOTE})
    visitor.post("/sessions", {"staff": "li", "pin": f"{PIN}-wrong"})
    visitor.post("/tickets", {"service": "tax", "phone": NOTE})
    for address in (f"/t/{taken['token']}", "/socket.io/?EIO=4&transport=polling&sid=x", "/socket.io/"):
        requests.get(f"{server.url}{address}", timeout=5)
    for nonsense in (
        f"GET /t/{taken['token']} HTTP/9.9\r\n\r\n",
        f"/t/{taken['token']}\r\n\r\n",
        f"GET /t/{taken['token']} HTTP/1.1\r\nContent-Length: {PHONE}x\r\n\r\n",
        f"POST /api/v1/tickets/{taken['token']}/cancel HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\nx{PHONE}\r\n",
    ):
        with socket.create_connection(("127.0.0.1", server.port)) as line:
            line.sendall(nonsense.encode())
            line.settimeout(5)
            assert b" 400 " in line.recv(100)
    metrics = visitor.get("/metrics").text
    assert server.stop() == 0
    lines = server.log().splitlines()
    assert all("message" in json.loads(line) for line in lines)
    assert any(json.loads(line)["message"] == "unreadable request" for line in lines)
    for secret in (taken["token"], session, PHONE, NOTE, PIN, "李明"):
        assert secret not in server.log()
        assert secret not in metrics
