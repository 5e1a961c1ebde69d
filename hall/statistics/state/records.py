"""What outlives a day, as it is counted: cases, notices, enquiries. Nothing here names a visitor."""

from dataclasses import dataclass
from datetime import date


@dataclass(slots=True)
class CaseRecord:
    """A case; its `service` is its matter. Times are seconds since 1970."""

    service: str
    counter: str
    clerk: str
    accepted: date
    workdays: int
    due: date
    certain: bool
    """Whether the due day may still move, because the holidays up to it were not published."""
    on_the_spot: bool
    decided: date | None = None
    decision_counts_on: date | None = None
    """The day after, where the hall had closed for that day."""
    withdrawn: date | None = None
    prolonged_at: float | None = None
    suspended: date | None = None
    """Since when its limit stands still, while it does."""
    visitor_class: str | None = None


@dataclass(frozen=True, slots=True)
class NoticeRecord:
    """A one-time notice; its `service` is the guide whose materials were missing."""

    service: str
    counter: str
    clerk: str
    given: date
    at: float
    missing: tuple[str, ...]
    again: bool
    """Whether the same visit was given one for the same guide before."""
    visitor_class: str | None = None


@dataclass(slots=True)
class EnquiryRecord:
    """An enquiry; `clerk` is who was asked first."""

    service: str | None
    counter: str
    clerk: str
    received: date
    at: float
    offered: int = 0
    accepted: int = 0
    resolved_at: float | None = None
    visitor_class: str | None = None


@dataclass(slots=True)
class FeedbackRecord:
    """A low rating, complaint, suggestion or praise; `answered` is the day of the first answer."""

    number: str
    kind: str
    source: str
    service: str | None
    visitor_class: str | None
    counter: str | None
    clerk: str | None
    given: date
    contact_due: date | None
    answer_workdays: int
    answer_due: date
    certain: bool
    """Whether no holidays can move the answer's day any more."""
    status: str = "given"
    assigned: str | None = None
    contacted: date | None = None
    put_right: date | None = None
    put_right_counts_on: date | None = None
    """The day after, where the hall had closed for that day; so the answer."""
    answered: date | None = None
    answer_counts_on: date | None = None
    satisfied: bool | None = None
    upheld: bool = False
    """An appeal was: nobody answers for it."""


@dataclass(frozen=True, slots=True)
class Thing:
    """What is counted of a device or of something that is looked at; its `service` is the thing itself."""

    service: str
    visitor_class: None = None
    counter: None = None
    clerk: None = None
