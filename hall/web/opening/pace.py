"""How often what is shared by several capabilities is done, and how long computing gives way."""

from collections.abc import Callable

from hall.web.context import Context

FORGET_EVERY_S = 60.0
"""How often is looked for what names a person and has had its time."""
PREPARE_EVERY_S = 2.0
"""How often a past day is made ready to be counted, or learnt from, until all are."""
NOTE_EVERY_S = 5.0
"""How often is looked whether a token's uses, refusals and faults are to be written down."""
REST_S = 0.001
"""So long computing rests again and again: without any time of its own a press would wait for several pieces of it."""


def breathing(c: Context) -> Callable[[], None]:
    """Return what lets everything else have its turn."""

    def breathe() -> None:
        c.sockets.sleep(REST_S)

    return breathe
