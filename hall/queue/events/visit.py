"""What can happen in a hall, in the past tense, and the entry that says it happened.

Events are frozen and made of JSON's own values, so an entry is written down as it is. Nothing here names a person:
staff appear by account id, visitors only by ticket.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from datetime import UTC, datetime
from typing import Any, ClassVar


@dataclass(frozen=True, slots=True)
class Event:
    """The root of everything that can happen."""

    kinds: ClassVar[dict[str, type["Event"]]] = {}

    def __init_subclass__(cls) -> None:
        """Know each kind of event by its name, to read it back."""
        super(Event, cls).__init_subclass__()
        Event.kinds[cls.__name__] = cls


@dataclass(frozen=True, slots=True)
class DayOpened(Event):
    """A business day (营业日) began."""

    date: str


@dataclass(frozen=True, slots=True)
class DayClosed(Event):
    """A business day ended; whatever was still open in it has expired."""


@dataclass(frozen=True, slots=True)
class TicketIssued(Event):
    """A visitor took a ticket. `place` is the arrival that counts in the queue, in seconds since 1970."""

    ticket: str
    number: str
    token: str
    service: str
    klass: str
    lang: str
    place: float
    then: tuple[str, ...] = ()
    """The services that follow on the same ticket, in order."""


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
    """The visit's business is done."""

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
class TicketCancelled(Event):
    """The place was given up."""

    ticket: str


@dataclass(frozen=True, slots=True)
class TicketRated(Event):
    """The visitor rated the visit, 1 (very dissatisfied) to 5 (very satisfied)."""

    ticket: str
    score: int
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CounterOpened(Event):
    """A clerk (`staff`, an account id) began or went on calling at the counter."""

    counter: str
    staff: str


@dataclass(frozen=True, slots=True)
class CounterPaused(Event):
    """The counter calls nobody for a while."""

    counter: str
    reason: str | None


@dataclass(frozen=True, slots=True)
class CounterClosed(Event):
    """The counter calls nobody more until it is opened."""

    counter: str
    reason: str | None


@dataclass(frozen=True, slots=True)
class Entry:
    """All that one command did, appended to a stream as its `number`-th row (from 1).

    `at` is seconds since 1970 and never smaller than the entry before; `by` an account id, or "kiosk", "visitor",
    "hall"; `key` the request key that asked for it and `act` a digest of what was asked.
    """

    number: int
    at: float
    by: str
    events: tuple[Event, ...]
    key: str | None = None
    act: str | None = None


def to_body(entry: Entry) -> dict[str, Any]:
    """Return `entry` as JSON's own values, as every store writes it."""
    body: dict[str, Any] = {
        "number": entry.number,
        "at": datetime.fromtimestamp(entry.at, UTC).isoformat(timespec="milliseconds"),
        "by": entry.by,
        "events": [_event_to_body(e) for e in entry.events],
    }
    if entry.key is not None:
        body["key"] = entry.key
        body["act"] = entry.act
    return body


def from_body(body: Mapping[str, Any]) -> Entry:
    """Read back what `to_body` wrote.

    Raises ValueError for an event this version does not know: a newer version wrote it, and guessing would lose facts.
    """
    return Entry(
        number=body["number"],
        at=datetime.fromisoformat(body["at"]).timestamp(),
        by=body["by"],
        events=tuple(_event_from_body(e) for e in body["events"]),
        key=body.get("key"),
        act=body.get("act"),
    )


def _event_to_body(event: Event) -> dict[str, Any]:
    kind = type(event)
    return {"event": kind.__name__} | {name: getattr(event, name) for name in _names(kind)}


def _event_from_body(body: Mapping[str, Any]) -> Event:
    kind = Event.kinds.get(body["event"])
    if kind is None:
        raise ValueError(f"unknown event {body['event']!r}: this data was written by a newer version")
    return kind(**{k: tuple(v) if isinstance(v, list) else v for k, v in body.items() if k != "event"})


_field_names: dict[type[Event], tuple[str, ...]] = {}


def _names(kind: type[Event]) -> Iterable[str]:
    names = _field_names.get(kind)
    if names is None:
        names = _field_names[kind] = tuple(f.name for f in fields(kind))
    return names
