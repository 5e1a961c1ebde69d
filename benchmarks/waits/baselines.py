"""What simple forecasts say of the same moments. Seconds."""

from collections import defaultdict, deque
from statistics import fmean

from hall.journal.entry import Entry
from hall.queue.events import visit as e
from hall.queue.events.counter import StageFinished
from hall.queue.state.day import HallDay
from hall.queue.state.ticket import Ticket

NAMES = ("configured", "day's mean", "last to enter", "head of line", "rolling mean")
REMEMBERED = 30
"""The day's mean is over so many visits of the service, ..."""
PRIOR_WEIGHT = 5
"""... and the configured time counts as so many."""
ROLLING = 10
"""The rolling mean is over the waits of so many who were called last, as displays in hospitals tell it."""


class Baselines:
    """The two formulas that halls use, and the delay histories that are known from research."""

    def __init__(self) -> None:
        self._waits_s: defaultdict[str, deque[float]] = defaultdict(lambda: deque([0.0], maxlen=ROLLING))
        self._recent_s: defaultdict[str, deque[float]] = defaultdict(lambda: deque(maxlen=REMEMBERED))
        self._begun: dict[str, tuple[str, float]] = {}

    def take(self, day: HallDay, entry: Entry) -> None:
        """Remember how long who was called last had waited, and how long visits took. `day` has the entry already."""
        for event in entry.events:
            match event:
                case e.TicketCalled():
                    ticket = day.tickets[event.ticket]
                    self._waits_s[ticket.service].append(entry.at - ticket.issued_at)
                case e.ServingStarted():
                    self._begun[event.ticket] = (day.tickets[event.ticket].service, entry.at)
                case e.TicketFinished() | StageFinished() if event.ticket in self._begun:
                    service, begun = self._begun.pop(event.ticket)
                    self._recent_s[service].append(entry.at - begun)

    def say(self, day: HallDay, ticket: Ticket, place: int, now: float) -> tuple[float, ...]:
        """Return what each says, in the order of `NAMES`, to `ticket`, the `place`-th in its line (from 1)."""
        service, waited_s = ticket.service, now - ticket.issued_at
        desks = max(1, len(day.staffing[service].counters) if service in day.staffing else 0)
        head = next(iter(day.service_lines[service]), None)
        usual_s = day.plan.services[service].usual_service_s
        return (
            usual_s * place / desks,
            fmean([*self._recent_s[service], *[usual_s] * PRIOR_WEIGHT]) * place / desks,
            max(0.0, self._waits_s[service][-1] - waited_s),
            max(0.0, (now - head.issued_at if head is not None else 0.0) - waited_s),
            max(0.0, fmean(self._waits_s[service]) - waited_s),
        )
