"""All of a hall from one store into another, checked entry by entry; the hall is closed meanwhile."""

import hashlib
import heapq
import json
from collections.abc import Iterator
from contextlib import ExitStack
from typing import NamedTuple

from hall.journal.entry import to_body
from hall.journal.journal import Committed, JournalError
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
        entries = 0
        for one in _in_order(source):
            target.journal.append(one.stream, one.entry)
            entries += 1
        facts = 0
        for vault, day, token, kept in source.facts():
            target.vault(vault).put(day, token, **kept)
            facts += 1
        if _digest(source) != _digest(target):
            raise JournalError("the copy differs from what was copied; empty the target and try again")
        return Copied(len(source.journal.streams()), entries, facts)


def _in_order(store: Store) -> Iterator[Committed]:
    """Give every entry of every stream, the earliest first."""
    streams = [_stream(store, name) for name in store.journal.streams()]
    return heapq.merge(*streams, key=lambda one: one.entry.at)


def _stream(store: Store, name: str) -> Iterator[Committed]:
    return (Committed(name, entry) for entry in store.journal.read(name))


def _digest(store: Store) -> str:
    """Return a digest of all that the store holds, whatever its order."""
    found = hashlib.sha256()
    for name in store.journal.streams():
        for entry in store.journal.read(name):
            found.update(f"{name}\0{json.dumps(to_body(entry), sort_keys=True)}\0".encode())
    for vault, day, token, kept in sorted(store.facts(), key=lambda fact: fact[:3]):
        found.update(f"{vault}\0{day}\0{token}\0{json.dumps(kept, sort_keys=True)}\0".encode())
    return found.hexdigest()
