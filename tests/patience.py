"""How tests wait for what has to come: as long as it takes, and never a while for luck."""

import time
from collections.abc import Callable
from typing import TypeVar

PATIENCE_S = 120.0
"""Many times what anything takes on a computer with all its cores taken: whoever waits so long waits for nothing."""
LOOK_S = 0.02

Found = TypeVar("Found")


def until(look: Callable[[], Found | None], told: Callable[[], object] = lambda: "") -> Found:
    """Look until there is something true, and return it; `told` says what there is instead when it never comes."""
    begun = time.monotonic()
    while not (found := look()):
        assert time.monotonic() - begun < PATIENCE_S, f"did not come about: {told()}"
        time.sleep(LOOK_S)
    return found
