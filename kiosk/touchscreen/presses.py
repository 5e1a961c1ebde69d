"""Presses that no person makes: a screen that is stuck, a child at play, a program at the kiosk's address."""

from collections import deque
from collections.abc import Callable

from hall.faults import Fault

MOST = 20
WITHIN_S = 10.0
"""Nobody takes more tickets than `MOST` in so short a time at one screen."""
TOLD_FOR_S = 600.0


class Presses:
    """Counts the tickets taken at each address."""

    def __init__(self, clock: Callable[[], float]) -> None:
        """Take a clock that gives seconds."""
        self._clock = clock
        self._latest: dict[str, deque[float]] = {}
        self._unusual: dict[str, float] = {}

    def note(self, address: str) -> None:
        """A ticket was taken at `address`."""
        latest = self._latest.setdefault(address, deque(maxlen=MOST))
        latest.append(self._clock())
        if len(latest) == MOST and 0 <= latest[-1] - latest[0] < WITHIN_S:
            self._unusual[address] = latest[-1]

    def faults(self) -> list[Fault]:
        """Return where that was so, for a while."""
        now = self._clock()
        facts = {"count": str(MOST), "seconds": f"{WITHIN_S:.0f}"}
        return [
            Fault("presses_unusual", {"address": address, **facts}, address)
            for address, at in self._unusual.items()
            if now - at < TOLD_FOR_S
        ]
