"""Which characters a typeface has, read from its own table: no library, a few milliseconds."""

import struct
from collections.abc import Iterator
from functools import cache
from pathlib import Path

_TABLE = struct.Struct(">4sIII")
_SUBTABLE = struct.Struct(">HHI")
_GROUP = struct.Struct(">III")


@cache
def characters(file: Path) -> frozenset[int]:
    """Return the code points that the TrueType font in `file` draws. Raises OSError, ValueError when it is none."""
    with file.open("rb") as font:
        head = font.read(12)
        tables = font.read(_TABLE.size * int.from_bytes(head[4:6]))
        found = {name: (at, size) for name, _, at, size in _TABLE.iter_unpack(tables)}
        if b"cmap" not in found:
            raise ValueError(f"{file.name} is no TrueType font")
        at, size = found[b"cmap"]
        font.seek(at)
        table = font.read(size)
    starts = {at for _, _, at in _SUBTABLE.iter_unpack(table[4 : 4 + 8 * int.from_bytes(table[2:4])])}
    return frozenset(code for start in starts for code in _codes(table[start:]))


def _codes(table: bytes) -> Iterator[int]:
    """Yield the characters of one subtable; those of formats that no Chinese font needs are left out."""
    form = int.from_bytes(table[:2])
    if form == 12:
        count = int.from_bytes(table[12:16])
        for first, last, _ in _GROUP.iter_unpack(table[16 : 16 + _GROUP.size * count]):
            yield from range(first, last + 1)
    elif form == 4:
        size = int.from_bytes(table[6:8])
        ends, begins = table[14 : 14 + size], table[16 + size : 16 + 2 * size]
        for (first,), (last,) in zip(struct.iter_unpack(">H", begins), struct.iter_unpack(">H", ends), strict=True):
            yield from range(first, min(last, 0xFFFE) + 1)
