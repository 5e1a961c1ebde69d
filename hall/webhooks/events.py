"""Where platforms are told what happens (webhooks), what was handed to them, and faults as they are told of."""

from dataclasses import dataclass
from typing import Any

from hall.journal.entry import Event

STREAM = "webhooks"
DELIVERIES = "deliveries-"
"""One stream a business day; the first entry of each carries on where the day before left off."""
FAULTS = "faults"


@dataclass(frozen=True, slots=True)
class EndpointAdded(Event):
    """`url` is told such messages; their ids begin with `tag`. Its key is in the vault alone."""

    url: str
    told: tuple[str, ...]
    tag: str
    day: str


@dataclass(frozen=True, slots=True)
class KeyChanged(Event):
    """Another key signs; the one before signs beside it for a day."""

    endpoint: str


@dataclass(frozen=True, slots=True)
class EndpointGone(Event):
    """The endpoint answered that it wants no messages any more (410)."""

    endpoint: str


@dataclass(frozen=True, slots=True)
class EndpointRemoved(Event):
    """Nothing is sent there any more."""

    endpoint: str


@dataclass(frozen=True, slots=True)
class Reached(Event):
    """All of `stream` up to entry `number` was tried; `accepted` are those of its messages that were taken."""

    endpoint: str
    stream: str
    number: int
    accepted: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PutOff(Event):
    """A message was not taken, `why`; `due` is when it is tried again, None when it is given up."""

    endpoint: str
    message: str
    first_at: float
    attempts: int
    why: str
    due: float | None


@dataclass(frozen=True, slots=True)
class Accepted(Event):
    """A message that had been put off, or was sent again, was taken."""

    endpoint: str
    message: str


@dataclass(frozen=True, slots=True)
class AskedAgain(Event):
    """Somebody wants a message sent again now."""

    endpoint: str
    message: str


@dataclass(frozen=True, slots=True)
class CarriedOver(Event):
    """How everything stood when a day's deliveries began: one table an endpoint."""

    outboxes: tuple[dict[str, Any], ...]


@dataclass(frozen=True, slots=True)
class FaultBegan(Event):
    """There is something that somebody should mend; `fault` tells those of one kind apart, and nothing more."""

    code: str
    fault: str


@dataclass(frozen=True, slots=True)
class FaultEnded(Event):
    """It has been mended, or went away."""

    code: str
    fault: str
