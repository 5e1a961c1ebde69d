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
    elif _has_ids(before) and _has_ids(after):
        rows_before, rows_after = ({row["id"]: row for row in rows} for rows in (before, after))
        for row in {**rows_before, **rows_after}:
            yield from differences(rows_before.get(row), rows_after.get(row), f"{key}[{row}]")
        if list(rows_before) != list(rows_after) and set(rows_before) == set(rows_after):
            yield Difference(f"{key} (order)", list(rows_before), list(rows_after))
    elif before != after:
        yield Difference(key, before, after)


def _has_ids(rows: Any) -> bool:
    return isinstance(rows, list | tuple) and all(isinstance(row, Mapping) and "id" in row for row in rows)
