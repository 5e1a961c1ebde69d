"""What a face is given: the collaborators it needs, made once in server.py."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from flask import render_template, request

from hall.cases.book import CaseBook
from hall.configuration import Configuration
from hall.enquiries.book import EnquiryBook
from hall.faults import Trouble
from hall.guides.library import Library
from hall.messages.book import ContentBook
from hall.notices.book import NoticeBook
from hall.plan.plan import Name
from hall.printing.office import PrintOffice
from hall.queue.desk.visit import Desk
from hall.queue.views.board import Words
from hall.speech.playback import Sounded
from hall.staff.book import StaffBook
from hall.texts import FIRST_LANGUAGE, Texts
from hall.voice.speaker import Voice
from hall.web.assets import Assets
from hall.web.guard import Guard


@dataclass(frozen=True)
class House:
    """The collaborators of every face."""

    configuration: Configuration
    desk: Desk
    staff: StaffBook
    guard: Guard
    texts: Texts
    assets: Assets
    words: Words
    """How a call is worded, and which clips say it."""
    read_out: Callable[[Name], Sequence[str]]
    """Which clips say a free text."""
    voice: Voice
    troubles: Callable[[], Sequence[Trouble]]
    """What somebody should mend."""
    sounded: Sounded
    """What the displays have played."""
    office: PrintOffice
    library: Library
    notices: NoticeBook
    cases: CaseBook
    enquiries: EnquiryBook
    content: ContentBook

    def language(self) -> str:
        """Return the present page's language: what its address asks for, else what the browser prefers."""
        asked = request.args.get("lang")
        if asked in self.texts.languages:
            return str(asked)
        return request.accept_languages.best_match(self.texts.languages) or FIRST_LANGUAGE

    def page(self, template: str, sections: tuple[str, ...], lang: str | None = None, **data: Any) -> str:
        """Return a page: `data` and the texts of `sections` go to its script as page data."""
        lang = lang or self.language()
        shared = {
            "lang": lang,
            "languages": self.texts.languages,
            "hall": self.configuration.floor.name,
            "text": self.texts.sections(lang, ("common", *sections)),
            **data,
        }
        page_data = {**shared, "digest": self.assets.digest, "plan": self.configuration.digest}
        watchdog = self.assets.watchdog
        return render_template(template, page_data=page_data, asset=self.assets.url, watchdog=watchdog, **shared)

    def problem_page(self, template: str, lang: str, **data: str) -> str:
        """Return a page that says what is wrong; it runs no script."""
        return render_template(template, lang=lang, hall=self.configuration.floor.name, asset=self.assets.url, **data)
