"""Business guides over HTTP."""

from typing import Annotated
from uuid import uuid4

from flask import Blueprint, Response, request
from pydantic import Field
from typing_extensions import TypedDict  # the type that pydantic can read on Python 3.11

from hall.guides.library import Library
from hall.guides.views import GuideInList, GuideView, guide_view
from hall.printing.office import Outcome, PrintOffice
from hall.texts import FIRST_LANGUAGE
from hall.web.bodies import Body, actor, answer, body
from hall.web.context import Context
from hall.web.guard import Guard
from hall.web.languages import Language, known_language
from hall.web.openapi import Operation, operation
from kiosk.guides.pages import listed, paper


class PrintGuide(Body):
    """In which language, at which printer; the hall's usual one when none is named."""

    lang: Language = FIRST_LANGUAGE
    printer: Annotated[str, Field(max_length=32)] | None = None


class GuidePrinted(TypedDict):
    """`printing` is False when no paper will come out; `already`: it was asked for a moment ago and has come out."""

    guide: str
    printing: bool
    already: bool


def blueprint(context: Context) -> Blueprint:
    """Return the routes."""
    routes = Blueprint("guide_api", __name__, url_prefix="/api/v1")
    library, words = context[Library], context.texts.everywhere("guides")

    @routes.get("/guides")
    @operation(Operation("The business guides; with ?q= those that fit, the best first.", {200: list[GuideInList]}))
    def guides() -> Response:
        return answer(listed(context, request.args.get("q", "")))

    @routes.get("/guides/<guide>")
    @operation(Operation("A whole guide.", {200: GuideView}, problems=(404,)))
    def guide(guide: str) -> Response:
        return answer(guide_view(library.guide(guide), words))

    @routes.post("/guides/<guide>/print")
    @operation(
        Operation(
            "Print a guide on the kiosk's roll (trusted kiosks only).",
            {200: GuidePrinted},
            problems=(400, 403, 404, 413, 422),
            body=PrintGuide,
        )
    )
    def print_guide(guide: str) -> Response:
        context[Guard].kiosk()
        asked, key = body(PrintGuide), actor("kiosk").key or uuid4().hex
        known_language(context, asked.lang)
        slip = paper(context, library.guide(guide), asked.lang)
        about = f"guide {guide} {asked.lang} {asked.printer or ''}".rstrip()
        outcome = context[PrintOffice].print_again(about, key, lambda: slip, asked.printer)
        return answer(
            GuidePrinted(guide=guide, printing=outcome is not Outcome.NOT, already=outcome is Outcome.ALREADY)
        )

    return routes
