"""Strips of paper, one below the other and page by page."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from hall.printing.sheet import Mark


@dataclass(frozen=True, slots=True)
class Row:
    """A strip of the paper that is never divided; its marks are measured from its own top."""

    height: float
    marks: tuple[Mark, ...] = ()
    keep: bool = False
    """Stays on the page of the row that follows."""


def stack(rows: Iterable[Row], top: float) -> tuple[float, tuple[Mark, ...]]:
    """Return where the last of `rows` ends when the first begins at `top`, and all their marks."""
    marks: list[Mark] = []
    for row in rows:
        marks.extend(replace(mark, y=mark.y + top) for mark in row.marks)
        top += row.height
    return top, tuple(marks)


def divide(rows: Sequence[Row], height: float) -> list[list[Row]]:
    """Return `rows` page by page."""
    pages: list[list[Row]] = [[]]
    left = height
    for group in _kept_together(rows):
        needed = sum(row.height for row in group)
        if needed > left and pages[-1]:
            pages.append([])
            left = height
        pages[-1].extend(group)
        left -= needed
    return pages


def _kept_together(rows: Iterable[Row]) -> list[list[Row]]:
    groups: list[list[Row]] = []
    kept = False
    for row in rows:
        if kept:
            groups[-1].append(row)
        else:
            groups.append([row])
        kept = row.keep
    return groups
