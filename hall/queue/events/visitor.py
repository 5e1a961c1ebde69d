"""What visitors and the hall's doors do besides the plain course of a visit."""

from dataclasses import dataclass

from hall.journal.entry import Event


@dataclass(frozen=True, slots=True)
class TicketPutOff(Event):
    """The visitor asked for some minutes more and waits on at `place`."""

    ticket: str
    place: float


@dataclass(frozen=True, slots=True)
class ServiceAdded(Event):
    """The visitor wants `added` too: `then` follows on the ticket, which may be moved in the same entry."""

    ticket: str
    added: str
    then: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class OneMoreAllowed(Event):
    """Staff let one more visitor take a ticket for `service`, though it is closed."""

    service: str


@dataclass(frozen=True, slots=True)
class OneMoreUsed(Event):
    """The ticket in the same entry is the one more that staff allowed."""

    service: str


@dataclass(frozen=True, slots=True)
class VisitorDirected(Event):
    """Whoever directs the floor took the visitor in hand: "sent" on, or "called"; what that did follows."""

    ticket: str
    how: str
