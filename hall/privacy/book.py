"""The book of deletions on request: written down first, then done, and done again where that was cut off."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from hall.journal.actor import HALL, Actor
from hall.journal.entry import Entry, Event
from hall.journal.ground import Ground
from hall.journal.journal import Committed
from hall.journal.refusal import Unknown
from hall.journal.stream import numbered
from hall.privacy.events import STREAM, ErasureDone, FoundBy, Gone, KeptBack, NotesRead, PersonErased, PersonSought

Wanted = tuple[tuple[Gone, ...], tuple[KeptBack, ...]]
"""What is to be deleted, and what is not."""


@dataclass(frozen=True, slots=True)
class Erasure:
    """A deletion as it was asked for; `at` in seconds since 1970, `by` an account id."""

    number: str
    day: date
    at: float
    by: str
    found_by: FoundBy
    gone: tuple[Gone, ...]
    kept: tuple[KeptBack, ...]


class PrivacyBook:
    """All deletions, and that somebody looked."""

    def __init__(self, ground: Ground) -> None:
        """Read what there is."""
        self._vault, self._today = ground.vault, ground.today
        self._all: dict[str, Erasure] = {}
        self._by_entry: dict[int, str] = {}
        self._given: Counter[date] = Counter()
        self._undone: dict[str, Erasure] = {}
        self._notes_read: tuple[str, str] | None = None
        """Who read the notes of which day, if that was the last that happened."""
        self._stream = numbered(ground, STREAM, self._fold)
        self._stream.catch_up()

    def take(self, committed: Committed) -> None:
        """Take in what was written down, perhaps by another process."""
        if committed.stream == STREAM:
            self._stream.take(committed.entry)

    def sought(self, actor: Actor, found_by: FoundBy, found: Sequence[str]) -> None:
        """Have it on record that somebody looked for a person, and which records that gave."""
        self._stream.act(Actor(actor.by), lambda _: (PersonSought(found_by, tuple(found)),))

    def erase(self, actor: Actor, found_by: FoundBy, wanted: Callable[[], Wanted]) -> Erasure:
        """Delete what is `wanted`, which may raise what it refuses; a repeat of the request key does not ask for it.

        The journal has it before anything is deleted: killed in between, `sweep` goes on.
        """

        def decide(_: float) -> tuple[Event, ...]:
            today = self._today()
            number = f"D{today:%Y%m%d}-{self._given[today] + 1:03d}"
            return (PersonErased(number, today.isoformat(), found_by, *wanted()),)

        entry = self._stream.act(actor, decide).subject or 0
        self.sweep()
        return self._stream.look(lambda: self._all[self._by_entry[entry]])

    def sweep(self) -> None:
        """Delete what was written down and is not done."""
        for one in self._stream.look(lambda: list(self._undone.values())):
            for gone in one.gone:
                self._vault(gone["vault"]).forget(date.fromisoformat(gone["day"]), gone["token"])
            self._stream.act(HALL, self._done(one.number))

    def read_notes(self, actor: Actor, day: date) -> None:
        """Have it on record that somebody read what clerks wrote on a day; once in a row."""
        told = (actor.by, day.isoformat())
        self._stream.act(Actor(actor.by), lambda _: () if self._notes_read == told else (NotesRead(told[1]),))

    def numbered(self, number: str) -> Erasure:
        """Return the deletion with this number on its receipt. Raises Unknown."""
        found = self._stream.look(lambda: self._all.get(number))
        if found is None:
            raise Unknown("erasure_unknown", erasure=number)
        return found

    def erasures(self) -> Sequence[Erasure]:
        """Return every deletion, the newest first."""
        return self._stream.look(lambda: list(reversed(self._all.values())))

    def _done(self, number: str) -> Callable[[float], tuple[Event, ...]]:
        return lambda _: (ErasureDone(number),) if number in self._undone else ()

    def _fold(self, entry: Entry) -> None:
        for event in entry.events:
            self._notes_read = (entry.by, event.day) if isinstance(event, NotesRead) else None
            match event:
                case PersonErased():
                    day = date.fromisoformat(event.day)
                    made = Erasure(event.erasure, day, entry.at, entry.by, event.found_by, event.gone, event.kept)
                    self._all[made.number] = self._undone[made.number] = made
                    self._by_entry[entry.number] = made.number
                    self._given[day] += 1
                case ErasureDone(erasure=number):
                    self._undone.pop(number, None)
