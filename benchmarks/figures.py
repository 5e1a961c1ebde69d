"""The hall's figures of a year: how long its reports take, what they need, and who waits meanwhile."""

import json
import os
import random
import select
import shutil
import time
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import count
from pathlib import Path
from statistics import median

from benchmarks import processes
from benchmarks.counts import Counts
from benchmarks.days import OnePlan
from benchmarks.load import Wire, get, post
from benchmarks.processes import ROOT, Hall, cpu_s, memory_mib, running
from benchmarks.table import Row, at_most
from hall.configuration import Configuration, load
from hall.journal.actor import Actor
from hall.journal.entry import to_body
from hall.journal.ground import Ground
from hall.queue.book import DAY_STREAM
from hall.queue.desk.visit import Desk
from hall.queue.state.ticket import Ticket
from hall.statistics.book import Days
from hall.statistics.rules.reports import REPORTS
from hall.statistics.state.packing import pack
from hall.store.lines import LineFile
from hall.store.memory import MemoryJournal
from hall.store.shelf import FolderShelf
from hall.store.tiny import ENDING, TinyJournal
from hall.store.vault import Vault

LINE = 20
"""So many visitors wait on the made-up day."""
MONTH_DAYS, YEAR_DAYS = 31, 366
DAYS_COUNTED = sum(report.source == "days" for report in REPORTS.values())
ROUNDS = 3
IDLE_LOOK_S, IDLE_S = 5.0, 0.25
"""A hall at rest computes less than this in so long."""


def measure(folder: Path, counts: Counts) -> Iterator[Row]:
    """Make a year, read one day for the first time, then ask a hall that serves for reports."""
    made = Hall(folder / "year")
    first_s = write_year(made.furnish(), made.data, counts.year_days, counts.year_visits)
    size = f"{counts.year_days} days of {counts.year_visits:,} visits"
    yield Row(f"a day of {counts.year_visits:,} visits counted for the first time", first_s, "s", (at_most(0.5),))
    with running(made) as hall:
        token = hall.clerk("manager")
        _until_idle(hall.pid)
        wire = Wire(hall.port)  # only now: one that says nothing for long is hung up on
        before = memory_mib(hall.pid)
        for name, days, limit_s in (("a month's", MONTH_DAYS, 1.0), ("a year's", YEAR_DAYS, 5.0)):
            computed = cpu_s(hall.pid)
            took = {report: _asked_s(wire, token, report, days) for report in REPORTS}
            after = cpu_s(hall.pid)
            slowest = max(took, key=lambda report: took[report])
            yield Row(f"{name} report, the slowest ({slowest}), {size}", took[slowest], "s", (at_most(limit_s),))
            each = None if after is None or computed is None else (after - computed) / DAYS_COUNTED
            yield Row("… computing for one of those that are counted from days", each, "s", note="needs /proc")
        most = memory_mib(hall.pid, "VmHWM")
        more = None if most is None or before is None else most - before
        yield Row("… memory for them above the hall's own", more, "MiB", (at_most(60),), note="needs /proc")
        meanwhile, alone = _tickets_meanwhile_s(hall, token)
        slowest_ms, bare_ms = max(meanwhile) * 1000, max(alone) * 1000
        yield Row(f"a ticket meanwhile, the slowest of {len(alone):,}", slowest_ms, "ms", (at_most(100),), bare_ms)
        wire.close()


def _until_idle(pid: int) -> None:
    """Let the hall learn from its past days first: it does so once, when it has just begun to keep what it learnt."""
    before = cpu_s(pid)
    while before is not None:
        time.sleep(IDLE_LOOK_S)
        now = cpu_s(pid)
        if now is None or now - before < IDLE_S:
            return
        before = now


def _asked_s(wire: Wire, token: str, report: str, days: int) -> float:
    """Return how long the report of the latest `days` takes, as the hall answers it."""
    began = time.perf_counter()
    answer = wire.ask(get(_path(report, days), token))
    took = time.perf_counter() - began
    assert answer.status == 200, answer
    assert json.loads(answer.body)["unread"] == []
    return took


def _path(report: str, days: int) -> str:
    last = _today()
    return f"/api/v1/statistics/{report}?from={last - timedelta(days=days - 1)}&to={last}"


def _today() -> date:
    """Return the business day of the hall under test."""
    return load(ROOT / "config.toml").plan.hours.date_of(processes.now())


