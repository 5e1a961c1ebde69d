"""What happens to a ticket in the plain course of a visit."""

from dataclasses import dataclass
from typing import ClassVar

from hall.journal.entry import Body, Event, upcasts
from hall.queue.events.reasons import OUTCOMES, RATING_REASONS, all_listed, listed


@dataclass(frozen=True, slots=True)
class TicketIssued(Event):
    """A visitor took a ticket. `place` is the arrival that counts in the queue, in seconds since 1970."""

    version: ClassVar[int] = 4

    ticket: str
    number: str
    token: str
    service: str
    visitor_class: str
    lang: str
    place: float
    then: tuple[str, ...] = ()
    """The services that follow on the same ticket, in order."""
    likely_s: int | None = None
    """The likely and the late wait that the visitor was told; None: nothing was predicted, or not recorded."""
    late_s: int | None = None
    appointment: str | None = None
    """The appointment that its visitor checked in for."""
    slot: float | None = None
    """The time that was booked."""


@dataclass(frozen=True, slots=True)
class TicketCalled(Event):
    """A counter called a ticket for the first time, or again after it had waited anew; `chosen`: not by the rule."""

    ticket: str
    counter: str
    chosen: bool = False


@dataclass(frozen=True, slots=True)
class TicketRecalled(Event):
    """The same call was made again."""

    ticket: str
    counter: str


@dataclass(frozen=True, slots=True)
class ServingStarted(Event):
    """The visitor is at the counter."""

    ticket: str
    counter: str


@dataclass(frozen=True, slots=True)
class TicketFinished(Event):
    """The visit's business is done; `outcome` is one of OUTCOMES."""

    version: ClassVar[int] = 2

    ticket: str
    counter: str
    outcome: str | None


@dataclass(frozen=True, slots=True)
class TicketMissed(Event):
    """The visitor did not come (过号)."""

    ticket: str
    counter: str


@dataclass(frozen=True, slots=True)
class TicketReinstated(Event):
    """A missed visitor came back and waits again at `place`."""

    ticket: str
    place: float


@dataclass(frozen=True, slots=True)
class TicketHeld(Event):
    """The visit was set aside (挂起)."""

    ticket: str
    counter: str


@dataclass(frozen=True, slots=True)
class ServingResumed(Event):
    """A held visit goes on at `counter`."""

    ticket: str
    counter: str


@dataclass(frozen=True, slots=True)
class TicketTransferred(Event):
    """The ticket waits anew at `place`, for `service`, or for one counter alone when `only_counter` is set."""

    ticket: str
    service: str
    only_counter: str | None
    place: float
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class TicketMoved(Event):
    """Its service or counter is no more there: it counts for `service` from now on, wherever the visitor is."""

    ticket: str
    service: str
    only_counter: str | None


@dataclass(frozen=True, slots=True)
class TicketCancelled(Event):
    """The place was given up."""

    ticket: str


@dataclass(frozen=True, slots=True)
class TicketRated(Event):
    """The visitor rated the visit, 1 (very dissatisfied) to 5 (very satisfied); `reasons` are of RATING_REASONS."""

    version: ClassVar[int] = 2

    ticket: str
    score: int
    reasons: tuple[str, ...]


@upcasts("TicketIssued", 1)
def _class_has_its_name(body: Body) -> Body:
    return {("visitor_class" if name == "klass" else name): value for name, value in body.items()}


@upcasts("TicketFinished", 1)
def _outcome_of_the_list(body: Body) -> Body:
    return body | {"outcome": listed(body["outcome"], OUTCOMES)}


@upcasts("TicketRated", 1)
def _reasons_of_the_list(body: Body) -> Body:
    return body | {"reasons": all_listed(body["reasons"], RATING_REASONS)}
