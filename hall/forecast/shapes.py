"""How a service's visits are spread round their mean: as quantiles, its own as far as they have been seen."""

import math
from collections.abc import Iterable, Mapping, Sequence

from hall.forecast.facts import DayFacts

LEVELS = 64
"""A distribution of durations is kept as so many quantiles."""
WEIGHT = 30.0
"""As how many visits what is believed beforehand counts."""
SPREAD = 0.6
"""Standard deviation over mean, until the hall has shown it."""
AGAIN_S = 900.0
"""A shape changes slowly: it is looked at anew at most so often."""


class Shapes:
    """The shapes of a hall's services; `days` ends with today, which grows."""

    def __init__(self, days: Sequence[DayFacts]) -> None:
        self._days = days
        self._known: dict[str, Sequence[float]] = {}
        self._at = -AGAIN_S

    def of(self, services: Iterable[str], seconds: float) -> Mapping[str, Sequence[float]]:
        """Return each service's quantiles over its mean at this time of the day; unseen ones have the hall's."""
        wanted = set(services)
        if not 0 <= seconds - self._at < AGAIN_S or not wanted <= self._known.keys():
            self._at = seconds
            own = {service: self._seen(service) for service in wanted}
            hall = blend(sorted(v for values in own.values() for v in values), GAMMA)
            self._known = {service: blend(values, hall) for service, values in own.items()}
        return self._known

    def _seen(self, service: str) -> list[float]:
        values = [took_s for day in self._days if service in day.visits for took_s in day.visits[service].sample]
        mean = sum(values) / len(values) if values else 0.0
        return sorted(value / mean for value in values) if mean > 0 else []


def blend(values: Sequence[float], otherwise: Sequence[float]) -> Sequence[float]:
    """Return the quantiles of sorted `values`, as far as they are many, mixed with `otherwise`; their mean is 1."""
    if not values:
        return otherwise
    size = len(values)
    share = size / (size + WEIGHT)
    levels = [share * values[(2 * k + 1) * size // (2 * LEVELS)] + (1 - share) * otherwise[k] for k in range(LEVELS)]
    return _of_mean_1(levels)


def normal(share: float) -> float:
    """Return a quantile of the standard normal distribution (Tukey's lambda: good to 0.01 between 0.01 and 0.99)."""
    return float(4.91 * (share**0.14 - (1 - share) ** 0.14))


def gamma(spread: float) -> Sequence[float]:
    """Return the quantiles of a gamma distribution of mean 1 (Wilson and Hilferty's approximation)."""
    third = spread**2 / 9
    return _of_mean_1(
        [max(0.02, 1 - third + normal((k + 0.5) / LEVELS) * math.sqrt(third)) ** 3 for k in range(LEVELS)]
    )


def _of_mean_1(levels: Sequence[float]) -> Sequence[float]:
    mean = sum(levels) / len(levels)
    return tuple(level / mean for level in levels)


GAMMA = gamma(SPREAD)
