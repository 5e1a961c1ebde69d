"""How often somebody may try: pure, times in seconds since 1970."""

from collections import OrderedDict
from dataclasses import dataclass

KEPT = 10_000
"""How many triers are remembered; the ones longest ago are forgotten first."""


@dataclass(slots=True)
class _Tries:
    failed: int = 0
    until: float = 0.0


class Throttle:
    """After `free` failures each further one doubles the pause, from `first_s` up to `longest_s` seconds."""

    def __init__(self, free: int, first_s: float, longest_s: float) -> None:
        self._free = free
        self._first_s = first_s
        self._longest_s = longest_s
        self._tries: OrderedDict[str, _Tries] = OrderedDict()

    def wait_s(self, who: str, now: float) -> float:
        """Return how long `who` has to wait before the next try; 0 when it may try now.

        A pause that seems longer than any was given before the clock was set back, and is over.
        """
        tries = self._tries.get(who)
        left_s = 0.0 if tries is None else tries.until - now
        return left_s if 0 < left_s <= self._longest_s else 0.0

    def failed(self, who: str, now: float) -> None:
        """Count a failure."""
        tries = self._tries.setdefault(who, _Tries())
        self._tries.move_to_end(who)
        if now - tries.until > self._longest_s:
            tries.failed = 0
        tries.failed += 1
        beyond = tries.failed - self._free
        pause_s = min(self._first_s * 2.0 ** min(beyond, 30), self._longest_s) if beyond >= 0 else 0.0
        tries.until = now + pause_s
        if len(self._tries) > KEPT:
            self._tries.popitem(last=False)

    def succeeded(self, who: str) -> None:
        """Forget the failures of `who`."""
        self._tries.pop(who, None)
