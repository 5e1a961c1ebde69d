"""What the paths together say: for every ticket, newcomer and counter how long until a call, and how sure that is."""

import math
from collections.abc import Generator, Mapping, Sequence
from dataclasses import dataclass

from hall.forecast.play import Path
from hall.forecast.scene import NEVER, Scene

SLICE = 512
"""After so many summaries others have their turn."""


@dataclass(frozen=True, slots=True)
class Estimate:
    """Seconds until a call: the middle of the paths, and their standard deviation."""

    likely_s: float
    spread_s: float


@dataclass(frozen=True, slots=True)
class Played:
    """The result of a play; None where on most paths nobody calls any more today."""

    now: float
    tickets: Mapping[str, Estimate | None]
    newcomers: Mapping[str, Estimate | None]
    """By service: who would come now."""
    counters: Mapping[str, Estimate | None]
    """By counter: who would be sent to it alone now."""


def play(scene: Scene) -> Generator[None, None, Played]:
    """Play all paths; yields now and then so that others have their turn, and returns the result."""
    paths = []
    for number in range(scene.paths):
        path = Path(scene, number)
        yield from path.run()
        paths.append(path.called)
        yield
    estimates: list[Estimate | None] = []
    for moments in zip(*paths, strict=True):
        estimates.append(_estimate(moments, scene.now))
        if not len(estimates) % SLICE:
            yield
    services, newcomers = len(scene.services), scene.newcomers
    return Played(
        scene.now,
        tickets={ticket.ticket: one for ticket, one in zip(scene.tickets, estimates[newcomers:], strict=True)},
        newcomers=dict(zip(scene.services, estimates[:services], strict=True)),
        counters=dict(zip(scene.counters, estimates[services:newcomers], strict=True)),
    )


def _estimate(moments: Sequence[float], now: float) -> Estimate | None:
    due = sorted(moment for moment in moments if moment != NEVER)
    size = len(due)
    if size * 2 < len(moments) or not size:
        return None
    quarter = size // 4
    middle = due[quarter : size - quarter]
    mean = sum(due) / size
    spread_s = math.sqrt(sum((moment - mean) ** 2 for moment in due) / size)
    return Estimate(max(0.0, sum(middle) / len(middle) - now), spread_s)
