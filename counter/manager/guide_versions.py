"""The versions of business guides over HTTP, for managers: who changed what, two compared, one as a file."""

from collections.abc import Mapping, Sequence
from itertools import zip_longest
from typing import Any

import tomli_w
from flask import Blueprint, Response
from typing_extensions import TypedDict

from counter.manager.plan_drafts import Changed, changed
from hall.configuration import as_written
from hall.guides.book import GuideBook, Version
from hall.journal.refusal import Unknown
from hall.queue.views.moment import moment
from hall.web.bodies import answer
from hall.web.context import Context
from hall.web.guard import Guard
from hall.web.openapi import Operation, operation


class GuideNow(TypedDict):
    """What a guide says, as its file would, and its version for If-Match; {} where there is none."""

    version: str
    guide: Mapping[str, Any]


class GuideChange(TypedDict):
    """One version of a guide, and what it changed in the one before."""

    version: str
    at: str | None
    by: str
    how: str
    changes: Sequence[Changed]


def blueprint(context: Context) -> Blueprint:
    """Return the routes."""
    routes, book = Blueprint("guide_versions", __name__, url_prefix="/api/v1/guide-book"), context[GuideBook]

    @routes.get("/<guide>/history")
    @operation(
        Operation(
            "Every change of a guide, the newest first.", {200: list[GuideChange]}, problems=(401, 403), needs="staff"
        )
    )
    def history(guide: str) -> Response:
        context[Guard].session("manage")
        known = [one for one in book.history(guide) if one.number or one.said is not None]
        return answer([_change(context, *pair) for pair in zip_longest(known, known[1:])])

    @routes.get("/<guide>/versions/<int:version>")
    @operation(Operation("A guide as it was once.", {200: GuideNow}, problems=(401, 403, 404), needs="staff"))
    def version(guide: str, version: int) -> Response:
        context[Guard].session("manage")
        return answer(guide_now(book.version(guide, version)))

    @routes.get("/<guide>/versions/<int:version>/compared/<int:other>")
    @operation(
        Operation(
            "What differs between two versions of a guide.",
            {200: list[Changed]},
            problems=(401, 403, 404),
            needs="staff",
        )
    )
    def compare(guide: str, version: int, other: int) -> Response:
        context[Guard].session("manage")
        before, after = book.version(guide, version), book.version(guide, other)
        return answer(changed(before.said or {}, after.said or {}))

    @routes.get("/<guide>/versions/<int:version>/file")
    @operation(
        Operation(
            "A version of a guide as a file of the folder guides.",
            {200: None},
            problems=(401, 403, 404),
            needs="staff",
            text={200: "application/toml"},
        )
    )
    def export(guide: str, version: int) -> Response:
        context[Guard].session("manage")
        said = book.version(guide, version).said
        if said is None:
            raise Unknown("guide_unknown", guide=guide)
        response = Response(tomli_w.dumps(as_written(said)), content_type="application/toml; charset=utf-8")
        response.headers["Content-Disposition"] = f'attachment; filename="{guide}.toml"'
        return response

    return routes


def guide_now(version: Version) -> GuideNow:
    """Return a version as it is answered."""
    return GuideNow(version=str(version.number), guide=version.said or {})


class Made(TypedDict):
    """How, when and by whom a version was made; of a file nobody knows when."""

    how: str
    at: str | None
    by: str


def made(context: Context, one: Version) -> Made:
    """Return how a version was made."""
    at = moment(context.desk.hours, one.at) if one.number else None
    return Made(how=one.how.removeprefix("Guide").lower(), at=at, by=one.by)


def _change(context: Context, one: Version, before: Version | None) -> GuideChange:
    changes = changed((before.said if before else None) or {}, one.said or {}) if one.number else []
    return GuideChange(version=str(one.number), changes=changes, **made(context, one))
