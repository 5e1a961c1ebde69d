"""What is kept of one person, found by what they show and deleted at their request; and the receipt for it."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Annotated

from flask import Blueprint, Response
from pydantic import Field
from typing_extensions import TypedDict

from counter.panel.sessions import staff_view
from counter.panel.sign_in_page import for_staff
from hall.journal.actor import Actor
from hall.journal.refusal import Wrong
from hall.privacy.book import Erasure, PrivacyBook
from hall.privacy.desk import PrivacyDesk
from hall.privacy.events import FoundBy, KeptBack
from hall.privacy.finder import Held, Sought
from hall.privacy.kinds import word_of
from hall.queue.views.moment import moment
from hall.staff.book import StaffBook
from hall.staff.state import Session
from hall.web.bodies import Body, actor, answer, body
from hall.web.context import Context
from hall.web.guard import Guard
from hall.web.openapi import Operation, operation

PROBLEMS = (400, 401, 403, 404, 409, 413, 422, 503)
MOST_RECORDS = 500
Label = Annotated[str, Field(pattern=r"^[A-Za-z0-9 _.:-]{1,80}$")]
Typed = Annotated[str, Field(min_length=1, max_length=300)]


class Shown(Body):
    """What the visitor shows, one of: a ticket's `number` and `day`, a `reference` from a paper, or a `phone`."""

    number: Typed | None = None
    day: Annotated[str, Field(max_length=10)] | None = None
    reference: Typed | None = None
    phone: Typed | None = None


class Erase(Shown):
    """The same once more, and the `records` that were shown, by their labels: nothing else is deleted."""

    records: Annotated[list[Label], Field(min_length=1, max_length=MOST_RECORDS)]


class HeldView(TypedDict):
    """A record with words: of what kind, which facts there are, until when; `needed` says why the hall keeps it."""

    label: str
    kind: str
    number: str
    day: str
    facts: Sequence[str]
    last_day: str | None
    needed: str | None


class FoundView(TypedDict):
    """What is kept of a person: never the words."""

    records: Sequence[HeldView]


class ErasureView(TypedDict):
    """A deletion: when, by whom, of how many records of each kind; what was kept back, and why."""

    number: str
    at: str
    by: str
    found_by: FoundBy
    kinds: Mapping[str, int]
    kept: Sequence[KeptBack]


def erasure_view(context: Context, one: Erasure) -> ErasureView:
    """Return a deletion as it is shown."""
    kinds: dict[str, int] = {}
    for gone in one.gone:
        kinds[gone["kind"]] = kinds.get(gone["kind"], 0) + 1
    at = moment(context.desk.hours, one.at)
    return ErasureView(number=one.number, at=at, by=one.by, found_by=one.found_by, kinds=kinds, kept=one.kept)


def blueprint(context: Context) -> Blueprint:
    """Return the routes, and the receipt's page."""
    routes = Blueprint("erasures", __name__)
    guard = context[Guard]

    @routes.post("/api/v1/privacy/searches")
    @operation(
        Operation(
            "What is kept of one person, by what they show (managers); that it was looked for is put on record.",
            {200: FoundView},
            problems=PROBLEMS,
            body=Shown,
            needs="staff",
        )
    )
    def search() -> Response:
        by, shown = guard.session("manage").staff.id, body(Shown)
        found = context[PrivacyDesk].find(Actor(by), _sought(shown))
        return answer(FoundView(records=[_held(one) for one in found]))

    @routes.post("/api/v1/privacy/erasures")
    @operation(
        Operation(
            "Delete what is kept of one person, as far as it was shown and the hall does not need it (managers).",
            {201: ErasureView},
            problems=PROBLEMS,
            body=Erase,
            needs="staff",
        )
    )
    def erase() -> Response:
        asked = actor(guard.session("manage").staff.id)
        shown = body(Erase)
        # not even a digest of what was typed is written down: the records are what the key stands for
        by = Actor(asked.by, asked.key, "\n".join(sorted(shown.records)))
        done = context[PrivacyDesk].erase(by, _sought(shown), set(shown.records))
        return answer(erasure_view(context, done), 201)

    @routes.get("/counter/manager/privacy/<erasure>")
    @for_staff(context, "manager.privacy", "manage")
    def receipt(session: Session, erasure: str) -> str:
        one, lang = context[PrivacyBook].numbered(erasure), context.language()
        names = {staff.id: staff.name for staff in context[StaffBook].everybody()}
        view = erasure_view(context, one)
        days = context.configuration.file.privacy.keep_visits_days
        facts = {"one": view, "by_name": names.get(one.by, one.by), "days": days, "staff": staff_view(session)}
        return context.page("manager/erasure.html", ("privacy",), lang, **facts)

    return routes


def _held(held: Held) -> HeldView:
    one = held.record
    return HeldView(
        label=held.label,
        kind=one.kind,
        number=one.number,
        day=one.day.isoformat(),
        facts=sorted({word_of(fact) for fact in held.facts}),
        last_day=None if one.last_day is None else one.last_day.isoformat(),
        needed=one.needed,
    )


def _sought(shown: Shown) -> Sought:
    if [shown.number, shown.reference, shown.phone].count(None) != 2:
        raise Wrong("privacy_show_one", field="reference")
    if shown.phone is not None:
        return Sought("phone", shown.phone)
    if shown.reference is not None:
        return Sought("reference", shown.reference)
    try:
        day = None if shown.day is None else date.fromisoformat(shown.day)
    except ValueError:
        raise Wrong("date_wrong", field="day", date=shown.day) from None
    return Sought("ticket", shown.number or "", day)
