"""Measure the product beside bare counterparts: one command, one table.

    python -m benchmarks            everything, as the targets say (some minutes; nothing else should run)
    python -m benchmarks --quick    a few of each, to see that it runs; its figures mean nothing
    python -m benchmarks --only reach start

The exit status is 1 when a target is missed or a part failed; in a quick run only when a part failed.
"""

import argparse
import os
import platform
import sys
import tempfile
import time
import traceback
from importlib import import_module
from pathlib import Path

from benchmarks.counts import QUICK, Counts
from benchmarks.processes import OUR_CORES, ROOT, SERVER_CORE, allow_many_files, on
from benchmarks.table import Row, table

PARTS = (
    "acts",
    "reach",
    "servers",
    "growth",
    "start",
    "counters",
    "doors",
    "paper",
    "figures",
    "page",
    "sound",
    "speech",
)
"""Each the module of its name, loaded when it is wanted: some need packages that the product does not."""


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--quick", action="store_true", help="a few of each")
    parser.add_argument("--only", nargs="+", choices=PARTS, default=PARTS, help="some parts")
    chosen = parser.parse_args()
    allow_many_files()
    began = time.perf_counter()
    rows: list[Row] = []
    failed = []
    with tempfile.TemporaryDirectory(prefix="benchmarks-", dir=_disk()) as folder, on(OUR_CORES):
        print(_where(), flush=True)
        for name in chosen.only:
            print(f"… {name}", file=sys.stderr, flush=True)
            try:
                part = import_module(f"benchmarks.{name}")
                rows += part.measure(Path(folder) / name, QUICK if chosen.quick else Counts())
            except Exception:  # noqa: BLE001 - the other parts are measured all the same, and the exit status tells
                traceback.print_exc()
                failed.append(name)
    missed = [row for row in rows if row.missed]
    print(f"\n{table(rows)}\n")
    print(f"{len(missed)} of {len(rows)} figures miss a target; {time.perf_counter() - began:.0f} s. {_load()}")
    if failed:
        print(f"Could not be measured, see above: {', '.join(failed)}")
    if chosen.quick:
        print("A quick run: the figures mean nothing.")
    return 1 if failed or (missed and not chosen.quick) else 0


def _disk() -> Path:
    """Return a folder on the disk where a hall's data is, not in memory as temporary folders may be."""
    var = ROOT / "var"
    var.mkdir(exist_ok=True)
    return var


def _where() -> str:
    pinned = f"server on core {SERVER_CORE}, clients on {OUR_CORES}" if SERVER_CORE else "nothing pinned to cores"
    machine = f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}"
    return f"{machine}; {pinned}. {_load()}"


def _load() -> str:
    if not hasattr(os, "getloadavg"):
        return ""
    return "Load average " + ", ".join(f"{one:.1f}" for one in os.getloadavg())


if __name__ == "__main__":
    sys.exit(main())
