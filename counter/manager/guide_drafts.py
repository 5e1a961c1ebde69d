"""Drafts of business guides over HTTP, for managers: checked, brought onto a newer version, read out of a file."""

from collections.abc import Mapping, Sequence
from typing import Annotated, Any

from flask import Blueprint, Response, request
from pydantic import Field
from typing_extensions import TypedDict

from counter.manager.guide_effects import guide_effects, removal_effects
from counter.manager.plan_drafts import Changed, Checked, Mistake, asked_language, changed, differing, in_file, loc_of
from hall.guides.book import GuideBook
from hall.guides.files import MAX_FILE_BYTES, in_words, read_guide, unknown_services
from hall.guides.guide import Guide
from hall.journal.actor import Actor
from hall.plan.merge import merge
from hall.texts import named
from hall.web.bodies import Body, actor, answer, body
from hall.web.context import Context
from hall.web.guard import Guard
from hall.web.openapi import Operation, operation

PROBLEMS = (400, 401, 403, 404, 413, 422, 503)


class GuideBody(Body):
    """A whole guide, as its file would say it."""

    guide: dict[str, Any]


class GuideDraft(Body):
    """A guide that somebody is writing, None to take it away, and the version that it was made from."""

    guide: dict[str, Any] | None
    version: Annotated[str, Field(pattern=r"^[0-9]{1,9}$")] | None = None


class GuideFile(Body):
    """A guide's file as it was exported, or as it stands in the folder guides."""

    text: Annotated[str, Field(max_length=MAX_FILE_BYTES)]


class GuideMerged(TypedDict):
    """A draft on the newest version; of `conflicts`, `before` is what counts now and `after` what the draft says."""

    version: str
    guide: Mapping[str, Any]
    conflicts: Sequence[Changed]


def blueprint(context: Context) -> Blueprint:
    """Return the routes."""
    routes, book = Blueprint("guide_drafts", __name__, url_prefix="/api/v1/guide-book"), context[GuideBook]

    def draft(guide: str) -> tuple[dict[str, Any] | None, int]:
        asked = body(GuideDraft)
        return asked.guide, book.newest(guide).number if asked.version is None else int(asked.version)

    @routes.post("/<guide>/check")
    @operation(
        Operation(
            "Say what is wrong with a guide, and what it would do. Changes nothing.",
            {200: Checked},
            problems=PROBLEMS,
            body=GuideDraft,
            needs="staff",
        )
    )
    def check(guide: str) -> Response:
        manager(context)
        said, seen = draft(guide)
        before = book.version(guide, seen).said
        checked = Checked(
            version=str(book.newest(guide).number),
            mistakes=[],
            advice=[],
            effects=[],
            changes=changed(before or {}, said or {}),
        )
        if said is None:
            name = (before or {}).get("name", {"zh": guide})
            return answer({**checked, "effects": removal_effects(context.texts, context.desk.plan, guide, name)})
        found, read = read_said(context, guide, said)
        if read is None:
            return answer({**checked, "mistakes": found})
        return answer({**checked, "effects": guide_effects(context.texts, context.desk.plan, before, read)})

    @routes.post("/<guide>/merge")
    @operation(
        Operation(
            "Bring a guide made from an older version onto the newest. Where both changed the same the guide sent "
            "stands, and `conflicts` has what it would overwrite. Changes nothing.",
            {200: GuideMerged},
            problems=PROBLEMS,
            body=GuideDraft,
            needs="staff",
        )
    )
    def bring(guide: str) -> Response:
        manager(context)
        said, seen = draft(guide)
        newest = book.newest(guide)
        both, conflicts = merge(book.version(guide, seen).said or {}, said or {}, newest.said or {})
        return answer(GuideMerged(version=str(newest.number), guide=both, conflicts=differing(conflicts)))

    @routes.post("/<guide>/read")
    @operation(
        Operation(
            "Read a guide out of a file. Changes nothing.",
            {200: dict[str, Any]},
            problems=PROBLEMS,
            body=GuideFile,
            needs="staff",
        )
    )
    def read(guide: str) -> Response:  # noqa: ARG001 - the draft's, whatever the file is called
        manager(context)
        return answer({"guide": in_file(body(GuideFile).text, "guide_file_unreadable")})

    return routes


def manager(context: Context) -> Actor:
    """Return the manager who asks; a guide may be as large as its file."""
    request.max_content_length = 2 * MAX_FILE_BYTES  # before the body is looked at to tell repeats
    return actor(context[Guard].session("manage").staff.id)


def read_said(context: Context, guide: str, said: Mapping[str, Any]) -> tuple[list[Mistake], Guide | None]:
    """Return what is wrong with a guide, in the words of the check, or else what it says."""
    lang, read = asked_language(context), read_guide(guide, said)
    if not isinstance(read, Guide):
        return [Mistake(loc=loc_of(one.key), msg=named(in_words(one), lang)) for one in read], None
    unknown = unknown_services({guide: read}, context.desk.plan.services)
    mistakes = [Mistake(loc=loc_of(one.key), msg=named(one.text, lang)) for one in unknown]
    return mistakes, None if mistakes else read
