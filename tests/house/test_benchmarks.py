"""The benchmarks do not rot."""

import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks.table import Row, at_least, at_most, table, times_bare

ROOT = Path(__file__).resolve().parents[2]
PARTS = ("acts", "reach", "servers", "growth", "start", "counters", "doors", "paper", "figures", "speech")
"""All but those that need a browser."""
AT_NOON = """
import sys
from pathlib import Path

from benchmarks import processes
from benchmarks.__main__ import main
from tests.hallclock import HallClock

clock = HallClock(Path(sys.argv.pop(1)))
processes.now = clock
processes.PROGRAM[:] = ["-m", "tests.clocked", str(clock.file())]
sys.exit(main())
"""
"""Runs the benchmarks in a hall where it is noon: a measured day must not end meanwhile."""


@pytest.mark.long
def test_every_part_runs_and_says_its_figures_beside_their_baselines(tmp_path: Path) -> None:
    """A quick run measures every part against real servers, prints one table and fails nowhere."""
    words = [sys.executable, "-c", AT_NOON, str(tmp_path / "clock"), "--quick", "--only", *PARTS]
    ran = subprocess.run(words, cwd=ROOT, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stdout + ran.stderr
    assert "figure" in ran.stdout
    for figure in (
        "take a ticket",
        "call (",
        "a call to",
        "two servers over one PostgreSQL",
        "take a ticket at 4 servers",
        "of its core is taken",
        "ready to serve",
        "memory with",
        "a key after",
        "touch to",
        "a year's report",
    ):
        assert figure in ran.stdout, f"{figure} is not in\n{ran.stdout}"


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
