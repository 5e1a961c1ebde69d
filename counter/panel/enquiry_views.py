"""How staff see enquiries: as told over HTTP, and made from the book."""

from collections.abc import Iterable, Sequence

from typing_extensions import TypedDict

from hall.enquiries.book import EnquiryBook
from hall.enquiries.rules import Enquiry, Figures, Link, is_late
from hall.queue.views.moment import moment
from hall.web.context import Context

HOUR_S = 3600


class LinkView(TypedDict):
    """One link of the chain: "received", "offered", "withdrawn", "accepted", "declined" or "resolved"."""

    at: str
    what: str
    by: str
    to_staff: str | None
    to_counter: str | None


class EnquiryView(TypedDict):
    """An enquiry as it stands; `owner` answers for it, `late` once it was open for too many of the hall's own hours."""

    id: str
    counter: str
    ticket: str | None
    service: str | None
    received_at: str
    late: bool
    owner: str
    offer: LinkView | None
    outcome: str | None
    chain: Sequence[LinkView]
    about: str
    reply: str


class EnquiriesHere(TypedDict):
    """What somebody answers for, and what is offered to them or to the counter where they work.

    `passed_on`: what they were asked first and a colleague took over, and for some days how that ended.
    """

    mine: list[EnquiryView]
    offered: list[EnquiryView]
    passed_on: list[EnquiryView]


class EnquiriesFiguresView(TypedDict):
    """What one clerk received first, took over and resolved lately, and answers for now."""

    staff: str
    received: int
    accepted: int
    resolved: int
    open: int


class EnquiriesNow(TypedDict):
    """All that is open, and the figures of the last `days` days for the whole hall and by clerk.

    Shares are of those received in these days: accepted of those offered to a colleague, and resolved; None of nothing.
    """

    open: list[EnquiryView]
    days: int
    received: int
    resolved: int
    handed_over_share: float | None
    handed_over_goal: float
    resolved_share: float | None
    resolved_goal: float
    clerks: list[EnquiriesFiguresView]


def views(context: Context, enquiries: Iterable[Enquiry]) -> list[EnquiryView]:
    """Return `enquiries` as told to staff."""
    return [view(context, one) for one in enquiries]


def view(context: Context, enquiry: Enquiry) -> EnquiryView:
    """Return `enquiry` as told to staff, with its words from the vault."""
    hours, now = context.desk.hours, context.desk.look(lambda _, now: now)
    words = context[EnquiryBook].words(enquiry)
    late_s = context.configuration.file.limits.enquiry_late_h * HOUR_S
    links = [_link(context, link) for link in enquiry.chain]
    return EnquiryView(
        id=enquiry.id,
        counter=enquiry.counter,
        ticket=enquiry.ticket,
        service=enquiry.service,
        received_at=moment(hours, enquiry.received_at),
        late=is_late(enquiry, now, hours, late_s),
        owner=enquiry.owner,
        offer=None if enquiry.offer is None else _link(context, enquiry.offer),
        outcome=enquiry.outcome,
        chain=links,
        about=words.get("about", ""),
        reply=words.get("reply", ""),
    )


def _link(context: Context, link: Link) -> LinkView:
    return LinkView(
        at=moment(context.desk.hours, link.at),
        what=link.what,
        by=link.by,
        to_staff=link.to_staff,
        to_counter=link.to_counter,
    )


def figures_view(staff: str, figures: Figures) -> EnquiriesFiguresView:
    """Return the figures of one clerk."""
    return EnquiriesFiguresView(
        staff=staff,
        received=figures.received,
        accepted=figures.accepted,
        resolved=figures.resolved,
        open=figures.open,
    )
