"""Things that will happen, in order of time."""

from collections.abc import Callable
from heapq import heappop, heappush
from itertools import count


class Agenda:
    """What happens when; ties in the order of planning."""

    def __init__(self) -> None:
        """Begin with nothing planned."""
        self._heap: list[tuple[float, int, Callable[[], None]]] = []
        self._order = count()
        self.now = 0.0

    def at(self, when: float, act: Callable[[], None]) -> None:
        """Plan `act` for `when`, in seconds since 1970; what lies in the past happens next."""
        heappush(self._heap, (max(when, self.now), next(self._order), act))

    def after(self, delay_s: float, act: Callable[[], None]) -> None:
        """Plan `act` for so many seconds later."""
        self.at(self.now + delay_s, act)

    def run(self, until: float) -> None:
        """Let everything up to `until` happen."""
        while self._heap and self._heap[0][0] <= until:
            self.now, _, act = heappop(self._heap)
            act()
        self.now = until
