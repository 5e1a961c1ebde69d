"""A forecast over a desk of a test, without a server around it."""

from collections.abc import Callable

from hall.forecast.book import Forecast
from hall.forecast.kept import KeptDays
from hall.queue.desk.visit import Desk
from hall.queue.state.expected import Due, Spot
from hall.store.memory import MemoryJournal
from tests.halls import ground


class MemoryShelf:
    """Keeps things in memory."""

    def __init__(self) -> None:
        self.kept: dict[str, bytes] = {}

    def get(self, name: str) -> bytes | None:
        return self.kept.get(name)

    def put(self, name: str, kept: bytes) -> None:
        self.kept[name] = kept


def foreseeing(
    hall: Desk,
    clock: Callable[[], float],
    journal: MemoryJournal,
    shelf: MemoryShelf | None = None,
    pace: Callable[[], float] = lambda: 0.0,
) -> Forecast:
    """The forecast of `hall`; it has read the day and has not looked yet."""
    kept = KeptDays(journal, shelf or MemoryShelf(), lambda _: hall.hours, lambda: None)
    return Forecast(ground(clock, journal), hall, kept, lambda: None, pace)


class Seen:
    """A look ahead that found this much, whoever asks."""

    def __init__(self, newcomers: dict[str, Due | None], due: Due | None) -> None:
        self._newcomers = newcomers
        self._due = due
        self.asked: list[tuple[str, Spot, int]] = []

    def foresees(self, service: str) -> bool:
        return service in self._newcomers

    def newcomer(self, service: str, _waiting: int) -> Due | None:
        return self._newcomers.get(service)

    def due(self, ticket: str, spot: Spot, ahead: int) -> Due | None:
        self.asked.append((ticket, spot, ahead))
        return self._due
