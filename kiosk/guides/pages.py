"""Business guides as pages for everybody, and as paper."""

from datetime import datetime
from urllib.parse import urlencode

from flask import Blueprint, Response, redirect, request
from werkzeug.wrappers import Response as AnyResponse

from hall.guides.guide import Guide
from hall.guides.library import Library
from hall.guides.views import GuideInList, facts, guide_in_list, guide_view, paper_materials
from hall.paper.blocks import Slip
from hall.paper.slips import guide_slip
from hall.texts import named
from hall.web.context import Context
from hall.web.qr import qr_code
from kiosk.guides.sheets import Sheets


def blueprint(context: Context) -> Blueprint:
    """Return the pages."""
    routes, sheets = Blueprint("guides", __name__), Sheets(context.root / "assets" / "fonts")
    library, words = context[Library], context.texts.everywhere("guides")

    @routes.get("/guides")
    def all_guides() -> str:
        typed = request.args.get("q", "")
        return context.page("guides/guides.html", ("guides",), typed=typed, guides=listed(context, typed))

    @routes.get("/guides/<guide>")
    def one_guide(guide: str) -> str:
        found = library.guide(guide)
        service = context.desk.plan.services.get(found.service or "")
        return context.page(
            "guides/guide.html",
            ("guides",),
            guide=guide_view(found, words),
            service_name=service.name if service is not None else None,
        )

    @routes.get("/guides/<guide>.pdf")
    def pdf(guide: str) -> AnyResponse:
        """The guide on A4. The language is in the address, so that a link gives the same paper to everybody."""
        found = library.guide(guide)
        lang = request.args.get("lang")
        if lang not in context.texts.languages:
            return redirect(f"{request.path}?{urlencode({'lang': context.language()})}")
        response = Response(sheets.a4(paper(context, found, lang)), content_type="application/pdf")
        response.headers["Content-Disposition"] = f'inline; filename="{guide}-{lang}.pdf"'
        return response

    @routes.get("/guides/<guide>/qr.svg")
    def qr(guide: str) -> Response:
        return qr_code(guide_url(context, library.guide(guide)))

    return routes


def listed(context: Context, typed: str) -> list[GuideInList]:
    """Return the guides that fit what was typed, all when nothing was."""
    found = context[Library].search(typed) if typed.strip() else context[Library]
    return [guide_in_list(guide) for guide in found]


def guide_url(context: Context, guide: Guide) -> str:
    """Return the address of a guide for phones."""
    return f"{context.configuration.file.hall.public_url}/guides/{guide.id}"


def paper(context: Context, guide: Guide, lang: str) -> Slip:
    """Return a guide as a paper to take home; its time is exact to the minute, so a minute's papers are alike."""
    words = context.texts.everywhere("guides")
    now = context.desk.look(lambda _, now: now)
    shown = {key: named(text, lang) for key, text in facts(guide, words).items() if key != "result"}
    return guide_slip(
        context.texts.everywhere("slip"),
        lang,
        hall=context.desk.plan.name,
        title=named(guide.name, lang),
        conditions=[named(text, lang) for text in guide.conditions],
        materials=paper_materials(guide, lang, words),
        steps=[f"{named(step.name, lang)}{words[lang]['colon']}{named(step.text, lang)}" for step in guide.steps],
        facts=shown,
        basis=[named(text, lang) for text in guide.basis],
        url=guide_url(context, guide),
        printed_at=_to_the_minute(context.desk.hours.local(now)),
    )


def _to_the_minute(at: datetime) -> datetime:
    return at.replace(second=0, microsecond=0)
