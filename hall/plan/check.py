"""What differs between two plans, as the tables that `config.toml` would hold. Pure."""

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple


class Difference(NamedTuple):
    """One key that differs; None where there is no such key."""

    key: str
    before: Any
    after: Any


def differences(before: Any, after: Any, key: str = "") -> Iterator[Difference]:
    """Give each key that differs, as `services[tax].prefix`: rows that have an id are compared by it."""
    if isinstance(before, Mapping) and isinstance(after, Mapping):
        for name in {**before, **after}:
            inner = f"{key}.{name}" if key else str(name)
            yield from differences(before.get(name), after.get(name), inner)
    elif has_ids(before) and has_ids(after):
        rows_before, rows_after = by_id(before), by_id(after)
        for row in {**rows_before, **rows_after}:
            yield from differences(rows_before.get(row), rows_after.get(row), f"{key}[{row}]")
        if list(rows_before) != list(rows_after) and set(rows_before) == set(rows_after):
            yield Difference(f"{key} (order)", list(rows_before), list(rows_after))
    elif before != after:
        yield Difference(key, before, after)


def has_ids(rows: Any) -> bool:
    """Return whether these are rows that their ids tell apart; a draft may still name one twice, or not at all."""
    if not isinstance(rows, list | tuple):
        return False
    ids = [row.get("id") if isinstance(row, Mapping) else None for row in rows]
    return all(isinstance(one, str) for one in ids) and len(set(ids)) == len(ids)


def by_id(rows: Any) -> dict[str, Any]:
    """Return rows that have ids, by them."""
    return {row["id"]: row for row in rows}
