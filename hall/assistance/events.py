"""A visitor asked for somebody to come, and what came of it."""

from dataclasses import dataclass

from hall.journal.entry import Event

STREAM = "assistance"


@dataclass(frozen=True, slots=True)
class AssistanceAsked(Event):
    """A visitor at the kiosk `place` wants help of this `kind`, in `lang`, on business day `day`."""

    kind: str
    place: str
    lang: str
    day: str


@dataclass(frozen=True, slots=True)
class AssistanceTaken(Event):
    """`by`, an account id, is coming; `asked` is the number of the entry that asked."""

    asked: int
    by: str


@dataclass(frozen=True, slots=True)
class AssistanceEnded(Event):
    """The visitor has been helped, or has gone."""

    asked: int
