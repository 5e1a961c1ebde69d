"""Growth: one, two and four servers of one hall, and fifty halls at two servers each, over one PostgreSQL on one core.

Who grows on two cores shows little in acts a second; what an act computes, at the servers and in the database, says
what any number of cores would do.
"""

import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass
from itertools import cycle
from pathlib import Path
from statistics import median

from benchmarks.acts import COUNTERS, SPARE, SUPPLY
from benchmarks.counts import Counts
from benchmarks.load import Load, percentile, post
from benchmarks.processes import SERVER_CORE, Hall, children_cpu_s, cpu_s, on, running
from benchmarks.servers import DURABLE
from benchmarks.table import Row, at_least, at_most
from hall.journal.actor import Actor
from hall.journal.follower import Follower
from hall.queue.desk.visit import Desk
from hall.store.opening import Store, open_store
from tests.halls import desk
from tests.postgres import BINARIES, MISSING, Cluster, cluster

SERVERS = (1, 2, 4)
TICKETS_AN_HOUR = 200
STEPS_A_TICKET = 4
"""Issued, called, started, finished."""
MANY = "max_connections=1000"
"""Two servers a hall, and up to nine connections a server."""
CLERK, KIOSK, COUNTER = Actor("li"), Actor("kiosk"), "1"
LOOK_S = 0.5


def measure(folder: Path, counts: Counts) -> Iterator[Row]:
    """Take and call at more and more servers of a hall; then have many halls at work."""
    if BINARIES is None:
        yield Row("growth over one PostgreSQL", None, "", note=MISSING)
        return
    for number in SERVERS:
        with on(SERVER_CORE), cluster(DURABLE) as database:
            yield from _servers(folder / f"of-{number}", database, number, counts)
    with on(SERVER_CORE), cluster((*DURABLE, MANY)) as database:
        yield from _halls(folder, database, counts)


def _servers(folder: Path, database: Cluster, number: int, counts: Counts) -> Iterator[Row]:
    """Take, call and miss at so many servers, who share one core with their database."""
    address = f'url = "{database.database()}"'
    halls = [Hall(folder / f"server-{n}") for n in range(1, number + 1)]
    with ExitStack() as stack:
        for hall in halls:
            hall.configuration = hall.configuration.replace('url = "tinydb:"', address)
            stack.enter_context(running(hall))
        token = halls[0].clerk()
        halls[0].open_counters(token, COUNTERS)

        def servers_s() -> float | None:
            spent = [cpu_s(hall.pid) for hall in halls]
            return None if None in spent else sum(one or 0.0 for one in spent)

        first, *others = (hall.port for hall in halls)
        load = Load(first, servers_s, others=others)
        bodies = cycle(f'{{"service":"{service}"}}'.encode() for service in SUPPLY)
        load.run(SPARE, lambda _: post("/api/v1/tickets", next(bodies)))
        before_s = children_cpu_s(database.pid())
        taken = [load.run(counts.window, lambda _: post("/api/v1/tickets", next(bodies))) for _ in range(counts.rounds)]
        database_s = children_cpu_s(database.pid()) - before_s
        name = f"take a ticket at {number} {'server' if number == 1 else 'servers'} over PostgreSQL"
        yield Row(f"{name}, all on one core with it", median(one.a_second for one in taken), "/s")
        acts = sum(len(one.each_s) for one in taken)
        if servers_s() is not None:
            yield Row(f"{name}, computing of all servers", _us(sum(one.cpu_s or 0.0 for one in taken), acts), "µs")
            yield Row(f"{name}, computing of the database", _us(database_s, acts), "µs")


def _us(seconds: float, acts: int) -> float:
    return seconds / acts * 1e6


@dataclass
class Place:
    """A hall with two servers, as far as the database sees them: their beats, their reading, and its acts at one."""

    desk: Desk
    stores: Sequence[Store]
    followers: Sequence[Follower]
    steps: Iterator[Callable[[], object]]

    @classmethod
    def open(cls, url: str, name: str, stack: ExitStack) -> "Place":
        """Open it, with a counter at work."""
        stores = [open_store(url, name, Path(f"/{name}-{n}")) for n in (1, 2)]
        followers, desks = [], []
        for store in stores:
            stack.callback(store.close)
            store.fellows.wants("hall", lambda: True)
            stack.enter_context(store.serves())
            followers.append(Follower(store.journal))
            desks.append(desk(time.time, store.journal))
            followers[-1].keep_fresh(desks[-1].take)
            followers[-1].start()
            stack.callback(followers[-1].stop)
        first = desks[0]
        first.open_counter(CLERK, COUNTER)
        steps: Sequence[Callable[[], object]] = (
            lambda: first.issue(KIOSK, "a", "normal", "zh"),
            lambda: first.call_next(CLERK, COUNTER),
            lambda: first.start(CLERK, COUNTER),
            lambda: first.finish(CLERK, COUNTER, None, None),
        )
        return cls(first, stores, followers, cycle(steps))

    def work(self, begins: float, ends: float, every_s: float) -> list[float]:
        """Act every so often until `ends`, and return how long after it was due each act was done, in seconds."""
        late, due = [], begins
        while due < ends:
            time.sleep(max(0.0, due - time.perf_counter()))
            next(self.steps)()
            late.append(time.perf_counter() - due)
            due += every_s
        return late


def _halls(folder: Path, database: Cluster, counts: Counts) -> Iterator[Row]:
    """Have many halls make 200 tickets an hour each, all at once."""
    folder.mkdir(parents=True, exist_ok=True)
    url, every_s = database.database(), 3600 / TICKETS_AN_HOUR / STEPS_A_TICKET
    with ExitStack() as stack, ThreadPoolExecutor(counts.halls) as pool:
        places = list(pool.map(lambda n: Place.open(url, f"hall-{n}", stack), range(counts.halls)))
        before_s, begins = children_cpu_s(database.pid()), time.perf_counter()
        ends = begins + counts.halls_s
        working = [
            pool.submit(place.work, begins + every_s * n / counts.halls, ends, every_s)
            for n, place in enumerate(places)
        ]
        late = [one for work in working for one in work.result()]
        busy_s, took_s = children_cpu_s(database.pid()) - before_s, time.perf_counter() - begins
    name = f"{counts.halls} halls of {TICKETS_AN_HOUR} tickets an hour at two servers each, one database on one core"
    due = counts.halls * counts.halls_s / every_s
    yield Row(f"{name}: acts done of those due", len(late) / due, "", (at_least(0.99),))
    yield Row(f"{name}: an act, p99", percentile([1000 * one for one in late], 99), "ms", (at_most(250),))
    if busy_s:
        yield Row(f"{name}: of its core is taken", 100 * busy_s / took_s, "%", (at_most(80),))
