"""Pictures and videos that staff have put there and taken away."""

from dataclasses import dataclass

from hall.journal.entry import Event

STREAM = "media"


@dataclass(frozen=True, slots=True)
class MediumPut(Event):
    """A file was put there, in the place of one of the same name: `size` in bytes."""

    name: str
    size: int


@dataclass(frozen=True, slots=True)
class MediumRemoved(Event):
    """A file was taken away."""

    name: str
