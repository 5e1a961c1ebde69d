"""A slip as lines of a printer's own characters: columns as wide as a Latin letter, Chinese takes two. Pure.

No line has anything that a printer would take for an order.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from hall.paper.blocks import (
    Badge,
    BigNumber,
    Block,
    FillIn,
    Heading,
    Item,
    Pair,
    QrCode,
    Rule,
    Size,
    Space,
    Text,
    Tick,
    Title,
)
from hall.printing.breaking import break_lines, clean


@dataclass(frozen=True, slots=True)
class Line:
    """A line of text, `scale` times as wide and high as usual."""

    text: str
    scale: int = 1
    bold: bool = False
    centred: bool = False


@dataclass(frozen=True, slots=True)
class Code:
    """A QR code that the printer draws itself."""

    url: str


def wide(text: str) -> int:
    """Return how many columns `text` takes."""
    return sum(1 if char.isascii() else 2 for char in text)


def lines_of(block: Block, columns: int) -> Iterator[Line | Code]:  # noqa: C901 - one line a kind
    """Yield a block as lines of at most `columns`."""
    match block:
        case Title():
            fits = 2 * wide(block.text) <= columns
            yield from _set(block.text, columns, 2 if fits else 1, bold=True, centred=True)
            yield from _set(block.second, columns, centred=True)
        case BigNumber():
            scale = max(1, min(6, columns // max(1, wide(block.text))))
            yield from _set(block.text, columns, scale, bold=True, centred=True)
        case Badge():
            yield from _set(f"【{block.text}】", columns, bold=True, centred=True)
        case Heading():
            yield Line("")
            yield from _set(f"{block.text} {block.second}".rstrip(), columns, bold=True)
        case Text():
            scale = 2 if block.size is Size.LARGE else 1
            yield from _set(block.text, columns, scale, bold=block.bold, centred=block.centred)
        case Pair():
            yield from _pair(block, columns)
        case Item():
            yield from _hanging(block.mark, block.text, columns)
        case Tick():
            yield from _hanging("[√]" if block.ticked else "[ ]", block.text, columns)
            yield from _hanging("   ", block.note, columns)
        case FillIn():
            yield Line("")
            label = _one_line(block.label)
            yield Line(label + "_" * max(0, columns - wide(label)))
        case QrCode():
            yield Code(block.url)
            yield from _set(block.caption, columns, centred=True)
            yield from _set(block.second, columns, centred=True)
        case Rule():
            yield Line("-" * columns)
        case Space():
            yield from [Line("")] * round(block.lines)


def _set(text: str, columns: int, scale: int = 1, *, bold: bool = False, centred: bool = False) -> Iterator[Line]:
    if text:
        for line in break_lines(text, columns // scale, wide):
            yield Line(line, scale, bold, centred)


def _pair(block: Pair, columns: int) -> Iterator[Line]:
    label, value = _one_line(f"{block.label} {block.second}".rstrip()), _one_line(block.value)
    room = columns - wide(label) - wide(value)
    if room > 0:
        yield Line(label + " " * room + value)
        return
    yield from _set(label, columns)
    yield from _hanging(" ", block.value, columns)


def _one_line(text: str) -> str:
    return clean(text).replace("\n", " ")


def _hanging(mark: str, text: str, columns: int) -> Iterator[Line]:
    """Set a text behind its mark, further lines below its beginning."""
    indent = wide(mark) + 1
    for number, line in enumerate(break_lines(text, columns - indent, wide) if text else ()):
        yield Line((f"{mark} " if number == 0 else " " * indent) + line)
