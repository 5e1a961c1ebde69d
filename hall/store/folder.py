"""The data folder: one server at a time, by a lock that a crash releases."""

import json
import logging
import os
import socket
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import portalocker

_log = logging.getLogger(__name__)


class FolderTaken(Exception):  # noqa: N818 - says what is, for the person at the console
    """Another server uses the folder."""


@contextmanager
def claim(folder: Path) -> Iterator[None]:
    """Hold `folder` for this process. Raises FolderTaken, saying who holds it."""
    folder.mkdir(parents=True, exist_ok=True)
    holder = _holder(folder)
    with (folder / "server.lock").open("ab") as lock:
        try:
            portalocker.lock(lock, portalocker.LockFlags.EXCLUSIVE | portalocker.LockFlags.NON_BLOCKING)
        except portalocker.exceptions.LockException as why:
            raise FolderTaken(f"{folder} is in use by {_who(holder)}; stop that server first") from why
        holder.unlink(missing_ok=True)  # of a server that was killed
        note(
            folder,
            pid=os.getpid(),
            host=socket.gethostname(),
            since=time.strftime("%Y-%m-%d %H:%M:%S"),
            command=[sys.executable, *sys.argv],
            cwd=str(Path.cwd()),
            kept="INVOCATION_ID" in os.environ,  # systemd says so to what it starts again by itself
        )
        try:
            yield
        finally:
            holder.unlink(missing_ok=True)


def note(folder: Path, **facts: object) -> None:
    """Note about the server that holds the folder, beside what is noted already.

    A hall opens on a full disk too: then nothing is noted, and whoever asks who holds the folder is told that.
    """
    whole = {**about(folder), **facts}
    draft = folder / "server.json.part"
    try:
        draft.write_text(json.dumps(whole), encoding="utf-8")
        draft.replace(_holder(folder))
    except OSError as why:
        _log.warning("%s cannot be written (%s): nobody can tell which server holds this folder", draft, why.strerror)
        draft.unlink(missing_ok=True)


def about(folder: Path) -> Mapping[str, Any]:
    """Return what is noted about the server that holds the folder; nothing when none does, or it just starts."""
    try:
        known = json.loads(_holder(folder).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return known if isinstance(known, dict) else {}


def is_free(folder: Path) -> bool:
    """Return whether no server holds the folder."""
    with (folder / "server.lock").open("ab") as lock:
        try:
            portalocker.lock(lock, portalocker.LockFlags.EXCLUSIVE | portalocker.LockFlags.NON_BLOCKING)
        except portalocker.exceptions.LockException:
            return False
        portalocker.unlock(lock)
    return True


def _holder(folder: Path) -> Path:
    return folder / "server.json"  # beside the lock: Windows lets nobody read a locked file


def _who(holder: Path) -> str:
    try:
        known = json.loads(holder.read_text(encoding="utf-8"))
        return f"process {known['pid']} on {known['host']}, since {known['since']}"
    except (OSError, ValueError, KeyError):
        return "another server that is just starting"
