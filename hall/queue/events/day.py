"""What happens to a business day (营业日) as a whole."""

from dataclasses import dataclass
from typing import ClassVar

from hall.journal.entry import Body, Event


@dataclass(frozen=True, slots=True)
class DayOpened(Event):
    """A business day (营业日) began.

    In a hall that works over the turn it takes over who was there, as hall/queue/state/carried.py writes them down:
    so a day needs no other one to be read.
    """

    version: ClassVar[int] = 2

    date: str
    plan: int = 0
    """The plan that counts: the number of its entry. 0, before days named it: the oldest there is."""
    after: str | None = None
    """The day from which it took over."""
    tickets: tuple[Body, ...] = ()
    counters: tuple[Body, ...] = ()
    handovers: tuple[Body, ...] = ()


@dataclass(frozen=True, slots=True)
class PlanChanged(Event):
    """Another plan counts from here on."""

    plan: int


@dataclass(frozen=True, slots=True)
class DayClosed(Event):
    """A business day ended; whatever was still open in it has expired, but for what goes on on the day `to`.

    `tickets` and `counters` are the ids of what goes on.
    """

    version: ClassVar[int] = 2

    to: str | None = None
    tickets: tuple[str, ...] = ()
    counters: tuple[str, ...] = ()
