"""What a guide said when something was handed out by it: that is what the paper goes on saying, for ever."""

from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import blake2b
from json import dumps
from typing import Any

from hall.guides.files import from_kept, to_keep
from hall.guides.guide import Guide
from hall.journal.entry import Event


@dataclass(frozen=True, slots=True)
class GuideKept(Event):
    """A guide as it was when something was first handed out by this edition of it."""

    edition: str
    guide: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Place:
    """Where something is handed out: at which counter, for which ticket and class, in whose language, by which plan."""

    counter: str
    ticket: str | None
    lang: str
    plan: int
    visitor_class: str | None = None


class Editions:
    """The editions that are kept in one stream, each once."""

    def __init__(self) -> None:
        self._kept: dict[str, Guide] = {}

    def keep(self, guide: Guide) -> tuple[str, tuple[Event, ...]]:
        """Return the edition of `guide` as it is now, and the event that keeps it unless it is kept already."""
        said = to_keep(guide)
        edition = blake2b(dumps(said, sort_keys=True).encode(), digest_size=8).hexdigest()
        return edition, () if edition in self._kept else (GuideKept(edition, said),)

    def take(self, event: GuideKept) -> None:
        """Take in what the stream has kept."""
        self._kept[event.edition] = from_kept(event.guide)

    def guide(self, edition: str | None) -> Guide | None:
        """Return the guide as it was; None for what was handed out before editions were kept."""
        return self._kept.get(edition or "")
