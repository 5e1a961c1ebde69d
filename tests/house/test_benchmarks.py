"""The benchmarks do not rot."""

import gc
import os
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from benchmarks import __main__ as benchmarks
from benchmarks import processes
from benchmarks.table import Row, at_least, at_most, table, times_bare
from tests.hallclock import HallClock
from tests.processes import Process, run

FIGURES = {
    "acts": ("take a ticket, from", "call (", "computing"),
    "reach": ("a call to 4 displays in browsers", "a call to 12 listeners"),
    "servers": ("take a ticket at two servers over one PostgreSQL", "one of two servers dies"),
    "growth": ("take a ticket at 4 servers", "acts done of those due"),
    "start": ("ready to serve", "memory with"),
    "counters": ("a key after",),
    "plan": ("a change of the plan to", "a page loaded anew"),
    "doors": ("an owner's sign-in", "wrong PINs answered"),
    "paper": ("a ticket's bytes at 80 mm", "touch to printed ticket"),
    "figures": ("a year's report", "a ticket meanwhile"),
    "speech": ("a burst of 20 calls", "50 calls in ten minutes"),
}
"""What each part that needs no browser has in its table."""


@pytest.fixture
def noon(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Halls in which it is noon, as a measured day must not end meanwhile; they are forked and pinned to no core."""
    clock, begin = HallClock(tmp_path / "clock"), processes.begin

    def forked(words: Sequence[str], log: Path, given: str = "") -> Process:
        program, *rest = words
        return run(rest, clock.file(), log, given) if program == processes.PROGRAM else begin(words, log, given)

    monkeypatch.setattr(processes, "now", clock)
    monkeypatch.setattr(processes, "begin", forked)
    monkeypatch.setattr(benchmarks, "OUR_CORES", set())
    yield
    gc.collect()  # the lines that who measures has left open, before another test is blamed for them


@pytest.mark.long
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")  # who measures leaves lines open
@pytest.mark.parametrize("part", FIGURES)
@pytest.mark.usefixtures("noon")
def test_every_part_runs_and_says_its_figures(
    part: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A quick run measures it against real servers, prints one table and fails nowhere."""
    monkeypatch.setattr(sys, "argv", ["benchmarks", "--quick", "--only", part])
    status = benchmarks.main()
    said, wrong = capsys.readouterr()
    assert status == 0, said + wrong
    for figure in ("figure", *FIGURES[part]):
        assert figure in said, f"{figure} is not in\n{said}"


def test_who_measures_stays_off_the_servers_core() -> None:
    """Where there are two cores, one is the server's alone; afterwards all are everybody's."""
    if not processes.SERVER_CORE:
        pytest.skip("there is one core only, or none can be chosen")
    before = os.sched_getaffinity(0)
    assert processes.SERVER_CORE.isdisjoint(processes.OUR_CORES)
    with processes.on(processes.SERVER_CORE):
        assert os.sched_getaffinity(0) == processes.SERVER_CORE
    assert os.sched_getaffinity(0) == before


def test_a_row_is_judged_by_its_own_limits_and_by_its_baseline() -> None:
    """A figure within its bounds has a tick, one beyond any of them says it is missed, one without a bound neither."""
    assert Row("a", 900, "/s", (at_least(800), times_bare("≥", 0.5)), 1600).cells()[0] == "✓"
    slow = Row("b", 700, "/s", (at_least(800), times_bare("≥", 0.5)), 1200)
    assert slow.cells()[0] == "✗"
    assert [str(limit) for limit in slow.missed] == ["≥ 800"]
    beside = Row("c", 14, "ms", (at_most(15), times_bare("≤", 1.5)), 7)
    assert [str(limit) for limit in beside.missed] == ["≤ 1.5×"]
    assert Row("d", 5, "MiB").cells()[0] == ""
    assert "missed" in table([slow])
    assert "missed" not in table([Row("e", 1, "s", (at_most(1.5),))])
