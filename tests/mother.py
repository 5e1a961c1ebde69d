"""A Python that has read the product once and becomes a server when asked: a start costs a tenth of what it does else.

`python -m tests.mother` reads orders from standard input and answers each with a line; all are JSON. An order to run
is answered with the number of the process, one to look after a process with its exit status, null while it runs.
"""

if __name__ == "__main__":
    from gevent import monkey

    monkey.patch_all()  # before anything else knows sockets or threads

import gc
import json
import os
import pickle
import sys
import tomllib
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any

from gevent.monkey import get_original

from tests.clocked import main

LATER = (
    "engineio.async_drivers.gevent",
    "hall.printing.raster",
    "hall.web.serving",
    "qrcode.image.styles.moduledrawers.pil",
)
"""What a server reads only when it begins to serve."""
parse = tomllib.loads

fork, waitpid = get_original("os", ("fork", "waitpid"))  # gevent's own would make the mother's hub the children's


@cache
def parsed(text: str) -> bytes:
    """Return what `text` says in TOML, to be had again and again."""
    return pickle.dumps(parse(text))


def read_once() -> None:
    """Read what every server reads when it starts (code, catalogues, guides), for all to come: a fourth of a start."""
    for name in LATER:
        import_module(name)
    for file in Path("assets").rglob("*.toml"):
        parsed(file.read_text(encoding="utf-8"))
    tomllib.loads = lambda text, /: pickle.loads(parsed(text))  # noqa: S301 - each has its own to change
    gc.freeze()  # else a collection in a child touches, and so copies, all that was read here


def answer(given: Any) -> None:
    """Say one thing to the test."""
    sys.stdout.write(f"{json.dumps(given)}\n")
    sys.stdout.flush()


def next_child() -> Any:
    """Do as ordered; return, in a child, the order that it is there for, and None when nobody is there any more."""
    for line in iter(sys.stdin.buffer.readline, b""):
        order = json.loads(line)
        if "look_after" in order:
            gone, status = waitpid(order["look_after"], os.WNOHANG)
            answer(os.waitstatus_to_exitcode(status) if gone else None)
            continue
        child = fork()
        if child == 0:
            return order
        answer(child)
    return None


def dress(order: Any) -> None:
    """Give the child its own standard input, output and errors."""
    read, write = os.pipe()
    os.write(write, order["input"].encode())
    os.close(write)
    os.dup2(read, 0)
    os.close(read)
    sys.stdin = os.fdopen(0, closefd=False, encoding="utf-8")
    log = os.open(order["log"], os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o644)
    os.dup2(log, 1)
    os.dup2(log, 2)
    os.close(log)
    if errors := order["errors"]:
        apart = os.open(errors, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o644)
        os.dup2(apart, 2)
        os.close(apart)


if __name__ == "__main__":
    read_once()
    mine = next_child()
    if mine is not None:
        dress(mine)
        sys.exit(main(mine["clock"], mine["words"]))
