"""A hundred counters at work late in the day: from the key to the answer, and to the panel."""

import json
import re
import selectors
import time
from collections.abc import Iterator
from pathlib import Path
from statistics import median

from benchmarks.counts import Counts
from benchmarks.days import write_day
from benchmarks.listeners import Listener
from benchmarks.load import ANSWER_LIMIT_S, Answer, Wire, percentile, post
from benchmarks.processes import Bare, Hall, running
from benchmarks.table import Row, at_most

KEYS_A_SECOND = 25
"""A day of 5,000 visits in eight hours has one key in two seconds on average; this is the worst rush, for long."""
STEPS = ("call-next", "start", "finish")
WAITING_A_COUNTER = 5
"""More than are called meanwhile."""
SERVICES = ("company", "licence", "tax", "social", "medical", "fund", "household", "property", "enquiry")
DISPLAYS_A_ZONE = 30


def measure(folder: Path, counts: Counts) -> Iterator[Row]:
    """Press keys at a steady pace, round the counters, with every panel and sixty displays watching."""
    hall = Hall(folder / "hall")
    hall.configuration = furnished(hall.configuration, counts.counters)
    write_day(hall.furnish(), hall.data, counts.day, waiting=counts.counters * WAITING_A_COUNTER)
    with running(hall):
        rush = Rush(hall, counts.counters)
        rush.run(counts.keys)
        rush.close()
    with running(Bare(folder / "bare")) as bare:
        plain = [s * 1000 for s in _bare(bare.port, counts.keys)]
    answers, panels = [s * 1000 for s in rush.answered_s], [s * 1000 for s in rush.shown_s]
    name = f"a key after the {counts.day:,}th ticket, {counts.counters} counters, to the"
    for words, of in (("median", median), ("p99", lambda values: percentile(values, 99))):
        yield Row(f"{name} answer, {words}", of(answers), "ms", (at_most(100),), of(plain))
    yield Row(f"{name} new ticket on the panel, p99", percentile(panels, 99), "ms", (at_most(100),))


def furnished(configuration: str, counters: int) -> str:
    """Return the hall's configuration with so many counters in place of its own."""
    bare = re.sub(r"\[\[counters\]\]\n(?:.+\n)+\n?", "", configuration)
    many = (
        f'[[counters]]\nid = "{n + 1}"\nzone = "{("east", "west")[n % 2]}"\n'
        f"services = {json.dumps([SERVICES[n % len(SERVICES)], SERVICES[(n + 1) % len(SERVICES)]])}\n"
        for n in range(counters)
    )
    return bare + "\n" + "\n".join(many)


class Rush:
    """Keys due one after the other, whether the server keeps up or not: lateness counts as waiting."""

    def __init__(self, hall: Hall, counters: int) -> None:
        self.answered_s: list[float] = []
        self.shown_s: list[float] = []
        self._token = hall.clerk()
        self._ids = [str(n + 1) for n in range(counters)]
        hall.open_counters(self._token, self._ids)
        self._pressed = [0] * counters
        self._due: dict[int, float] = {}
        self._expected: dict[int, tuple[str, float]] = {}
        self._panels = [
            Listener(hall.port, "/counter", {"token": self._token, "counter": c}, browser=True) for c in self._ids
        ]
        zones = ("east", "west")
        self._walls = [Listener(hall.port, "/display", {"zone": z}, browser=True) for z in zones * DISPLAYS_A_ZONE]
        first = Wire(hall.port)
        for number in range(counters):
            for _ in range(number % len(STEPS)):  # so that the counters are not all at the same step
                assert first.ask(self._next(number)).status == 200
        first.close()
        self._wires = [Wire(hall.port) for _ in self._ids]  # last: a line that is silent for half a minute is closed
        self._selector = selectors.DefaultSelector()
        for number, (wire, panel) in enumerate(zip(self._wires, self._panels, strict=True)):
            self._selector.register(wire.socket, selectors.EVENT_READ, (number, wire))
            self._selector.register(panel.socket, selectors.EVENT_READ, (number, panel))
        for wall in self._walls:
            self._selector.register(wall.socket, selectors.EVENT_READ, (-1, wall))

    def run(self, keys: int) -> None:
        """Press so many keys."""
        began, pressed = time.perf_counter(), 0
        while pressed < keys or self._due or self._expected:
            due, number = began + pressed / KEYS_A_SECOND, pressed % len(self._ids)
            free = pressed < keys and number not in self._due  # nobody presses before the last answer is there
            if free and due <= time.perf_counter():
                self._press(number, due)
                pressed += 1
                continue
            ready = self._selector.select(max(0.0, due - time.perf_counter()) if free else ANSWER_LIMIT_S)
            assert ready or free, f"no answer for {self._due}, no picture for {self._expected}"
            for key, _ in ready:
                self._hear(*key.data)

    def close(self) -> None:
        """Hang up."""
        self._selector.close()
        sockets = [one.socket for one in (*self._panels, *self._walls)]
        for line in (*(wire.socket for wire in self._wires), *sockets):
            line.close()

    def _next(self, number: int) -> bytes:
        step = STEPS[self._pressed[number] % len(STEPS)]
        self._pressed[number] += 1
        return post(f"/api/v1/counters/{self._ids[number]}/{step}", token=self._token)

    def _press(self, number: int, due: float) -> None:
        self._due[number] = due
        self._wires[number].send(self._next(number))

    def _hear(self, number: int, line: Wire | Listener) -> None:
        heard = line.take()
        if isinstance(heard, Answer):
            self._answered(number, heard)
        if number in self._expected:
            self._look(number)

    def _answered(self, number: int, answer: Answer) -> None:
        assert answer.status == 200, f"{answer.status} {answer.body.decode()}"
        due = self._due.pop(number)
        self.answered_s.append(time.perf_counter() - due)
        ticket = json.loads(answer.body)
        if ticket["status"] == "called":
            self._expected[number] = (ticket["number"], due)

    def _look(self, number: int) -> None:
        """Note when a counter's panel shows the ticket that was called."""
        called, due = self._expected[number]
        current = self._panels[number].picture()["current"]
        if current is not None and current["number"] == called:
            self.shown_s.append(time.perf_counter() - due)
            del self._expected[number]


def _bare(port: int, keys: int) -> list[float]:
    wire, took = Wire(port), []
    for _ in range(keys):
        began = time.perf_counter()
        assert wire.ask(post("/line")).status == 201
        took.append(time.perf_counter() - began)
    wire.close()
    return took
