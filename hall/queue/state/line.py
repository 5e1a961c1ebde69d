"""A line of waiting tickets, kept in order of place."""

from bisect import bisect_left, insort
from collections.abc import Iterable, Iterator

from hall.queue.state.policy import Place
from hall.queue.state.ticket import Ticket

STEP_S = 1e-3
"""The smallest distance between two places: the journal keeps times to the millisecond."""


class Line:
    """Tickets waiting for the same service or counter, first to last.

    Joining and leaving cost a binary search and one move of memory, so a call costs the same at the day's end.
    """

    def __init__(self) -> None:
        self._places: list[Place] = []
        self._tickets: dict[Place, Ticket] = {}

    def __len__(self) -> int:
        return len(self._places)

    def __iter__(self) -> Iterator[Ticket]:
        return (self._tickets[p] for p in self._places)

    def join(self, ticket: Ticket) -> None:
        """Put `ticket` in at its place."""
        place = Place(ticket.place, ticket.serial)
        insort(self._places, place)
        self._tickets[place] = ticket

    def leave(self, ticket: Ticket) -> None:
        """Take `ticket` out."""
        place = Place(ticket.place, ticket.serial)
        del self._tickets[place]
        del self._places[bisect_left(self._places, place)]

    def head(self) -> Place | None:
        """Return the first place, or None when nobody waits."""
        return self._places[0] if self._places else None

    def first(self) -> Ticket:
        """Return who is first. Raises IndexError when nobody waits."""
        return self._tickets[self._places[0]]

    def first_few(self, count: int) -> list[Ticket]:
        """Return up to `count` tickets from the front."""
        return [self._tickets[p] for p in self._places[:count]]

    def ahead_of(self, place: Place) -> int:
        """Return how many stand before `place`."""
        return bisect_left(self._places, place)

    def first_places(self, count: int) -> list[Place]:
        """Return up to `count` places from the front."""
        return self._places[:count]


def place_before_all(lines: Iterable[Line], tolerance_s: float, otherwise: float) -> float:
    """Return an arrival that is called before everyone in `lines`, or `otherwise` when nobody waits there.

    Earlier by the tolerance, within which a counter's preference for another line would decide.
    """
    heads = [head.arrival for line in lines if (head := line.head()) is not None]
    return min(otherwise, min(heads) - tolerance_s - STEP_S) if heads else otherwise


def place_behind(lines: Iterable[Line], count: int, otherwise: float) -> float:
    """Return an arrival just behind the first `count` of all in `lines`, or `otherwise` when nobody waits there."""
    first = sorted(place for line in lines for place in line.first_places(count))[:count]
    return first[-1].arrival + STEP_S if first else otherwise
