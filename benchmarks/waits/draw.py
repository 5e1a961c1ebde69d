"""Drawing the numbers of a made-up hall from a seed."""

from collections.abc import Mapping, Sequence
from random import Random

from benchmarks.waits.halls import WITH_LUNCH, Business, MadeHall, Peak, People, Shape, furnish
from hall.plan.hours import Spans

Served = Mapping[str, tuple[str, ...]]
SHAPES: Sequence[Shape] = ("gamma", "lognormal", "two")


def business(random: Random, services: str, *, shapes: Sequence[Shape] = SHAPES) -> dict[str, Business]:
    """Return services of three to seventeen minutes."""
    return {
        s: Business(
            mean_s=random.choice([180, 240, 300, 420, 540, 720, 960]) * random.uniform(0.9, 1.1),
            weight=random.uniform(0.6, 1.6),
            shape=random.choice(shapes),
            spread=random.uniform(0.45, 0.85),
        )
        for s in services
    }


def pool(services: str, counters: int) -> Served:
    """Return counters that all serve everything, each with its own preference."""
    turned = [tuple(services[n % len(services) :] + services[: n % len(services)]) for n in range(counters)]
    return {f"c{n}": served for n, served in enumerate(turned)}


def own(services: str, counters: int) -> Served:
    """Return counters of one service each."""
    return {f"c{n}": (services[n % len(services)],) for n in range(counters)}


def overlapping(random: Random, services: str, counters: int) -> Served:
    """Return counters of one to three services."""
    served = {}
    for n in range(counters):
        first = services[n % len(services)]
        others = [s for s in services if s != first]
        served[f"c{n}"] = (first, *random.sample(others, min(len(others), random.randint(0, 2))))
    return served


def wrong(random: Random, services: str, low: float = 0.5, high: float = 2.0) -> dict[str, float]:
    """Return by how much each configured time is off."""
    return {s: low * (high / low) ** random.random() for s in services}


def clerks(random: Random, served: Served) -> dict[str, float]:
    """Return clerks who take up to 40 % less or more time."""
    return {c: random.uniform(0.6, 1.4) for c in served}


def hall(
    kind: str,
    made: Mapping[str, Business],
    served: Served,
    people: People | None = None,
    *,
    load: float,
    spans: Spans = WITH_LUNCH,
    usual: Mapping[str, float] | None = None,
    covers: Served | None = None,
    then: Served | None = None,
    pace: Mapping[str, float] | None = None,
    peaks: tuple[Peak, ...] = (),
    at_the_door: int = 0,
    past_days: int = 0,
) -> MadeHall:
    """Return the hall, with as much work for each service as its counters can do."""
    fair = _balanced(made, served)
    return MadeHall(
        kind,
        furnish(fair, served, usual or {}, spans, covers, then),
        fair,
        pace or {},
        load,
        people or People(),
        peaks,
        at_the_door,
        past_days,
    )


def _balanced(made: Mapping[str, Business], served: Served) -> dict[str, Business]:
    able = dict.fromkeys(made, 0.0)
    for services in served.values():
        for rank, service in enumerate(services):
            able[service] += 1 / (rank + 1) / sum(1 / (r + 1) for r in range(len(services)))
    return {
        s: Business(b.mean_s, able[s] / (b.mean_s + 50) * b.weight**0.3, b.shape, b.spread) for s, b in made.items()
    }
