"""First-asked responsibility (首问负责): whoever is asked first answers for it until another has accepted. Pure.

Commands look at an enquiry, return the events that follow and change nothing; `after` takes an event in.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Literal

from hall.enquiries.events import (
    EnquiryAccepted,
    EnquiryDeclined,
    EnquiryForgotten,
    EnquiryOffered,
    EnquiryReceived,
    EnquiryResolved,
    OfferWithdrawn,
)
from hall.journal.entry import Event
from hall.journal.refusal import Forbidden, Illegal, Wrong
from hall.plan.hours import OpeningHours

Outcome = Literal["answered", "guided", "referred", "unreachable", "withdrawn"]
Events = tuple[Event, ...]
HANDED_OVER_GOAL, RESOLVED_GOAL = 1.0, 0.95
"""What halls ask of themselves: of what is offered to a colleague all is accepted, of what is received so much ends."""


@dataclass(frozen=True, slots=True)
class Asked:
    """Who asks for a step: the account, the counter where it works now, and whether it may decide for others."""

    by: str
    counter: str | None = None
    manages: bool = False


@dataclass(frozen=True, slots=True)
class Link:
    """One link of the chain: when (seconds since 1970), what, by whom, and to whom it was offered."""

    at: float
    what: str
    by: str
    to_staff: str | None = None
    to_counter: str | None = None


@dataclass(frozen=True, slots=True)
class Enquiry:
    """An enquiry as it stands: `owner` is responsible, `offer` is open until it is accepted or declined."""

    id: str
    token: str
    day: date
    counter: str
    ticket: str | None
    service: str | None
    owner: str
    details: bool
    chain: tuple[Link, ...]
    offer: Link | None = None
    outcome: str | None = None
    resolved_on: date | None = None

    @property
    def first(self) -> str:
        """Who was asked first."""
        return self.chain[0].by

    @property
    def received_at(self) -> float:
        """When it was asked; its age counts from here, whoever is responsible."""
        return self.chain[0].at

    def is_offered_to(self, asked: Asked) -> bool:
        """Return whether `asked` may accept it."""
        if self.offer is None or asked.by == self.owner:
            return False
        to_counter = self.offer.to_counter is not None and self.offer.to_counter == asked.counter
        return to_counter or self.offer.to_staff == asked.by


def is_late(enquiry: Enquiry, now: float, hours: OpeningHours, late_s: float) -> bool:
    """Return whether it is open and was so for longer than `late_s` of the hall's own hours, whoever had it."""
    return enquiry.outcome is None and hours.office_s(enquiry.received_at, now, late_s) > late_s


def offer(enquiry: Enquiry, asked: Asked, to_staff: str | None, to_counter: str | None) -> Events:
    """Ask a colleague or a counter to take it over; an earlier offer gives way to this one."""
    _responsible(enquiry, asked)
    if (to_staff is None) == (to_counter is None):
        raise Wrong("enquiry_to_whom", field="staff")
    if to_staff == enquiry.owner:
        raise Wrong("enquiry_to_its_owner", field="staff")
    return (EnquiryOffered(enquiry.id, to_staff, to_counter),)


def withdraw(enquiry: Enquiry, asked: Asked) -> Events:
    """Take an offer back."""
    _responsible(enquiry, asked)
    if enquiry.offer is None:
        raise Illegal("enquiry_not_offered", enquiry=enquiry.id)
    return (OfferWithdrawn(enquiry.id),)


def accept(enquiry: Enquiry, asked: Asked) -> Events:
    """Take it over."""
    _offered(enquiry, asked)
    return (EnquiryAccepted(enquiry.id),)


def decline(enquiry: Enquiry, asked: Asked) -> Events:
    """Leave it with whoever is responsible."""
    _offered(enquiry, asked)
    return (EnquiryDeclined(enquiry.id),)


def resolve(enquiry: Enquiry, asked: Asked, outcome: Outcome, today: date, *, details: bool) -> Events:
    """Say how it ended."""
    _responsible(enquiry, asked)
    return (EnquiryResolved(enquiry.id, outcome, today.isoformat(), details),)


