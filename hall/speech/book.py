"""The record of what was said today: a stream a day, so that after a restart nothing is said twice."""

import logging
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta

from hall.journal.actor import HALL
from hall.journal.entry import Entry, Event
from hall.journal.ground import Ground
from hall.journal.journal import Committed, JournalError
from hall.journal.stream import Stream, numbered
from hall.speech.events import CallSaid, CallWaited, MessageSaid, MoreOfCallSaid

STREAM = "speech-"
Speech = CallSaid | MoreOfCallSaid | MessageSaid | CallWaited
log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Said:
    """One call that was said: how short, by what means, how many seconds after its key."""

    form: str
    how: str
    after_s: float


class SpeechBook:
    """What was said, by zone. A disk that is full silences nobody: then it is remembered, and only that."""

    def __init__(self, ground: Ground) -> None:
        """Read what was said today."""
        self._ground = ground
        self._before: SpeechBook | None = None
        """The day before, where it was asked for."""
        self._begin(ground.today())

    def take(self, committed: Committed) -> None:
        """Take in what was written down, perhaps by another process."""
        if committed.stream == self._of_today().name:
            self._stream.take(committed.entry)

    def calls(self, zone: str) -> Mapping[int, Said]:
        """Return today's calls that were said in `zone`, in the order in which they were said."""
        return self._of_today().look(lambda: dict(self._calls.get(zone, {})))

    def was_said(self, zone: str, call: int, first: int) -> bool:
        """Return whether a call was said in `zone`. One with an id below today's `first` was taken over from yesterday.

        For such a one alone the record of that day is read.
        """
        if self._of_today().look(lambda: call in self._calls.get(zone, {})):
            return True
        if call < first and self._before is None:
            self._before = SpeechBook(replace(self._ground, today=lambda: self._day - timedelta(days=1)))
        return call < first and self._before is not None and call in self._before.calls(zone)

    def messages(self, zone: str) -> frozenset[int]:
        """Return the messages that were said in `zone` today."""
        return self._of_today().look(lambda: frozenset(self._messages.get(zone, ())))

    def last_at(self, zone: str) -> float | None:
        """Return when something was last said in `zone` today, None when nothing was."""
        return self._of_today().look(lambda: self._last_at.get(zone))

    def knows(self, zone: str) -> bool:
        """Return whether today's record tells that calls are to be said in `zone`."""
        return self._of_today().look(lambda: zone in self._known)

    @property
    def number(self) -> int:
        """Grows with everything that is said today."""
        return self._of_today().number

    def write(self, event: Speech) -> None:
        """Write down what was just said, or waits for a voice."""
        stream = self._of_today()
        try:
            stream.act(HALL, lambda _: (event,))
        except JournalError as why:
            log.warning("what was said is not written down: %s", why)
            stream.look(lambda: self._apply(event, self._ground.clock()))

    def _begin(self, day: date) -> None:
        self._day = day
        self._calls: dict[str, dict[int, Said]] = {}
        self._messages: dict[str, set[int]] = {}
        self._last_at: dict[str, float] = {}
        self._known: set[str] = set()
        self._stream = numbered(self._ground, f"{STREAM}{day.isoformat()}", self._fold)
        self._stream.catch_up()
        self._before = None

    def _of_today(self) -> Stream[int]:
        if (day := self._ground.today()) != self._day:
            self._begin(day)
        return self._stream

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
        zone = getattr(event, "zone", "")
        self._known.add(zone)
        if not isinstance(event, CallWaited):
            self._last_at[zone] = at
