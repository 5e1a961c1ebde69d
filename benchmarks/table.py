"""What is measured, beside its baseline and its target: one row each, one table for all."""

from collections.abc import Sequence
from dataclasses import dataclass
from operator import ge, le
from unicodedata import east_asian_width

HEADINGS = ("", "figure", "measured", "bare", "×", "target")
TICK, MISSED = "✓", "✗"


@dataclass(frozen=True, slots=True)
class Limit:
    """A bound on the figure itself, or (`of_bare`) on how many times the baseline it is."""

    sense: str
    bound: float
    of_bare: bool = False

    def __str__(self) -> str:
        """Return it as a reader says it."""
        return f"{self.sense} {self.bound:g}{'×' if self.of_bare else ''}"

    def holds(self, value: float) -> bool:
        """Return whether `value` keeps to it."""
        return bool((le if self.sense == "≤" else ge)(value, self.bound))


@dataclass(frozen=True, slots=True)
class Row:
    """One figure; `bare` is what the bare counterpart reached in the same run, in the same unit."""

    figure: str
    value: float | None
    """None: not measured here, and `note` says why."""
    unit: str
    limits: tuple[Limit, ...] = ()
    bare: float | None = None
    note: str = ""

    @property
    def ratio(self) -> float | None:
        """How many times the baseline."""
        return self.value / self.bare if self.value is not None and self.bare else None

    @property
    def missed(self) -> list[Limit]:
        """The limits that do not hold; a limit whose side was not measured is not judged."""
        sides = [(limit, self.ratio if limit.of_bare else self.value) for limit in self.limits]
        return [limit for limit, side in sides if side is not None and not limit.holds(side)]

    def cells(self) -> tuple[str, ...]:
        """Return the row as it is printed, in the order of HEADINGS."""
        if self.value is None:
            return ("–", self.figure, self.note, "", "", "")
        verdict = "" if not self.limits else MISSED if self.missed else TICK
        ratio = "" if self.ratio is None else f"{self.ratio:.2f}"
        target = ", ".join(map(str, self.limits)) + ("  missed" if self.missed else "")
        return (verdict, self.figure, _said(self.value, self.unit), _said(self.bare, self.unit), ratio, target)


def at_most(bound: float) -> Limit:
    """Return the limit "not above `bound`"."""
    return Limit("≤", bound)


def at_least(bound: float) -> Limit:
    """Return the limit "not below `bound`"."""
    return Limit("≥", bound)


def times_bare(sense: str, bound: float) -> Limit:
    """Return a limit on the ratio to the baseline."""
    return Limit(sense, bound, of_bare=True)


def table(rows: Sequence[Row]) -> str:
    """Return `rows` as a table in plain text."""
    lines = [HEADINGS, *(row.cells() for row in rows)]
    widths = [max(_width(line[i]) for line in lines) for i in range(len(HEADINGS))]
    return "\n".join(
        "  ".join(_padded(cell, w) for cell, w in zip(line, widths, strict=True)).rstrip() for line in lines
    )


def _said(value: float | None, unit: str) -> str:
    if value is None:
        return ""
    digits = 0 if value >= 100 else 1 if value >= 10 else 2
    return f"{value:,.{digits}f} {unit}".rstrip()


def _width(text: str) -> int:
    return sum(2 if east_asian_width(c) in "WF" else 1 for c in text)


def _padded(text: str, width: int) -> str:
    return text + " " * (width - _width(text))
