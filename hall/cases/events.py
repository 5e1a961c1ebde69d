"""What can happen to a case (办件). What names a person, and whatever was put in own words, is in the vault alone."""

from dataclasses import dataclass
from typing import ClassVar

from typing_extensions import TypedDict

from hall.journal.entry import Event
from hall.plan.plan import Name

STREAM = "cases"


class Remedies(TypedDict):
    """Where somebody can object to a decision, and within which time: review by an office, and the court."""

    review: Name
    review_days: int
    court: Name
    court_months: int


@dataclass(frozen=True, slots=True)
class CaseAccepted(Event):
    """A case was accepted; `matter` is a guide's id. `details`: the vault has what names the applicant.

    `received`: the materials of the guide, by id, that were handed in; None where nobody said which. `edition`: the
    guide as it was then, `plan`: the number of the hall's plan, `visitor_class`: the visitor's; each None before it was
    kept, the last also where nobody was at the counter.
    """

    version: ClassVar[int] = 2
    case: str
    token: str
    matter: str
    counter: str
    ticket: str | None
    lang: str
    day: str
    workdays: int
    due: str
    certain: bool
    details: bool
    received: tuple[str, ...] | None = None
    edition: str | None = None
    plan: int | None = None
    visitor_class: str | None = None


@dataclass(frozen=True, slots=True)
class CaseReviewed(Event):
    """Its review began."""

    case: str


@dataclass(frozen=True, slots=True)
class CaseProlongAsked(Event):
    """Somebody wants the promised day put off, and why; nothing has changed yet."""

    case: str
    workdays: int
    reason: str


@dataclass(frozen=True, slots=True)
class CaseProlongRefused(Event):
    """Somebody else said no to that."""

    case: str


@dataclass(frozen=True, slots=True)
class CaseProlonged(Event):
    """The promised day was put off, once, with a reason that is told."""

    case: str
    workdays: int
    reason: str
    due: str
    certain: bool


@dataclass(frozen=True, slots=True)
class CaseSuspended(Event):
    """Its limit stopped, with a reason that is told. `words`: the vault has more of it."""

    case: str
    reason: str
    day: str
    words: bool = False


@dataclass(frozen=True, slots=True)
class CaseResumed(Event):
    """Its limit goes on, so many `workdays` longer."""

    case: str
    day: str
    workdays: int
    due: str
    certain: bool


@dataclass(frozen=True, slots=True)
class CaseDecided(Event):
    """It was decided: "granted", or "refused" on `grounds` and with `remedies`; both None before they were told.

    `words`: the vault has what the grounds are here. `after_hours`: the hall had closed for that day.
    """

    version: ClassVar[int] = 3
    case: str
    outcome: str
    day: str
    grounds: str | None = None
    remedies: Remedies | None = None
    words: bool = False
    after_hours: bool = False


@dataclass(frozen=True, slots=True)
class CaseCorrected(Event):
    """The decision was wrong, because of `fault`, and this one takes its place; the first stays on record."""

    case: str
    fault: str
    outcome: str
    day: str
    grounds: str | None = None
    remedies: Remedies | None = None
    words: bool = False


@dataclass(frozen=True, slots=True)
class CaseCollected(Event):
    """The outcome was handed over against the receipt."""

    case: str
    day: str


@dataclass(frozen=True, slots=True)
class CaseWithdrawn(Event):
    """The visitor took the application back."""

    case: str
    day: str


@dataclass(frozen=True, slots=True)
class CaseAssigned(Event):
    """Another account answers for it."""

    case: str
    staff: str


@dataclass(frozen=True, slots=True)
class CaseRead(Event):
    """Somebody read what names the applicant."""

    case: str


@dataclass(frozen=True, slots=True)
class CasesSearched(Event):
    """Somebody looked for an applicant, and read who is in `found`; what was looked for is nowhere."""

    found: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CaseForgotten(Event):
    """What named the applicant has been deleted."""

    case: str
