"""A business day's entries, folded into its rows. It needs nothing else: neither the plan of that day nor today's.

Whatever is open when the day is closed ends with the last thing that happened before: a hall that was switched off
overnight closes its day the next morning, and nobody waited or worked until then.
"""

from dataclasses import dataclass, field
from datetime import date

from hall.journal.entry import Entry, Event
from hall.queue.events import visit as e
from hall.queue.events.day import DayClosed, DayOpened, PlanChanged
from hall.statistics.folds.act import act_of, acts_of
from hall.statistics.folds.counter import Counters, with_visitors
from hall.statistics.folds.heard import Calls
from hall.statistics.folds.visit import Course, begun, expire, follow
from hall.statistics.state.rows import Act, Day


@dataclass(slots=True)
class DayFold:
    """A day as far as it has been read."""

    date: date
    counters: Counters
    entries: int = 0
    last_at: int = 0
    courses: dict[str, Course] = field(default_factory=dict)
    numbers: list[str] = field(default_factory=list)
    """Of the courses, in their order."""
    acts: list[Act] = field(default_factory=list)
    plans: list[int] = field(default_factory=list)
    calls: Calls = field(default_factory=Calls)

    def take(self, entry: Entry) -> None:
        """Take in the next entry."""
        at = round(entry.at * 1000)
        for event in entry.events:
            self.calls.follow(event, entry)
            match event:
                case DayClosed():
                    self._close()
                case DayOpened(plan=plan) | PlanChanged(plan=plan):
                    self.plans.append(plan)
                case _:
                    self._follow(event, at, entry.by)
        self.entries = entry.number
        self.last_at = at

    def rows(self, now: int) -> Day:
        """Return the day's rows; what is under way counts until now."""
        visits = tuple(course.visit for course in self.courses.values())
        shifts = with_visitors(self.counters.shifts(now), visits, now)
        in_visits = [act for visit, number in zip(visits, self.numbers, strict=True) for act in acts_of(visit, number)]
        acts = sorted([*self.acts, *in_visits], key=lambda act: act.at)
        return Day(
            self.date,
            now,
            tuple(dict.fromkeys(self.plans)),
            visits,
            tuple(shifts),
            tuple(acts),
            self.calls.heard(self.date),
            tuple(self.calls.zones),
        )

    def _close(self) -> None:
        self.counters.close(self.last_at)
        for course in self.courses.values():
            expire(course, self.last_at)

    def _follow(self, event: Event, at: int, by: str) -> None:
        if isinstance(event, e.TicketIssued):
            self.courses[event.ticket] = begun(event, at)
            self.numbers.append(event.number)
            return
        course = self.courses.get(getattr(event, "ticket", ""))
        clerk = self.counters.clerk_at(getattr(event, "counter", ""))
        act = act_of(event, at, by, clerk)
        if act is not None:
            self.acts.append(act)
        if course is None:
            self.counters.follow(event, at)
        else:
            follow(course, event, at, by if clerk is None else clerk)
