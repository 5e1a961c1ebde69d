"""What can happen to a case (办件). What names a person is in the vault alone."""

from dataclasses import dataclass

from hall.journal.entry import Event

STREAM = "cases"


@dataclass(frozen=True, slots=True)
class CaseAccepted(Event):
    """A case was accepted; `matter` is a guide's id. `details`: the vault has what names the applicant.

    `received`: the materials of the guide, by id, that were handed in; None where nobody said which. `edition`: the
    guide as it was then, `plan`: the number of the hall's plan; both None before they were kept.
    """

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


@dataclass(frozen=True, slots=True)
class CaseReviewed(Event):
    """Its review began."""

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
class CaseDecided(Event):
    """It was decided: "granted" or "refused"."""

    case: str
    outcome: str
    day: str


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
class CaseForgotten(Event):
    """What named the applicant has been deleted."""

    case: str
