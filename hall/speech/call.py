"""The words of a call in each language: what screens show, and what is spoken, split so that recordings can say it.

A spoken call is three parts, joined where a speaker breathes: 请A，| 零零一号，| 到三号窗口办理。So 26 letters, 1,000
numbers and a hall's counters, recorded once, say every call. Further letters and digits are parts of their own.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from hall.speech.digits import in_hanzi, one_by_one, speakable

NAME_LIMIT = 40
"""Characters of a counter's name that are spoken."""
PIECE_LIMIT = 80
"""Characters of free text in one clip: some twenty seconds."""
TEXT_LIMIT = 1_000
"""Characters of a notice that are spoken."""
RECORDED_DIGITS = 3
"""The last digits of a number, which are one recording; those before are spoken singly."""

_TEMPLATES = (
    "shown",
    "first_letter",
    "next_letter",
    "lead_digit",
    "digits",
    "counter",
    "short_counter",
    "nameless_counter",
    "to",
    "numbered",
    "kind",
    "short_kind",
)
_NUMBER = re.compile(r"([A-Za-z]{1,3})([0-9]{3,})")
_NUMBER_FIRST = re.compile(r"(?P<number>[0-9]+)号(?P<kind>\w+)")
_NUMBER_LAST = re.compile(r"(?P<kind>\D+?) (?P<number>[0-9]+)")
_SENTENCE = re.compile(r"[^。！？!?；;.]*[。！？!?；;.]+|[^。！？!?；;.]+")
_ENDS = ("。！？!?；;", "，、,：:", " ")


@dataclass(frozen=True, slots=True)
class Phrase:
    """A stretch of speech in one language that is one clip."""

    lang: str
    text: str


@dataclass(frozen=True, slots=True)
class CallWords:
    """The templates of one language: the catalogue section "speech"."""

    shown: str
    first_letter: str
    next_letter: str
    lead_digit: str
    digits: str
    counter: str
    short_counter: str
    nameless_counter: str
    to: str
    numbered: str
    """A numbered counter by parts, where recordings have no whole one: 到十二号 | 诊室办理。"""
    kind: str
    short_kind: str
    digit_words: tuple[str, ...]
    hanzi: bool
    """Whether digits in names are written out in Chinese, which voices read more surely."""

    @classmethod
    def from_section(cls, section: Mapping[str, Any]) -> "CallWords":
        """Take the templates from a catalogue's section. Raises KeyError for a missing one."""
        texts = {key: str(section[key]) for key in _TEMPLATES}
        return cls(**texts, digit_words=tuple(section["digit_words"]), hanzi=section["numbers"] == "hanzi")

    def plain(self, text: str, limit: int) -> str:
        """Return `text` as it is spoken in this language."""
        spoken = speakable(text, limit)
        return in_hanzi(spoken) if self.hanzi else spoken


def ticket_phrases(
    number: str, lang: str, words: CallWords, one: str = "一", *, short: bool = False
) -> tuple[Phrase, ...]:
    """Return the spoken parts of a ticket's number, known from the moment it is issued; `short`: the number alone.

    Raises ValueError.
    """
    found = _NUMBER.fullmatch(number)
    if found is None:
        raise ValueError(f"{number!r} is not one to three letters and three or more digits")
    letters, digits = found[1].upper(), found[2]
    lead, last = digits[:-RECORDED_DIGITS], digits[-RECORDED_DIGITS:]
    names = [one if word == "一" else word for word in words.digit_words]
    between = "" if words.hanzi else " "
    return tuple(
        Phrase(lang, text)
        for text in (
            (words.next_letter if short else words.first_letter).format(letter=letters[0]),
            *(words.next_letter.format(letter=letter) for letter in letters[1:]),
            *(words.lead_digit.format(digit=names[int(digit)]) for digit in lead),
            words.digits.format(digits=one_by_one(last, names, between)),
        )
    )


def counter_phrase(name: str, lang: str, words: CallWords) -> Phrase:
    """Return the spoken part that names the counter, known from the hall's opening."""
    return Phrase(lang, words.counter.format(counter=words.plain(name, NAME_LIMIT) or words.nameless_counter))


def counter_ways(name: str, lang: str, words: CallWords, *, short: bool = False) -> tuple[tuple[Phrase, ...], ...]:
    """Return the ways to say the counter, the best first: in one piece; a numbered one by parts; `short`: less.

    Numbers of two or three digits have a last way, digit by digit: 到 | 一零五号， | 诊室办理。
    """
    written = speakable(name, NAME_LIMIT)
    plain = words.plain(name, NAME_LIMIT) or words.nameless_counter
    whole = Phrase(lang, (words.short_counter if short else words.counter).format(counter=plain))
    found = (_NUMBER_FIRST if words.hanzi else _NUMBER_LAST).fullmatch(written)
    if found is None:
        return ((whole,),)
    kind = Phrase(lang, (words.short_kind if short else words.kind).format(kind=found["kind"]))
    number = in_hanzi(found["number"]) if words.hanzi else found["number"]
    ways = [(whole,), _in_order(words, (Phrase(lang, words.numbered.format(number=number)),), kind)]
    if 1 < len(found["number"]) <= RECORDED_DIGITS:
        between = "" if words.hanzi else " "
        digits = one_by_one(found["number"].zfill(RECORDED_DIGITS), words.digit_words, between)
        to = (Phrase(lang, words.to),) if words.hanzi else ()
        ways.append(_in_order(words, (*to, Phrase(lang, words.digits.format(digits=digits))), kind))
    return tuple(ways)


def number_alone(name: str, lang: str, words: CallWords) -> tuple[Phrase, ...]:
    """Return a counter's number without what it is called (到三号), where Chinese can say it so; else nothing.

    For a hurry, where no other counter has the number.
    """
    found = _NUMBER_FIRST.fullmatch(speakable(name, NAME_LIMIT)) if words.hanzi else None
    return () if found is None else (Phrase(lang, words.numbered.format(number=in_hanzi(found["number"]))),)


def _in_order(words: CallWords, number: tuple[Phrase, ...], kind: Phrase) -> tuple[Phrase, ...]:
    """Chinese has the number before what it numbers, English after it."""
    return (*number, kind) if words.hanzi else (kind, *number)


def text_ways(text: str, lang: str, words: CallWords) -> tuple[tuple[Phrase, ...], ...]:
    """Return the ways to say free text in one language: in long pieces; sentence by sentence, as recordings know it."""
    plain = speakable(text, TEXT_LIMIT)
    sentences = tuple(Phrase(lang, piece) for one in _SENTENCE.findall(plain) for piece in _pieces(one, words))
    return (tuple(Phrase(lang, piece) for piece in _pieces(plain, words)), sentences)


def _pieces(text: str, words: CallWords) -> Iterator[str]:
    """Cut at the last sentence's end within the limit, else at a comma, else at a space, else anywhere."""
    while text:
        cut = len(text) if len(text) <= PIECE_LIMIT else _cut(text[:PIECE_LIMIT], _ENDS)
        piece = in_hanzi(text[:cut]).strip() if words.hanzi else text[:cut].strip()
        if any(char.isalnum() for char in piece):
            yield piece
        text = text[cut:]


def _cut(text: str, ends: Sequence[str]) -> int:
    """Return how much of `text` to take: through the last mark of the first kind that occurs in it."""
    cuts = (max(text.rfind(mark) for mark in marks) + 1 for marks in ends)
    return next((cut for cut in cuts if cut), len(text))
