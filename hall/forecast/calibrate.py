"""How far off what was told turned out, by length, and what is told from it: split conformal prediction.

A play gives a middle and a spread. How many spreads the truth lies above the middle is a **score**; its 90th percentile
over what this hall was told and what came, for waits of such a length, makes the late time right nine times in ten
whatever the play leaves out. A hall without a past begins with `START`. Times in seconds.
"""

from bisect import bisect_right, insort
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from hall.forecast.played import Estimate

LENGTHS_S = (120.0, 300.0, 600.0, 1200.0, 2400.0)
"""Waits up to two minutes, five, ten, twenty, forty, and longer ones are calibrated apart."""
FLOOR_S = 30.0
"""Added to every spread: half a minute of a visitor's and a clerk's dawdling is in no play."""
KEPT = 60
"""So many scores of one length stand for a day's."""
START_WEIGHT = 20.0
"""As how many scores of their own the values to start with count."""
ALIKE = 10.0
"""Waits of one day go wrong together: so many scores count as one, and those of a length of a day ..."""
A_DAY = 12.0
"""... as so many at most."""
RIGHT = 0.9
"""The part of late times that is to be right."""


@dataclass(frozen=True, slots=True)
class Correction:
    """What is added to a play's middle, in spreads, to tell the likely and the late time."""

    likely: float
    late: float


START: Sequence[Correction] = tuple(Correction(0.0, late) for late in (1.7, 1.65, 1.6, 1.5, 1.45, 1.4))
"""By length, from made-up halls without a past (docs/forecast.md)."""


@dataclass(slots=True)
class Scores:
    """The scores of one length: how many there were, and those that stand for them, sorted."""

    count: int = 0
    right: int = 0
    """How many of them came by the late time that was told."""
    sample: list[float] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Prediction:
    """What was predicted of one ticket at one moment, and the late time that was told; seconds since 1970."""

    at: float
    estimate: Estimate
    late: float


def length_of(likely_s: float) -> int:
    """Return which length a wait of `likely_s` has, as an index into `LENGTHS_S` and one more."""
    return bisect_right(LENGTHS_S, likely_s)


class Audit:
    """One day of what was told beside what came."""

    def __init__(self, scores: Sequence[Scores] = ()) -> None:
        """Go on from `scores`, of all lengths, or from none."""
        self.scores = [Scores(one.count, one.right, list(one.sample)) for one in scores] or [
            Scores() for _ in range(len(LENGTHS_S) + 1)
        ]

    def settle(self, told: Prediction, came: float) -> None:
        """Take into account that the call told of came at `came`, in seconds since 1970."""
        estimate = told.estimate
        scores = self.scores[length_of(estimate.likely_s)]
        scores.count += 1
        scores.right += came <= told.late
        insort(scores.sample, (came - told.at - estimate.likely_s) / (estimate.spread_s + FLOOR_S))

    def closed(self) -> list[Scores]:
        """Return the day as it is kept."""
        return [Scores(one.count, one.right, _thinned(one.sample)) for one in self.scores]


def _thinned(values: Sequence[float]) -> list[float]:
    size = len(values)
    return list(values) if size <= KEPT else [values[(2 * k + 1) * size // (2 * KEPT)] for k in range(KEPT)]


def corrections(days: Sequence[Sequence[Scores]]) -> list[Correction]:
    """Return the corrections by length that the days have borne out, as far as they have."""
    return [_correction([day[length] for day in days], start) for length, start in enumerate(START)]


def _correction(days: Sequence[Scores], start: Correction) -> Correction:
    values = sorted(value for day in days for value in _thinned(day.sample))
    if not values:
        return start
    seen = sum(min(day.count / ALIKE, A_DAY) for day in days)
    weight = seen / (seen + START_WEIGHT)
    middle = values[len(values) // 2]
    rank = min(len(values) - 1, int((len(values) + 1) * RIGHT))
    likely = weight * middle + (1 - weight) * start.likely
    return Correction(likely, max(likely + 0.1, weight * values[rank] + (1 - weight) * start.late))


def corrected(estimate: Estimate, by_length: Sequence[Correction]) -> tuple[float, float]:
    """Return the likely and the late time to tell, in seconds; between two lengths' middles by their share of both."""
    spread_s = estimate.spread_s + FLOOR_S
    below, share = _between(estimate.likely_s)
    one, other = by_length[below], by_length[min(below + 1, len(by_length) - 1)]
    likely = estimate.likely_s + spread_s * (one.likely + share * (other.likely - one.likely))
    late = estimate.likely_s + spread_s * (one.late + share * (other.late - one.late))
    return max(0.0, likely), max(0.0, likely, late)


_MIDDLES = (60.0, 210.0, 450.0, 900.0, 1800.0, 3600.0)


def _between(likely_s: float) -> tuple[int, float]:
    """Return the last length whose middle lies below, and how far it is to the next one's, 0 to 1."""
    below = bisect_right(_MIDDLES, likely_s) - 1
    if below < 0:
        return 0, 0.0
    if below == len(_MIDDLES) - 1:
        return below, 0.0
    return below, (likely_s - _MIDDLES[below]) / (_MIDDLES[below + 1] - _MIDDLES[below])


def to_body(day: Sequence[Scores]) -> list[dict[str, Any]]:
    """Return a closed day as JSON's own values."""
    return [{"count": one.count, "right": one.right, "sample": [round(v, 3) for v in one.sample]} for one in day]


def from_body(body: Sequence[Mapping[str, Any]]) -> list[Scores]:
    """Read back what `to_body` wrote. Raises KeyError, TypeError or ValueError when it is no such day."""
    if len(body) != len(LENGTHS_S) + 1:
        raise ValueError(f"a day's scores have {len(LENGTHS_S) + 1} lengths, not {len(body)}")
    return [Scores(int(one["count"]), int(one["right"]), sorted(float(v) for v in one["sample"])) for one in body]
