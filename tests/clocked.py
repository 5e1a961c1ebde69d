"""A server whose clock its test sets: `python -m tests.clocked FILE …`, where FILE is that of a `HallClock`."""

if __name__ == "__main__":
    from gevent import monkey

    monkey.patch_all()  # before anything else knows sockets or threads

import sys
from functools import partial
from pathlib import Path

import server
from tests.hallclock import HallClock

if __name__ == "__main__":
    server.build = partial(server.build, clock=HallClock(Path(sys.argv[1])))
    sys.exit(server.main(sys.argv[2:]))
