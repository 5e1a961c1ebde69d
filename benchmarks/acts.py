"""Taking and calling tickets over HTTP: how many a second, early and late in the day, beside a bare route."""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial
from itertools import count, cycle
from pathlib import Path
from statistics import median

from benchmarks.counts import Counts
from benchmarks.load import CLIENTS, Load, Taken, percentile, post
from benchmarks.processes import Bare, Hall, cpu_s, running
from benchmarks.table import Row, at_least, at_most, times_bare

COUNTERS = [str(n + 1) for n in range(CLIENTS)]
SUPPLY = ("company", "company", "licence", "tax", "tax", "social", "medical", "fund")
"""Services in the proportion in which the sample hall's first eight counters call them."""
SURPLUS = 2.0
SPARE = 100
"""So many times the calls wait, and so many more, so that nobody calls in vain: in a quick run counters share few."""
ACTS_A_CALL = 2
"""call-next, then no-show: a counter must be free to call again, and both are on the disk when answered."""


@dataclass
class Figures:
    """One kind of act over all rounds."""

    early: list[Taken] = field(default_factory=list)
    late: list[Taken] = field(default_factory=list)
    bare_early: list[Taken] = field(default_factory=list)
    bare_late: list[Taken] = field(default_factory=list)

    def rows(self, name: str, counts: Counts) -> Iterator[Row]:
        """Return what is in the table."""
        limits = (at_least(800), times_bare("≥", 0.5))
        early, late = _rate(self.early), _rate(self.late)
        yield Row(f"{name}, from the {counts.early:,}th on", early, "/s", limits, _rate(self.bare_early))
        yield Row(f"{name}, from the {counts.late:,}th on", late, "/s", limits, _rate(self.bare_late))
        yield Row(f"{name}, {counts.late:,}th beside {counts.early:,}th", late / early, "", (at_least(0.85),))
        bare = _p99_ms(self.bare_early + self.bare_late)
        if all(taken.cpu_s is not None for taken in self.early + self.late):
            spent = _cpu_us(self.bare_early + self.bare_late)
            yield Row(f"{name}, computing", _cpu_us(self.early + self.late), "µs", (), spent)
        yield Row(f"{name}, p99", _p99_ms(self.early + self.late), "ms", (at_most(30),), bare)


def measure(folder: Path, counts: Counts) -> Iterator[Row]:
    """Take and call with eight keep-alive clients, the server on one core."""
    takes, calls = Figures(), Figures()
    for number in range(counts.rounds):
        one = folder / f"acts-{number}"
        with running(Bare(one / "bare")) as bare, running(Hall(one / "hall")) as hall:
            ours, plain = Load(hall.port, partial(cpu_s, hall.pid)), Load(bare.port, partial(cpu_s, bare.pid))
            _takes(ours, plain, counts, takes)
            token = hall.clerk()
            hall.open_counters(token, COUNTERS)
            _calls(ours, plain, token, counts, calls)
    yield from takes.rows("take a ticket", counts)
    yield from calls.rows("call (call-next, no-show in turn)", counts)


def _takes(ours: Load, plain: Load, counts: Counts, into: Figures) -> None:
    bodies = cycle(json.dumps({"service": service}).encode() for service in SUPPLY)

    def take(_client: int) -> bytes:
        return post("/api/v1/tickets", next(bodies))

    _two_windows(ours, plain, take, counts, into, acts_each=1)
    there = counts.late + counts.window
    ours.run(int(there * SURPLUS) - there + SPARE, take)


def _calls(ours: Load, plain: Load, token: str, counts: Counts, into: Figures) -> None:
    turns = [count() for _ in COUNTERS]

    def step(client: int) -> bytes:
        which = ("call-next", "no-show")[next(turns[client]) % ACTS_A_CALL]
        return post(f"/api/v1/counters/{COUNTERS[client]}/{which}", token=token)

    _two_windows(ours, plain, step, counts, into, acts_each=ACTS_A_CALL)


def _two_windows(
    ours: Load, plain: Load, act: Callable[[int], bytes], counts: Counts, into: Figures, acts_each: int
) -> None:
    """Do acts up to each window, then the window itself right after the bare route's."""
    early, late, window = counts.early * acts_each, counts.late * acts_each, counts.window * acts_each
    ours.run(early, act)
    plain.run(early, _line)
    into.bare_early.append(plain.run(window, _line))
    into.early.append(ours.run(window, act))
    ours.run(late - early - window, act)
    into.bare_late.append(plain.run(window, _line))
    into.late.append(ours.run(window, act))


def _line(_client: int) -> bytes:
    return post("/line")


def _rate(rounds: list[Taken]) -> float:
    return median(taken.a_second for taken in rounds)


def _cpu_us(rounds: list[Taken]) -> float:
    """Return the server's computing for one act: unlike the rate it is the same on a busy machine."""
    return sum(taken.cpu_s or 0.0 for taken in rounds) / sum(len(taken.each_s) for taken in rounds) * 1e6


def _p99_ms(rounds: list[Taken]) -> float:
    return percentile([s for taken in rounds for s in taken.each_s], 99) * 1000
