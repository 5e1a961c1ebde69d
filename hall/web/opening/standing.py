"""How the hall knows whether it can write, keeps its files alike at all servers, and counts what it does."""

from hall.store.opening import TINY
from hall.store.watch import DiskWatch
from hall.web.capability import Capability, Routes
from hall.web.context import Context
from hall.web.jobs import Job
from hall.web.metrics import Metrics

WATCH_EVERY_S = 10.0
ALIKE_EVERY_S = 3.0
"""How often is looked for files that somebody has put into a data folder, here or at another server."""


def disk(c: Context) -> DiskWatch:
    """Watch the folders without which nothing can be written down; over a database, what is printed from."""
    in_folder = c.configuration.file.store.url == TINY
    return DiskWatch([c.data / "journal", c.data / "vault"] if in_folder else [c.data / "print"], c.store.problem)


def watching(c: Context) -> list[Job]:
    """Return what tries the disk, and what gives and takes files."""
    alike = c.store.alike
    return [
        Job("try the disk", WATCH_EVERY_S, c[DiskWatch].look),
        *([] if alike is None else [Job("keep files alike", ALIKE_EVERY_S, alike.look)]),
    ]


def capability(routes: Routes = ()) -> Capability:
    """Return the capability, with the faces' routes."""
    return Capability([Metrics, disk], routes, watching, lambda c: c[DiskWatch].faults())
