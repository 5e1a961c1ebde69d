"""A business day's entries, folded into its rows. It needs nothing else: neither the plan of that day nor today's.

Whatever is open when the day is closed ends with the last thing that happened before: a hall that was switched off
overnight closes its day the next morning, and nobody waited or worked until then.
"""

from dataclasses import dataclass, field
from datetime import date

from hall.journal.entry import Entry, Event
from hall.queue.events import visit as e
from hall.queue.events.day import DayClosed
from hall.statistics.folds import visit as visits
from hall.statistics.folds.act import act_of
from hall.statistics.folds.counter import Counters, with_visitors
from hall.statistics.folds.visit import Course
from hall.statistics.state.rows import Act, Day


@dataclass(slots=True)
class DayFold:
    """A day as far as it has been read."""

    date: date
    counters: Counters
    entries: int = 0
    last_at: int = 0
    courses: dict[str, Course] = field(default_factory=dict)
    numbers: dict[str, str] = field(default_factory=dict)
    acts: list[Act] = field(default_factory=list)

    def take(self, entry: Entry) -> None:
        """Take in the next entry."""
        at = round(entry.at * 1000)
        for event in entry.events:
            if isinstance(event, DayClosed):
                self._close()
            else:
                self._follow(event, at, entry.by)
        self.entries = entry.number
        self.last_at = at

    def rows(self, now: int) -> Day:
        """Return the day's rows; what is under way counts until now."""
        all_visits = tuple(course.visit for course in self.courses.values())
        shifts = with_visitors(self.counters.shifts(now), all_visits, now)
        return Day(self.date, now, all_visits, tuple(shifts), tuple(self.acts))

    def _close(self) -> None:
        self.counters.close(self.last_at)
        for course in self.courses.values():
            visits.expire(course, self.last_at)

    def _follow(self, event: Event, at: int, by: str) -> None:
        if isinstance(event, e.TicketIssued):
            self.courses[event.ticket] = visits.begun(event, at)
            self.numbers[event.ticket] = event.number
            return
        ticket, counter = getattr(event, "ticket", ""), getattr(event, "counter", "")
        course, clerk = self.courses.get(ticket), self.counters.clerk_at(counter)
        act = act_of(event, at, by, self.numbers.get(ticket, ""), course, clerk)
        if act is not None:
            self.acts.append(act)
        if course is None:
            self.counters.follow(event, at)
        else:
            visits.follow(course, event, at, by if clerk is None else clerk)
