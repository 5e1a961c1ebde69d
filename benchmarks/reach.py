"""A call on its way to every screen, beside a bare emit of the same bytes to as many."""

import json
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from statistics import median
from typing import Any

from benchmarks.counts import Counts
from benchmarks.listeners import Crowd
from benchmarks.load import Wire, post
from benchmarks.processes import Bare, Hall, running
from benchmarks.table import Row, at_most, times_bare
from hall.queue.views.board import CALLS_SHOWN

ZONE = "east"
COUNTER = "1"
SERVICE = b'{"service":"company"}'
NO_SELECT_WINDOWS = "needs epoll or kqueue: Windows' select knows 512 sockets"


def measure(folder: Path, counts: Counts) -> Iterator[Row]:
    """Measure from the press being sent to the last screen having the whole board, as often as `counts` says."""
    if sys.platform == "win32":
        yield Row("a call to every screen", None, "ms", note=NO_SELECT_WINDOWS)
        return
    close = times_bare("≤", 1.5)
    crowds = (
        ("displays", counts.displays, counts.calls, (at_most(15), close), False),
        ("displays in browsers", counts.displays, counts.calls, (at_most(100), close), True),
        ("listeners", counts.listeners, max(2, counts.calls // 2), (at_most(150), close), False),
    )
    with running(Bare(folder / "bare")) as bare, running(Hall(folder / "hall")) as hall:
        token = hall.clerk()
        hall.open_counters(token, [COUNTER])
        for kind, screens, calls, limits, browser in crowds:
            ours, board = _called(hall.port, token, _crowd(hall.port, screens, browser=browser), calls)
            plain = _emitted(bare.port, _crowd(bare.port, screens, browser=browser), calls, board)
            size_kb = len(json.dumps(board, ensure_ascii=False, separators=(",", ":")).encode()) / 1000
            name = f"a call to {screens:,} {kind}, the slowest ({size_kb:.1f} kB)"
            yield Row(name, median(ours) * 1000, "ms", limits, median(plain) * 1000)


def _crowd(port: int, screens: int, *, browser: bool) -> Crowd:
    crowd = Crowd()
    crowd.enter(port, screens, "/display", {"zone": ZONE}, browser=browser)
    return crowd


def _called(port: int, token: str, crowd: Crowd, calls: int) -> tuple[list[float], Any]:
    """Return the seconds of each call, and the last board. The board is full before the first is measured."""
    wire, took = Wire(port), []
    crowd.wait_for(1)
    for _ in range(calls + CALLS_SHOWN):
        _press(wire, post("/api/v1/tickets", SERVICE), crowd, _newest(crowd) + 1)
    for number in range(calls + CALLS_SHOWN):
        call = post(f"/api/v1/counters/{COUNTER}/call-next", token=token)
        took_s = _press(wire, call, crowd, _newest(crowd) + 1)
        if number >= CALLS_SHOWN:
            took.append(took_s)
        _press(wire, post(f"/api/v1/counters/{COUNTER}/no-show", token=token), crowd, _newest(crowd) + 1)
    board = crowd.listeners[0].picture()
    wire.close()
    crowd.close()
    return took, board


def _emitted(port: int, crowd: Crowd, calls: int, board: Any) -> list[float]:
    """Return the seconds of each bare emit of `board`; only its version differs, as it does in the hall."""
    wire, took = Wire(port), []
    for number in range(1, calls + 2):
        again = json.dumps(board | {"version": number}, ensure_ascii=False).encode()
        took.append(_press(wire, post("/emit", again), crowd, number))
    wire.close()
    crowd.close()
    return took[1:]


def _newest(crowd: Crowd) -> int:
    return max(one.version for one in crowd.listeners)


def _press(wire: Wire, request: bytes, crowd: Crowd, version: int) -> float:
    """Press, and return the seconds until the last screen has this version."""
    began = time.perf_counter()
    wire.send(request)
    last = crowd.wait_for(version)
    while (answer := wire.take()) is None:
        pass
    assert answer.status in {200, 201}, answer
    return last - began
