"""Clips that were made, on the disk: bounded, least recently used out first, and nothing half-written ever served."""

import hashlib
import logging
import os
import re
import threading
import time
from collections import OrderedDict
from contextlib import suppress
from pathlib import Path
from typing import Final

from hall.speech.call import Phrase

_NAME: Final = re.compile(r"[0-9a-f]{32}\.wav")
_FORMAT: Final = "1"  # part of every name: raise it when the sound of clips changes

NOTE_EVERY_S: Final = 3600.0

_log = logging.getLogger(__name__)


def clip_name(phrase: Phrase, voice: str | None, rate_wpm: int, volume: float) -> str:
    """Return the name of a clip, the same for ever for the same sound; it tells nothing of what is said."""
    facts = "\0".join((_FORMAT, phrase.lang, voice or "", str(rate_wpm), f"{volume:.3f}", phrase.text))
    return hashlib.sha256(facts.encode("utf-8", "replace")).hexdigest()[:32] + ".wav"


class ClipCache:
    """A folder of finished clips by name, for any number of threads."""

    def __init__(self, folder: Path, limit_mb: int) -> None:
        """Take stock of `folder` and remove what a crash left unfinished. A folder that cannot be used is empty."""
        self._folder = folder.absolute()
        self._limit_bytes = limit_mb * 1_000_000
        self._lock = threading.Lock()
        self._sizes: OrderedDict[str, int] = OrderedDict()  # least recently used first
        self._note_again: dict[str, float] = {}
        try:
            self._take_stock()
        except OSError as error:
            _log.warning("the folder for spoken clips cannot be used: %s", error)

    def target(self, name: str) -> Path:
        """Return where the clip `name` is to be put, in a folder that is there if it can be; `add` when it is done."""
        with suppress(OSError):  # whoever writes finds out, and says it better
            self._folder.mkdir(parents=True, exist_ok=True)
        return self._folder / name

    def path(self, name: str) -> Path | None:
        """Return the clip's file, which now counts as used, or None. Any string is safe to ask for."""
        with self._lock:
            if name not in self._sizes:
                return None
            path = self._folder / name
            if not path.exists():
                del self._sizes[name]  # someone cleared the folder
                return None
            self._note_use(name, path)
            self._sizes.move_to_end(name)
            return path

    def _note_use(self, name: str, path: Path) -> None:
        """Have the next start know what was used; once an hour is enough, and a board asks for a hundred clips."""
        now = time.monotonic()
        if now < self._note_again.get(name, 0.0):
            return
        self._note_again[name] = now + NOTE_EVERY_S
        try:
            os.utime(path)
        except OSError as error:
            _log.debug("use of %s not noted: %s", name, error)

    def add(self, name: str) -> bool:
        """Count a clip that was put in its place, and make room for it; False if it is not there or not whole."""
        path = self.target(name)
        try:
            if not _whole(path):
                return False
            size = path.stat().st_size
        except OSError as error:
            _log.warning("clip %s is not there: %s", name, error)
            return False
        with self._lock:
            self._sizes[name] = size
            self._sizes.move_to_end(name)
            self._make_room()
        return True

    @property
    def size_bytes(self) -> int:
        """Return what all clips take."""
        with self._lock:
            return sum(self._sizes.values())

    def _take_stock(self) -> None:
        self._folder.mkdir(parents=True, exist_ok=True)
        found = []
        for path in self._folder.iterdir():
            if _NAME.fullmatch(path.name) and _whole(path):
                status = path.stat()
                found.append((status.st_mtime, path.name, status.st_size))
            elif path.name.endswith((".part", ".wav")):
                path.unlink()
        self._sizes.update((name, size) for _, name, size in sorted(found))
        self._make_room()

    def _make_room(self) -> None:
        """Remove the least recently used; the newest always stays, and what cannot be removed is tried again."""
        excess = sum(self._sizes.values()) - self._limit_bytes
        for name, size in list(self._sizes.items())[:-1]:
            if excess <= 0:
                return
            try:
                (self._folder / name).unlink(missing_ok=True)
            except OSError as error:  # Windows: it is being played
                _log.debug("%s stays for now: %s", name, error)
                continue
            del self._sizes[name]
            excess -= size


def _whole(path: Path) -> bool:
    """Whether a WAV file is as long as its header says."""
    with path.open("rb") as file:
        head = file.read(12)
    return (
        head[:4] == b"RIFF" and head[8:] == b"WAVE" and int.from_bytes(head[4:8], "little") + 8 == path.stat().st_size
    )
