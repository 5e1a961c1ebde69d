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


class Library:
    """All guides by id, in the order of their files."""

    def __init__(self, guides: Mapping[str, Guide], services: Callable[[], Mapping[str, Service]]) -> None:
        self._guides = guides
        self._services = services
        self._indexed: tuple[Mapping[str, Service], Index] | None = None

    @classmethod
    def open(cls, samples: Path, own: Path, services: Callable[[], Mapping[str, Service]]) -> "Library":
        """Read the samples and the hall's `own` files, if any, which go before the samples of their names.

        Every mistake goes to the log, and the files without one are there.
        """
        found = load_guides(samples)
        if own.is_dir():
            found = load_guides(own).over(found)
        for mistake in (*found.mistakes, *unknown_services(found.guides, services())):
            log.warning("guide: %s", mistake)
        return cls(found.guides, services)

    def __iter__(self) -> Iterator[Guide]:
        return iter(self._guides.values())

    def guide(self, guide_id: str) -> Guide:
        """Return one guide. Raises Unknown."""
        guide = self._guides.get(guide_id)
        if guide is None:
            raise Unknown("guide_unknown", guide=guide_id)
        return guide

    def has(self, guide_id: str | None) -> bool:
        """Return whether there is such a guide."""
        return guide_id in self._guides

    def search(self, typed: str) -> list[Guide]:
        """Return the guides that fit what somebody typed, the best first; a service found stands for its guide."""
        services = self._services()
        ids = (
            hit.id if hit.kind == "guide" else services[hit.id].guide or ""
            for hit in self._index(services).search(typed)
        )
        return [self._guides[guide] for guide in dict.fromkeys(ids) if guide in self._guides]

    def _index(self, services: Mapping[str, Service]) -> Index:
        """Return the index, made when somebody searches first: the library of pinyin takes a moment to load."""
        if self._indexed is None or self._indexed[0] is not services:
            documents = [*map(guide_document, self), *map(service_document, services.values())]
            self._indexed = services, Index(documents, read_pinyin)
        return self._indexed[1]
