"""Advice: what one more counter would change, by the same play with everybody who is still to come."""

from collections import Counter
from collections.abc import Callable, Generator, Mapping
from dataclasses import dataclass

from hall.forecast.play import Path
from hall.forecast.scene import NEVER, Scene
from hall.forecast.snapshot import Snapshot

TRIED = 6
"""So many counters are tried at most."""
WORTH = 1.0
"""Advice that spares fewer visitors than this is none."""

MakeScene = Callable[[Mapping[str, float]], Scene]
"""Makes the scene, with counters opened at a moment (seconds since 1970) whatever they would have done."""


@dataclass(frozen=True, slots=True)
class Advice:
    """Open `counter`, for `service` above all, at `opens`: then `over_with` instead of `over_without` wait too long."""

    service: str
    counter: str
    opens: float
    limit_s: float
    over_without: int
    over_with: int


def advise(at: Snapshot, scene: MakeScene, opens: float, limit_s: float) -> Generator[None, None, Advice | None]:
    """Return which counter to open at `opens` so that fewer wait longer than `limit_s`; None when none would help."""
    without = yield from over_limit(scene({}), limit_s)
    worst = max(without, key=lambda service: without[service], default=None)
    if worst is None or without[worst] < WORTH:
        return None
    best: Advice | None = None
    away = [c.id for c in at.counters if c.status == "closed" and worst in c.services]
    for counter in away[:TRIED]:
        over = yield from over_limit(scene({counter: opens}), limit_s)
        with_s, without_s = sum(over.values()), sum(without.values())
        if without_s - with_s >= WORTH and (best is None or round(with_s) < best.over_with):
            best = Advice(worst, counter, opens, limit_s, round(without_s), round(with_s))
    return best


def over_limit(scene: Scene, limit_s: float) -> Generator[None, None, Mapping[str, float]]:
    """Return by service how many of those who wait and who come will wait longer than `limit_s`, in the mean of paths.

    Who is never called today counts too.
    """
    over: Counter[int] = Counter()
    for number in range(scene.paths):
        path = Path(scene, number)
        yield from path.run()
        tickets = zip(scene.tickets, path.called[scene.newcomers :], scene.service_of[scene.newcomers :], strict=True)
        over.update(service for ticket, called, service in tickets if called - ticket.since > limit_s)
        over.update(
            service for who, (came, service) in path.came.items() if path.called_later.get(who, NEVER) - came > limit_s
        )
        yield
    return {scene.services[service]: count / scene.paths for service, count in over.items()}
