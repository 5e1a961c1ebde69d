"""The forecast at work: it follows the day, looks ahead when something has happened, and tells the desk what it found.

The follower only says how far a day has come; a job reads on, learns and looks, in slices, so that one forecaster
belongs to one thread, no press waits for it, and a hall is open before its forecast has read the day.
"""

import time
from collections import deque
from collections.abc import Callable, Generator, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TypeVar

from hall.forecast.advice import Advice
from hall.forecast.advised import Advised
from hall.forecast.forecaster import Forecaster
from hall.forecast.kept import KeptDays
from hall.forecast.snapshot import Booked
from hall.journal.ground import Ground
from hall.journal.journal import Committed
from hall.queue.book import DAY_STREAM, DayBook, day_of
from hall.queue.events.day import DayClosed
from hall.queue.state.day import HallDay

LOOK_EVERY_S = 2.0
"""However much happens, looks lie so far apart."""
LOOK_AGAIN_S = 30.0
"""Time passes also when nothing happens."""
BREATH = 256
"""After so many entries others have their turn."""

Result = TypeVar("Result")
Steps = Generator[None, None, Result]


@dataclass(slots=True)
class _Day:
    """A business day, and how far it was learnt from."""

    date: date
    forecaster: Forecaster
    learnt: int = 0
    """The number of the last entry that the forecaster has taken."""
    written: int = 0
    """The number of the last entry that the follower has seen."""
    advised: Advised = field(default_factory=Advised)


class Forecast:
    """Looks ahead for the desk. `take` is for the follower, everything else for one thread alone."""

    def __init__(
        self,
        ground: Ground,
        desk: DayBook,
        kept: KeptDays,
        breathe: Callable[[], object],
        pace: Callable[[], float] = time.monotonic,
        booked: Callable[[], Iterable[Booked]] = tuple,
    ) -> None:
        """Begin with today; `beat` looks ahead. `breathe` lets others work; `pace` is a clock that is never set.

        `booked` gives the appointments of today whose visitors are still to come.
        """
        self._ground = ground
        self._desk = desk
        self._kept = kept
        self._breathe = breathe
        self._pace = pace
        self._booked = booked
        self._days = deque([self._open(desk.today())])
        """Today; until the next look also the day before."""
        self._looked_at: float | None = None
        self.advice: Advice | None = None
        """Which counter to open soon; None when none would help."""

    @property
    def advised(self) -> Advised:
        """What was advised today, and what came of it."""
        return self._days[0].advised

    def times_before(self, usual_s: Mapping[str, float]) -> Mapping[str, float]:
        """Return the mean visit of each service in seconds, learnt before today from the plan's `usual_s` on."""
        return self._days[-1].forecaster.times_before(usual_s)

    def take(self, committed: Committed) -> None:
        """Note that something was written down, perhaps by another process; a later day begins with it."""
        day = day_of(committed.stream)
        if day is None:
            return
        if day > self._days[-1].date:
            self._days.append(self._open(day))
        latest = self._days[-1]
        if day == latest.date:
            latest.written = committed.entry.number

    def beat(self) -> None:
        """Look ahead when something has happened, or time has passed."""
        happened = len(self._days) > 1 or self._days[-1].written > self._days[-1].learnt
        soonest_s = LOOK_EVERY_S if happened else LOOK_AGAIN_S
        if self._looked_at is None or self._pace() - self._looked_at >= soonest_s:
            self.look()

    def look(self) -> None:
        """Learn what is new, look ahead, and let the desk know."""
        self._looked_at = self._pace()
        today, booked = self._learn(), tuple(self._booked())
        found = self._driven(today, lambda day, now: today.forecaster.look(day, now, booked))
        if found is not None and self._desk.today() == today.date:
            self._desk.expected = found

    def advise(self, limit_s: float) -> None:
        """Find out which counter to open soon so that fewer wait longer than `limit_s`; check what came of the last."""
        today, booked = self._learn(), tuple(self._booked())
        self.advice = self._driven(today, lambda day, now: today.forecaster.advise(day, now, limit_s, booked))

        def note(day: HallDay, now: float) -> None:
            if self.advice is not None:
                today.advised.note(self.advice, now)
            if day.date == today.date:
                today.advised.check(day, now)

        self._desk.look(note)

    def prepare(self) -> None:
        """Learn from one more past day, until all are ready. For quiet moments."""
        today = self._days[-1]
        if self._kept.prepare(today.date):
            today.forecaster.remember(self._kept.before(today.date))

    def keep(self) -> None:
        """Keep what today has taught so far: the computer may be switched off at any time."""
        today = self._learn()
        self._kept.keep(today.date, today.forecaster.closed())

    def _learn(self) -> _Day:
        """Take in what is new, keep what has ended, and return today."""
        while True:
            day = self._days[0]
            for entry in self._ground.journal.read(f"{DAY_STREAM}{day.date.isoformat()}", after=day.learnt):
                day.forecaster.take(entry)
                day.learnt = entry.number
                if not entry.number % BREATH:
                    self._breathe()
                if any(isinstance(event, DayClosed) for event in entry.events):
                    self._kept.keep(day.date, day.forecaster.closed())
            if len(self._days) == 1:
                return day
            self._days.popleft()
            self._days[0].forecaster.remember(self._kept.before(self._days[0].date))

    def _driven(self, today: _Day, begin: Callable[[HallDay, float], Steps[Result]]) -> Result | None:
        """Return what the steps come to: the first under the desk's lock. None while the desk is a day ahead."""

        def begun(day: HallDay, now: float) -> Steps[Result] | None:
            if day.date != today.date:
                return None
            steps = begin(day, now)
            next(steps)
            return steps

        steps = self._desk.look(begun)
        while steps is not None:
            self._breathe()
            try:
                next(steps)
            except StopIteration as end:
                result: Result = end.value
                return result
        return None

    def _open(self, day: date) -> _Day:
        return _Day(day, Forecaster(day, self._desk.hours, self._kept.before(day), self._kept.scores(day)))
