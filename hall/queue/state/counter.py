"""What one counter is doing, and what is kept so that its last step can be taken back. Times: seconds since 1970."""

from dataclasses import dataclass
from datetime import date

from hall.queue.state.ticket import Status, Ticket


@dataclass(frozen=True, slots=True)
class Help:
    """A call for the manager: since when (seconds since 1970), and who is coming."""

    at: float
    taken_by: str | None = None


@dataclass(frozen=True, slots=True)
class Handover:
    """That a clerk left a note for whoever takes over; `note` is its token in the vault, under `day`.

    `at` is in seconds since 1970.
    """

    note: str
    staff: str
    at: float
    day: date
    read_by: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Before:
    """How a ticket was before a counter's last step, and when and by whom that was taken."""

    step: str
    at: float
    by: str
    ticket: Ticket
    steps: int
    """How many steps the ticket has gone, this one included: any further one makes this past."""
    status: Status
    service: str
    only_counter: str | None
    place: float
    started_at: float | None
    then: tuple[str, ...]


@dataclass(slots=True)
class CounterState:
    """What one counter is doing: "open", "paused" or "closed", who is there, which ticket is in front of it."""

    status: str = "closed"
    staff: str | None = None
    reason: str | None = None
    ticket: Ticket | None = None
    since: float = 0.0
    """When it came to this status."""
    free_since: float = 0.0
    """When the last visitor left it."""
    closing: bool = False
    """It closes by itself when the visitor in front of it is done."""
    help: Help | None = None
