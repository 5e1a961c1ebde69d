"""What a paper consists of: blocks from top to bottom.

How large they are and where lines break is the printer's business; what they say is hall/paper/slips.py's.
"""

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any


class Size(StrEnum):
    """How loud a line of text speaks."""

    SMALL = "small"
    BODY = "body"
    LARGE = "large"


@dataclass(frozen=True, slots=True)
class Title:
    """Whose paper it is, at the very top. `second` is the same in the hall's other language, here and below."""

    text: str
    second: str = ""


@dataclass(frozen=True, slots=True)
class BigNumber:
    """The largest thing on a ticket."""

    text: str


@dataclass(frozen=True, slots=True)
class Badge:
    """A few words in a frame: what sets this paper apart."""

    text: str


@dataclass(frozen=True, slots=True)
class Heading:
    """Begins a section and stays together with what follows."""

    text: str
    second: str = ""


@dataclass(frozen=True, slots=True)
class Text:
    """Running text."""

    text: str
    size: Size = Size.BODY
    bold: bool = False
    centred: bool = False


@dataclass(frozen=True, slots=True)
class Pair:
    """A label and its value."""

    label: str
    value: str
    second: str = ""


@dataclass(frozen=True, slots=True)
class Item:
    """One of a list, behind its mark."""

    mark: str
    text: str


@dataclass(frozen=True, slots=True)
class Tick:
    """One of a list, behind a box to tick."""

    text: str
    note: str = ""
    ticked: bool = False


@dataclass(frozen=True, slots=True)
class FillIn:
    """A label and a line to write on by hand."""

    label: str


@dataclass(frozen=True, slots=True)
class QrCode:
    """What is scanned, an address or a Wi-Fi (hall/paper/wifi.py), and what scanning it gives."""

    url: str
    caption: str
    second: str = ""


@dataclass(frozen=True, slots=True)
class Rule:
    """A line across."""


@dataclass(frozen=True, slots=True)
class Space:
    """Room of so many lines of running text."""

    lines: float = 1


Block = Title | BigNumber | Badge | Heading | Text | Pair | Item | Tick | FillIn | QrCode | Rule | Space
_KINDS: Mapping[str, type[Block]] = {
    kind.__name__: kind
    for kind in (Title, BigNumber, Badge, Heading, Text, Pair, Item, Tick, FillIn, QrCode, Rule, Space)
}


@dataclass(frozen=True, slots=True)
class Slip:
    """One paper. `title` names it where papers are listed; it is not printed."""

    title: str
    blocks: tuple[Block, ...]

    def texts(self) -> Iterator[str]:
        """Give every text on it, as far as it is printed in letters."""
        for block in self.blocks:
            yield from (value for key, value in asdict(block).items() if isinstance(value, str) and key != "url")


def to_plain(slip: Slip) -> dict[str, Any]:
    """Return `slip` in JSON's own values."""
    return {"title": slip.title, "blocks": [{"kind": type(b).__name__, **asdict(b)} for b in slip.blocks]}


def from_plain(plain: Mapping[str, Any]) -> Slip:
    """Return the slip that `to_plain` wrote. Raises KeyError, TypeError or ValueError when it did not."""
    blocks = []
    for fields in plain["blocks"]:
        rest = dict(fields)
        kind = _KINDS[rest.pop("kind")]
        if kind is Text:
            rest["size"] = Size(rest["size"])
        blocks.append(kind(**rest))
    return Slip(plain["title"], tuple(blocks))
