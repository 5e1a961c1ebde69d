"""Privacy, for managers: what is kept of whom until when, who looked at what, and what was deleted on request."""

from collections.abc import Mapping, Sequence
from datetime import timedelta

from flask import Blueprint, Response
from typing_extensions import TypedDict

from counter.manager.erasures import ErasureView, erasure_view
from counter.panel.sessions import staff_view
from counter.panel.sign_in_page import for_staff
from hall.devices.book import DeviceBook
from hall.privacy.book import PrivacyBook
from hall.privacy.desk import Kept, PrivacyDesk
from hall.staff.book import StaffBook
from hall.staff.state import Session
from hall.statistics.desk import Statistics
from hall.statistics.rules.audit import READING
from hall.statistics.rules.question import question
from hall.statistics.rules.reports import REPORTS
from hall.statistics.state.span import Span
from hall.web.backups import Backups
from hall.web.bodies import answer
from hall.web.context import Context
from hall.web.guard import Guard
from hall.web.openapi import Operation, operation
from hall.web.opening.privacy import kept_days

LOOKS_DAYS, LOOKS = 30, 200
"""So many days are looked back, and so many looks told, the latest first."""
ERASURES = 100
"""So many deletions are told, the latest first."""


class KindView(TypedDict):
    """What is kept of a kind: its setting and days; how much, since when, and when the next of it is deleted.

    `standing` stay until what they are about has ended. Without a `setting` a rule of its own deletes it.
    """

    kind: str
    whom: str
    facts: Sequence[str]
    setting: str | None
    days: int | None
    count: int
    standing: int
    oldest: str | None
    next_deleted: str | None


class StandingView(TypedDict):
    """What the hall keeps outside the vaults; `count` is None where it is not counted."""

    what: str
    count: int | None


class BackupsView(TypedDict):
    """The backups in this server's folder, and when the oldest of them will have been deleted at the latest."""

    count: int
    oldest: str | None
    newest: str | None
    keep_days: int


class PrivacyView(TypedDict):
    """What is kept; and what was deleted on request, the latest first."""

    today: str
    kinds: Sequence[KindView]
    standing: Sequence[StandingView]
    backups: BackupsView
    erasures: Sequence[ErasureView]


class LookView(TypedDict):
    """That somebody read what names a person: when, who, what it was, of which record."""

    at: str
    by: str
    what: str
    about: str | None


class LooksView(TypedDict):
    """The looks of the last `days` days, the latest first; `count` tells of all. `unread`: days that are damaged."""

    days: int
    count: int
    looks: Sequence[LookView]
    unread: Sequence[str]


def blueprint(context: Context) -> Blueprint:
    """Return the page and its routes."""
    routes = Blueprint("privacy", __name__)

    @routes.get("/counter/manager/privacy")
    @for_staff(context, "manager.privacy", "manage")
    def page(session: Session) -> str:
        return context.page(
            "manager/privacy.html",
            ("counter", "manager", "statistics", "privacy"),
            staff=staff_view(session),
            csrf=session.csrf,
            may=sorted(session.staff.permissions),
            today=context.desk.today().isoformat(),
            staff_names={one.id: one.name for one in context[StaffBook].everybody()},
        )

    @routes.get("/api/v1/privacy")
    @operation(
        Operation(
            "What is kept of whom until when, and what was deleted on request (managers).",
            {200: PrivacyView},
            problems=(401, 403, 503),
            needs="staff",
        )
    )
    def privacy() -> Response:
        context[Guard].session("manage")
        return answer(
            PrivacyView(
                today=context.desk.today().isoformat(),
                kinds=[_kind(context, one) for one in context[PrivacyDesk].kept()],
                standing=_standing(context),
                backups=_backups(context),
                erasures=[erasure_view(context, one) for one in context[PrivacyBook].erasures()[:ERASURES]],
            )
        )

    @routes.get("/api/v1/privacy/looks")
    @operation(
        Operation(
            "Who read what names a person, in the last days (managers).",
            {200: LooksView},
            problems=(401, 403, 503),
            needs="staff",
        )
    )
    def looks() -> Response:
        context[Guard].session("manage")
        return answer(_looks(context))

    return routes


def _kind(context: Context, one: Kept) -> KindView:
    kind = one.kind
    return KindView(
        kind=kind.name,
        whom=kind.whom,
        facts=sorted(kind.facts),
        setting=kind.keeps,
        days=None if kind.keeps is None else kept_days(context, kind.keeps),
        count=one.count,
        standing=one.standing,
        oldest=None if one.oldest is None else one.oldest.isoformat(),
        next_deleted=None if one.next_deleted is None else one.next_deleted.isoformat(),
    )


def _standing(context: Context) -> list[StandingView]:
    staff = context[StaffBook].everybody()
    counts: Mapping[str, int | None] = {
        "accounts": len(staff),
        "places": sum(len(one.places) for one in staff),
        "refusals": None,
        "devices": len(context[DeviceBook].everything()),
        "records": None,
        "papers": None,
        "logs": None,
    }
    return [StandingView(what=what, count=count) for what, count in counts.items()]


def _backups(context: Context) -> BackupsView:
    made = context[Backups].made()
    return BackupsView(
        count=len(made),
        oldest=made[0].date().isoformat() if made else None,
        newest=made[-1].date().isoformat() if made else None,
        keep_days=kept_days(context, "keep_visits_days"),
    )


def _looks(context: Context) -> LooksView:
    today = context.desk.today()
    span = Span(today - timedelta(days=LOOKS_DAYS - 1), today)
    given = context[Statistics].answer(span, [question(REPORTS["audit"], {})])
    found = [row for row in reversed(given.tables[0].rows) if row["what"] in READING]
    looks = [
        LookView(
            at=str(row["key"]),
            by=str(row["by"]),
            what=str(row["what"]),
            about=None if row["about"] is None else str(row["about"]),
        )
        for row in found[:LOOKS]
    ]
    return LooksView(days=LOOKS_DAYS, count=len(found), looks=looks, unread=[day.isoformat() for day in given.unread])
