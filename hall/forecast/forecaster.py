"""The forecast of one hall's day: takes its entries, looks ahead when asked, and tells from the last look.

It does no I/O. Whoever wires it keeps what `closed` returns from night to night.
"""

import math
from collections import Counter
from collections.abc import Generator, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from hall.forecast.advice import Advice, advise
from hall.forecast.calibrate import Audit, Correction, Prediction, Scores, corrections
from hall.forecast.facts import DayFacts
from hall.forecast.habits import Habits, Past, Running
from hall.forecast.learn import Learning, spans_of
from hall.forecast.openings import Roster
from hall.forecast.outlook import SLICE, Outlook, outlook
from hall.forecast.played import Played, play
from hall.forecast.scene import Scene, Seen
from hall.forecast.snapshot import Booked, Snapshot, snapshot
from hall.journal.entry import Entry
from hall.plan.hours import OpeningHours
from hall.queue.events import visit as e
from hall.queue.events import visitor as v
from hall.queue.state.day import HallDay

VISITS = 6400
"""About so many visits one look plays, over all its paths: 20 ms of one core."""
PATHS = (24, 16, 12, 8)
DAYS = 10
"""So many days back count."""
BELIEVE_AGAIN_S = 60.0
"""Habits change slowly; they are weighed anew at most so often."""
QUARTER_S = 900.0
ADVISED_S = 3600.0
"""Advice is for the next hour."""
AUDIT_S = 300.0
"""What a ticket is told is audited at its first look and every five minutes."""


@dataclass(frozen=True, slots=True)
class Closed:
    """What one day leaves for the next ones."""

    facts: DayFacts
    scores: Sequence[Scores]


class Forecaster:
    """One business day's forecast."""

    def __init__(
        self, day: date, hours: OpeningHours, past: Sequence[Closed] = (), scores: Sequence[Scores] = ()
    ) -> None:
        """`past`: as in `remember`. `scores`: those of `day` itself, from before this process began."""
        self._learning = Learning(day, hours)
        self._audit = Audit(scores)
        self._told: dict[str, list[Prediction]] = {}
        self.outlook: Outlook | None = None
        self.remember(past)

    def remember(self, past: Sequence[Closed]) -> None:
        """Let these be the days before, latest last; more than ten are of no use."""
        kept = past[-DAYS:]
        self._days = [one.facts for one in kept]
        self._past = Past(self._days, self._learning.facts)
        self._scores = [one.scores for one in kept]
        self._roster = Roster(self._days, self._learning.facts)
        self._habits: tuple[float, Habits, Sequence[Correction]] | None = None

    def take(self, entry: Entry) -> None:
        """Learn from one more entry of the day, in order, whether or not anybody looks."""
        self._learning.take(entry)
        for event in entry.events:
            match event:
                case e.TicketCalled():
                    for told in self._told.pop(event.ticket, ()):
                        if not event.chosen:
                            self._audit.settle(told, entry.at)
                case e.TicketCancelled() | v.TicketPutOff() | v.ServiceAdded():
                    self._told.pop(event.ticket, None)

    def times_before(self, usual_s: Mapping[str, float]) -> Mapping[str, float]:
        """Return the mean visit of each service in seconds, as the days before have taught it."""
        return self._past.times_before(usual_s)

    def closed(self) -> Closed:
        """Return what the day leaves for the next ones; as far as it has gone before `DayClosed` was taken."""
        return Closed(self._learning.facts.closed(), self._audit.closed())

    def look(self, day: HallDay, now: float, booked: Iterable[Booked] = ()) -> Generator[None, None, Outlook]:
        """Look ahead from `day` as it is: at once up to the first yield, which must be under the desk's lock.

        The rest needs neither and yields every few milliseconds. At the end `outlook` is the new one.
        """
        at = self._at(day, now, booked)
        yield
        habits, by_length = self._believe(at)
        yield
        scene = self._scene(at, habits)
        yield
        played = yield from play(scene)
        self.outlook = yield from outlook(played, at, by_length, self.outlook, _each_s(at, habits))
        yield from self._keep(played, self.outlook)
        return self.outlook

    def advise(
        self, day: HallDay, now: float, limit_s: float, booked: Iterable[Booked] = ()
    ) -> Generator[None, None, Advice | None]:
        """Return which counter to open from the next quarter of an hour on, for the hour after; None when none helps.

        Some times the work of a look: for the manager, every few minutes.
        """
        at = self._at(day, now, booked)
        yield
        habits, _ = self._believe(at)
        opens = at.midnight + math.ceil((now - at.midnight) / QUARTER_S) * QUARTER_S
        until = opens + ADVISED_S
        return (yield from advise(at, lambda extra: self._scene(at, habits, until, extra), opens, limit_s))

    def _at(self, day: HallDay, now: float, booked: Iterable[Booked]) -> Snapshot:
        spans = spans_of(day.plan.hours, day.date)
        if spans != self._learning.facts.spans:  # the plan was changed today
            self._learning.facts.spans = spans
            self._roster = Roster(self._days, self._learning.facts)
        return snapshot(day, now, booked)

    def _believe(self, at: Snapshot) -> tuple[Habits, Sequence[Correction]]:
        if self._habits is None or not 0 <= at.now - self._habits[0] < BELIEVE_AGAIN_S:
            running = [
                Running(counter.visit.service, counter.visit.elapsed_s)
                for counter in at.counters
                if counter.visit is not None
            ]
            habits = self._past.habits(at.usual_s, running, at.now - at.midnight)
            self._habits = (at.now, habits, corrections([*self._scores, self._audit.scores]))
        return self._habits[1:]

    def _scene(
        self, at: Snapshot, habits: Habits, until: float = 0.0, extra: Mapping[str, float] | None = None
    ) -> Scene:
        seen = {counter: Seen(desk.called_at, desk.staff) for counter, desk in self._learning.desks.items()}
        paths = next((n for n in PATHS if n * (len(at.waiting) + len(at.counters)) <= VISITS), PATHS[-1])
        return Scene(at, habits, self._roster, seen, paths, until, extra)

    def _keep(self, played: Played, shown: Outlook) -> Iterator[None]:
        """Remember what is told, to set it beside what comes."""
        for number, (ticket, estimate) in enumerate(played.tickets.items(), 1):
            told, due = self._told.get(ticket), shown.tickets[ticket]
            if estimate is not None and due is not None and (told is None or shown.at - told[-1].at >= AUDIT_S):
                self._told.setdefault(ticket, []).append(Prediction(shown.at, estimate, due.late))
            if not number % SLICE:
                yield


def _each_s(at: Snapshot, habits: Habits) -> dict[str, float]:
    """Return for each service how long one visit keeps the counters that are open for it, all together."""
    open_ = Counter(service for counter in at.counters if counter.status == "open" for service in counter.services)
    return {service: (habits.mean_s[service] + habits.gap_s) / max(1, open_[service]) for service in at.usual_s}
