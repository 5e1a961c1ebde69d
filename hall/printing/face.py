"""The bundled typefaces, as large as needed."""

from functools import cache, lru_cache
from pathlib import Path

from PIL import ImageFont, features

from hall.printing.faces import FILES, Faces, Run

KNOWN_WIDTHS = 20_000
SCALE = {"NotoSerifTibetan.ttf": 0.8}
"""Tibetan piles its letters up: smaller, they stay on their line."""


class Face:
    """Every bundled typeface, from the folder `fonts`. One thread at a time."""

    def __init__(self, fonts: Path) -> None:
        self.fonts = fonts
        self.faces = Faces(fonts, shapes=can_shape())
        self.font = cache(self._load)
        self._advance = lru_cache(KNOWN_WIDTHS)(self._measure)

    def path(self, *, bold: bool) -> Path:
        """Return the file of a weight of the main face."""
        return self.fonts / FILES[bold]

    def width(self, text: str, size: int, *, bold: bool = False) -> float:
        """Return how wide `text` is in dots."""
        return sum(self.run_width(run, size) for run in self.faces.runs(text, bold=bold))

    def run_width(self, run: Run, size: int) -> float:
        """Return how wide a run is in dots. But for shaped ones there is no kerning, so characters add up."""
        pieces = [run.text] if run.shaped else run.text
        return sum(self._advance(piece, size, run.file, run.shaped) for piece in pieces)

    def _measure(self, text: str, size: int, file: str, shaped: bool) -> float:  # noqa: FBT001 - a cache key
        return self.font(size, file, shaped).getlength(text)

    def _load(self, size: int, file: str, shaped: bool) -> ImageFont.FreeTypeFont:  # noqa: FBT001 - a cache key
        # the basic engine draws alike on every system; the other one depends on what is installed
        engine = ImageFont.Layout.RAQM if shaped else ImageFont.Layout.BASIC
        return ImageFont.truetype(self.fonts / file, round(size * SCALE.get(file, 1)), layout_engine=engine)


@cache
def can_shape() -> bool:
    """Return whether this computer can draw scripts whose letters change with their neighbours."""
    return bool(features.check("raqm") and features.check("fribidi"))
