"""Which bundled typeface draws which characters: Noto Sans SC, and behind it what Noto Sans SC lacks."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from hall.printing.breaking import clean
from hall.printing.coverage import characters

FILES = {False: "NotoSansSC-Regular.ttf", True: "NotoSansSC-Bold.ttf"}
"""The main face, plain and bold."""
BEHIND = ("NotoSansSC-Rare.ttf", "NotoSansJP-Rare.ttf", "NotoSansYi.ttf", "NotoEmoji.ttf")
"""In one weight; asked in this order."""
SHAPED = {
    "NotoSerifTibetan.ttf": "\u0f00-\u0fff",
    "NotoSansArabic.ttf": "\u0600-\u06ff\u0750-\u077f\u08a0-\u08ff\ufb50-\ufdff\ufe70-\ufeff",
}
"""Faces whose letters change with their neighbours, and their script; it takes more than one character to draw one."""
BETWEEN = " .,:()/0-9-"
"""What may stand among the letters of such a script and belongs to it then."""


@dataclass(frozen=True, slots=True)
class Run:
    """Characters side by side that one face draws. `shaped`: as a whole, else one by one."""

    text: str
    file: str
    shaped: bool = False


class Faces:
    """The typefaces in one folder."""

    def __init__(self, folder: Path, *, shapes: bool) -> None:
        """`shapes`: whether this computer can draw letters that change with their neighbours."""
        self.folder = folder
        self.shapes = shapes
        self._file_of: dict[str, str | None] = {}
        scripts = [f"[{script}](?:[{script}{BETWEEN}]*[{script}])?" for script in SHAPED.values()] if shapes else []
        self._shaped = re.compile("|".join(f"({script})" for script in scripts) or r"(?!)")

    def lacking(self, texts: Iterable[str]) -> str:
        """Return the characters of `texts` that no face draws, each once, in order."""
        seen = dict.fromkeys(char for text in texts for char in clean(text) if char != "\n")
        return "".join(char for char in seen if self._behind(char) is None)

    def runs(self, text: str, *, bold: bool = False) -> list[Run]:
        """Return `text` cut up by face. What no face has is the main face's to draw: its box is seen."""
        if self._main.issuperset(map(ord, text)):
            return [Run(text, FILES[bold])] if text else []
        runs: list[Run] = []
        at = 0
        for found in self._shaped.finditer(text):
            runs += self._plain(text[at : found.start()], bold=bold)
            runs.append(Run(found.group(), list(SHAPED)[(found.lastindex or 1) - 1], shaped=True))
            at = found.end()
        return [*runs, *self._plain(text[at:], bold=bold)]

    def _plain(self, text: str, *, bold: bool) -> Iterator[Run]:
        part, file = "", ""
        for char in text:
            its = self._behind(char) or FILES[bold]
            its = FILES[bold] if its in FILES.values() else its
            if its != file and part:
                yield Run(part, file)
                part = ""
            part, file = part + char, its
        if part:
            yield Run(part, file)

    @cached_property
    def _main(self) -> frozenset[int]:
        return characters(self.folder / FILES[False])

    def _behind(self, char: str) -> str | None:
        """Return the face that draws `char`, None when none does."""
        if char not in self._file_of:
            files = (FILES[False], *BEHIND, *(SHAPED if self.shapes else ()))
            self._file_of[char] = next((f for f in files if ord(char) in characters(self.folder / f)), None)
        return self._file_of[char]
