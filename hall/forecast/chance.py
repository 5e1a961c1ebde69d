"""Chances without a random generator: each quantity is spread evenly over the paths, in an order of its own.

The same key gives the same spread at every look, so a forecast changes only where the hall has changed; and since each
quantity goes through all of its levels once, a mean over few paths is as steady as one over many at random.
"""

from collections.abc import Sequence
from functools import cache
from random import Random

ORDERS = 127
"""So many different orders of the paths."""
MIX = 2_654_435_761


@cache
def orders(paths: int) -> Sequence[Sequence[int]]:
    """Return `ORDERS` orders of the paths 0 … paths-1, always the same ones."""
    random = Random(paths)  # noqa: S311 - nothing secret
    return [random.sample(range(paths), paths) for _ in range(ORDERS)]


def mixed(key: int) -> int:
    """Return 32 bits in which keys that lie side by side have nothing in common."""
    key = (key ^ (key >> 16)) * MIX & 0xFFFFFFFF
    key = (key ^ (key >> 13)) * 0x5BD1E995 & 0xFFFFFFFF
    return key ^ (key >> 15)


def spread(key: int, paths: int) -> Sequence[float]:
    """Return one value in 0 to 1 for each path, together evenly spread."""
    bits = mixed(key)
    within = (bits >> 8 & 0xFFFF) / 65_536
    return [(rank + within) / paths for rank in orders(paths)[bits % ORDERS]]
