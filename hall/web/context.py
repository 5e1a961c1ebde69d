"""What every capability and face is given: what all need, and each capability by the type of its book or machine."""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import urlencode

from flask import render_template, request
from flask_socketio import SocketIO

from hall.configuration import Configuration, Table
from hall.faults import FaultList
from hall.guides.book import GuideBook
from hall.journal.ground import Ground
from hall.plan.book import PlanBook
from hall.queue.desk.visit import Desk
from hall.store.opening import Store
from hall.texts import FIRST_LANGUAGE, Texts
from hall.web import cookies
from hall.web.assets import Assets
from hall.web.rooms import Rooms

T = TypeVar("T")


@dataclass(frozen=True)
class Context:
    """The hall as its capabilities see it."""

    file: Table
    """The configuration of this computer, as TOML reads it; of the plan, what it said when it was last imported."""
    plans: PlanBook[Configuration]
    store: Store
    ground: Ground
    desk: Desk
    texts: Texts
    assets: Assets
    sockets: SocketIO
    faults: FaultList
    root: Path
    """The folder with `assets/` and the faces."""
    data: Path
    """The data folder of this machine."""
    hello: Callable[[], dict[str, Any]]
    """What every socket is greeted with."""
    opened: dict[type, object] = field(default_factory=dict)
    rooms: Rooms = field(default_factory=Rooms)
    """Who listens, by namespace."""

    def __getitem__(self, kind: type[T]) -> T:
        """Return what a capability has opened, by its type."""
        thing = self.opened[kind]
        assert isinstance(thing, kind)  # noqa: S101 - `opened` is filled by type alone
        return thing

    @property
    def configuration(self) -> Configuration:
        """The hall as it is described now; ask at each request, for it changes while the hall is open."""
        return self.plans.now()

    @property
    def furnished(self) -> int:
        """How often plan and guides have been changed: a page made before the last change is made anew."""
        guides = self.opened.get(GuideBook)  # a hall that is not there yet has none
        return self.plans.newest() + (guides.number if isinstance(guides, GuideBook) else 0)

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
            "language_names": self.texts.names,
            "hall": self.configuration.plan.name,
            "class_names": {c.id: c.name for c in self.configuration.plan.classes.values()},
            "text": self.texts.sections(lang, ("common", *sections)),
            "paired": cookies.read("device") is not None,
            **data,
        }
        page_data = {**shared, "digest": self.assets.digest, "plan": self.furnished}
        watchdog = self.assets.watchdog
        return render_template(
            template,
            page_data=page_data,
            asset=self.assets.url,
            watchdog=watchdog,
            texts=self.texts,
            in_language=lambda other: urlencode({**request.args, "lang": other}),
            **shared,
        )

    def problem_page(self, template: str, lang: str, **data: object) -> str:
        """Return a page that says what is wrong. Of its scripts it has the watchdog alone: while it `passes`."""
        return render_template(
            template,
            lang=lang,
            hall=self.configuration.plan.name,
            asset=self.assets.url,
            watchdog=self.assets.watchdog,
            **data,
        )