def _open(enquiry: Enquiry) -> None:
    if enquiry.outcome is not None:
        raise Illegal("enquiry_resolved", enquiry=enquiry.id)


def _responsible(enquiry: Enquiry, asked: Asked) -> None:
    _open(enquiry)
    if asked.by != enquiry.owner and not asked.manages:
        raise Forbidden("enquiry_not_yours", enquiry=enquiry.id, owner=enquiry.owner)


def _offered(enquiry: Enquiry, asked: Asked) -> None:
    _open(enquiry)
    if not enquiry.is_offered_to(asked):
        raise Illegal("enquiry_not_offered", enquiry=enquiry.id)


def begun(event: EnquiryReceived, at: float, by: str) -> Enquiry:
    """Return the enquiry that its first clerk received."""
    return Enquiry(
        id=event.enquiry,
        token=event.token,
        day=date.fromisoformat(event.day),
        counter=event.counter,
        ticket=event.ticket,
        service=event.service,
        owner=by,
        details=event.details,
        chain=(Link(at, "received", by),),
    )


def after(enquiry: Enquiry, event: Event, at: float, by: str) -> Enquiry:
    """Return `enquiry` as `event`, which names it, leaves it."""
    if isinstance(event, EnquiryForgotten):
        return replace(enquiry, details=False)
    what, changes = _FOLDS[type(event)]
    link = Link(at, what, by, getattr(event, "to_staff", None), getattr(event, "to_counter", None))
    return replace(enquiry, chain=(*enquiry.chain, link), **changes(enquiry, event, link))


_FOLDS: Mapping[type[Event], tuple[str, Callable[[Enquiry, Any, Link], dict[str, Any]]]] = {
    EnquiryOffered: ("offered", lambda _, __, link: {"offer": link}),
    OfferWithdrawn: ("withdrawn", lambda _, __, ___: {"offer": None}),
    EnquiryAccepted: ("accepted", lambda _, __, link: {"offer": None, "owner": link.by}),
    EnquiryDeclined: ("declined", lambda _, __, ___: {"offer": None}),
    EnquiryResolved: (
        "resolved",
        lambda enquiry, event, _: {
            "offer": None,
            "outcome": event.outcome,
            "resolved_on": date.fromisoformat(event.day),
            "details": enquiry.details or event.details,
        },
    ),
}


@dataclass(slots=True)
class Figures:
    """How many enquiries somebody received first, took over and resolved, and is responsible for now."""

    received: int = 0
    accepted: int = 0
    resolved: int = 0
    open: int = 0


def figures(enquiries: Iterable[Enquiry], since: float) -> dict[str, Figures]:
    """Return the figures of each clerk since then; what is open counts however old it is."""
    found: dict[str, Figures] = {}
    for enquiry in enquiries:
        for link in enquiry.chain:
            if link.at >= since and link.what in {"received", "accepted", "resolved"}:
                mine = found.setdefault(link.by, Figures())
                setattr(mine, link.what, getattr(mine, link.what) + 1)
        if enquiry.outcome is None:
            found.setdefault(enquiry.owner, Figures()).open += 1
    return found


@dataclass(slots=True)
class Rates:
    """What became of enquiries until now: how many were offered to a colleague, taken over by one, resolved."""

    received: int = 0
    offered: int = 0
    handed_over: int = 0
    resolved: int = 0

    @property
    def handed_over_share(self) -> float | None:
        """Return the share accepted of those offered; None where none was."""
        return self.handed_over / self.offered if self.offered else None

    @property
    def resolved_share(self) -> float | None:
        """Return the share resolved; None of nothing."""
        return self.resolved / self.received if self.received else None


def rates(enquiries: Iterable[Enquiry], since: float) -> Rates:
    """Return what became of those received since then."""
    found = Rates()
    for enquiry in enquiries:
        if enquiry.received_at >= since:
            steps = {link.what for link in enquiry.chain}
            found.received += 1
            found.offered += "offered" in steps
            found.handed_over += "accepted" in steps
            found.resolved += enquiry.outcome is not None
    return found
