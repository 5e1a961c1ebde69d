"""A business day's entries, folded into its rows. It needs nothing else: neither the plan of that day nor today's.

Whatever is open when the day is closed ends with the last thing that happened before: a hall that was switched off
overnight closes its day the next morning, and nobody waited or worked until then. What goes on in the next day is
counted on the day that it began: `guests` are such visits in the day where they end.
"""

from dataclasses import dataclass, field
from datetime import date

from hall.journal.entry import Entry, Event
from hall.queue.events import visit as e
from hall.queue.events.day import DayClosed, DayOpened, PlanChanged
from hall.queue.events.reasons import OTHER
from hall.statistics.folds.act import act_of, acts_of
from hall.statistics.folds.counter import Counters, with_visitors
from hall.statistics.folds.heard import Calls
from hall.statistics.folds.visit import Course, begun, expire, follow, guest
from hall.statistics.state.rows import Act, Day


@dataclass(slots=True)
class DayFold:
    """A day as far as it has been read."""

    date: date
    counters: Counters
    entries: int = 0
    last_at: int = 0
    courses: dict[str, Course] = field(default_factory=dict)
    guests: dict[str, Course] = field(default_factory=dict)
    """Visits of the day before: its own courses where it is read along, else what their counters' time needs."""
    goes_on_in: str | None = None
    """The day, as dates are written, in which its visits go on."""
    is_closed: bool = False
    numbers: list[str] = field(default_factory=list)
    """Of the courses, in their order."""
    acts: list[Act] = field(default_factory=list)
    plans: list[int] = field(default_factory=list)
    calls: Calls = field(default_factory=Calls)
    _going_on: tuple[str, ...] = ()

    def take(self, entry: Entry) -> None:
        """Take in the next entry."""
        at = round(entry.at * 1000)
        for event in entry.events:
            self.calls.follow(event, entry)
            match event:
                case DayClosed():
                    self._close(event, at)
                case DayOpened():
                    self._open(event, at)
                case PlanChanged(plan=plan):
                    self.plans.append(plan)
                case _:
                    self._follow(event, at, entry.by)
        self.entries = entry.number
        self.last_at = at

    def rows(self, now: int) -> Day:
        """Return the day's rows; what is under way counts until now."""
        visits = tuple(course.visit for course in self.courses.values())
        there = (*visits, *(course.visit for course in self.guests.values()))
        shifts = with_visitors(self.counters.shifts(now), there, now)
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

    def carried(self) -> dict[str, Course]:
        """Return the visits that go on in another day."""
        return {ticket: self.courses[ticket] for ticket in self._going_on if ticket in self.courses}

    def _open(self, event: DayOpened, at: int) -> None:
        self.is_closed = False
        self.plans.append(event.plan)
        for body in event.counters:
            paused = None if body["status"] == "open" else body["reason"] or OTHER
            self.counters.go_on(body["counter"], body["staff"], paused, at)
        for body in event.tickets:
            clerk = self.counters.clerk_at(body["counter"] or "")
            self.guests.setdefault(body["id"], guest(body, clerk))

    def _close(self, event: DayClosed, at: int) -> None:
        self.counters.close(self.last_at, event.counters, at)
        for ticket, course in (self.courses | self.guests).items():
            if ticket not in event.tickets:
                expire(course, self.last_at)
        self._going_on = event.tickets
        self.goes_on_in = event.to
        self.is_closed = True

    def _follow(self, event: Event, at: int, by: str) -> None:
        if isinstance(event, e.TicketIssued):
            self.courses[event.ticket] = begun(event, at)
            self.numbers.append(event.number)
            return
        ticket = getattr(event, "ticket", "")
        course = self.courses.get(ticket) or self.guests.get(ticket)
        clerk = self.counters.clerk_at(getattr(event, "counter", ""))
        act = act_of(event, at, by, clerk)
        if act is not None:
            self.acts.append(act)
        if course is None:
            self.counters.follow(event, at)
        else:
            follow(course, event, at, by if clerk is None else clerk)
