"""The bundled typeface, as large as needed."""

from functools import cache
from pathlib import Path

from PIL import ImageFont

FILES = {False: "NotoSansSC-Regular.ttf", True: "NotoSansSC-Bold.ttf"}


class Face:
    """Noto Sans SC in two weights, from the folder `fonts`. One thread at a time."""

    def __init__(self, fonts: Path) -> None:
        self.fonts = fonts
        self.font = cache(self._load)
        self._advance = cache(self._measure)

    def path(self, *, bold: bool) -> Path:
        """Return the file of a weight."""
        return self.fonts / FILES[bold]

    def width(self, text: str, size: int, *, bold: bool = False) -> float:
        """Return how wide `text` is in dots. The face has no kerning, so characters add up."""
        return sum(self._advance(char, size, bold) for char in text)

    def _measure(self, char: str, size: int, bold: bool) -> float:  # noqa: FBT001 - a cache key
        return self.font(size, bold).getlength(char)

    def _load(self, size: int, bold: bool) -> ImageFont.FreeTypeFont:  # noqa: FBT001 - a cache key
        # the basic engine draws alike on every system; the other one depends on what is installed
        return ImageFont.truetype(self.path(bold=bold), size, layout_engine=ImageFont.Layout.BASIC)
