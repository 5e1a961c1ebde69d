"""What is said to everybody, and taken back."""

from collections.abc import Mapping
from dataclasses import dataclass

from hall.journal.entry import Body, Event, upcasts

STREAM = "content"
"""The name it has had since its first version."""


@dataclass(frozen=True, slots=True)
class EmergencyDeclared(Event):
    """An emergency takes over every screen; one declared before is replaced."""

    text: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class EmergencyCleared(Event):
    """The emergency is over."""


@dataclass(frozen=True, slots=True)
class MessagePosted(Event):
    """A message is shown on the walls, and spoken once if `spoken`; `until` then, or until it is taken down."""

    text: Mapping[str, str]
    spoken: bool
    until: float | None = None


@dataclass(frozen=True, slots=True)
class MessageRemoved(Event):
    """A message is not shown any more; `message` is the number of the entry that posted it."""

    message: int


@upcasts("NoticePosted", 1)
def _posted(body: Body) -> Body:
    """Read a posted message of 0.1, which called it a notice."""
    return body | {"event": "MessagePosted"}


@upcasts("NoticeRemoved", 1)
def _removed(body: Body) -> Body:
    return {"event": "MessageRemoved", "message": body["notice"]}
