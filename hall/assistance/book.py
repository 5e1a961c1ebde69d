"""Who waits for somebody to come, folded from its stream."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal, get_args

from hall.assistance.events import STREAM, AssistanceAsked, AssistanceEnded, AssistanceTaken
from hall.journal.actor import Actor
from hall.journal.entry import Entry, Event
from hall.journal.ground import Ground
from hall.journal.journal import Committed
from hall.journal.refusal import Unknown
from hall.journal.stream import numbered

Kind = Literal["sign_language", "wheelchair", "companion", "language", "other"]
KINDS: tuple[str, ...] = get_args(Kind)
"""What visitors may ask for, in the order offered."""


@dataclass(frozen=True, slots=True)
class Asked:
    """One visitor who waits for somebody; `at` in seconds since 1970, `taken_by` an account id."""

    id: int
    kind: str
    place: str
    lang: str
    day: str
    at: float
    taken_by: str | None = None


class AssistanceBook:
    """Everybody who has asked and is not helped yet."""

    def __init__(self, ground: Ground, since: Callable[[], date] | None = None) -> None:
        """Read what there is; `since` gives the first day whose visitors may still be here, usually today."""
        self._today, self._since = ground.today, since or ground.today
        self._open: dict[int, Asked] = {}
        self._all: dict[int, Asked] = {}
        self._stream = numbered(ground, STREAM, self._fold)
        self._stream.catch_up()

    def take(self, committed: Committed) -> None:
        """Take in what was written down, perhaps by another process."""
        if committed.stream == STREAM:
            self._stream.take(committed.entry)

    def open(self) -> Sequence[Asked]:
        """Return who waits, the longest first; at a day's end nobody does any more, unless the hall works on."""
        since = self._since().isoformat()
        return self._stream.look(lambda: [one for one in self._open.values() if one.day >= since])

    def ask(self, actor: Actor, kind: Kind, place: str, lang: str) -> Asked:
        """Call somebody. Touched again while somebody is on the way, it stays one call."""
        day = self._today().isoformat()
        waiting = [one for one in self.open() if (one.kind, one.place) == (kind, place)]
        if waiting and self._stream.answered(actor) is None:
            return waiting[0]
        done = self._stream.act(actor, lambda _: (AssistanceAsked(kind, place, lang, day),))
        return self._all[done.subject or 0]

    def come(self, actor: Actor, asked: int) -> None:
        """Say that the actor is coming. Who was first keeps it; a repeat does nothing."""
        self._act(actor, asked, lambda one: () if one.taken_by is not None else (AssistanceTaken(asked, actor.by),))

    def end(self, actor: Actor, asked: int) -> None:
        """Say that the visitor has been helped."""
        self._act(actor, asked, lambda _: (AssistanceEnded(asked),))

    def _act(self, actor: Actor, asked: int, follows: Callable[[Asked], tuple[Event, ...]]) -> None:
        def decide(_: float) -> tuple[Event, ...]:
            one = self._open.get(asked)
            if one is None:
                raise Unknown("assistance_unknown")
            return follows(one)

        self._stream.act(actor, decide)

    def _fold(self, entry: Entry) -> None:
        for event in entry.events:
            match event:
                case AssistanceAsked(kind, place, lang, day):
                    made = Asked(entry.number, kind, place, lang, day, entry.at)
                    self._open[entry.number] = self._all[entry.number] = made
                case AssistanceTaken(asked, by):
                    self._open[asked] = replace(self._open[asked], taken_by=by)
                case AssistanceEnded(asked):
                    self._open.pop(asked, None)
