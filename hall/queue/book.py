"""The day book: how an act is done, whatever the act.

Each takes the lock, catches up with the journal, lets a command decide, appends what follows, and only then changes
memory and tells the publisher. A failed append leaves everything as it was.
"""

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from hashlib import blake2b
from threading import RLock
from typing import TypeVar

from hall.journal.actor import Actor
from hall.journal.entry import Entry
from hall.journal.journal import Conflict, Journal
from hall.journal.publisher import Committed
from hall.journal.refusal import Wrong
from hall.plan.hours import OpeningHours
from hall.plan.plan import Floor
from hall.queue.commands.visit import Events
from hall.queue.events.day import DayClosed, DayOpened
from hall.queue.folds.visit import apply
from hall.queue.state.day import HallDay
from hall.queue.state.ticket import Ticket

DAY_STREAM = "day-"
QUIET_KEYS = 10_000
"""How many request keys of acts that changed nothing are remembered, in memory."""

Seen = TypeVar("Seen")
Decide = Callable[[HallDay, float], Events]


@dataclass(frozen=True, slots=True)
class Answer:
    """What an act was about; `ticket` is None for a counter's own act, and when nobody waited."""

    ticket: Ticket | None
    repeated: bool


class DayBook:
    """The one door to a business day. Safe to use from many threads and, through the journal, many processes."""

    def __init__(
        self,
        floor: Floor,
        hours: OpeningHours,
        journal: Journal,
        *,
        clock: Callable[[], float],
        publish: Callable[[Committed], None],
    ) -> None:
        """Take the collaborators; `open_day` must follow. `clock` gives seconds since 1970."""
        self.floor = floor
        self.hours = hours
        self._journal = journal
        self._clock = clock
        self._publish = publish
        self._lock = RLock()
        self._quiet: OrderedDict[str, str] = OrderedDict()
        self._day = HallDay(floor, date.min)
        self._known_date = (0.0, 0.0, date.min)

    # The day itself.

    def open_day(self) -> None:
        """Read the newest day from the journal and begin today's when it is an earlier one."""
        days = [s.removeprefix(DAY_STREAM) for s in self._journal.streams() if s.startswith(DAY_STREAM)]
        with self._lock:
            if days:
                self._day = HallDay(self.floor, date.fromisoformat(max(days)))
                for entry in self._journal.read(f"{DAY_STREAM}{max(days)}"):
                    apply(self._day, entry)  # told to nobody: whoever connects sees the whole picture
            self._today()

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
            return at(self._today(), self._now())

    @property
    def clock_is_behind(self) -> bool:
        """Whether the computer's clock shows a day before the hall's: it was set back."""
        return self.hours.date_of(self._clock()) < self._day.date

    # How an act is done.

    def act(self, actor: Actor, asked: tuple[object, ...], decide: Decide) -> Answer:
        """Do what `decide` makes of the day: `asked` is what a request key stands for. Raises its refusal."""
        act = blake2b(repr((actor.by, asked)).encode(), digest_size=8).hexdigest()
        with self._lock:
            while True:
                day = self._today()
                before = self._answered_before(day, actor.key, act)
                if before is not None:
                    return before
                now = self._now()
                events = decide(day, now)
                if not events:
                    self._remember_quiet(actor.key, act)
                    return Answer(None, repeated=False)
                entry = Entry(day.entries + 1, now, actor.by, events, actor.key, act if actor.key else None)
                try:
                    self._commit(day, entry)
                except Conflict:
                    continue
                return Answer(day.tickets.get(getattr(events[-1], "ticket", "")), repeated=False)

    def _answered_before(self, day: HallDay, key: str | None, act: str) -> Answer | None:
        if key is None:
            return None
        done = day.requests.get(key)
        known = done.act if done is not None else self._quiet.get(key)
        if known is None:
            return None
        if known != act:
            raise Wrong("key_reused", field="Idempotency-Key")
        return Answer(day.tickets.get(done.subject) if done is not None else None, repeated=True)

    def _remember_quiet(self, key: str | None, act: str) -> None:
        if key is not None:
            self._quiet[key] = act
            if len(self._quiet) > QUIET_KEYS:
                self._quiet.popitem(last=False)

    def _commit(self, day: HallDay, entry: Entry) -> None:
        stream = f"{DAY_STREAM}{day.date.isoformat()}"
        self._journal.append(stream, entry)
        apply(day, entry)
        self._publish(Committed(stream, entry))

    def _now(self) -> float:
        """Return the time for an entry: to the millisecond, and never before the last entry's."""
        return max(round(self._clock(), 3), self._day.last_at)

    def _today(self) -> HallDay:
        """Return the day of now, caught up with the journal; close and open days on the way.

        A clock that was set back does not bring an earlier day back: numbers would repeat, so the newest day goes on.
        """
        while True:
            self._catch_up()
            today = self._date_now()
            try:
                if self._day.date < today:
                    self._close_before(today)
                if self._day.entries == 0 or self._day.is_closed:  # closed by a clock that was wrong, and set right
                    opened = DayOpened(self._day.date.isoformat())
                    self._commit(self._day, Entry(self._day.entries + 1, self._now(), "hall", (opened,)))
            except Conflict:
                continue
            return self._day

    def _date_now(self) -> date:
        """Return the hall's own date; worked out once a day, for it is asked at every act."""
        now = self._clock()
        begins, ends, day = self._known_date
        if not begins <= now < ends:
            day = self.hours.date_of(now)
            begins, ends = self.hours.bounds(day)
            self._known_date = (begins, ends, day)
        return day

    def _close_before(self, today: date) -> None:
        if self._day.entries and not self._day.is_closed:
            self._commit(self._day, Entry(self._day.entries + 1, self._now(), "hall", (DayClosed(),)))
        self._day = HallDay(self.floor, today)
        self._catch_up()

    def _catch_up(self) -> None:
        stream = f"{DAY_STREAM}{self._day.date.isoformat()}"
        for entry in self._journal.read(stream, after=self._day.entries):
            apply(self._day, entry)
            self._publish(Committed(stream, entry))
