"""One business day of the hall: who is where, and how somebody gets from one place into another.

Commands look at a HallDay and return events; only the folds, which take entries into it, move anybody. Times are
seconds since 1970.
"""

from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import NamedTuple

from hall.journal.entry import Entry
from hall.journal.refusal import Unknown
from hall.plan.plan import Counter, Name, Plan
from hall.queue.state.aside import Aside
from hall.queue.state.comers import Comers
from hall.queue.state.counter import Before, CounterState, Handover
from hall.queue.state.line import Line
from hall.queue.state.number import DIGITS, number_in, ticket_meant
from hall.queue.state.staffing import Staffing, staffing
from hall.queue.state.tally import Figures
from hall.queue.state.ticket import AT_COUNTER, Status, Step, Ticket

BY_ITSELF = "hall"
"""By whom an entry is that nobody asked for."""
ENTRIES_A_DAY = 1_000_000
"""Versions of one day lie below those of the next by this distance, so they grow over midnight too."""


@dataclass(slots=True)
class Call:
    """One call or recall; `id` grows over the days. `status` follows the ticket while this is its latest calling.

    `ended` is what first ended it. A start that the hall's own clock made does not: nobody has seen the visitor.
    """

    id: int
    ticket: Ticket
    counter: str
    counter_name: Name
    service: str
    recall: bool
    at: float
    status: Status = Status.CALLED
    ended: Status | None = None

    def follow(self, status: Status, *, by_itself: bool) -> None:
        """Follow the ticket to `status`; one that is called again by an undone step stands again."""
        self.status = status
        if status is Status.CALLED:
            self.ended = None
        elif not by_itself:
            self.ended = self.ended or status


class GoesOn(NamedTuple):
    """In which day, and with which tickets and counters, one that has turned goes on."""

    day: date
    tickets: tuple[str, ...]
    counters: tuple[str, ...]


Plans = Callable[[int], Plan]
"""Gives the plan of a number; 0 is the oldest, which counts for days that were written before days named their plan."""


