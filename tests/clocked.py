"""The product by the clock of a test: `python -m tests.clocked FILE …`, where FILE is that of a `HallClock`."""

if __name__ == "__main__":
    from gevent import monkey

    monkey.patch_all()  # before anything else knows sockets or threads

import sys
from collections.abc import Sequence
from functools import partial
from pathlib import Path

import server
from tests.cheap_pins import spend_little
from tests.hallclock import HallClock


def main(clock: str, words: Sequence[str]) -> int:
    """Do what server.py does with `words`, by the clock in the file `clock`."""
    spend_little()
    server.build = partial(server.build, clock=HallClock(Path(clock)))
    return server.main(words)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2:]))
