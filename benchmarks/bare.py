"""The baselines: what Flask and Flask-SocketIO do on the product's own HTTP server with nothing of a hall in between.

    python -m benchmarks.bare PORT FILE

POST /line appends one line to FILE and returns when it is on the disk; POST /emit sends its body, JSON, to everybody
who listens at /display; GET /api/v1/healthz answers.
"""

from gevent import monkey

monkey.patch_all()

import json  # noqa: E402 - after gevent
import os  # noqa: E402
import sys  # noqa: E402

from flask import Flask, Response, request  # noqa: E402
from flask_socketio import SocketIO  # noqa: E402

from hall.web.serving import PromptServer  # noqa: E402

ANSWER = json.dumps({"answer": "x" * 400})
"""As long as a ticket."""
ENTRY = "y" * 300
"""About as long as the journal's entry of a ticket."""
_sync = getattr(os, "fdatasync", os.fsync)  # Windows has fsync alone


def bare(path: str) -> Flask:
    """Return the bare application; its lines go to `path`."""
    app = Flask("bare")
    sockets = SocketIO(app, async_mode="gevent", ping_interval=10, ping_timeout=10)
    lines = os.open(path, os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o600)

    @app.post("/line")
    def line() -> Response:
        request.get_data()
        os.write(lines, json.dumps({"number": 1, "entry": ENTRY}).encode() + b"\n")
        _sync(lines)
        return Response(ANSWER, 201, content_type="application/json")

    @app.post("/emit")
    def emit() -> Response:
        sockets.emit("board", json.loads(request.get_data()), namespace="/display")
        return Response(ANSWER, 200, content_type="application/json")

    @app.get("/api/v1/healthz")
    def healthz() -> str:
        return "ok"

    @sockets.on("connect", namespace="/display")  # type: ignore[untyped-decorator]
    def connect(_auth: object = None) -> None:
        """Take everybody in."""

    return app


if __name__ == "__main__":
    PromptServer(("127.0.0.1", int(sys.argv[1])), bare(sys.argv[2]), log=None).serve_forever()