class HallDay:
    """The state of one business day."""

    def __init__(self, plans: Plans, day: date) -> None:
        """Begin `day` with the oldest plan, which counts until the day names another."""
        self._plans = plans
        self.plan_number = 0
        self.plan = plans(0)
        self.names: dict[str, Name] = {}
        """Of every service there was today, by id."""
        self.date = day
        self.entries = 0
        self.last_at = 0.0
        self.is_closed = False
        self.goes_on_in: GoesOn | None = None
        self.took_over: tuple[date, float] | None = None
        """From which day it took over who was there, and when."""
        self.stayed: frozenset[str] = frozenset()
        """Whose shift went on when it did, by account id."""
        self.tickets: dict[str, Ticket] = {}
        self.by_number: dict[str, Ticket] = {}
        self.by_token: dict[str, Ticket] = {}
        self.by_appointment: dict[str, Ticket] = {}
        self.issued: defaultdict[str, int] = defaultdict(int)
        self.service_lines: defaultdict[str, Line] = defaultdict(Line)
        self.counter_lines: defaultdict[str, Line] = defaultdict(Line)
        self.comers: defaultdict[str, Comers] = defaultdict(Comers)
        """Who waits for each service, those sent to one counter included."""
        self.counters: defaultdict[str, CounterState] = defaultdict(CounterState)
        self.zone_calls: defaultdict[str, list[Call]] = defaultdict(list)
        self.rounds: dict[str, list[Call]] = {}
        self.held, self.missed = Aside(), Aside()
        """Visits on hold, and after a missed call."""
        self.staffing: Mapping[str, Staffing] = {}
        self.one_more: defaultdict[str, int] = defaultdict(int)
        self.figures: defaultdict[str, Figures] = defaultdict(Figures)
        self.undoable: dict[str, Before] = {}
        self.seats: dict[str, str] = {}
        """The counter that each clerk has opened last."""
        self.handovers: dict[str, Handover] = {}
        """What was left to whoever takes over, by counter."""
        self.finished_last: dict[str, Ticket] = {}
        self.furnish(0)

    @property
    def version(self) -> int:
        """Grows with every entry and from day to day."""
        return self.first_version + self.entries

    @property
    def first_version(self) -> int:
        """Return the version that the day begins with: ids of calls of the day before lie below."""
        return self.date.toordinal() * ENTRIES_A_DAY

    def ticket(self, ticket_id: str) -> Ticket:
        """Return the ticket with this id. Raises KeyError when it is not of this day."""
        return self.tickets[ticket_id]

    def ticket_numbered(self, typed: str) -> Ticket:
        """Return the ticket whose number or code somebody typed or scanned, in any spelling. Raises Unknown."""
        prefixes = {service.prefix for service in self.plan.services.values()}
        ticket = ticket_meant(typed, self.by_number, self.by_token, prefixes)
        if ticket is None:
            number = number_in(typed)
            raise Unknown("code_unknown") if number is None else Unknown("number_unknown", number=number)
        return ticket

    def next_number(self, prefix: str) -> str:
        """Return the number that the next ticket with `prefix` has: none that this day knows, taken over or its own."""
        free = self.issued[prefix] + 1
        while (number := f"{prefix}{free:0{DIGITS}d}") in self.by_number:
            free += 1
        return number

    def counter(self, counter_id: str) -> Counter:
        """Return the counter as furnished. Raises Unknown."""
        counter = self.plan.counters.get(counter_id)
        if counter is None:
            raise Unknown("counter_unknown", counter=counter_id)
        return counter

    def line_of(self, ticket: Ticket) -> Line:
        """Return the line in which `ticket` waits, or would wait."""
        if ticket.only_counter is not None:
            return self.counter_lines[ticket.only_counter]
        return self.service_lines[ticket.service]

    def lines_for(self, counter: Counter) -> list[Line]:
        """Return the lines that `counter` calls from, the most preferred first: its own, then its services'."""
        return [self.counter_lines[counter.id], *(self.service_lines[s] for s in self.services_of(counter))]

    def lines_beside(self, ticket: Ticket) -> list[Line]:
        """Return every line from which somebody may be called before `ticket`: those of the counters that call it."""
        if ticket.only_counter is not None:
            return self.lines_for(self.counter(ticket.only_counter))
        counters = self.plan.counters_serving(ticket.service)
        at_work = [c for c in counters if self._is_open(c.id)] or counters
        services = (service for counter in at_work for service in self.services_of(counter))
        return [self.service_lines[service] for service in dict.fromkeys((ticket.service, *services))]

    def services_of(self, counter: Counter) -> tuple[str, ...]:
        """Return what `counter` serves now: its own services, then those it covers while theirs are all away."""
        return (*counter.services, *(s for s in self.covers_of(counter) if self._is_away(s)))

    def covers_of(self, counter: Counter) -> tuple[str, ...]:
        """Return what `counter` may take over: by the plan, then from those for whom its clerk of now stands in."""
        state = self.counters.get(counter.id)
        if state is None or state.staff is None or not self.plan.stand_ins:
            return counter.covers
        usual = [(one.staff, one.counter) for one in self.plan.stand_ins if one.by == state.staff]
        places = (self.plan.counters.get(self.seats.get(staff) or at or "") for staff, at in usual)
        theirs = (service for place in places if place is not None for service in place.services)
        return tuple(s for s in dict.fromkeys((*counter.covers, *theirs)) if s not in counter.services)

    def _is_away(self, service: str) -> bool:
        return not any(self._is_open(c.id) for c in self.plan.counters_serving(service))

    def furnish(self, number: int) -> None:
        """Let the plan of `number` count from here on."""
        self.plan_number, self.plan = number, self._plans(number)
        for service in self.plan.services.values():
            self.names[service.id] = service.name
        self.count_staff()

    def service_name(self, service: str) -> Name:
        """Return the name of a service of today, also of one that is no more there."""
        return self.names[service]

    # The movements that what happens is made of (hall/queue/folds/visit.py).

    def move(self, ticket: Ticket, status: Status, what: str, entry: Entry, counter: str | None = None) -> None:
        """Bring `ticket` to `status`: out of its line or counter, into the one that the new status means."""
        if ticket.status is Status.WAITING:
            self.leave(ticket)
        elif ticket.status in AT_COUNTER:
            self.leave_counter(ticket, entry.at)
        ticket.status = status
        ticket.counter = counter or ticket.counter
        if status is Status.WAITING:
            self.join(ticket)
        elif status in AT_COUNTER and counter is not None:
            self.counters[counter].ticket = ticket
        self.keep_aside(ticket)
        by_itself = what == "start" and entry.by == BY_ITSELF
        for call in self.rounds.get(ticket.id, ()):
            call.follow(status, by_itself=by_itself)
        ticket.steps.append(Step(entry.at, what, counter, entry.by))

    def keep_aside(self, ticket: Ticket) -> None:
        """Have `ticket` among those on hold or missed if it is one, and where its service and counter say."""
        for status, aside in ((Status.HELD, self.held), (Status.NO_SHOW, self.missed)):
            if ticket.status is status:
                aside.put(ticket)
            else:
                aside.drop(ticket)

    def join(self, ticket: Ticket) -> None:
        """Put a ticket that waits into its line."""
        self.line_of(ticket).join(ticket)
        self.comers[ticket.service].join(ticket)

    def leave(self, ticket: Ticket) -> None:
        """Take a ticket that waits out of its line."""
        self.line_of(ticket).leave(ticket)
        self.comers[ticket.service].leave(ticket)

    def leave_line(self, ticket: Ticket) -> None:
        """Take a waiting ticket out of its line before what says where it stands changes."""
        if ticket.status is Status.WAITING:
            self.leave(ticket)
            ticket.status = Status.HELD

    def leave_counter(self, ticket: Ticket, at: float) -> None:
        """Free the counter that `ticket` stands at, if it stands at one."""
        if ticket.counter is not None and self.counters[ticket.counter].ticket is ticket:
            state = self.counters[ticket.counter]
            state.ticket, state.free_since = None, at

    def ring(self, ticket: Ticket, counter: str, entry: Entry, *, recall: bool) -> None:
        """Make a call heard in the zone of `counter`."""
        ticket.calls += 1
        furnished = self.plan.counters.get(counter)
        name = furnished.name if furnished is not None else {}
        call = Call(self.version, ticket, counter, name, ticket.service, recall, entry.at)
        self.rounds[ticket.id].append(call)
        if furnished is not None:
            self.zone_calls[furnished.zone].append(call)

    def _is_open(self, counter: str) -> bool:
        state = self.counters.get(counter)
        return state is not None and state.status == "open"

    def count_staff(self) -> None:
        """Count anew who serves what, after a counter opened, paused or closed."""
        opened = [c for c in self.plan.counters.values() if self._is_open(c.id)]
        self.staffing = staffing(replace(c, services=self.services_of(c)) if self.covers_of(c) else c for c in opened)
