"""A guide that somebody is writing, as it would be on screens and on paper, for managers: the real renderings."""

from base64 import b64encode
from collections.abc import Mapping
from typing import Any

from flask import Blueprint, Response, request
from typing_extensions import TypedDict

from hall.guides.files import MAX_FILE_BYTES, read_guide
from hall.guides.guide import Guide
from hall.guides.views import GuideView, guide_view
from hall.journal.refusal import Wrong
from hall.paper.blocks import Slip
from hall.printing import load_pdf, load_picture
from hall.printing.sheet import A4, ROLL_80
from hall.texts import FIRST_LANGUAGE
from hall.web.aside import aside
from hall.web.bodies import Body, answer, body
from hall.web.context import Context
from hall.web.guard import Guard
from hall.web.languages import Language, known_language
from hall.web.openapi import Operation, operation
from kiosk.guides.pages import paper

PROBLEMS = (400, 401, 403, 413, 422)


class GuidePreview(Body):
    """A guide as its file would say it, and the language of its paper."""

    guide: dict[str, Any]
    lang: Language = FIRST_LANGUAGE


class GuidePreviewed(TypedDict):
    """What screens draw, and the picture that the roll of 80 mm prints, as a PNG in base 64."""

    screen: GuideView
    roll: str


def blueprint(context: Context) -> Blueprint:
    """Return the routes."""
    routes = Blueprint("guide_preview", __name__, url_prefix="/api/v1/guides")
    fonts, words = context.root / "assets" / "fonts", context.texts.everywhere("guides")

    def drawn(slip: Slip) -> bytes:
        return load_pdf(A4, fonts)(slip)

    a4, roll = aside(context.sockets, drawn), aside(context.sockets, load_picture(ROLL_80, fonts))

    def sent(guide: str) -> tuple[Guide, str]:
        context[Guard].session("manage")
        request.max_content_length = 2 * MAX_FILE_BYTES
        asked = body(GuidePreview)
        known_language(context, asked.lang)
        return _readable(guide, asked.guide), asked.lang

    @routes.post("/<guide>/preview")
    @operation(
        Operation(
            "What a guide would look like on screen and on the roll (managers). Changes nothing.",
            {200: GuidePreviewed},
            problems=PROBLEMS,
            body=GuidePreview,
            needs="staff",
        )
    )
    def preview(guide: str) -> Response:
        read, lang = sent(guide)
        picture = b64encode(roll(paper(context, read, lang))).decode()
        return answer(GuidePreviewed(screen=guide_view(read, words), roll=picture))

    @routes.post("/<guide>/preview/sheet")
    @operation(
        Operation(
            "What a guide would look like on A4 (managers). Changes nothing.",
            {200: None},
            problems=PROBLEMS,
            body=GuidePreview,
            needs="staff",
            files=("application/pdf",),
        )
    )
    def sheet(guide: str) -> Response:
        return Response(a4(paper(context, *sent(guide))), content_type="application/pdf")

    return routes


def _readable(guide: str, said: Mapping[str, Any]) -> Guide:
    """Return what a draft says. Raises Wrong while it has mistakes: half a guide looks like nothing that will be."""
    read = read_guide(guide, said)
    if not isinstance(read, Guide):
        raise Wrong("guide_mistakes", field="guide")
    return read
