"""Faults as platforms hear of them: each beginning and each end once, and no flicker."""

from hashlib import blake2b

from hall.faults import Standing
from hall.store.memory import MemoryJournal
from hall.webhooks.events import FAULTS, FaultBegan, FaultEnded
from hall.webhooks.fault_log import OVER_S, STANDS_S, FaultLog
from tests.halls import NOON, Clock, ground

ABOUT = "王芳.xlsx"
NAMED = blake2b(f"stranger {ABOUT}".encode(), digest_size=8).hexdigest()
BEGAN, ENDED = FaultBegan("stranger", NAMED), FaultEnded("stranger", NAMED)


class Log:
    """A log over a journal, told every few seconds what stands."""

    def __init__(self) -> None:
        self.journal, self.clock = MemoryJournal(), Clock()
        self.log = FaultLog(ground(self.clock, self.journal))

    def stands(self, seconds: float, since: float | None) -> None:
        """Let a fault stand since then, None: not, and look every five seconds for so long."""
        standing = [] if since is None else [Standing("stranger", {}, ABOUT, 0, since)]
        for _ in range(int(seconds / 5)):
            self.log.note(standing)
            self.clock.now += 5

    def told(self) -> list[object]:
        return [event for entry in self.journal.read(FAULTS) for event in entry.events]


def test_a_fault_begins_and_ends_once_also_over_a_restart() -> None:
    """However often it is looked; what it is about is not written down."""
    told = Log()
    told.stands(STANDS_S + 60, NOON)
    assert ABOUT not in repr(told.journal.read(FAULTS))
    assert told.told() == [BEGAN]
    told.log = FaultLog(ground(told.clock, told.journal))
    told.stands(60, NOON)
    assert told.told() == [BEGAN]
    told.stands(OVER_S + 60, None)
    assert told.told() == [BEGAN, ENDED]


def test_what_flickers_is_not_told() -> None:
    """Neither a moment of trouble nor a moment without."""
    told = Log()
    told.stands(5, NOON)
    told.stands(100, None)
    assert told.told() == []
    told.stands(60, told.clock.now)
    for _ in range(5):
        told.stands(OVER_S - 10, None)
        told.stands(30, told.clock.now)
    assert told.told() == [BEGAN]
