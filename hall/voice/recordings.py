"""Recorded phrases in a folder: the voice pack that ships with the product, or a hall's own recordings beside it.

`<folder>/<language>/manifest.json` names the file of each phrase: {"format": 1, "phrases": {"请A，": "a.opus"}, …}.
Without one, a file's own name is what it says (`零零一号.wav`). Case, spaces and punctuation do not matter in either.
"""

import hashlib
import json
import logging
import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

from hall import VERSION
from hall.speech.call import Phrase
from hall.voice.length import seconds
from hall.voice.sound import longest_s

FORMAT: Final = 1
MANIFEST: Final = "manifest.json"
SOUNDS: Final = frozenset({".opus", ".ogg", ".wav", ".mp3", ".m4a", ".flac"})

_log = logging.getLogger(__name__)


class Recordings:
    """What a folder can say. It is read once; a folder that is not there says nothing, which is no mistake."""

    def __init__(self, folder: Path, *, own: bool = False) -> None:
        """Read every language under `folder`; what is wrong in it is in `problems`, and the rest works.

        `own`: they are the hall's own and may be anything, so those that take longer than their words can are left out,
        as others would wait for them.
        """
        self._own = own
        self.problems: list[str] = []
        self._names: dict[tuple[str, str], str] = {}
        self._files: dict[str, str] = {}
        for language in sorted(folder.iterdir()) if folder.is_dir() else ():
            if language.is_dir():
                self._read(language)
        for problem in self.problems:
            _log.warning("recordings: %s", problem)

    def name(self, phrase: Phrase) -> str | None:
        """Return the name under which a phrase's recording is served, or None. It changes when the file does.

        All servers of a hall have one name for it: behind a balancer a wall asks any of them.
        """
        return self._names.get((phrase.lang, _key(phrase.text)))

    def path(self, name: str) -> Path | None:
        """Return a recording's file, or None. Any string is safe to ask for."""
        file = self._files.get(name)
        return None if file is None else Path(file)

    def __len__(self) -> int:
        return len(self._names)

    def _read(self, language: Path) -> None:
        with os.scandir(language) as found:
            files = {one.name: one for one in found}
        for text, file in self._phrases(language.name, files):
            length_s = seconds(Path(files[file].path)) if self._own else None
            if length_s is not None and length_s > longest_s(text):
                self.problems.append(f"{language.name}/{file}: {length_s:.0f} s are too long for what it says")
                continue
            try:
                facts = f"{language.name}\0{file}\0{self._content(files[file])}"
            except OSError as why:
                self.problems.append(f"{language.name}/{file}: cannot be read ({why.strerror})")
                continue
            name = hashlib.sha256(facts.encode("utf-8", "replace")).hexdigest()[:32] + _ending(file)
            self._names[language.name, _key(text)] = name
            self._files[name] = files[file].path

    def _content(self, file: os.DirEntry[str]) -> str:
        """Return what changes with a file's content; a version's own pack, of thousands, is not read for that."""
        if self._own:
            return hashlib.sha256(Path(file.path).read_bytes()).hexdigest()
        return f"{VERSION} {file.stat().st_size}"

    def _phrases(self, language: str, files: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
        """Give what each of `files` says, and its name."""
        if MANIFEST not in files:
            yield from ((Path(name).stem, name) for name in sorted(files) if _ending(name) in SOUNDS)
            return
        try:
            phrases = _checked(json.loads(Path(files[MANIFEST].path).read_text(encoding="utf-8")))
        except (OSError, ValueError) as error:
            self.problems.append(f"{language}/{MANIFEST}: {error}")
            return
        for text, name in phrases.items():
            if name in files and _ending(name) in SOUNDS:
                yield text, name
            else:
                self.problems.append(f"{language}/{MANIFEST}: {name!r} is not the name of a sound beside it")


def _checked(manifest: Any) -> Mapping[str, str]:
    """Return the phrases of a manifest. Raises ValueError."""
    if not isinstance(manifest, dict) or manifest.get("format") != FORMAT:
        raise ValueError(f"is not of format {FORMAT}")
    phrases = manifest.get("phrases")
    if not isinstance(phrases, dict) or not all(isinstance(file, str) for file in phrases.values()):
        raise ValueError("phrases must be a table of file names")
    return phrases


def _ending(name: str) -> str:
    return os.path.splitext(name)[1].lower()  # noqa: PTH122 - asked for thousands of names at every start


def _key(text: str) -> str:
    return "".join(char for char in text.casefold() if char.isalnum())
