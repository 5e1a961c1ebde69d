"""All of a hall from one store into another, checked entry by entry; the hall is closed meanwhile."""

import hashlib
import json
from contextlib import ExitStack
from typing import NamedTuple

from hall.journal.journal import JournalError
from hall.store.opening import Store


class Copied(NamedTuple):
    """How much was copied."""

    streams: int
    entries: int
    facts: int


def copy(source: Store, target: Store) -> Copied:
    """Copy everything into `target`, which must be empty, in the order of time, and compare what arrived.

    Raises FolderTaken while a server serves from either database, JournalError for a target that is not empty or
    differs afterwards.
    """
    with ExitStack() as held:
        for store in (source, target):
            held.enter_context(store.claim())
        if not source.journal.streams():
            raise JournalError("there is nothing to copy: look at --from, --data and the hall's name in [store]")
        if target.journal.streams() or next(target.facts(), None) is not None:
            raise JournalError("the target holds a hall already; copy into an empty one")
        target.fill(source)
        copied, digest = _digest(source)
        if (copied, digest) != _digest(target):
            raise JournalError("the copy differs from what was copied; empty the target and try again")
        return copied


def _digest(store: Store) -> tuple[Copied, str]:
    """Return how much the store holds, and a digest of it, whatever its order."""
    found, entries, facts = hashlib.sha256(), 0, 0
    streams = store.journal.streams()
    for name in streams:
        for body in store.bodies(name):
            entries += 1
            found.update(f"{name}\0{json.dumps(body, sort_keys=True)}\0".encode())
    for vault, day, token, kept in sorted(store.facts(), key=lambda fact: fact[:3]):
        facts += 1
        found.update(f"{vault}\0{day}\0{token}\0{json.dumps(kept, sort_keys=True)}\0".encode())
    return Copied(len(streams), entries, facts), found.hexdigest()
