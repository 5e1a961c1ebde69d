"""The hall's business guides, ready to be read and found."""

import logging
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from hall.guides.files import load_guides, unknown_services
from hall.guides.guide import Guide
from hall.guides.pinyin import read_pinyin
from hall.guides.search import Index, guide_document, service_document
from hall.journal.refusal import Unknown
from hall.plan.plan import Service

log = logging.getLogger(__name__)
Guides = Mapping[str, Guide]
Services = Mapping[str, Service]


class Library:
    """The guides that count now, by id, in the order of their names."""

    def __init__(self, guides: Callable[[], Guides], services: Callable[[], Services]) -> None:
        """Take what gives the guides and the services: another mapping after each change."""
        self._now = guides
        self._services = services
        self._indexed: tuple[Guides, Services, Index] | None = None

    def __iter__(self) -> Iterator[Guide]:
        return iter(self._now().values())

    def guide(self, guide_id: str) -> Guide:
        """Return one guide. Raises Unknown."""
        guide = self._now().get(guide_id)
        if guide is None:
            raise Unknown("guide_unknown", guide=guide_id)
        return guide

    def has(self, guide_id: str | None) -> bool:
        """Return whether there is such a guide."""
        return guide_id in self._now()

    def search(self, typed: str) -> list[Guide]:
        """Return the guides that fit what somebody typed, the best first; a service found stands for its guide."""
        services, guides = self._services(), self._now()
        ids = (
            hit.id if hit.kind == "guide" else services[hit.id].guide or ""
            for hit in self._index(guides, services).search(typed)
        )
        return [guides[guide] for guide in dict.fromkeys(ids) if guide in guides]

    def _index(self, guides: Guides, services: Services) -> Index:
        """Return the index, made when somebody searches first: the library of pinyin takes a moment to load."""
        known = self._indexed
        if known is None or known[0] is not guides or known[1] is not services:
            documents = [*map(guide_document, guides.values()), *map(service_document, services.values())]
            known = self._indexed = guides, services, Index(documents, read_pinyin)
        return known[2]


def in_files(samples: Path, own: Path, services: Services) -> Guides:
    """Read the samples and the hall's `own` files, if any, which go before the samples of their names.

    Every mistake goes to the log, and the files without one are there.
    """
    found = load_guides(samples)
    if own.is_dir():
        found = load_guides(own).over(found)
    for mistake in (*found.mistakes, *unknown_services(found.guides, services)):
        log.warning("guide: %s", mistake)
    return found.guides
