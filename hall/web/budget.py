"""How much a client may send: pure, times in seconds of a clock that is never set."""

from collections import OrderedDict
from dataclasses import dataclass

KEPT = 10_000
"""How many addresses are remembered; those heard longest ago are forgotten first."""


@dataclass(slots=True)
class Bucket:
    """Holds `most` and fills by `per_s` a second."""

    most: float
    per_s: float
    spent: float = 0.0
    at: float = 0.0

    def spend(self, amount: float, now: float) -> bool:
        """Take `amount` out, and return whether it was there."""
        self.spent = max(0.0, self.spent - (now - self.at) * self.per_s) + amount
        self.at = now
        return self.spent <= self.most


class Allowance:
    """Packets and bytes."""

    def __init__(self, packets: tuple[float, float], size: tuple[float, float]) -> None:
        """Take for each how many at once, and how many a second for ever."""
        self._packets, self._size = Bucket(*packets), Bucket(*size)

    def spend(self, size: int, now: float) -> bool:
        """Count a packet of `size` bytes, and return whether it was within."""
        within = self._packets.spend(1, now)
        return self._size.spend(size, now) and within


class Addresses:
    """An allowance for each address."""

    def __init__(self, packets: tuple[float, float], size: tuple[float, float]) -> None:
        self._each = packets, size
        self._of: OrderedDict[str, Allowance] = OrderedDict()

    def spend(self, address: str, size: int, now: float) -> bool:
        """Count a packet that came from `address`, and return whether it was within."""
        allowance = self._of.setdefault(address, Allowance(*self._each))
        self._of.move_to_end(address)
        if len(self._of) > KEPT:
            self._of.popitem(last=False)
        return allowance.spend(size, now)
