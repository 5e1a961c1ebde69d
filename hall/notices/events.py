"""A one-time notice (一次性告知单) was given."""

from dataclasses import dataclass

from hall.journal.entry import Event

STREAM = "notices-given"


@dataclass(frozen=True, slots=True)
class NoticeGiven(Event):
    """A visitor was told what is missing: materials of a guide by id. A remark may name a person: the vault has it."""

    notice: str
    token: str
    guide: str
    missing: tuple[str, ...]
    counter: str
    day: str
    ticket: str | None
