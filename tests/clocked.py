"""A server whose clock a test sets: `python -m tests.clocked FILE …`, where FILE says how many seconds it is ahead."""

if __name__ == "__main__":
    from gevent import monkey

    monkey.patch_all()  # before anything else knows sockets or threads

import sys
import time
from functools import partial
from pathlib import Path

import server

if __name__ == "__main__":
    ahead = Path(sys.argv[1])
    server.build = partial(server.build, clock=lambda: time.time() + float(ahead.read_text(encoding="utf-8")))
    sys.exit(server.main(sys.argv[2:]))
