"""From the start of the process to the first answer, and the memory of a hall at work."""

import json
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from statistics import median
from typing import Any

from benchmarks.counts import Counts
from benchmarks.days import write_day
from benchmarks.listeners import Crowd
from benchmarks.load import Wire, post
from benchmarks.processes import Bare, Hall, children_mib, memory_mib, running
from benchmarks.reach import ZONE
from benchmarks.table import Row, at_most

EMITS = 10
"""How many pictures everybody has got before memory is looked at."""


def measure(folder: Path, counts: Counts) -> Iterator[Row]:
    """Start with a day on the disk; then let screens in and look at the memory."""
    made = Hall(folder / "day")
    write_day(made.furnish(), made.data, counts.day)
    ours = [_seconds(lambda: Hall(folder / "day")) for _ in range(counts.starts)]
    bare = [_seconds(lambda: Bare(folder / "bare")) for _ in range(counts.starts)]
    name = f"ready to serve, {counts.day:,} finished tickets on the disk"
    yield Row(name, median(ours), "s", (at_most(1.5),), median(bare))
    yield from _memory(folder, counts)


def _seconds(server: Callable[[], Hall | Bare]) -> float:
    began = time.perf_counter()
    with running(server()):
        return time.perf_counter() - began


def _memory(folder: Path, counts: Counts) -> Iterator[Row]:
    for browser, kind in ((False, "sockets"), (True, "sockets of browsers")):
        name = f"memory with {counts.sockets} {kind} and that day"
        with running(Hall(folder / "day")) as hall:
            board, ours = _hall_memory(hall, counts.sockets, browser=browser)
            beside = children_mib(hall.pid)
        with running(Bare(folder / "bare")) as bare:
            plain = _bare_memory(bare, counts.sockets, board, browser=browser)
        if ours is None:
            yield Row(name, None, "MiB", note="needs /proc")
            return
        yield Row(name, ours, "MiB", (at_most(120),), plain)
    yield Row("… its children (voice) beside", beside, "MiB")


def _hall_memory(hall: Hall, sockets: int, *, browser: bool) -> tuple[Any, float | None]:
    crowd = Crowd()
    crowd.enter(hall.port, sockets, "/display", {"zone": ZONE}, browser=browser)
    crowd.wait_for(1)
    wire = Wire(hall.port)
    for _ in range(EMITS):
        before = max(one.version for one in crowd.listeners)
        assert wire.ask(post("/api/v1/tickets", b'{"service":"company"}')).status == 201
        crowd.wait_for(before + 1)
    found = memory_mib(hall.pid)
    board = crowd.listeners[0].picture()
    crowd.close()
    return board, found


def _bare_memory(bare: Bare, sockets: int, board: Any, *, browser: bool) -> float | None:
    crowd = Crowd()
    crowd.enter(bare.port, sockets, "/display", {}, browser=browser)
    wire = Wire(bare.port)
    for number in range(1, EMITS + 1):
        wire.ask(post("/emit", json.dumps(board | {"version": number}, ensure_ascii=False).encode()))
        crowd.wait_for(number)
    found = memory_mib(bare.pid)
    crowd.close()
    return found
