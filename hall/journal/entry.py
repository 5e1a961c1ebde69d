"""What happened, and the entry that says so.

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
