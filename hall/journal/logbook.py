"""A logbook: one stream that outlives the day, and how an act is done on it, whatever the act.

Each act takes the lock, catches up with the journal, lets a rule decide, and appends what follows; memory changes only
by reading it back. A failed append leaves everything as it was, and a repeated request key finds what was done.
"""

from collections.abc import Callable, Sequence
from hashlib import blake2b
from threading import RLock
from typing import TypeVar

from hall.journal.actor import Actor
from hall.journal.entry import Entry, Event
from hall.journal.journal import Conflict, Journal
from hall.journal.refusal import Wrong

Seen = TypeVar("Seen")


class Logbook:
    """The one door to a stream. Safe to use from many threads and, through the journal, many processes."""

    def __init__(
        self, journal: Journal, stream: str, *, clock: Callable[[], float], apply: Callable[[Entry], None]
    ) -> None:
        """Take the collaborators; `apply` folds an entry into what the book's owner remembers, and cannot fail."""
        self._journal = journal
        self._stream = stream
        self._clock = clock
        self._apply = apply
        self._lock = RLock()
        self._last_at = 0.0
        self._by_key: dict[str, tuple[str, int]] = {}
        self.number = 0
        """How many entries have been read; it grows with every change."""

    def look(self, at: Callable[[], Seen]) -> Seen:
        """Return what `at` makes of what is remembered, caught up with the journal; it must change nothing."""
        with self._lock:
            self._catch_up()
            return at()

    def act(self, actor: Actor, asked: object, decide: Callable[[float], Sequence[Event]]) -> int:
        """Write down what `decide` makes of now, and return the entry's number; 0 when nothing follows.

        A repeated request key gives the number of the first time and decides nothing. Raises Wrong when the key stood
        for something else than `asked`, what `decide` refuses, and JournalError.
        """
        act = blake2b(repr((actor.by, asked)).encode(), digest_size=8).hexdigest()
        with self._lock:
            while True:
                self._catch_up()
                before = self._by_key.get(actor.key or "")
                if before is not None:
                    if before[0] != act:
                        raise Wrong("key_reused", field="Idempotency-Key")
                    return before[1]
                at = max(round(self._clock(), 3), self._last_at)
                events = tuple(decide(at))
                if not events:
                    return 0
                entry = Entry(self.number + 1, at, actor.by, events, actor.key, act if actor.key else None)
                try:
                    self._journal.append(self._stream, entry)
                except Conflict:
                    continue
                self._catch_up()
                return entry.number

    def _catch_up(self) -> None:
        for entry in self._journal.read(self._stream, after=self.number):
            self._apply(entry)
            self.number, self._last_at = entry.number, entry.at
            if entry.key is not None:
                self._by_key[entry.key] = (entry.act or "", entry.number)
