"""The paper before anything is on it, and what can be put there. All lengths in dots of 1/8 mm (203 dpi)."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

Anchor = Literal["l", "m", "r"]
SHARE_LEFT = {"l": 0.0, "m": 0.5, "r": 1.0}
"""How much of a text lies left of its anchor."""

DOTS_PER_MM = 8
BAND = 96
"""At most so many rows go to a printer in one piece, which small printers can hold."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A kind of paper with its type sizes. `height` is None for a roll."""

    width: int
    margin: int
    small: int
    body: int
    large: int
    title: int
    number: int
    qr: int
    """A QR code is at most so wide, as long as its dots stay large enough."""
    label_column: int = 0
    """Values stand in a column that begins so far in; 0: at the right edge, or on lines of their own."""
    height: int | None = None
    edge: int = 0
    """A roll's paper is wider than what a printer reaches, by so much on each side."""

    @property
    def content(self) -> int:
        """The width between the margins."""
        return self.width - 2 * self.margin

    @property
    def longest_band(self) -> int:
        """How many bytes a roll printer may still be waiting for when a job broke off."""
        return BAND * self.width // 8

    def snug(self) -> "Sheet":
        """Return the same sheet with smaller type and margins, still easily read."""
        return replace(
            self, margin=round(self.margin * 0.75), body=round(self.body * 0.93), small=round(self.small * 0.93)
        )


ROLL_80 = Sheet(width=576, margin=12, small=20, body=26, large=40, title=34, number=150, qr=200, edge=32)
ROLL_58 = Sheet(width=384, margin=8, small=18, body=23, large=32, title=28, number=108, qr=168, edge=40)
A4 = Sheet(
    width=1680, margin=136, small=25, body=30, large=48, title=36, number=200, qr=220, label_column=270, height=2376
)
ROLLS = {80: ROLL_80, 58: ROLL_58}
SHEETS = {**ROLLS, 210: A4}
"""By the paper's width in mm."""


@dataclass(frozen=True, slots=True)
class Type:
    """A line of text; `x` is its left end, middle or right end, `y` its baseline."""

    x: float
    y: float
    text: str
    size: int
    bold: bool = False
    anchor: Anchor = "l"


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle, filled, or drawn with a `line` so thick."""

    x: float
    y: float
    width: float
    height: float
    line: int = 0


@dataclass(frozen=True, slots=True)
class Code:
    """A QR code; each module is `scale` dots wide."""

    x: float
    y: float
    scale: int
    modules: Sequence[Sequence[bool]]


Mark = Type | Box | Code


@dataclass(frozen=True, slots=True)
class Page:
    """A sheet's marks, top left is 0, 0."""

    width: int
    height: int
    marks: tuple[Mark, ...]
