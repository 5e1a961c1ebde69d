"""The recorded days: past ones read once and kept ready, today's followed as it goes on.

What is kept can always be made again. It is used only as long as the day's streams are as long as when it was made,
and streams are only ever added to: so it never says anything else than the journal. Of a day whose visits went on in
the next, nothing is kept before that one is over.
"""

import logging
from collections.abc import Callable, Iterator
from datetime import date
from threading import RLock

from hall.journal.ground import Ground
from hall.journal.journal import JournalError
from hall.journal.shelf import Shelf
from hall.queue.book import DAY_STREAM
from hall.speech.book import STREAM as SPEECH
from hall.statistics.folds.counter import Counters
from hall.statistics.folds.day import DayFold
from hall.statistics.folds.records import BREATH
from hall.statistics.state.figures import MS
from hall.statistics.state.packing import Unusable, pack, unpack
from hall.statistics.state.rows import Day
from hall.statistics.state.span import Span

log = logging.getLogger(__name__)


class Days:
    """All recorded days. Safe from many threads; `breathe` lets others at their work meanwhile."""

    def __init__(
        self,
        ground: Ground,
        shelf: Shelf,
        *,
        breathe: Callable[[], object],
    ) -> None:
        """Take the collaborators."""
        self._journal = ground.journal
        self._shelf = shelf
        self._today = ground.today
        self._clock = ground.clock
        self._breathe = breathe
        self._live: DayFold | None = None
        self._going_on: tuple[DayFold, DayFold] | None = None
        """The latest day of which visits went on in the next, and that one, as far as they have been read."""
        self._ready: set[date] = set()
        """Past days that have been read, or tried, since this process began."""
        self._lock = RLock()

    def recorded(self) -> list[date]:
        """Return the days that there are, the first one first; files that only look like a day's are none."""
        found = (_date(stream) for stream in self._journal.streams())
        return sorted(day for day in found if day is not None)

    def each(self, span: Span, unread: list[date]) -> Iterator[Day]:
        """Give the days of `span` one by one; one that cannot be read is put into `unread`."""
        for day in self.recorded():
            if day in span:
                self._breathe()
                try:
                    yield self.read(day)
                except JournalError as why:
                    log.warning("a day cannot be counted: %s", why)
                    unread.append(day)

    def read(self, day: date) -> Day:
        """Return the rows of `day`. Raises JournalError when its stream is damaged."""
        with self._lock:
            return self._read_live(day) if day >= self._today() else self._read_past(day)

    def prepare(self) -> date | None:
        """Read the latest past day that was not read yet, and return it; None when there is none. For quiet moments."""
        day = next((d for d in reversed(self.recorded()) if d not in self._ready and d < self._today()), None)
        if day is not None:
            try:
                self.read(day)
            except JournalError:
                log.exception("a day cannot be counted")
            self._ready.add(day)
        return day

    def _read_past(self, day: date) -> Day:
        stream = _stream(day)
        length = self._journal.length(stream) + self._journal.length(_speech(day))
        kept = self._shelf.get(stream)
        if kept is not None:
            try:
                return unpack(kept, day, length)
            except Unusable:
                log.info("%s is counted anew", stream)
        fold, is_over = self._whole(day)
        rows = fold.rows(fold.last_at)
        if is_over:
            self._shelf.put(stream, pack(rows, length))
        return rows

    def _whole(self, day: date) -> tuple[DayFold, bool]:
        """Return a past day, with those of its visits that went on, and whether all of these are over."""
        if self._going_on is not None and self._going_on[0].date == day:
            fold, following = self._going_on
        else:
            fold = self._fold(DayFold(day, Counters()))
            if fold.goes_on_in is None:
                return fold, True
            following = DayFold(date.fromisoformat(fold.goes_on_in), Counters(), guests=fold.carried())
        self._fold(following)
        self._going_on = None if following.is_closed else (fold, following)
        return fold, following.is_closed

    def _read_live(self, day: date) -> Day:
        if self._live is None or self._live.date != day:
            self._live = DayFold(day, Counters())
        return self._fold(self._live).rows(max(round(self._clock() * MS), self._live.last_at))

    def _fold(self, fold: DayFold) -> DayFold:
        """Take in what is new."""
        for entry in self._journal.read(_stream(fold.date), after=fold.entries):
            fold.take(entry)
            if entry.number % BREATH == 0:
                self._breathe()
        try:
            for entry in self._journal.read(_speech(fold.date), after=fold.calls.entries):
                fold.calls.hear(entry)
        except JournalError as why:
            log.warning("what was said on a day is not known: %s", why)
            fold.calls.forget()
        return fold


def _stream(day: date) -> str:
    return f"{DAY_STREAM}{day.isoformat()}"


def _speech(day: date) -> str:
    return f"{SPEECH}{day.isoformat()}"


def _date(stream: str) -> date | None:
    try:
        day = date.fromisoformat(stream.removeprefix(DAY_STREAM))
    except ValueError:
        return None
    return day if _stream(day) == stream else None
