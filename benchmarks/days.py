"""A day made beforehand, as the hall's own desk would have written it, for starts and full halls."""

from collections.abc import Callable
from itertools import count, cycle
from pathlib import Path
from uuid import uuid4

from benchmarks import processes
from hall.configuration import Configuration, load
from hall.journal.actor import Actor
from hall.journal.entry import to_body
from hall.journal.ground import Ground
from hall.plan.plan import Plan
from hall.queue.desk.visit import Desk
from hall.store.lines import LineFile
from hall.store.memory import MemoryJournal
from hall.store.tiny import ENDING
from hall.store.vault import Vault

MARGIN_S = 3600.0
"""The made-up day ends before now, so nothing in it lies ahead."""


class OnePlan:
    """A plan that never changes."""

    def __init__(self, plan: Plan) -> None:
        self._plan = plan

    def newest(self) -> int:
        """It is the first."""
        return 1

    def plan(self, _number: int) -> Plan:
        """Return it."""
        return self._plan


def write_day(config: Path, data: Path, finished: int, waiting: int = 0) -> None:
    """Write today's journal into `data`: so many finished visits, then so many who wait. Every entry has its key."""
    configuration = load(config)
    journal = MemoryJournal()
    desk = Desk(
        OnePlan(configuration.plan),
        Ground(
            journal,
            lambda name: Vault(data / "vault" / name),
            _clock(configuration, finished),
            lambda: desk.today(),  # noqa: PLW0108 - the desk stands on this ground
            lambda: uuid4().hex[:22],
        ),
    )
    desk.open_day()
    _visits(desk, configuration, finished)
    for _, service in zip(range(waiting), cycle(configuration.plan.services), strict=False):
        desk.issue(Actor("kiosk", str(uuid4())), service, "normal", "zh")
    (data / "journal").mkdir(parents=True, exist_ok=True)
    for stream in journal.streams():
        LineFile(data / "journal" / f"{stream}{ENDING}").rewrite([to_body(entry) for entry in journal.read(stream)])


def _visits(desk: Desk, configuration: Configuration, number: int) -> None:
    """Let visitors come, be called, served and go, at each counter in turn; then close the counters."""
    counters = configuration.plan.counters
    for identity in counters:
        desk.open_counter(_li(), identity)
    for _, counter in zip(range(number), cycle(counters.values()), strict=False):
        desk.issue(Actor("kiosk", str(uuid4())), counter.services[0], "normal", "zh")
        desk.call_next(_li(), counter.id)
        desk.start(_li(), counter.id)
        desk.finish(_li(), counter.id, None, None)
    for identity in counters:
        desk.close_counter(_li(), identity, None)


def _li() -> Actor:
    return Actor("li", str(uuid4()))


def _clock(configuration: Configuration, finished: int) -> Callable[[], float]:
    """Return a clock that goes through today up to a while before now, in steps (also just after midnight)."""
    at = processes.now()
    local = configuration.hours.local(at)
    midnight = at - (local.hour * 3600 + local.minute * 60 + local.second + local.microsecond / 1e6)
    begins = midnight + 1
    ends = max(begins, at - MARGIN_S)
    looks = count()
    step_s = (ends - begins) / max(1, finished * 10)
    return lambda: min(ends, begins + next(looks) * step_s)
