"""The day book: the one door to a business day, whatever is done in it; hall/journal/stream.py says how."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from threading import RLock
from typing import Protocol, TypeVar

from hall.journal.actor import HALL, Actor
from hall.journal.entry import Entry
from hall.journal.ground import Ground
from hall.journal.journal import Committed, Journal, JournalError
from hall.journal.stream import Stream
from hall.plan.hours import OpeningHours
from hall.plan.plan import Plan
from hall.queue.commands import turn
from hall.queue.commands.plan import change_plan
from hall.queue.commands.visit import Events
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


class DayOverError(Exception):
    """The day that an act was meant for has turned under it: it is one of the next day."""


class DayBook:
    """Safe to use from many threads and, through the journal, many processes."""

    def __init__(self, plans: Plans, ground: Ground) -> None:
        """Take the collaborators; `open_day` must follow."""
        self._plans = plans
        self._ground, self._clock = ground, ground.clock
        self._lock = RLock()
        self.expected: Expected = NOT_LOOKED
        """What the last look ahead has found; whoever looks ahead puts it here."""
        self._before: _Lived | None = None
        """The day from which this one took over, for its request keys."""
        self._begin(self._lived(date.min))
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
                self._begin(self._lived(max(days)))
                self._stream.catch_up()
            try:
                self._today()
                self._remember()
            except JournalError as why:
                log.error("the day cannot begin yet: %s", why)  # noqa: TRY400 - the disk's fault, not the program's

    def _remember(self) -> None:
        """Read the day from which the newest took over, where a press of it may still be repeated."""
        took_over = self._day.took_over
        if took_over is not None and self._before is None and self._clock() - took_over[1] < turn.SOON_S:
            before = self._lived(took_over[0])
            before[1].catch_up()
            self._before = before

    def roll_over(self) -> None:
        """Close the day and open the next once midnight has passed; called now and then, so no visitor is needed."""
        with self._lock:
            self._today()

    def today(self) -> date:
        """Return the business day."""
        return self._day.date

    def since(self) -> date:
        """Return the first business day whose visitors may still be here."""
        took_over = self._day.took_over
        return self._day.date if took_over is None else took_over[0]

    def stayed(self) -> tuple[date, frozenset[str]] | None:
        """Return from which day today's took over, and whose shift went on with it, by account id; None: from none."""
        day = self._day
        return None if day.took_over is None else (day.took_over[0], day.stayed)

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
                over = (self._day, self._stream) if self._day.goes_on_in is not None else None
                self._begin(self._lived(day), over)
            if committed.stream == self._stream.name:
                self._stream.take(committed.entry)

    @property
    def clock_is_behind(self) -> bool:
        """Whether the computer's clock shows a day before the hall's: it was set back."""
        return self.hours.date_of(self._clock()) < self._day.date

    def act(self, actor: Actor, decide: Decide) -> Answer:
        """Do what `decide` makes of the day. Raises its refusal."""
        with self._lock:
            while True:
                self._today()
                before = self._answered_before(actor)
                if before is not None:
                    return before
                try:
                    done = self._stream.act(actor, lambda now: decide(_still(self._day), now))
                except DayOverError:
                    continue
                return Answer(self._day.tickets.get(done.subject or ""), done.repeated)

    def _answered_before(self, actor: Actor) -> Answer | None:
        """Return what a press that is repeated over the turn was answered on the day that it was first made."""
        if self._before is None:
            return None
        day, stream = self._before
        done = stream.answered(actor)
        if done is None:
            return None
        subject = done.subject or ""
        return Answer(self._day.tickets.get(subject) or day.tickets.get(subject), repeated=True)

    def _begin(self, lived: "_Lived", before: "_Lived | None" = None) -> None:
        self._day, self._stream = lived
        self._before, self.expected = before, NOT_LOOKED

    def _lived(self, day: date) -> "_Lived":
        folded = HallDay(self._plans.plan, day)
        name = f"{DAY_STREAM}{day.isoformat()}"
        return folded, Stream(self._ground, name, lambda entry: apply(folded, entry), _subject, self._lock)

    def _today(self) -> HallDay:
        """Return the day of now; close and open days on the way.

        A clock that was set back does not bring an earlier day back: numbers would repeat, so the newest day goes on.
        A day that has handed over is over for good, whatever the clock of this server says: the one that it names has
        who was there.
        """
        today = self._date_now()
        while self._day.date < today or self._day.goes_on_in is not None:
            if self._day.entries:
                self._stream.act(HALL, lambda now: turn.closing(self._day, now, today))
            over, goes_on = (self._day, self._stream), self._day.goes_on_in
            following = self._lived(goes_on.day if goes_on else today)
            following[1].catch_up()
            if goes_on:  # before it is seen: on a disk that is full whoever is there stays in sight
                self._open(following, over)
            self._begin(following, over if goes_on else None)
        self._open((self._day, self._stream), self._before)
        newest = self._plans.newest()
        if self._day.plan_number < newest:
            self._stream.act(HALL, lambda _: self._changed(newest))
            self._known_date = (0.0, 0.0, date.min)
        return self._day

    def _changed(self, number: int) -> Events:
        return () if self._day.is_closed else change_plan(self._day, number, self._plans.plan(number))

    def _open(self, lived: "_Lived", before: "_Lived | None") -> None:
        """Open a day that has not been, or that was closed by a clock that was wrong, and set right."""
        day, stream = lived
        if day.entries == 0 or (day.is_closed and day.goes_on_in is None):
            if before is not None:  # a server whose clock was ahead wrote it: who came then is before who comes now
                stream.last_at = max(stream.last_at, before[1].last_at)
            stream.act(HALL, lambda _: turn.opening(day, self._plans.newest(), before and before[0]))

    def _date_now(self) -> date:
        """Return the hall's own date; worked out once a day, for it is asked at every act."""
        now = self._clock()
        begins, ends, day = self._known_date
        if not begins <= now < ends:
            day = self.hours.date_of(now)
            begins, ends = self.hours.bounds(day)
            self._known_date = (begins, ends, day)
        return day


_Lived = tuple[HallDay, Stream[str]]


def _still(day: HallDay) -> HallDay:
    """Return `day` as long as something may be done in it. Raises DayOverError."""
    if day.is_closed:
        raise DayOverError
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
