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

_NUMBER = re.compile(r"([A-Za-z]{1,3})([0-9]{3,})")
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
    nameless_counter: str
    digit_words: tuple[str, ...]
    hanzi: bool
    """Whether digits in names are written out in Chinese, which voices read more surely."""

    @classmethod
    def from_section(cls, section: Mapping[str, Any]) -> "CallWords":
        """Take the templates from a catalogue's section. Raises KeyError for a missing one."""
        texts = {
            key: str(section[key])
            for key in ("shown", "first_letter", "next_letter", "lead_digit", "digits", "counter", "nameless_counter")
        }
        return cls(**texts, digit_words=tuple(section["digit_words"]), hanzi=section["numbers"] == "hanzi")

    def plain(self, text: str, limit: int) -> str:
        """Return `text` as it is spoken in this language."""
        spoken = speakable(text, limit)
        return in_hanzi(spoken) if self.hanzi else spoken


@dataclass(frozen=True, slots=True)
class Announcement:
    """One call in words: `text` by language for the eye, `phrases` in order for the ear."""

    text: Mapping[str, str]
    phrases: tuple[Phrase, ...]


def announce(
    number: str, counter_name: Mapping[str, str], words: Mapping[str, CallWords], one: str = "一"
) -> Announcement:
    """Return the call of `number` to a counter, in the languages of `words` in their order.

    `one` is how a Chinese hall reads the digit 1, 一 or 幺. Raises ValueError for what is no ticket's number, KeyError
    for a counter without a name in one of the languages.
    """
    return Announcement(
        {lang: w.shown.format(number=number, counter=counter_name[lang]) for lang, w in words.items()},
        tuple(
            phrase
            for lang, w in words.items()
            for phrase in (*ticket_phrases(number, lang, w, one), counter_phrase(counter_name[lang], lang, w))
        ),
    )


def ticket_phrases(number: str, lang: str, words: CallWords, one: str = "一") -> tuple[Phrase, ...]:
    """Return the spoken parts of a ticket's number, known from the moment it is issued. Raises ValueError."""
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
            words.first_letter.format(letter=letters[0]),
            *(words.next_letter.format(letter=letter) for letter in letters[1:]),
            *(words.lead_digit.format(digit=names[int(digit)]) for digit in lead),
            words.digits.format(digits=one_by_one(last, names, between)),
        )
    )


def counter_phrase(name: str, lang: str, words: CallWords) -> Phrase:
    """Return the spoken part that names the counter, known from the hall's opening."""
    return Phrase(lang, words.counter.format(counter=words.plain(name, NAME_LIMIT) or words.nameless_counter))


def counter_phrases(name: Mapping[str, str], words: Mapping[str, CallWords]) -> tuple[Phrase, ...]:
    """Return the counter's part in every language, for making its clips ahead. Raises KeyError as `announce` does."""
    return tuple(counter_phrase(name[lang], lang, w) for lang, w in words.items())


def text_phrases(text: Mapping[str, str], words: Mapping[str, CallWords]) -> tuple[Phrase, ...]:
    """Return free text (a notice, an emergency) as phrases of bounded length; a language without text says nothing."""
    return tuple(
        Phrase(lang, piece)
        for lang, w in words.items()
        for piece in _pieces(speakable(text.get(lang, ""), TEXT_LIMIT), w)
    )


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
