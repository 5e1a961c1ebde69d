"""The HTTP server's connections: what is written to a slow reader arrives whole."""

from typing import Any

import gevent
import gevent.socket
from gevent.event import Event

from hall.web.serving import PromptServer
from tests.patience import PATIENCE_S

FRAME = bytes(range(256)) * 65_536
"""16 MiB: more than a computer keeps for whoever does not read."""
SMALL = 4096


def test_a_frame_reaches_a_slow_reader_whole() -> None:
    """Written by one `send` to a copy of the connection, as simple_websocket does, while nobody reads."""
    written, told = Event(), []

    def app(environ: dict[str, Any], start_response: Any) -> list[bytes]:
        with environ["wsgi.input"].rfile.raw._sock.dup() as copy:
            written.set()
            told.append(copy.send(FRAME))
        start_response("200 OK", [("Content-Length", "0")])
        return []

    server = PromptServer(("127.0.0.1", 0), app, log=None, environ={"SERVER_NAME": "here"})
    server.start()
    with gevent.Timeout(PATIENCE_S), gevent.socket.socket() as reader:
        reader.setsockopt(gevent.socket.SOL_SOCKET, gevent.socket.SO_RCVBUF, SMALL)
        reader.connect(("127.0.0.1", server.server_port))
        reader.sendall(b"GET / HTTP/1.1\r\nHost: here\r\nConnection: close\r\n\r\n")
        written.wait()
        gevent.sleep(0)  # the frame is on its way before anything is read
        came = b"".join(iter(lambda: reader.recv(1 << 16), b""))
    server.stop()
    assert told == [len(FRAME)]
    assert came.startswith(FRAME)
