"""The data folder: one server at a time, by a lock that a crash releases."""

import json
import os
import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import portalocker


class FolderTaken(Exception):  # noqa: N818 - says what is, for the person at the console
    """Another server uses the folder."""


@contextmanager
def claim(folder: Path) -> Iterator[None]:
    """Hold `folder` for this process. Raises FolderTaken, saying who holds it."""
    folder.mkdir(parents=True, exist_ok=True)
    holder = folder / "server.json"  # beside the lock: Windows lets nobody read a locked file
    with (folder / "server.lock").open("ab") as lock:
        try:
            portalocker.lock(lock, portalocker.LockFlags.EXCLUSIVE | portalocker.LockFlags.NON_BLOCKING)
        except portalocker.exceptions.LockException as why:
            raise FolderTaken(f"{folder} is in use by {_who(holder)}; stop that server first") from why
        mine = {"pid": os.getpid(), "host": socket.gethostname(), "since": time.strftime("%Y-%m-%d %H:%M:%S")}
        holder.write_text(json.dumps(mine), encoding="utf-8")
        try:
            yield
        finally:
            holder.unlink(missing_ok=True)


def _who(holder: Path) -> str:
    try:
        known = json.loads(holder.read_text(encoding="utf-8"))
        return f"process {known['pid']} on {known['host']}, since {known['since']}"
    except (OSError, ValueError, KeyError):
        return "another server that is just starting"
