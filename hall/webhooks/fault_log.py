"""Faults as platforms are told of them: written down when they begin and end, so that a restart tells none twice."""

from collections.abc import Iterable
from hashlib import blake2b

from hall.faults import Standing
from hall.journal.actor import HALL
from hall.journal.entry import Entry, Event
from hall.journal.ground import Ground
from hall.journal.journal import Committed
from hall.journal.stream import numbered
from hall.webhooks.events import FAULTS, FaultBegan, FaultEnded

STANDS_S = 10.0
"""A fault that went away sooner is not told."""
OVER_S = 60.0
"""One that comes back sooner has not ended: what flickers would fill journal and line."""


class FaultLog:
    """Which faults have been told."""

    def __init__(self, ground: Ground) -> None:
        """Read what there is."""
        self._clock = ground.clock
        self._told: set[tuple[str, str]] = set()
        self._missing_since: dict[tuple[str, str], float] = {}
        self._stream = numbered(ground, FAULTS, self._fold)
        self._stream.catch_up()

    def take(self, committed: Committed) -> None:
        """Take in what was written down, perhaps by another process."""
        if committed.stream == FAULTS:
            self._stream.take(committed.entry)

    def note(self, standing: Iterable[Standing]) -> None:
        """Write down what began and what ended, given all that stands now."""
        now = self._clock()
        there = {(one.code, _name(one)): one.since for one in standing}
        for one in self._told - there.keys():
            self._missing_since.setdefault(one, now)
        for one in there:
            self._missing_since.pop(one, None)

        def decide(_: float) -> tuple[Event, ...]:
            began = sorted(one for one, since in there.items() if one not in self._told and now - since >= STANDS_S)
            ended = sorted(
                one for one, since in self._missing_since.items() if one in self._told and now - since >= OVER_S
            )
            return (*(FaultBegan(*one) for one in began), *(FaultEnded(*one) for one in ended))

        self._stream.act(HALL, decide)

    def _fold(self, entry: Entry) -> None:
        for event in entry.events:
            match event:
                case FaultBegan(code=code, fault=fault):
                    self._told.add((code, fault))
                case FaultEnded(code=code, fault=fault):
                    self._told.discard((code, fault))
                    self._missing_since.pop((code, fault), None)


def _name(fault: Standing) -> str:
    """Return a name for what the fault is about, a file or an address perhaps, which is nobody's business elsewhere."""
    return blake2b(f"{fault.code} {fault.about}".encode(), digest_size=8).hexdigest()
