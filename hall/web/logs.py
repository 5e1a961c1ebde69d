"""Structured logs: one JSON object a line, without addresses that carry tokens and without anything personal."""

import json
import logging
import sys
import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime

from flask import Flask, Response, g, request

_KNOWN = set(logging.makeLogRecord({}).__dict__) | {"message", "asctime"}
_encode = json.JSONEncoder(ensure_ascii=False, default=str).encode
log = logging.getLogger("hall.requests")
SLOW_S = 0.25
"""An answer that took longer is worth a line."""
REFUSED = {401, 403, 421, 429}
"""Of these the line says from which address."""


class JsonLines(logging.Formatter):
    """Formats a record with its `extra` fields."""

    def format(self, record: logging.LogRecord) -> str:
        """Return one line of JSON."""
        line = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
        }
        line |= {k: v for k, v in record.__dict__.items() if k not in _KNOWN}
        if record.exc_info:
            line["trace"] = self.formatException(record.exc_info)
        return _encode(line)


def begin(level: int = logging.INFO) -> None:
    """Send all logs to standard error as JSON lines."""
    logging._srcfile = None  # noqa: SLF001 - the manual's way to save what is not shown
    logging.logThreads = logging.logProcesses = logging.logMultiprocessing = False
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonLines())
    logging.basicConfig(level=level, handlers=[handler], force=True)
    for noisy in ("engineio.server", "socketio.server"):  # by these names, or each adds a handler of its own
        logging.getLogger(noisy).setLevel(logging.ERROR)
    logging.captureWarnings(capture=True)
    threading.excepthook = lambda end: log.error("a thread ended", exc_info=end.exc_value)


def install(app: Flask, answered: Callable[[str, int, float], None]) -> None:
    """Log each refusal and slow answer: by the route's pattern, never its address, which may hold a ticket's token.

    What was done is in the journal, and how often and how fast in the metrics; a log of it all would only cost time.

    `answered` is told the route, the status and the seconds of every answer.
    """

    @app.before_request
    def begin_clock() -> None:
        g.began = time.perf_counter()

    @app.after_request
    def note(response: Response) -> Response:
        route = request.url_rule.rule if request.url_rule else "unknown"
        took_s = time.perf_counter() - g.began
        answered(route, response.status_code, took_s)
        if response.status_code < 400 and took_s < SLOW_S:
            return response
        facts = {"method": request.method, "route": route, "status": response.status_code}
        if response.status_code in REFUSED:
            facts["address"] = request.remote_addr or ""
        log.info("request", extra=facts | {"ms": round(took_s * 1000, 1)})
        return response
