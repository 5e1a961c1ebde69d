"""What happens at counters, and at tickets in front of them besides the plain course of a visit."""

from dataclasses import dataclass
from typing import ClassVar

from hall.journal.entry import Body, Event, upcasts
from hall.queue.events.reasons import OUTCOMES, PAUSES, listed


@dataclass(frozen=True, slots=True)
class CounterOpened(Event):
    """A clerk (`staff`, an account id) began or went on calling at the counter."""

    counter: str
    staff: str


@dataclass(frozen=True, slots=True)
class CounterPaused(Event):
    """The counter calls nobody for a while; `reason` is one of PAUSES, or LEFT where the hall paused it."""

    version: ClassVar[int] = 2

    counter: str
    reason: str | None


@dataclass(frozen=True, slots=True)
class CounterClosed(Event):
    """The counter calls nobody more until it is opened; `reason` is one of PAUSES."""

    version: ClassVar[int] = 2

    counter: str
    reason: str | None


@dataclass(frozen=True, slots=True)
class StepUndone(Event):
    """A clerk took the last step back: the ticket is again as the other fields say."""

    ticket: str
    counter: str
    step: str
    status: str
    service: str
    only_counter: str | None
    place: float
    started_at: float | None
    then: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class StageFinished(Event):
    """One service of several on the ticket is done; it waits at `place` for `service`, and after that for `then`.

    `outcome` is one of OUTCOMES.
    """

    version: ClassVar[int] = 2

    ticket: str
    counter: str
    outcome: str | None
    service: str
    then: tuple[str, ...]
    place: float


@dataclass(frozen=True, slots=True)
class HandedOver(Event):
    """The clerk left a note for whoever takes over; its words are in the vault, under the token `note`."""

    counter: str
    note: str


@dataclass(frozen=True, slots=True)
class HandoverRead(Event):
    """Somebody who takes over (the entry says who) has read the note."""

    counter: str
    note: str


@dataclass(frozen=True, slots=True)
class CounterClosing(Event):
    """The counter will close by itself when the visitor in front of it is done."""

    counter: str


@dataclass(frozen=True, slots=True)
class HelpCalled(Event):
    """The clerk asks the hall's manager to come."""

    counter: str


@dataclass(frozen=True, slots=True)
class HelpTaken(Event):
    """A manager (`by`, an account id) is coming."""

    counter: str
    by: str


@dataclass(frozen=True, slots=True)
class HelpEnded(Event):
    """The help is not needed any more."""

    counter: str


@upcasts("CounterPaused", 1)
@upcasts("CounterClosed", 1)
def _reason_of_the_list(body: Body) -> Body:
    return body | {"reason": listed(body["reason"], PAUSES)}


@upcasts("StageFinished", 1)
def _outcome_of_the_list(body: Body) -> Body:
    return body | {"outcome": listed(body["outcome"], OUTCOMES)}
