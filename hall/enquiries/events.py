"""What can happen to an enquiry that somebody answers for (首问负责). The vault has the words."""

from dataclasses import dataclass
from typing import ClassVar

from hall.journal.entry import Event

STREAM = "enquiries"


@dataclass(frozen=True, slots=True)
class EnquiryReceived(Event):
    """Somebody asked, and whoever took it is responsible. `details`: the vault has the words.

    `visitor_class` is None where nobody was at the counter, and before it was kept.
    """

    version: ClassVar[int] = 2
    enquiry: str
    token: str
    day: str
    counter: str
    ticket: str | None
    service: str | None
    details: bool
    visitor_class: str | None = None


@dataclass(frozen=True, slots=True)
class EnquiryOffered(Event):
    """Whoever is responsible asks a colleague, or whoever works at a counter, to take it over."""

    enquiry: str
    to_staff: str | None
    to_counter: str | None


@dataclass(frozen=True, slots=True)
class OfferWithdrawn(Event):
    """The offer was taken back."""

    enquiry: str


@dataclass(frozen=True, slots=True)
class EnquiryAccepted(Event):
    """Whoever it was offered to took it over, and is responsible from now on."""

    enquiry: str


@dataclass(frozen=True, slots=True)
class EnquiryDeclined(Event):
    """Whoever it was offered to did not take it over."""

    enquiry: str


@dataclass(frozen=True, slots=True)
class EnquiryResolved(Event):
    """It is dealt with. `details`: the vault has what was answered."""

    enquiry: str
    outcome: str
    day: str
    details: bool


@dataclass(frozen=True, slots=True)
class EnquiryForgotten(Event):
    """What may have named a person has been deleted."""

    enquiry: str
