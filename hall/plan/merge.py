"""Two people have changed the same plan: one plan of both, and where both changed the same key. Pure."""

from collections.abc import Mapping
from typing import Any

from hall.plan.check import Difference, by_id, has_ids

_GONE = object()
"""Stands for a key or a row that is not there."""


def merge(base: Any, mine: Any, theirs: Any) -> tuple[Any, list[Difference]]:
    """Return `theirs` with all that `mine` changed in `base`.

    Where both changed the same key differently mine stands, and it is listed: `before` is theirs, `after` mine.
    """
    found: list[Difference] = []
    return _merge(base, mine, theirs, "", found), found


def _merge(base: Any, mine: Any, theirs: Any, key: str, found: list[Difference]) -> Any:
    if mine in (base, theirs):
        return theirs
    if theirs == base:
        return mine
    if isinstance(mine, Mapping) and isinstance(theirs, Mapping):
        names = {**theirs, **mine}
        return _merge_each(base, mine, theirs, list(names), (f"{key}." if key else "", ""), found)
    if has_ids(mine) and has_ids(theirs) and has_ids(base):
        order = theirs if _order(mine, base) == _order(base, mine) else mine
        names = by_id([*order, *mine, *theirs])
        sides = (by_id(base), by_id(mine), by_id(theirs))
        return list(_merge_each(*sides, list(names), (f"{key}[", "]"), found).values())
    found.append(Difference(key, *(None if side is _GONE else side for side in (theirs, mine))))
    return mine


def _merge_each(
    base: Any, mine: Any, theirs: Any, names: list[str], around: tuple[str, str], found: list[Difference]
) -> dict[str, Any]:
    merged = {}
    for name in names:
        before = base.get(name, _GONE) if isinstance(base, Mapping) else _GONE
        sides = (before, mine.get(name, _GONE), theirs.get(name, _GONE))
        merged[name] = _merge(*sides, f"{around[0]}{name}{around[1]}", found)
    return {name: value for name, value in merged.items() if value is not _GONE}


def _order(rows: Any, others: Any) -> list[str]:
    """Return the ids of rows that `others` has too, in their order."""
    return [one for one in by_id(rows) if one in by_id(others)]
