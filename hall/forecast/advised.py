"""The advice of a day, each once, and what came of it. Pure; moments are seconds since 1970."""

from collections.abc import Iterator
from dataclasses import dataclass

from hall.forecast.advice import Advice
from hall.queue.state.day import HallDay
from hall.queue.state.ticket import Status, Ticket

HOUR_S = 3600.0
"""Advice is for the hour from its opening on."""
REPEATED_S = HOUR_S
"""The same counter advised again within this is the same advice, brought up to date."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of advice: whether the counter called anybody in its hour, and how many waited too long."""

    advice: Advice
    followed: bool
    over: int


class Advised:
    """What has been advised today. The latest words on a counter stand; what came is counted from the day itself."""

    def __init__(self) -> None:
        self._open: list[tuple[float, Advice]] = []
        self.outcomes: list[Outcome] = []
        """Oldest first."""

    def note(self, advice: Advice, now: float) -> None:
        """Remember that this is advised at `now`."""
        if any(one.counter == advice.counter and abs(one.opens - advice.opens) < REPEATED_S for _, one in self._open):
            return
        self._open.append((now, advice))

    def check(self, day: HallDay, now: float) -> None:
        """Count what came of advice whose hour is over, once whoever came in it was called or has waited too long."""
        due = [(given, advice) for given, advice in self._open if now >= advice.opens + HOUR_S + advice.limit_s]
        for given, advice in due:
            self._open.remove((given, advice))
            self.outcomes.append(outcome(day, advice, given))


def outcome(day: HallDay, advice: Advice, given: float) -> Outcome:
    """Return what came of advice given at `given`, as far as the day's tickets tell."""
    until = advice.opens + HOUR_S
    called = [(ticket, _first_call(ticket)) for ticket in day.tickets.values() if ticket.issued_at < until]
    over = sum(
        (call or until + advice.limit_s) - ticket.issued_at > advice.limit_s
        for ticket, call in called
        if (call is None or call >= given) and not (call is None and ticket.status is Status.CANCELLED)
    )
    followed = any(given <= at < until for ticket, _ in called for at in _calls_from(ticket, advice.counter))
    return Outcome(advice, followed, over)


def _first_call(ticket: Ticket) -> float | None:
    return next((step.at for step in ticket.steps if step.what == "call"), None)


def _calls_from(ticket: Ticket, counter: str) -> Iterator[float]:
    return (step.at for step in ticket.steps if step.what == "call" and step.counter == counter)
