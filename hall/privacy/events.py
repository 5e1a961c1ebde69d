"""What was looked for, read and deleted of people: by which numbers, and never a word of it."""

from dataclasses import dataclass
from typing import Literal

from typing_extensions import TypedDict  # the type that pydantic can read on Python 3.11

from hall.journal.entry import Event

STREAM = "privacy"
FoundBy = Literal["ticket", "reference", "phone"]
"""A ticket's number and day, what is printed on a paper, or a telephone number: which one is nowhere."""


class Gone(TypedDict):
    """A record whose words were deleted: where they lay, so that they go again where a copy brings them back."""

    kind: str
    number: str
    vault: str
    day: str
    token: str


class KeptBack(TypedDict):
    """A record whose words the hall still needs: `why` is "case_open" or "feedback_open"."""

    kind: str
    number: str
    why: str


@dataclass(frozen=True, slots=True)
class PersonSought(Event):
    """Somebody of the staff looked for what is kept of a person; `found` are kinds and numbers as "case B…"."""

    found_by: FoundBy
    found: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PersonErased(Event):
    """What is kept of a person was deleted, at their request; `erasure` is the number on their receipt."""

    erasure: str
    day: str
    found_by: FoundBy
    gone: tuple[Gone, ...]
    kept: tuple[KeptBack, ...]


@dataclass(frozen=True, slots=True)
class ErasureDone(Event):
    """The vaults have nothing more of what an erasure names."""

    erasure: str


@dataclass(frozen=True, slots=True)
class NotesRead(Event):
    """Somebody read what clerks wrote on the business day `day`: notes of visits, and for who takes over."""

    day: str
