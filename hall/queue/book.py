"""The day book: the one door to a business day, whatever is done in it; hall/journal/stream.py says how."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from threading import RLock
from typing import Protocol, TypeVar

from hall.journal.actor import HALL, Actor
from hall.journal.entry import Entry, Event
from hall.journal.ground import Ground
from hall.journal.journal import Committed, Journal, JournalError
from hall.journal.stream import Stream
from hall.plan.hours import OpeningHours
from hall.plan.plan import Plan
from hall.queue.commands.plan import change_plan
from hall.queue.commands.visit import Events
from hall.queue.events.day import DayClosed, DayOpened
from hall.queue.folds.visit import apply
from hall.queue.state.day import HallDay
from hall.queue.state.expected import NOT_LOOKED, Expected
from hall.queue.state.ticket import Ticket

DAY_STREAM = "day-"
BREATH = 200
"""So many entries of a past day are read without letting others at their work."""

log = logging.getLogger(__name__)
Seen = TypeVar("Seen")
Decide = Callable[[HallDay, float], Events]


class Plans(Protocol):
    """The plans there have been, by number."""

    def newest(self) -> int:
        """Return the number of the plan that counts now."""

    def plan(self, number: int) -> Plan:
        """Return the plan of `number`; 0 is the oldest."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What an act was about; `ticket` is None for a counter's own act, and when nobody waited."""

    ticket: Ticket | None
    repeated: bool


class DayBook:
    """Safe to use from many threads and, through the journal, many processes."""

    def __init__(self, plans: Plans, ground: Ground) -> None:
        """Take the collaborators; `open_day` must follow."""
        self._plans = plans
        self._ground, self._clock = ground, ground.clock
        self._lock = RLock()
        self.expected: Expected = NOT_LOOKED
        """What the last look ahead has found; whoever looks ahead puts it here."""
        self._begin(date.min)
        self._known_date = (0.0, 0.0, date.min)

    @property
    def plan(self) -> Plan:
        """The hall as furnished now."""
        return self._day.plan

    @property
    def hours(self) -> OpeningHours:
        """When the hall is open."""
        return self._day.plan.hours

    # The day itself.

    def open_day(self) -> None:
        """Read the newest day from the journal and begin today's when it is an earlier one.

        On a disk that is full the hall opens all the same, to show what there is: `roll_over` begins the day later.
        """
        days = [day for s in self._ground.journal.streams() if (day := day_of(s)) is not None]
        with self._lock:
            if days:
                self._begin(max(days))
                self._stream.catch_up()
            try:
                self._today()
            except JournalError as why:
                log.error("the day cannot begin yet: %s", why)  # noqa: TRY400 - the disk's fault, not the program's

    def roll_over(self) -> None:
        """Close the day and open the next once midnight has passed; called now and then, so no visitor is needed."""
        with self._lock:
            self._today()

    def today(self) -> date:
        """Return the business day."""
        return self._day.date

    def look(self, at: Callable[[HallDay, float], Seen]) -> Seen:
        """Return what `at` makes of today's state and the present time; it must change nothing."""
        with self._lock:
            return at(self._day, self._stream.now())

    def take(self, committed: Committed) -> None:
        """Take in what was written down, perhaps by another process; a later day begins with it."""
        day = day_of(committed.stream)
        if day is None:
            return
        with self._lock:
            if day > self._day.date:
                self._begin(day)
            if committed.stream == self._stream.name:
                self._stream.take(committed.entry)

    @property
    def clock_is_behind(self) -> bool:
        """Whether the computer's clock shows a day before the hall's: it was set back."""
        return self.hours.date_of(self._clock()) < self._day.date

    def act(self, actor: Actor, decide: Decide) -> Answer:
        """Do what `decide` makes of the day. Raises its refusal."""
        with self._lock:
            day = self._today()
            done = self._stream.act(actor, lambda now: decide(day, now))
            return Answer(day.tickets.get(done.subject or ""), done.repeated)

    def _begin(self, day: date) -> None:
        self._day = HallDay(self._plans.plan, day)
        self.expected = NOT_LOOKED
        folded = self._day
        self._stream: Stream[str] = Stream(
            self._ground,
            f"{DAY_STREAM}{day.isoformat()}",
            lambda entry: apply(folded, entry),
            _subject,
            self._lock,
        )

    def _today(self) -> HallDay:
        """Return the day of now; close and open days on the way.

        A clock that was set back does not bring an earlier day back: numbers would repeat, so the newest day goes on.
        """
        today = self._date_now()
        if self._day.date < today:
            if self._day.entries:
                self._stream.act(HALL, self._closing)
            self._begin(today)
            self._stream.catch_up()
        if self._day.entries == 0 or self._day.is_closed:  # closed by a clock that was wrong, and set right
            self._stream.act(HALL, self._opening)
        newest = self._plans.newest()
        if self._day.plan_number < newest:
            self._stream.act(HALL, lambda _: change_plan(self._day, newest, self._plans.plan(newest)))
            self._known_date = (0.0, 0.0, date.min)
        return self._day

    def _closing(self, _now: float) -> tuple[Event, ...]:
        return () if self._day.is_closed else (DayClosed(),)

    def _opening(self, _now: float) -> tuple[Event, ...]:
        return (
            (DayOpened(self._day.date.isoformat(), self._plans.newest()),)
            if self._day.entries == 0 or self._day.is_closed
            else ()
        )

    def _date_now(self) -> date:
        """Return the hall's own date; worked out once a day, for it is asked at every act."""
        now = self._clock()
        begins, ends, day = self._known_date
        if not begins <= now < ends:
            day = self.hours.date_of(now)
            begins, ends = self.hours.bounds(day)
            self._known_date = (begins, ends, day)
        return day


def day_of(stream: str) -> date | None:
    """Return the business day of a stream; None for one of another kind, or a name that somebody else gave."""
    try:
        return date.fromisoformat(stream.removeprefix(DAY_STREAM)) if stream.startswith(DAY_STREAM) else None
    except ValueError:
        return None


def recorded(journal: Journal, plans: Plans, day: date, breathe: Callable[[], object]) -> HallDay:
    """Return a business day as its stream has left it; `breathe` lets others at their work meanwhile.

    Raises JournalError.
    """
    found = HallDay(plans.plan, day)
    for entry in journal.read(f"{DAY_STREAM}{day.isoformat()}"):
        apply(found, entry)
        if entry.number % BREATH == 0:
            breathe()
    return found


def _subject(entry: Entry) -> str:
    """Return the ticket, or else the counter, that the entry's last event is about."""
    last = entry.events[-1]
    return str(getattr(last, "ticket", None) or getattr(last, "counter", ""))
