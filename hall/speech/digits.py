"""Text made fit to be read aloud: no markup, emoji or control characters; numbers as a Chinese voice needs them."""

import re
import unicodedata
from collections.abc import Callable, Sequence

HANZI_DIGITS = tuple("零一二三四五六七八九")
_UNITS = ("", "十", "百", "千")
_MARKS = frozenset(" ，。！？；：、,.!?;:'’-—%&+()（）·")
_TAG = re.compile(r"<[^<>]*>")
_CAPITALS = re.compile(r"(?<=[A-Z])(?=[A-Z])")
_CJK_GAP = re.compile(r"(?<=[\u3000-\u9fff]) | (?=[\u3000-\u9fff])")


def speakable(text: str, limit: int) -> str:
    """Return `text` with only what a voice can read, on one line, at most `limit` characters."""
    plain = unicodedata.normalize("NFC", _TAG.sub(" ", text))
    kept = "".join(_kept(char) for char in plain)
    return _CJK_GAP.sub("", " ".join(kept.split()))[:limit].strip()


def _kept(char: str) -> str:
    """Letters, digits and a sentence's marks stay; a space stands for the rest, nothing for what joins emoji."""
    if char.isalnum():
        return "".join(c for c in unicodedata.normalize("NFKC", char) if c.isalnum())
    if char in _MARKS:
        return char
    category = unicodedata.category(char)
    if category in {"Cf", "Me"} or "VARIATION SELECTOR" in unicodedata.name(char, ""):
        return ""
    return char if category in {"Mn", "Mc"} else " "


def hanzi_number(number: int) -> str:
    """Return 0 to 9999 as it is read in Chinese: 12 is 十二, 105 is 一百零五. Raises ValueError outside."""
    if not 0 <= number <= 9999:
        raise ValueError(f"{number} is not between 0 and 9999")
    digits = str(number)
    read = ""
    for digit, unit in zip(digits, reversed(_UNITS[: len(digits)]), strict=True):
        if digit != "0":
            read += HANZI_DIGITS[int(digit)] + unit
        elif not read.endswith("零"):
            read += "零"
    read = read.rstrip("零") or "零"
    return read.removeprefix("一") if 10 <= number < 20 else read


def one_by_one(digits: str, words: Sequence[str] = HANZI_DIGITS, between: str = "") -> str:
    """Return every digit of `digits` as its word."""
    return between.join(words[int(digit)] for digit in digits)


def in_hanzi(text: str) -> str:
    """Return Chinese `text` as its voices read it surely: digits as hanzi, capitals apart, so that VIP is spelled.

    Numbers to 9999 are read as numbers, years and whatever is longer digit by digit.
    """
    text = _CAPITALS.sub(" ", text)
    for pattern, read in _READINGS:
        text = pattern.sub(read, text)
    return text


def _number(digits: str) -> str:
    as_number = len(digits) <= len(_UNITS) and (digits == "0" or digits[0] != "0")
    return hanzi_number(int(digits)) if as_number else one_by_one(digits)


def _time(found: re.Match[str]) -> str:
    hour, minute = int(found[1]), int(found[2])
    minutes = f"{'零' if minute < 10 else ''}{hanzi_number(minute)}分" if minute else ""
    return f"{hanzi_number(hour)}点{minutes}"


_READINGS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], str]], ...] = (
    (re.compile(r"(?<![0-9])([0-9]{4})(?=年)"), lambda found: one_by_one(found[1])),
    (re.compile(r"(?<![0-9:：])([01]?[0-9]|2[0-4])[:：]([0-5][0-9])(?![0-9:：])"), _time),
    (re.compile(r"([0-9]+(?:\.[0-9]+)?)%"), lambda found: f"百分之{found[1]}"),
    (re.compile(r"([0-9]+)\.([0-9]+)"), lambda found: f"{_number(found[1])}点{one_by_one(found[2])}"),
    (re.compile(r"[0-9]+"), lambda found: _number(found[0])),
)
