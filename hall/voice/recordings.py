"""Recorded phrases in a folder: the voice pack that ships with the product, or a hall's own recordings beside it.

`<folder>/<language>/manifest.json` names the file of each phrase: {"format": 1, "phrases": {"请A，": "a.opus"}, …}.
Without one, a file's own name is what it says (`零零一号.wav`). Case, spaces and punctuation do not matter in either.
"""

import hashlib
import json
import logging
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

from hall.announcement import Phrase

FORMAT: Final = 1
SOUNDS: Final = frozenset({".opus", ".ogg", ".wav", ".mp3", ".m4a", ".flac"})

_log = logging.getLogger(__name__)


class Recordings:
    """What a folder can say. It is read once; a folder that is not there says nothing, which is no mistake."""

    def __init__(self, folder: Path) -> None:
        """Read every language under `folder`; what is wrong in it is in `problems`, and the rest works."""
        self.problems: list[str] = []
        self._names: dict[tuple[str, str], str] = {}
        self._paths: dict[str, Path] = {}
        for language in sorted(folder.iterdir()) if folder.is_dir() else ():
            if language.is_dir():
                self._read(language)
        for problem in self.problems:
            _log.warning("recordings: %s", problem)

    def name(self, phrase: Phrase) -> str | None:
        """Return the name under which a phrase's recording is served, or None. It changes when the file does."""
        return self._names.get((phrase.lang, _key(phrase.text)))

    def path(self, name: str) -> Path | None:
        """Return a recording's file, or None. Any string is safe to ask for."""
        return self._paths.get(name)

    def __len__(self) -> int:
        return len(self._names)

    def _read(self, language: Path) -> None:
        for text, path in self._phrases(language):
            try:
                status = path.stat()
            except OSError as error:
                self.problems.append(f"{language.name}/{path.name}: {error.strerror}")
                continue
            facts = f"{language.name}\0{path.name}\0{status.st_size}\0{status.st_mtime_ns}"
            name = hashlib.sha256(facts.encode("utf-8", "replace")).hexdigest()[:32] + path.suffix.lower()
            self._names[language.name, _key(text)] = name
            self._paths[name] = path

    def _phrases(self, language: Path) -> Iterator[tuple[str, Path]]:
        manifest = language / "manifest.json"
        if not manifest.is_file():
            yield from ((p.stem, p) for p in sorted(language.iterdir()) if p.suffix.lower() in SOUNDS)
            return
        try:
            phrases = _checked(json.loads(manifest.read_text(encoding="utf-8")))
        except (OSError, ValueError) as error:
            self.problems.append(f"{language.name}/manifest.json: {error}")
            return
        for text, file in phrases.items():
            if Path(file).name == file and Path(file).suffix.lower() in SOUNDS:
                yield text, language / file
            else:
                self.problems.append(f"{language.name}/manifest.json: {file!r} is not the name of a sound beside it")


def _checked(manifest: Any) -> Mapping[str, str]:
    """Return the phrases of a manifest. Raises ValueError."""
    if not isinstance(manifest, dict) or manifest.get("format") != FORMAT:
        raise ValueError(f"is not of format {FORMAT}")
    phrases = manifest.get("phrases")
    if not isinstance(phrases, dict) or not all(isinstance(file, str) for file in phrases.values()):
        raise ValueError("phrases must be a table of file names")
    return phrases


def _key(text: str) -> str:
    return "".join(char for char in text.casefold() if char.isalnum())
