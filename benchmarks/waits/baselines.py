"""What simple forecasts say of the same moments. Seconds."""

from collections import defaultdict

from hall.queue.state.day import HallDay
from hall.queue.state.ticket import Ticket

NAMES = ("configured", "day's mean", "last to enter", "head of line")


class Baselines:
    """The two formulas that halls use, and the two delay histories that are known to do well in steady queues."""

    def __init__(self) -> None:
        self._last_wait_s: defaultdict[str, float] = defaultdict(float)

    def called(self, ticket: Ticket) -> None:
        """Remember how long who was called last had waited."""
        if ticket.called_at is not None:
            self._last_wait_s[ticket.service] = ticket.called_at - ticket.issued_at

    def say(self, day: HallDay, ticket: Ticket, place: int, now: float) -> tuple[float, ...]:
        """Return what each says, in the order of `NAMES`, to `ticket`, the `place`-th in its line (from 1)."""
        service, waited_s = ticket.service, now - ticket.issued_at
        desks = max(1, len(day.staffing[service].counters) if service in day.staffing else 0)
        head = next(iter(day.service_lines[service]), None)
        return (
            day.plan.services[service].usual_service_s * place / desks,
            day.service_times[service].mean_s * place / desks,
            max(0.0, self._last_wait_s[service] - waited_s),
            max(0.0, (now - head.issued_at if head is not None else 0.0) - waited_s),
        )
