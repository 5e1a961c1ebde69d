"""Loads of calls on real halls with real walls and real clips: heard how soon, and which never. Takes 14 minutes.

    python -m benchmarks.loads                 bursts of 5, 12 and 20; 20, 50 and 120 calls in ten minutes, side by side
    python -m benchmarks.loads --only bursts   the bursts alone, three minutes; loads: those of ten minutes alone

What was heard is what the wall in Chromium reported of each call's first sound, as the hall wrote it down. The bare
column is the same keys and visitors as halls without a plan of speech say them, reckoned with the same clips.
"""

import argparse
import heapq
import json
import random
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from benchmarks.browser import launcher, missing
from benchmarks.load import Wire, post
from benchmarks.processes import OUR_CORES, Hall, allow_many_files, always_open, on, running
from benchmarks.sound import BURST_COUNTERS, LIMIT_MS, NOTES, WALL
from benchmarks.speech import BURSTS, IN_ENGLISH, LOADS, Sum, keys_of, zone
from benchmarks.table import Row, at_most, table
from hall.speech.book import STREAM
from hall.speech.events import CallSaid
from hall.store.tiny import TinyJournal

MORE_COUNTERS: Final = "".join(
    f'[[counters]]\nid = "{n}"\nzone = "east"\nservices = ["company"]\n' for n in range(51, 61)
)
COUNTERS: Final = [str(n) for n in range(31, 61)]
QUIET_S: Final = 90.0
"""So long after the last key everything is said, or never will be."""
LOOK_S: Final = 0.5


@dataclass
class Floor:
    """A hall with a wall: who presses what, and what became of it."""

    hall: Hall
    token: str
    page: Any
    many: int
    free: list[str]

    @classmethod
    def open(cls, hall: Hall, page: Any, many: int) -> "Floor":
        """Open thirty counters and a wall that listens to itself, with `many` tickets waiting."""
        token, chance = hall.clerk(), random.Random(many)
        hall.open_counters(token, COUNTERS)
        with closing(Wire(hall.port)) as wire:
            for _ in range(many):
                lang = "en" if chance.random() < IN_ENGLISH else "zh"
                body = json.dumps({"service": "company", "lang": lang}).encode()
                assert wire.ask(post("/api/v1/tickets", body)).status == 201
        page.add_init_script(NOTES)
        page.goto(f"http://127.0.0.1:{hall.port}/display/east")
        page.wait_for_selector(".wall:not([aria-busy=true])", timeout=LIMIT_MS)
        return cls(hall, token, page, many, list(COUNTERS))

    def call(self) -> str:
        """Press the key at a free counter and return which."""
        counter = self.free.pop(0)
        self._press(counter, "call-next")
        return counter

    def comes(self, counter: str) -> None:
        """The visitor is there, and is soon done."""
        self._press(counter, "start")
        self._press(counter, "finish")
        self.free.append(counter)

    def speech(self) -> Any:
        """Return the hall's plan and figures of the zone."""
        return self.page.evaluate("() => fetch('/api/v1/displays/east/speech').then((answer) => answer.json())")

    def is_quiet(self) -> bool:
        """Return whether everything was said, and nothing is to come."""
        now = self.speech()
        return now["saying"] is None and now["said"] + now["answered_first"] + now["never"] >= self.many

    def result(self) -> Sum:
        """Return what became of the calls, from what the hall wrote down."""
        figures, sounds = self.speech(), self.page.evaluate("heard.length")
        self.hall.stop()
        journal = TinyJournal(self.hall.data / "journal")
        said = [e for s in journal.streams() if s.startswith(STREAM) for one in journal.read(s) for e in one.events]
        after_s = sorted(event.after_s for event in said if isinstance(event, CallSaid))
        assert len(after_s) == figures["said"], f"{len(after_s)} calls written down, {figures['said']} counted"
        assert sounds >= len(after_s), f"the wall made {sounds} sounds for {len(after_s)} calls"
        answered = 100 * figures["answered_first"] / self.many
        return Sum(after_s, 100 * (self.many - len(after_s)) / self.many - answered, answered)

    def _press(self, counter: str, key: str) -> None:
        with closing(Wire(self.hall.port)) as wire:  # one kept open is hung up on when nobody presses for a while
            answer = wire.ask(post(f"/api/v1/counters/{counter}/{key}", token=self.token))
        assert answer.status == 200, answer


