"""Two servers of one hall over one PostgreSQL, beside one server with its data in a folder, in the same run."""

import json
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from itertools import count, cycle
from pathlib import Path
from statistics import median

from benchmarks.acts import ACTS_A_CALL, COUNTERS, SPARE, SUPPLY
from benchmarks.counts import Counts
from benchmarks.listeners import Crowd
from benchmarks.load import CLIENTS, Load, Taken, Wire, percentile, post
from benchmarks.processes import Hall, cpu_s, running
from benchmarks.reach import ZONE
from benchmarks.table import Row, at_most, times_bare
from tests.cable import Cable
from tests.manyservers import Wall
from tests.postgres import BINARIES, MISSING, cluster

DURABLE = ("listen_addresses=",)
"""A database that keeps what it has answered."""
SURPLUS = 2
"""So many times the calls wait."""
WALLS = 20
LOOK_S = 0.005


def measure(folder: Path, counts: Counts) -> Iterator[Row]:
    """Take, call, tell walls and phones at the other server, and kill one."""
    if BINARIES is None:
        yield Row("two servers over one PostgreSQL", None, "", note=MISSING)
        return
    with ExitStack() as stack:
        address = f'url = "{stack.enter_context(cluster(DURABLE)).database()}"'
        alone = stack.enter_context(running(Hall(folder / "alone")))
        two = [Hall(folder / f"server-{n}") for n in (1, 2)]
        for one in two:
            one.configuration = one.configuration.replace('url = "tinydb:"', address)
            stack.enter_context(running(one))
        tokens = [one.clerk() for one in (alone, two[0])]
        yield from _acts(alone, two, tokens, counts)
        yield from _reach(two, tokens[1], counts)
        yield from _phones(alone, two, tokens, counts)
        yield from _death(two, tokens[1])


def _acts(alone: Hall, two: Sequence[Hall], tokens: Sequence[str], counts: Counts) -> Iterator[Row]:
    """Take and call at both, in turn."""
    sides = (([alone], tokens[0]), (two, tokens[1]))
    takes = [[_takes(halls, counts.window) for halls, _ in sides] for _ in range(counts.rounds)]
    yield _beside("take a ticket at two servers over one PostgreSQL (bare: one, in a folder)", takes)
    for halls, token in sides:
        halls[0].open_counters(token, COUNTERS)
        _takes(halls, counts.rounds * counts.window * SURPLUS + SPARE)
    turns = [[count() for _ in range(CLIENTS)] for _ in sides]  # a counter that has called may wait for the next round
    calls = [
        [_calls(halls, token, counts.window, own) for (halls, token), own in zip(sides, turns, strict=True)]
        for _ in range(counts.rounds)
    ]
    yield _beside("call and no-show at two servers over one PostgreSQL (bare: one, in a folder)", calls)


def _load(halls: Sequence[Hall]) -> Load:
    first, *others = (one.port for one in halls)
    return Load(first, lambda: None, others=others)


def _takes(halls: Sequence[Hall], acts: int) -> Taken:
    bodies = cycle(json.dumps({"service": service}).encode() for service in SUPPLY)
    return _load(halls).run(acts, lambda _: post("/api/v1/tickets", next(bodies)))


def _calls(halls: Sequence[Hall], token: str, acts: int, turns: Sequence["count[int]"]) -> Taken:
    def step(client: int) -> bytes:
        which = ("call-next", "no-show")[next(turns[client]) % ACTS_A_CALL]
        return post(f"/api/v1/counters/{COUNTERS[client]}/{which}", token=token)

    return _load(halls).run(acts * ACTS_A_CALL, step)


def _beside(name: str, rounds: Sequence[Sequence[Taken]]) -> Row:
    alone, two = (median(taken.a_second for taken in side) for side in zip(*rounds, strict=True))
    return Row(name, two, "/s", (times_bare("≥", 0.5),), alone)


def _reach(two: Sequence[Hall], token: str, counts: Counts) -> Iterator[Row]:
    """Call at one server, and look when the last wall at the other shows it."""
    crowd = Crowd()
    crowd.enter(two[1].port, WALLS, "/display", {"zone": ZONE})
    took_ms = [1000 * one for one in _called(two[0].port, token, crowd, counts.calls)]
    crowd.close()
    name = f"a call at one server, on the last of {WALLS} walls at the other"
    yield Row(f"{name}, median", median(took_ms), "ms", (at_most(40),))
    yield Row(f"{name}, p99", percentile(took_ms, 99), "ms", (at_most(120),))


def _phones(alone: Hall, two: Sequence[Hall], tokens: Sequence[str], counts: Counts) -> Iterator[Row]:
    """Call once for many listeners: all at one server, or half at each of two."""
    took, spent = [], []
    for halls, token in (([alone], tokens[0]), (two, tokens[1])):
        crowd = Crowd()
        for one in halls:
            crowd.enter(one.port, counts.listeners // len(halls), "/display", {"zone": ZONE})
        calls, before_s = max(2, counts.calls // 6), [cpu_s(one.pid) for one in halls]
        took.append(median(_called(halls[0].port, token, crowd, calls)) * 1000)
        after_s = [cpu_s(one.pid) for one in halls]
        spent.append(max((b or 0.0) - (a or 0.0) for a, b in zip(before_s, after_s, strict=True)) / calls * 1000)
        crowd.close()
    name = f"a call to {counts.listeners:,} listeners over two servers, the slowest (bare: over one, in a folder)"
    yield Row(name, took[1], "ms", (times_bare("≤", 1.2),), took[0])
    if all(spent):
        yield Row("… computing of the busier server, as if on a core of its own", spent[1], "ms", (), spent[0])


def _called(port: int, token: str, crowd: Crowd, calls: int) -> list[float]:
    """Return the seconds of each call, from the press to the last screen; the counter is freed in between."""
    took, wire = [], Wire(port)
    wire.ask(post(f"/api/v1/counters/{COUNTERS[0]}/no-show", token=token))  # whoever the last part has left there
    crowd.wait_for(1)
    for _ in range(calls):
        for step in ("call-next", "no-show"):
            newest = max(one.version for one in crowd.listeners)
            began = time.perf_counter()
            answer = wire.ask(post(f"/api/v1/counters/{COUNTERS[0]}/{step}", token=token))
            assert answer.status == 200, answer
            if step == "call-next":
                took.append(max(crowd.wait_for(newest + 1) - began, 0.0))
            else:
                crowd.wait_for(newest + 1)
    wire.close()
    return took


def _death(two: Sequence[Hall], token: str) -> Iterator[Row]:
    """Kill one of two servers behind a balancer, and look when the last wall has a call that came after."""
    balancer = Cable(*(one.port for one in two))
    walls = [Wall(balancer.port) for _ in range(WALLS)]
    while not all(wall.board for wall in walls):
        time.sleep(LOOK_S)
    process = two[0].process
    assert process is not None
    process.kill()
    began = time.perf_counter()
    answer = Wire(two[1].port).ask(post(f"/api/v1/counters/{COUNTERS[0]}/call-next", token=token))
    number = json.loads(answer.body)["number"]
    while any(number not in [call["number"] for call in wall.board["calls"]] for wall in walls):
        time.sleep(LOOK_S)
    took_s = time.perf_counter() - began
    for wall in walls:
        wall.end()
    balancer.close()
    yield Row(f"one of two servers dies, the last of {WALLS} walls has the next call", took_s, "s", (at_most(3),))
