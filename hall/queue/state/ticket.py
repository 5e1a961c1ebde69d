"""A ticket (号票): its states, their named sets, and which step may follow which."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from hall.journal.refusal import Illegal


class Status(StrEnum):
    """Where a ticket stands."""

    WAITING = "waiting"
    CALLED = "called"
    SERVING = "serving"
    HELD = "held"
    FINISHED = "finished"
    NO_SHOW = "no_show"
    CANCELLED = "cancelled"
    EXPIRED = "expired"


AT_COUNTER = frozenset({Status.CALLED, Status.SERVING})
"""In front of a clerk: a counter has at most one of these."""
OPEN = frozenset({Status.WAITING, Status.CALLED, Status.SERVING, Status.HELD, Status.NO_SHOW})
"""May still be served; these expire when the day closes and the hall with it."""
ENDED = frozenset({Status.FINISHED, Status.CANCELLED, Status.EXPIRED})

STEPS: Mapping[str, frozenset[Status]] = {
    "call": frozenset({Status.WAITING}),
    "recall": frozenset({Status.CALLED}),
    "start": frozenset({Status.CALLED}),
    "finish": frozenset({Status.SERVING}),
    "no_show": frozenset({Status.CALLED}),
    "hold": frozenset({Status.SERVING}),
    "resume": frozenset({Status.HELD}),
    "transfer": AT_COUNTER,
    "put_back": frozenset({Status.CALLED}),
    "reinstate": frozenset({Status.NO_SHOW}),
    "cancel": frozenset({Status.WAITING, Status.HELD}),
    "direct": frozenset({Status.WAITING, Status.HELD, Status.NO_SHOW}),
    "put_off": frozenset({Status.WAITING}),
    "add": frozenset({Status.WAITING, Status.CALLED, Status.SERVING, Status.HELD}),
    "rate": frozenset({Status.FINISHED}),
}
"""Each step, and the states from which it may be taken (CONTRACT: Status)."""


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that happened to a ticket: when (seconds since 1970), what, at which counter, by whom."""

    at: float
    what: str
    counter: str | None
    by: str


@dataclass(slots=True)
class Ticket:
    """One visitor's place in the hall. Times are seconds since 1970."""

    id: str
    number: str
    token: str
    service: str
    visitor_class: str
    lang: str
    issued_at: float
    place: float
    """The arrival the queue counts with; smaller goes first (docs/queue.md)."""
    serial: int
    """The order of issue; decides between equal places."""
    status: Status = Status.WAITING
    counter: str | None = None
    """Where it is or was last called; None before the first call."""
    only_counter: str | None = None
    """Set when a transfer asked for this counter: no other may call it."""
    called_at: float | None = None
    started_at: float | None = None
    finished_at: float | None = None
    calls: int = 0
    rated: bool = False
    put_off: bool = False
    """Whether the visitor has asked for ten more minutes, which is granted once."""
    then: tuple[str, ...] = ()
    """The services that follow on this ticket."""
    booked_for: float | None = None
    """The time that its visitor had booked."""
    steps: list[Step] = field(default_factory=list)

    @property
    def began_on(self) -> date:
        """Return the business day on which it was taken, under which the vault keeps what its visitor says."""
        return taken_on(self.id)

    @property
    def waits_since(self) -> float:
        """Return from when the wait counts: from the booked time for who came before it, else from the ticket."""
        return self.issued_at if self.booked_for is None else max(self.issued_at, self.booked_for)

    def require(self, step: str) -> None:
        """Raise `Illegal` unless `step` may be taken from the present status."""
        if self.status not in STEPS[step]:
            raise Illegal("step_not_allowed", step=step, number=self.number, status=str(self.status))


def taken_on(ticket: str) -> date:
    """Return the business day on which the ticket with this id was taken."""
    return date.fromisoformat(ticket.partition("-")[0])