def main() -> int:
    """Measure and print; 1 when a target is missed."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.loads", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--only", choices=("bursts", "loads"), help="one half")
    chosen = parser.parse_args()
    if why := missing():
        print(f"not measured: {why}")
        return 1
    allow_many_files()
    with tempfile.TemporaryDirectory(prefix="loads-") as folder, on(OUR_CORES), launcher() as launch:
        rows: list[Row] = []
        for name, measure in (("bursts", _bursts), ("loads", _loads)):
            if chosen.only in {None, name}:
                found = list(measure(Path(folder), launch))
                print(f"{table(found)}\n", flush=True)
                rows += found
    return int(any(row.missed for row in rows))


def _bursts(folder: Path, launch: Callable[[], Any]) -> Iterator[Row]:
    """Measure one burst after the other: keys 50 ms apart, and nobody comes."""
    for many, limit_s in BURSTS:
        with ExitStack() as open_:
            floor = _floor(open_, folder / f"burst-{many}", launch, many)
            pressed_ms = time.time() * 1000
            keys = [n / 20 for n in range(many)]
            _play([floor], [[(at, None) for at in keys]])
            last_ms = floor.page.evaluate("heard.at(-1).to")
            before = zone()
            before.play_as_set(keys, random.Random(many), come=False)
            name, found = f"a burst of {many} calls", floor.result()
            took_s = (last_ms - pressed_ms) / 1000
            yield Row(f"{name}, all said", took_s, "s", (at_most(limit_s),), before.ended_at)
            yield Row(f"{name}: never said", many - len(found.after_s), "", (at_most(0),), many - len(before.heard_s))


def _loads(folder: Path, launch: Callable[[], Any]) -> Iterator[Row]:
    """Measure the loads of ten minutes at the same time, each in a hall of its own."""
    with ExitStack() as open_:
        floors = [_floor(open_, folder / f"load-{many}", launch, many) for many in LOADS]
        times, sums = [], []
        for many in LOADS:
            before = zone()
            keys = keys_of(many, many)
            times.append([(at, comes_at) for at, comes_at, *_ in before.calls(keys, random.Random(many), come=True)])
            before.play_as_set(keys, random.Random(many))
            sums.append(Sum.of([before], many))
        _play(floors, times)
        for floor, before_sum in zip(floors, sums, strict=True):
            yield from floor.result().rows(f"{floor.many} calls in ten minutes", before_sum, "")


def _floor(open_: ExitStack, folder: Path, launch: Callable[[], Any], many: int) -> Floor:
    configuration = always_open() + BURST_COUNTERS + MORE_COUNTERS
    hall = open_.enter_context(running(Hall(folder, configuration=configuration)))
    browser = launch()
    open_.callback(browser.close)
    return Floor.open(hall, browser.new_page(viewport=WALL, locale="zh-CN"), many)


def _play(floors: Sequence[Floor], times: Sequence[Sequence[tuple[float, float | None]]]) -> None:
    """Press each floor's keys at their times, in seconds from now; visitors come at theirs, where they come."""
    due: list[tuple[float, int, str, float | None]] = [
        (at, n, "", comes_at) for n, calls in enumerate(times) for at, comes_at in calls
    ]
    heapq.heapify(due)
    begun = time.monotonic()
    while due:
        at, n, counter, comes_at = heapq.heappop(due)
        time.sleep(max(0.0, begun + at - time.monotonic()))
        if counter:
            floors[n].comes(counter)
        else:
            called = floors[n].call()
            if comes_at is not None:
                heapq.heappush(due, (comes_at, n, called, None))
    deadline = time.monotonic() + QUIET_S
    while time.monotonic() < deadline and not all(floor.is_quiet() for floor in floors):
        time.sleep(LOOK_S)


if __name__ == "__main__":
    sys.exit(main())
