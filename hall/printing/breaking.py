"""Where a line of Chinese and English may break.

Chinese breaks between any two characters, except that closing marks never begin a line and opening marks never end one
(避头尾); a Latin word stays whole unless it is longer than a line.
"""

import re
import unicodedata
from collections.abc import Callable, Iterator

NEVER_FIRST = frozenset("，。、；：？！）】》〉」』”’…—～·％℃,.;:?!)]}%>")
NEVER_LAST = frozenset("（【《〈「『“‘￥¥$([{<№")
_WORD = re.compile(
    r"[ -~\u00a0-\u024f\u0370-\u052f\u0600-\u08ff\u0f00-\u0fff"
    r"\u1e00-\u1fff\u2010-\u2015\u2018-\u201d\ufb50-\ufdff\ufe70-\ufefe]+"
)
_PARTS = re.compile(r"\s+|[^\s\u0f0b-\u0f0d]+[\s\u0f0b-\u0f0d]*|[\u0f0b-\u0f0d]+\s*")
"""Words with what parts them behind: spaces, in Tibetan its own points."""
_VARIANT = re.compile("[\u180b-\u180d\ufe00-\ufe0f\u20e3\U0001f3fb-\U0001f3ff\U000e0100-\U000e01ef]")
"""Variation selectors, and what changes the emoji before it: paper has the plain shape."""

Measure = Callable[[str], float]


def clean(text: str) -> str:
    """Return `text` composed, and without what has no shape on paper: controls, joiners, variants."""
    composed = unicodedata.normalize("NFC", text.replace("\t", " "))
    return "".join(c for c in composed if c == "\n" or not _shapeless(c))


def _shapeless(char: str) -> bool:
    return unicodedata.category(char) in {"Cc", "Cf", "Cs", "Zl", "Zp"} or _VARIANT.match(char) is not None


def break_lines(text: str, width: float, measure: Measure) -> list[str]:
    """Return the lines of `text` that fit `width`; at least one, none empty unless `text` has empty lines."""
    return [line for part in clean(text).split("\n") for line in _fill(part, width, measure)]


def _fill(text: str, width: float, measure: Measure) -> list[str]:
    lines: list[str] = []
    line = ""
    for piece in _pieces(text):
        if measure((line + piece).rstrip()) <= width:
            line += piece
            continue
        if line.rstrip():
            lines.append(line.rstrip())
        word = piece.strip()
        *whole, line = _chop(word, width, measure)
        lines.extend(whole)
        line += piece[len(piece.rstrip()) :] if word else ""
    return [*lines, line.rstrip()] if line.rstrip() or not lines else lines


def _chop(piece: str, width: float, measure: Measure) -> list[str]:
    """Return `piece` cut wherever a line is full, when it is longer than a line; else whole."""
    parts = [""]
    for char in piece:
        if parts[-1] and measure(parts[-1] + char) > width:
            parts.append("")
        parts[-1] += char
    return parts


def _pieces(text: str) -> Iterator[str]:
    """Yield what must not be torn apart, with the spaces that follow it."""
    held = ""
    for piece in _atoms(text):
        tied = held and (piece[0] in NEVER_FIRST or held.rstrip()[-1:] in NEVER_LAST or _is_mark(piece[0]))
        if tied or not held.strip():
            held += piece
        else:
            yield held
            held = piece
    if held:
        yield held


def _atoms(text: str) -> Iterator[str]:
    """Yield words with their trailing spaces, and every other character by itself."""
    at = 0
    while at < len(text):
        run = _WORD.match(text, at)
        if run is None:
            yield text[at]
            at += 1
        else:
            yield from _PARTS.findall(run.group())
            at = run.end()


def _is_mark(char: str) -> bool:
    """Whether `char` is drawn over the one before it."""
    return unicodedata.category(char).startswith("M")
