"""What happened, and the entry that says so.

Events are frozen and made of JSON's own values, so an entry is written down as it is. Nothing here names a person:
staff appear by account id, visitors only by ticket.
"""

from collections.abc import Callable, Mapping
from dataclasses import MISSING, dataclass, fields
from datetime import UTC, datetime
from typing import Any, ClassVar

from hall import VERSION

Body = dict[str, Any]
"""An event or an entry as JSON's own values."""


class Unreadable(ValueError):  # noqa: N818 - says what is, for the person at the console
    """An entry that this version does not understand; guessing would lose facts."""


@dataclass(frozen=True, slots=True)
class Event:
    """The root of everything that can happen."""

    kinds: ClassVar[dict[str, type["Event"]]] = {}
    version: ClassVar[int] = 1
    """Grows when the fields change; `upcasts` then says how older ones are read."""

    def __init_subclass__(cls) -> None:
        """Know each kind of event by its name, to read it back. Raises TypeError where another has that name."""
        super(Event, cls).__init_subclass__()
        known = Event.kinds.get(cls.__name__)
        if known is not None and known.__module__ != cls.__module__:
            raise TypeError(f"{cls.__module__} and {known.__module__} both have an event {cls.__name__}")
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


def to_body(entry: Entry) -> Body:
    """Return `entry` as JSON's own values, as every store writes it, with the version of the program that does."""
    body: Body = {
        "number": entry.number,
        "at": datetime.fromtimestamp(entry.at, UTC).isoformat(timespec="milliseconds"),
        "by": entry.by,
        "events": [_event_to_body(e) for e in entry.events],
        "program": VERSION,
    }
    if entry.key is not None:
        body["key"] = entry.key
        body["act"] = entry.act
    return body


def from_body(body: Mapping[str, Any]) -> Entry:
    """Read back what `to_body` of this version or an earlier one wrote. Raises Unreadable, saying who wrote it."""
    try:
        return Entry(
            number=body["number"],
            at=datetime.fromisoformat(body["at"]).timestamp(),
            by=body["by"],
            events=tuple(_event_from_body(e) for e in body["events"]),
            key=body.get("key"),
            act=body.get("act"),
        )
    except (Unreadable, KeyError) as why:
        writer, said = body.get("program", "0.1.0"), f"it lacks {why}" if isinstance(why, KeyError) else str(why)
        told = f"entry {body.get('number')}, written by version {writer}: {said}; this is version {VERSION}"
        raise Unreadable(f"{told}: use version {writer} or a newer one") from None


Upcast = Callable[[Body], Body]
_upcasts: dict[tuple[str, int], Upcast] = {}


def upcasts(kind: str, version: int) -> Callable[[Upcast], Upcast]:
    """Mark what turns the body of an event of `version` into the one after, or into the first of another name."""

    def known(upcast: Upcast) -> Upcast:
        _upcasts[kind, version] = upcast
        return upcast

    return known


def _event_to_body(event: Event) -> Body:
    kind = type(event)
    body = {"event": kind.__name__} | {name: getattr(event, name) for name in _fields(kind)[0]}
    return body if kind.version == 1 else body | {"version": kind.version}


def _event_from_body(body: Mapping[str, Any]) -> Event:
    body = dict(body)
    while (upcast := _upcasts.get((body["event"], body.get("version", 1)))) is not None:
        name, version = body["event"], body.pop("version", 1)
        body = upcast(body)
        if body["event"] == name:
            body["version"] = version + 1
    name, version = body.pop("event"), body.pop("version", 1)
    kind = Event.kinds.get(name)
    if kind is None:
        raise Unreadable(f"it holds an event {name!r} that is unknown here")
    if version > kind.version:
        raise Unreadable(f"its event {name!r} has version {version}, known here up to {kind.version}")
    names, needed = _fields(kind)
    if strange := sorted(body.keys() - names.keys()):
        raise Unreadable(f"its event {name!r} has a field {strange[0]!r} that is unknown here")
    if lacking := [needs for needs in needed if needs not in body]:
        raise Unreadable(f"its event {name!r} lacks the field {lacking[0]!r}")
    return kind(**{k: tuple(v) if isinstance(v, list) else v for k, v in body.items()})


_known: dict[type[Event], tuple[Mapping[str, None], tuple[str, ...]]] = {}


def _fields(kind: type[Event]) -> tuple[Mapping[str, None], tuple[str, ...]]:
    """Return the names of the event's fields, in order, and of those that an entry must have."""
    if kind not in _known:
        found = fields(kind)
        needed = tuple(one.name for one in found if one.default is MISSING)
        _known[kind] = dict.fromkeys(one.name for one in found), needed
    return _known[kind]
