"""How long will it take: two numbers, likely and late. Pure; times in seconds.

The time until `turns` visits have ended at `counters` counters is taken as a gamma distribution: the sum of `turns`
service times of mean `service_s`, each as spread as an exponential one, shared by the counters. Its quantiles come
from the Wilson-Hilferty approximation (Proc. Natl. Acad. Sci. 17, 1931), good to a few per cent for all turns >= 1.
"""

from collections import deque
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from hall.plan.plan import Counter

Z_90 = 1.2816
"""The 90th percentile of the standard normal distribution."""
REMEMBERED = 30
"""How many recent visits of a service the day's own mean is taken over."""
PRIOR_WEIGHT = 5
"""As how many visits the configured usual time counts beside the day's own."""


@dataclass(frozen=True, slots=True)
class Wait:
    """A predicted remaining wait in seconds: its median and its 90th percentile."""

    likely: int
    late: int
    others: int = 0
    """Of the visits before, about how many are for other services, which share the counters."""


@dataclass
class ServiceTime:
    """The mean time of one visit of a service, learnt from the day."""

    usual_s: float
    recent: deque[float] = field(default_factory=lambda: deque(maxlen=REMEMBERED))
    mean_s: float = 0.0

    def __post_init__(self) -> None:
        """Begin with the configured time."""
        self.mean_s = self.usual_s

    def add(self, took_s: float) -> None:
        """Take one more visit into account."""
        self.recent.append(took_s)
        self._count()

    def forget(self, took_s: float) -> None:
        """Take a visit out again that was not over after all; one that has been forgotten anyway does no harm."""
        if took_s in self.recent:
            self.recent.remove(took_s)
            self._count()

    def _count(self) -> None:
        total = sum(self.recent) + PRIOR_WEIGHT * self.usual_s
        self.mean_s = total / (len(self.recent) + PRIOR_WEIGHT)


@dataclass(frozen=True, slots=True)
class Staffing:
    """Which open counters serve a service, and how far other services' visitors use those counters too."""

    counters: tuple[str, ...]
    shares: tuple[tuple[str, float], ...]
    """Other services and the part of their visits that falls on these counters, 0 to 1."""


def staffing(open_counters: Iterable[Counter]) -> Mapping[str, Staffing]:
    """Return the staffing of every service that at least one of `open_counters` serves."""
    serving: dict[str, list[str]] = {}
    for counter in open_counters:
        for service in counter.services:
            serving.setdefault(service, []).append(counter.id)
    sets = {service: frozenset(ids) for service, ids in serving.items()}
    return {
        service: Staffing(
            counters=tuple(ids),
            shares=tuple(
                (other, len(sets[service] & of) / len(of)) for other, of in sets.items() if sets[service] & of
            ),
        )
        for service, ids in serving.items()
    }


def predict(turns: float, work_s: float, counters: int) -> Wait:
    """Return the wait until `turns` visits of `work_s` seconds in all have ended at `counters` (>= 1) counters."""
    if turns <= 0:
        return Wait(0, 0)
    mean_s = work_s / counters
    shape = max(turns, 1.0)
    centre = 1 - 1 / (9 * shape)
    return Wait(
        likely=round(mean_s * centre**3),
        late=round(mean_s * (centre + Z_90 / (3 * shape**0.5)) ** 3),
    )
