"""A one-time notice (一次性告知单) was given."""

from dataclasses import dataclass
from typing import ClassVar

from hall.journal.entry import Event

STREAM = "notices-given"


@dataclass(frozen=True, slots=True)
class NoticeGiven(Event):
    """A visitor was told what is missing: materials of a guide by id. A remark may name a person: the vault has it.

    `edition`: the guide as it was then, `plan`: the number of the hall's plan, `lang`: the visitor's language,
    `visitor_class`: theirs; each None before it was kept, the last also where nobody was at the counter.
    """

    version: ClassVar[int] = 2

    notice: str
    token: str
    guide: str
    missing: tuple[str, ...]
    counter: str
    day: str
    ticket: str | None
    edition: str | None = None
    plan: int | None = None
    lang: str | None = None
    visitor_class: str | None = None
