"""A folder of what can be made again: quick to read, and lost without harm."""

import logging
import zlib
from pathlib import Path

from hall.store.lines import private

log = logging.getLogger(__name__)

_SUM = 8
"""The letters of the checksum that stand before what is kept."""


class FolderShelf:
    """Keeps each thing in a file of its own. What is damaged, or could not be written, is simply not there."""

    def __init__(self, folder: Path) -> None:
        """Use `folder`, which is made when the first thing is kept."""
        self._folder = folder

    def get(self, name: str) -> bytes | None:
        """Return what was put under `name`, None when it is not there or not whole."""
        try:
            found = (self._folder / name).read_bytes()
        except OSError:
            return None
        kept = found[_SUM:]
        return kept if found[:_SUM] == _checksum(kept) else None

    def put(self, name: str, kept: bytes) -> None:
        """Keep this under `name`, in the place of what was there."""
        path = self._folder / name
        draft = path.with_suffix(".part")
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            with open(draft, "wb", opener=private) as file:
                file.write(_checksum(kept) + kept)
            draft.replace(path)
        except OSError as why:
            log.warning("%s is not kept ready (%s); it is made again when it is wanted", name, why.strerror)


def _checksum(kept: bytes) -> bytes:
    return b"%08x" % zlib.crc32(kept)
