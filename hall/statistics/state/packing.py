"""A day's rows as bytes and back, column by column: so a day of thousands of visits is read in milliseconds.

Numbers stand as a computer has them. What repeats (services, counters, clerks) stands once, in its column's own list
of words, and the column has its places there. Before the columns stands a line of JSON that says how to read them.
"""

import json
import sys
from array import array
from collections.abc import Iterable, Sequence
from datetime import date
from itertools import islice
from typing import Any

from hall.statistics.state.rows import Act, Begun, Day, Ended, Heard, Outcome, Shift, Stay, Visit

VERSION = 5
"""Grows whenever a row means something else than before: what an earlier version kept is then made again."""

NOTHING = -1
"""Stands for None among numbers, of which none is below 0."""
NUMBER, PLACE = "q", "I"
"""How numbers, and places in a list of words, are kept."""
_ENUMS = {"begun": Begun, "how": Ended, "outcome": Outcome}
_SHIFT = ("counter", "clerk", "paused", "begun_at", "ended", "busy")
"""The fields of a Shift, whose beginning is a time and not, as a stay's, a kind."""
_VISIT = ("count", *Visit._fields[1:])
"""Those of a Visit, with the number of its stays in their place."""
_ALWAYS = frozenset({"joined", "served_before", "count", "at", "begun_at", "busy", "calls", "said", "silent"})
"""Numbers that are always there."""
_NUMBERS = _ALWAYS | {"called", "started", "ended", "told_late", "score", "booked"}


class Unusable(ValueError):  # noqa: N818 - says what is
    """These bytes are not the rows of this day, as this version makes them of that stream."""


def pack(day: Day, length: int) -> bytes:
    """Return `day` as bytes; `length` is how long the streams were that it was made of."""
    columns: list[bytes] = []
    head = {
        "of": _mark(day.date, length),
        "until": day.until,
        "plans": day.plans,
        "stays": _write(Stay._fields, [stay for visit in day.visits for stay in visit.stays], columns),
        "visits": _write(_VISIT, [(len(visit.stays), *visit[1:]) for visit in day.visits], columns),
        "shifts": _write(_SHIFT, day.shifts, columns),
        "acts": _write(Act._fields, day.acts, columns),
        "heard": _write(Heard._fields, day.heard, columns),
        "zones": day.zones,
    }
    return b"\n".join([json.dumps(head, ensure_ascii=False, separators=(",", ":")).encode(), b"".join(columns)])


def unpack(packed: bytes, day: date, length: int) -> Day:
    """Return what `pack` was given. Raises Unusable for anything else than this day, of this length and version."""
    try:
        line, _, rest = packed.partition(b"\n")
        head = json.loads(line)
        if head["of"] != _mark(day, length):
            raise Unusable
        columns = memoryview(rest)
        stays, columns = _read(Stay._fields, head["stays"], columns)
        visits, columns = _read(_VISIT, head["visits"], columns)
        shifts, columns = _read(_SHIFT, head["shifts"], columns)
        acts, columns = _read(Act._fields, head["acts"], columns)
        heard, columns = _read(Heard._fields, head["heard"], columns)
        counts, *more = visits or [()]
        each = map(Stay._make, zip(*stays, strict=True))
        of_visits = [tuple(islice(each, count)) for count in counts]
        return Day(
            day,
            head["until"],
            tuple(head["plans"]),
            tuple(map(Visit._make, zip(of_visits, *more, strict=True))),
            tuple(map(Shift._make, zip(*shifts, strict=True))),
            tuple(map(Act._make, zip(*acts, strict=True))),
            tuple(map(Heard._make, zip(*heard, strict=True))),
            tuple(head["zones"]),
        )
    except (KeyError, TypeError, ValueError, IndexError) as why:
        raise Unusable from why


def _mark(day: date, length: int) -> dict[str, Any]:
    return {"version": VERSION, "order": sys.byteorder, "date": day.isoformat(), "length": length}


def _write(names: Sequence[str], rows: Sequence[tuple[Any, ...]], into: list[bytes]) -> dict[str, Any]:
    """Add the columns of `rows` to `into`; return how many rows there are, and the words of their columns."""
    words: dict[str, list[Any]] = {}
    for name, column in zip(names, zip(*rows, strict=True), strict=bool(rows)):
        if name in _NUMBERS:
            into.append(array(NUMBER, [NOTHING if one is None else one for one in column]).tobytes())
        else:
            places: dict[Any, int] = {}
            into.append(array(PLACE, [places.setdefault(word, len(places)) for word in column]).tobytes())
            words[name] = list(places)
    return {"rows": len(rows), "words": words}


def _read(names: Sequence[str], told: dict[str, Any], columns: memoryview) -> tuple[list[Iterable[Any]], memoryview]:
    """Return the columns that stand first, none where there are no rows, and what stands behind them."""
    found: list[Iterable[Any]] = []
    for name in names if told["rows"] else ():
        kept = array(NUMBER if name in _NUMBERS else PLACE)
        size = told["rows"] * kept.itemsize
        kept.frombytes(columns[:size])
        columns = columns[size:]
        found.append(kept if name in _ALWAYS else _values(name, kept, told["words"].get(name)))
    return found, columns


def _values(name: str, kept: "array[int]", words: list[Any] | None) -> list[Any]:
    if words is None:
        return [None if one == NOTHING else one for one in kept]
    read = _ENUMS.get(name, tuple if name == "reasons" else None)
    said = words if read is None else [read(word) for word in words]
    return [said[place] for place in kept]
