"""Sums that can be joined: counts, and durations with their mean and quantiles. Durations go in as milliseconds."""

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field, fields
from itertools import pairwise
from typing import Self

from hall.statistics.state.table import Figures

MS = 1000
DIGITS = 1
"""Seconds are told to the tenth: the journal's thousandths are no figure for people."""
SPREAD_STEP, SPREAD_STEPS = 5 * 60 * MS, 12
"""How the spread of durations is told: by five minutes up to an hour, and beyond."""
CHUNK = 8192
"""So many durations are sorted at once: a year's would keep everybody waiting, and need four times the room."""


@dataclass(slots=True)
class Times:
    """Durations: sorted in chunks, and those that came last unsorted."""

    chunks: list["array[int]"] = field(default_factory=list)
    latest: "array[int]" = field(default_factory=lambda: array("q"))

    def add(self, duration: int) -> None:
        """Take one more in."""
        self.latest.append(duration)
        if len(self.latest) == CHUNK:
            self.chunks.append(_sorted(self.latest))
            self.latest = array("q")

    def __add__(self, other: "Times") -> "Times":
        """Return both together."""
        both = Times([*self.chunks, *other.chunks], self.latest[:])
        for duration in other.latest:
            both.add(duration)
        return both

    def __len__(self) -> int:
        """Return how many there are."""
        return sum(map(len, self.chunks)) + len(self.latest)

    @property
    def mean_s(self) -> float | None:
        """Return the mean in seconds, None of nothing."""
        return seconds((sum(map(sum, self.chunks)) + sum(self.latest)) / len(self)) if len(self) else None

    @property
    def longest_s(self) -> float | None:
        """Return the longest in seconds, None of nothing."""
        return seconds(max(max(part) for part in self._parts())) if len(self) else None

    def quantile_s(self, share: float) -> float | None:
        """Return in seconds what `share` of them do not exceed; between two by their distance, as Excel does."""
        if not len(self):
            return None
        parts = self._parts()
        whole, part = divmod(
            round(share * 100) * (len(self) - 1), 100
        )  # in whole numbers: halves are rounded as they are
        low = _at(parts, whole)
        return seconds((low * (100 - part) + _at(parts, whole + 1) * part) / 100 if part else low)

    def spread(self, step: int, steps: int) -> list[int]:
        """Return how many lie in each of `steps` steps from 0, and how many are longer."""
        parts = self._parts()
        up_to = [sum(bisect_left(part, step * n) for part in parts) for n in range(steps + 1)]
        return [*(later - earlier for earlier, later in pairwise(up_to)), len(self) - up_to[-1]]

    def _parts(self) -> list["array[int]"]:
        return [*self.chunks, _sorted(self.latest)] if self.latest else self.chunks


def _sorted(durations: "array[int]") -> "array[int]":
    return array("q", sorted(durations))


def _at(parts: list["array[int]"], index: int) -> int:
    """Return the duration that would stand at `index`, were all sorted `parts` one: by halving what it may be."""
    least, most = min(part[0] for part in parts), max(part[-1] for part in parts)
    while least < most:
        middle = (least + most) // 2
        if sum(bisect_right(part, middle) for part in parts) > index:
            most = middle
        else:
            least = middle + 1
    return least


@dataclass(slots=True)
class Sums:
    """What a report counts for one of its rows. Every field can be added to another's."""

    def figures(self) -> Figures:
        """Return the row's figures, by column."""
        raise NotImplementedError

    def spread(self) -> Sequence[int]:
        """Return how the durations are spread over steps of SPREAD_STEP; nothing where that is not told."""
        return ()

    def join(self, other: Self) -> None:
        """Add what `other` has counted."""
        for one in fields(self):
            setattr(self, one.name, getattr(self, one.name) + getattr(other, one.name))


def seconds(ms: float) -> float:
    """Return milliseconds as seconds, as figures are told."""
    return round(ms / MS, DIGITS)


def share(part: float, whole: float) -> float | None:
    """Return which share of `whole` is `part`, to four digits; None of nothing."""
    return round(part / whole, 4) if whole else None
