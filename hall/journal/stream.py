"""How an act is done, whatever the act: the one place that appends to the journal.

A stream looks its request key up, lets a rule decide on what is remembered, appends what follows, and only then
changes memory. When somebody else was first, or when the answer would be no, it reads what is newer and decides again:
a yes is checked by the journal, a no by reading. A failed append leaves everything as it was.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from threading import RLock
from typing import Generic, TypeVar

from hall.journal.actor import Actor
from hall.journal.entry import Entry, Event
from hall.journal.ground import Ground
from hall.journal.journal import Conflict
from hall.journal.refusal import Refusal, Wrong

Subject = TypeVar("Subject")
Seen = TypeVar("Seen")
Decide = Callable[[float], Sequence[Event]]


@dataclass(frozen=True, slots=True)
class Done(Generic[Subject]):
    """What an act was about, None when nothing followed; and whether this is the first answer once more."""

    subject: Subject | None
    repeated: bool


class Stream(Generic[Subject]):
    """The one door to a stream. Safe to use from many threads and, through the journal, many processes."""

    def __init__(
        self,
        ground: Ground,
        name: str,
        fold: Callable[[Entry], None],
        subject: Callable[[Entry], Subject],
        lock: "RLock | None" = None,
    ) -> None:
        """Take the collaborators. Nothing is read before `catch_up`.

        `fold` takes an entry into what the stream's owner remembers and cannot fail; `subject` is what an entry is the
        answer about; `lock` is the owner's own where it has several streams.
        """
        self.name = name
        self.number = 0
        """How many entries have been taken in; it grows with every change."""
        self.last_at = 0.0
        self._journal = ground.journal
        self._fold = fold
        self._subject = subject
        self._clock = ground.clock
        self._lock = lock or RLock()
        self._keys: dict[str, tuple[str | None, Subject | None]] = {}

    def look(self, at: Callable[[], Seen]) -> Seen:
        """Return what `at` makes of what is remembered; it must change nothing. Reads nothing from the journal."""
        with self._lock:
            return at()

    def now(self) -> float:
        """Return the time for an entry: to the millisecond, and never before the last entry's."""
        return max(round(self._clock(), 3), self.last_at)

    def act(self, actor: Actor, decide: Decide) -> Done[Subject]:
        """Write down what `decide` makes of now.

        A repeated request key gives the first answer and decides nothing, also when nothing followed. Raises Wrong
        when the key stood for something else, what `decide` refuses, and JournalError.
        """
        with self._lock:
            while True:
                before = self.answered(actor)
                if before is not None:
                    return before
                at = self.now()
                try:
                    events = tuple(decide(at))
                except Refusal:
                    if self.catch_up():
                        continue
                    raise
                if not events and self.catch_up():
                    continue
                if not events and actor.key is None:
                    return Done(None, repeated=False)
                entry = Entry(self.number + 1, at, actor.by, events, actor.key, actor.act)
                try:
                    self._journal.append(self.name, entry)
                except Conflict as first:
                    for newer in first.newer:
                        self.take(newer)
                    continue
                self.take(entry)
                return Done(self._subject(entry) if events else None, repeated=False)

    def answered(self, actor: Actor) -> Done[Subject] | None:
        """Return the first answer to the actor's request key, None when it is new here. Raises Wrong."""
        known = self._keys.get(actor.key) if actor.key is not None else None
        if known is None:
            return None
        act, subject = known
        if act != actor.act:
            raise Wrong("key_reused", field="Idempotency-Key")
        return Done(subject, repeated=True)

    def catch_up(self) -> bool:
        """Take in what is newer in the journal and return whether there was any."""
        with self._lock:
            before = self.number
            for entry in self._journal.read(self.name, after=before):
                self.take(entry)
            return self.number > before

    def take(self, entry: Entry) -> None:
        """Take `entry` in, unless it is known; one that is ahead is read with those before it."""
        with self._lock:
            if entry.number > self.number + 1:
                self.catch_up()
            if entry.number != self.number + 1:
                return
            self.number, self.last_at = entry.number, entry.at
            self._fold(entry)
            if entry.key is not None:
                self._keys[entry.key] = (entry.act, self._subject(entry) if entry.events else None)


def numbered(ground: Ground, name: str, fold: Callable[[Entry], None], lock: "RLock | None" = None) -> Stream[int]:
    """Return a stream whose answers are found by the number of their entry."""
    return Stream(ground, name, fold, lambda entry: entry.number, lock)
