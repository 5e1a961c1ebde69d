"""Which open counters serve what, and who is called before whom across the lines that they share. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from hall.plan.plan import Counter


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
                (other, len(sets[service] & of) / len(of))
                for other, of in sets.items()
                if other != service and sets[service] & of
            ),
        )
        for service, ids in serving.items()
    }
