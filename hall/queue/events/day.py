"""What happens to a business day (营业日) as a whole."""

from dataclasses import dataclass

from hall.journal.entry import Event


@dataclass(frozen=True, slots=True)
class DayOpened(Event):
    """A business day (营业日) began."""

    date: str
    plan: int = 0
    """The plan that counts: the number of its entry. 0, before days named it: the oldest there is."""


@dataclass(frozen=True, slots=True)
class PlanChanged(Event):
    """Another plan counts from here on."""

    plan: int


@dataclass(frozen=True, slots=True)
class DayClosed(Event):
    """A business day ended; whatever was still open in it has expired."""
