"""The hall's time: the computer's clock, unless that leaps ahead."""

import time
from collections.abc import Callable

from hall.faults import Fault

LEAP_S = 3600.0
"""No network sets a clock that was right by so much, and no leap second or daylight saving does."""
BELIEVED_AFTER_S = 120.0
"""A clock that has stood there for so long was meant: somebody has set it right."""


def steady() -> float:
    """Return seconds that nobody sets, and that count while the computer sleeps."""
    boot = getattr(time, "CLOCK_BOOTTIME", None)  # Linux alone has it; Windows' own goes on while it sleeps
    return time.monotonic() if boot is None else time.clock_gettime(boot)


class HallTime:
    """Gives seconds since 1970. A leap ahead is not believed at once: it would end the day, and all who wait in it."""

    def __init__(self, clock: Callable[[], float] = time.time, steadily: Callable[[], float] = steady) -> None:
        """Take the computer's clock, and one that is never set."""
        self._clock = clock
        self._steadily = steadily
        self._ahead_s = clock() - steadily()
        """By how much the computer's clock is ahead of the steady one, as far as it is believed."""
        self._leapt_at: float | None = None

    def __call__(self) -> float:
        """Return the time."""
        now, steadily = self._clock(), self._steadily()
        if now - steadily - self._ahead_s < LEAP_S:
            self._leapt_at = None
        else:
            self._leapt_at = steadily if self._leapt_at is None else self._leapt_at
            if steadily - self._leapt_at < BELIEVED_AFTER_S:
                return steadily + self._ahead_s
            self._leapt_at = None
        self._ahead_s = now - steadily
        return now

    def faults(self) -> list[Fault]:
        """Return the fault that the computer's clock has leapt ahead, while it is not believed."""
        self()
        return [] if self._leapt_at is None else [Fault("clock_leapt", {})]