def _tickets_meanwhile_s(hall: Hall, token: str) -> tuple[list[float], list[float]]:
    """Take ticket after ticket while a year is counted, then as many alone; return how long each took.

    The slowest of thousands is the one that waited for the disk: what the report adds is seen beside those alone.
    """
    asking, pressing = Wire(hall.port), Wire(hall.port)

    def ticket_s() -> float:
        began = time.perf_counter()
        assert pressing.ask(post("/api/v1/tickets", b'{"service":"company"}')).status == 201
        return time.perf_counter() - began

    asking.send(get(_path("waits", YEAR_DAYS), token))
    meanwhile = [ticket_s()]
    while not select.select([asking.socket], [], [], 0)[0]:
        meanwhile.append(ticket_s())
    alone = [ticket_s() for _ in meanwhile]
    asking.close()
    pressing.close()
    return meanwhile, alone


def write_year(config: Path, data: Path, days: int, visits: int) -> float:
    """Write so many past days, all like one lived at the real desk; return how long one takes to be read at first.

    The others are kept ready, as a hall has them that has served all year.
    """
    configuration = load(config)
    today = _today()
    past = [today - timedelta(days=n) for n in range(days, 0, -1)]
    journal = _lived(configuration, data, past[0], visits)
    streams = data / "journal"
    streams.mkdir(parents=True)
    first = streams / f"{DAY_STREAM}{past[0]}{ENDING}"
    LineFile(first).rewrite([to_body(entry) for entry in journal.read(first.stem)])
    for day in past[1:-1]:
        _same(first, streams / f"{DAY_STREAM}{day}{ENDING}")
    shutil.copyfile(first, streams / f"{DAY_STREAM}{past[-1]}{ENDING}")  # the hall will close it when it starts
    took = []
    for _ in range(ROUNDS):
        shutil.rmtree(data / "statistics", ignore_errors=True)
        ground = Ground(
            TinyJournal(streams), lambda name: Vault(data / "vault" / name), processes.now, lambda: today, str
        )
        book = Days(ground, FolderShelf(data / "statistics"), breathe=lambda: None)
        began = time.perf_counter()
        rows = book.read(past[0])
        took.append(time.perf_counter() - began)
    shelf = FolderShelf(data / "statistics")
    for day in past[1:]:
        shelf.put(f"{DAY_STREAM}{day}", pack(rows._replace(date=day), first.stat().st_size))
    return median(took)


def _same(file: Path, other: Path) -> None:
    """Let `other` hold what `file` does, without taking its room where that can be."""
    try:
        os.link(file, other)
    except OSError:
        shutil.copyfile(file, other)


def _lived(configuration: Configuration, data: Path, day: date, visits: int) -> MemoryJournal:
    """Live a day: visitors wait, are called and served; some are held, sent on, missed, and rate their visit."""
    chance = random.Random(1)
    begins = configuration.plan.hours.bounds(day)[0] + 8 * 3600
    step_s = 9 * 3600 / max(1, visits * 8)
    looks = count()
    journal, tokens = MemoryJournal(), count()
    ground = Ground(
        journal,
        lambda name: Vault(data / "vault" / name),
        lambda: begins + next(looks) * step_s,
        lambda: day,
        lambda: f"{next(tokens):022}",
    )
    desk = Desk(OnePlan(configuration.plan), ground)
    desk.open_day()
    for counter in configuration.plan.counters:
        desk.open_counter(Actor(f"clerk{counter}"), counter)
    for number in range(visits + LINE):
        if number < visits:
            desk.issue(
                Actor("kiosk", f"key-{number}"), chance.choice(list(configuration.plan.services)), "normal", "zh"
            )
        if number >= LINE:
            _serve(desk, chance, chance.choice(list(configuration.plan.counters)))
    return journal


def _serve(desk: Desk, chance: random.Random, counter: str) -> None:
    clerk = Actor(f"clerk{counter}")
    called: Ticket | None = desk.call_next(clerk, counter).ticket
    if called is None:
        return
    if chance.random() < 0.08:
        desk.no_show(clerk, counter)
        return
    desk.start(clerk, counter)
    if chance.random() < 0.05:
        desk.hold(clerk, counter)
        desk.resume(clerk, counter, called.number)
    if chance.random() < 0.05:
        desk.transfer(clerk, counter, chance.choice(list(desk.plan.services)), None, "front")
        return
    desk.finish(clerk, counter, None, None)
    if chance.random() < 0.4:
        desk.rate(Actor("visitor"), called.token, chance.randint(1, 5), ("slow",), None)
