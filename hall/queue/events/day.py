"""What happens to a business day (营业日) as a whole."""

from dataclasses import dataclass

from hall.journal.entry import Event


@dataclass(frozen=True, slots=True)
class DayOpened(Event):
    """A business day (营业日) began."""

    date: str


@dataclass(frozen=True, slots=True)
class DayClosed(Event):
    """A business day ended; whatever was still open in it has expired."""
