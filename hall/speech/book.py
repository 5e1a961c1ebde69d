"""The record of what was said today: a stream a day, so that after a restart nothing is said twice."""

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from hall.journal.actor import Actor
from hall.journal.entry import Entry, Event
from hall.journal.journal import Journal, JournalError
from hall.journal.logbook import Logbook
from hall.speech.events import CallSaid, MessageSaid, MoreOfCallSaid

Speech = CallSaid | MoreOfCallSaid | MessageSaid
STREAM = "speech-"
BY_ITSELF = Actor("hall")
log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Said:
    """One call that was said: how short, by what means, how many seconds after its key."""

    form: str
    how: str
    after_s: float


class SpeechBook:
    """What was said, by zone. A disk that is full silences nobody: then it is remembered, and only that."""

    def __init__(
        self,
        journal: Journal,
        *,
        clock: Callable[[], float],
        today: Callable[[], date],
        told: Callable[[Speech], None],
    ) -> None:
        """Take the collaborators; `today` is the business day, `told` hears of what was said here and now."""
        self._journal, self._clock, self._today, self._told = journal, clock, today, told
        self._day: date | None = None
        self._log: Logbook
        self._calls: dict[str, dict[int, Said]] = {}
        self._messages: dict[str, set[int]] = {}
        self._last_at: dict[str, float] = {}

    def calls(self, zone: str) -> Mapping[int, Said]:
        """Return today's calls that were said in `zone`, in the order in which they were said."""
        return self._of_today().look(lambda: dict(self._calls.get(zone, {})))

    def messages(self, zone: str) -> frozenset[int]:
        """Return the messages that were said in `zone` today."""
        return self._of_today().look(lambda: frozenset(self._messages.get(zone, ())))

    def last_at(self, zone: str) -> float | None:
        """Return when something was last said in `zone` today, None when nothing was."""
        return self._of_today().look(lambda: self._last_at.get(zone))

    @property
    def number(self) -> int:
        """Grows with everything that is said today."""
        return self._of_today().number

    def write(self, event: Speech) -> None:
        """Write down what was just said."""
        book = self._of_today()
        try:
            book.act(BY_ITSELF, event, lambda _: (event,))
        except JournalError as why:
            log.warning("what was said is not written down: %s", why)
            book.look(lambda: self._apply(event, self._clock()))
        self._told(event)

    def _of_today(self) -> Logbook:
        day = self._today()
        if day != self._day:
            self._day, self._calls, self._messages, self._last_at = day, {}, {}, {}
            self._log = Logbook(self._journal, f"{STREAM}{day.isoformat()}", clock=self._clock, apply=self._fold)
        return self._log

    def _fold(self, entry: Entry) -> None:
        for event in entry.events:
            self._apply(event, entry.at)

    def _apply(self, event: Event, at: float) -> None:
        match event:
            case CallSaid(call, zone, form, how, after_s):
                self._calls.setdefault(zone, {})[call] = Said(form, how, after_s)
            case MoreOfCallSaid(call, zone, form) if call in (calls := self._calls.get(zone, {})):
                calls[call] = replace(calls[call], form=form)
            case MessageSaid(message, zone, _):
                self._messages.setdefault(zone, set()).add(message)
        self._last_at[getattr(event, "zone", "")] = at
