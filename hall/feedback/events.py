"""What visitors said of the hall, and what came of it. Words, and what names a person, are in the vault alone."""

from dataclasses import dataclass
from typing import ClassVar

from hall.journal.entry import Event

STREAM = "feedback"
COMMENTS = "comments"
"""The stream of what was written beside ratings that nobody has to follow up."""


@dataclass(frozen=True, slots=True)
class FeedbackGiven(Event):
    """A low rating (差评), complaint, suggestion or praise; `source` is phone, kiosk, tablet or staff.

    Due days are those promised then; `certain`: no holidays can move the answer's any more. `contactable`: the vault
    says how to reach the visitor, and only then somebody is due to. Who and what it is about is None where nobody said.
    `clerk` finished the visit; `handled_by` are all who called, served or sent on its visitor.
    """

    version: ClassVar[int] = 2
    feedback: str
    token: str
    kind: str
    source: str
    day: str
    lang: str
    contactable: bool
    contact_due: str | None
    answer_workdays: int
    answer_due: str
    certain: bool
    ticket: str | None = None
    service: str | None = None
    visitor_class: str | None = None
    counter: str | None = None
    clerk: str | None = None
    score: int | None = None
    reasons: tuple[str, ...] = ()
    handled_by: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FeedbackAccepted(Event):
    """Who accepted it follows it up."""

    feedback: str


@dataclass(frozen=True, slots=True)
class FeedbackAssigned(Event):
    """Somebody else follows it up from now on."""

    feedback: str
    staff: str


@dataclass(frozen=True, slots=True)
class FeedbackContacted(Event):
    """The visitor was called, and was `reached` or not. `after_hours`: the hall had closed for that day."""

    version: ClassVar[int] = 2
    feedback: str
    reached: bool
    day: str
    after_hours: bool = False


@dataclass(frozen=True, slots=True)
class FeedbackPutRight(Event):
    """What was wrong has been put right (整改). `after_hours`: the hall had closed for that day."""

    version: ClassVar[int] = 2
    feedback: str
    day: str
    after_hours: bool = False


@dataclass(frozen=True, slots=True)
class FeedbackAnswered(Event):
    """The visitor was answered; the words are in the vault. `after_hours`: the hall had closed for that day."""

    version: ClassVar[int] = 2
    feedback: str
    day: str
    after_hours: bool = False


@dataclass(frozen=True, slots=True)
class FeedbackJudged(Event):
    """The visitor said what they think of the answer: on their page, or when `called` back.

    `satisfied` is None where nobody could be reached. With a new `answer_due` it is to be answered once more.
    """

    feedback: str
    satisfied: bool | None
    called: bool
    day: str
    answer_due: str | None = None
    certain: bool = True


@dataclass(frozen=True, slots=True)
class FeedbackAppealed(Event):
    """Somebody says that it is mistaken; the reason is in the vault."""

    feedback: str


@dataclass(frozen=True, slots=True)
class AppealDecided(Event):
    """Somebody else looked into it: `upheld`, nobody has to answer for it. It stays as it was given all the same."""

    feedback: str
    upheld: bool
    day: str


@dataclass(frozen=True, slots=True)
class FeedbackRead(Event):
    """Somebody read the words and the contact."""

    feedback: str


@dataclass(frozen=True, slots=True)
class FeedbackForgotten(Event):
    """Words and contact have been deleted."""

    feedback: str


@dataclass(frozen=True, slots=True)
class CommentLeft(Event):
    """Words came with a rating that is no low one; they are in the visits' vault, under `day` and `token`."""

    ticket: str
    token: str
    day: str
    service: str | None
    counter: str | None
    clerk: str | None
    score: int
    handled_by: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CommentsRead(Event):
    """Somebody read them."""
