"""The business guides over HTTP, for managers: read, changed, removed, taken back. In force without a restart."""

from flask import Blueprint, Response
from typing_extensions import TypedDict

from counter.manager.guide_drafts import GuideBody, manager, read_said
from counter.manager.guide_versions import GuideNow, guide_now, made
from counter.manager.plan_api import seen_version
from hall.guides.book import GuideBook, Version
from hall.guides.files import as_said
from hall.guides.library import Library
from hall.journal.refusal import Wrong
from hall.plan.plan import Name
from hall.web.bodies import Empty, answer, body
from hall.web.context import Context
from hall.web.guard import Guard
from hall.web.openapi import Operation, operation

PROBLEMS = (400, 401, 403, 412, 413, 422, 503)


class GuideListed(TypedDict):
    """A guide, also one that is gone; `how` is "file", "written", "removed" or "restored".

    `shown`: whether visitors see it; a sample of what the hall does not do is there and not shown.
    """

    id: str
    name: Name
    there: bool
    shown: bool
    how: str
    at: str | None
    by: str


def blueprint(context: Context) -> Blueprint:
    """Return the routes."""
    routes, book = Blueprint("guide_book", __name__, url_prefix="/api/v1/guide-book"), context[GuideBook]

    def now(guide: str) -> Response:
        newest = book.newest(guide)
        response = answer(guide_now(newest))
        response.set_etag(str(newest.number))
        return response

    @routes.get("")
    @operation(Operation("Every guide (managers).", {200: list[GuideListed]}, problems=(401, 403), needs="staff"))
    def everything() -> Response:
        context[Guard].session("manage")
        return answer([_listed(context, guide, one) for guide, one in book.everything().items()])

    @routes.get("/<guide>")
    @operation(Operation("A guide as it counts (managers).", {200: GuideNow}, problems=(401, 403), needs="staff"))
    def one(guide: str) -> Response:
        context[Guard].session("manage")
        return now(guide)

    @routes.put("/<guide>")
    @operation(
        Operation(
            "Let a guide count, made from the version in If-Match, 0 for a new one. In force without a restart.",
            {200: GuideNow},
            problems=PROBLEMS,
            body=GuideBody,
            needs="staff",
        )
    )
    def change(guide: str) -> Response:
        by, seen = manager(context), seen_version()
        found, read = read_said(context, guide, body(GuideBody).guide)
        if read is None:
            raise Wrong("guide_mistakes", field="guide", errors=found)
        book.edit(by, guide, as_said(read), seen)
        return now(guide)

    @routes.delete("/<guide>")
    @operation(
        Operation(
            "Take a guide away, of the version in If-Match.",
            {200: GuideNow},
            problems=(401, 403, 412, 422, 503),
            needs="staff",
        )
    )
    def remove(guide: str) -> Response:
        book.remove(manager(context), guide, seen_version())
        return now(guide)

    @routes.post("/<guide>/undo")
    @operation(
        Operation(
            "Take the version in If-Match back, as a change of its own.",
            {200: GuideNow},
            problems=(*PROBLEMS, 409),
            body=Empty,
            needs="staff",
        )
    )
    def undo(guide: str) -> Response:
        by, seen = manager(context), seen_version()
        body(Empty)
        book.undo(by, guide, seen)
        return now(guide)

    return routes


def _listed(context: Context, guide: str, now: Version) -> GuideListed:
    last = next((one for one in context[GuideBook].history(guide) if one.said is not None), now)
    name = (last.said or {}).get("name", {})
    return GuideListed(
        id=guide, name=name, there=now.said is not None, shown=context[Library].has(guide), **made(context, now)
    )
