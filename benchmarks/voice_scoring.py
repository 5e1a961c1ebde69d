"""Did a transcript say the right call? As written, and as it sounds, in Chinese and in English."""

import importlib
import re
from collections.abc import Callable
from dataclasses import dataclass

from hall.speech.digits import HANZI_DIGITS, hanzi_number, one_by_one
from hall.voice.kokoro_phonemes import number_words


@dataclass(frozen=True, slots=True)
class Score:
    """What of a call came back right."""

    letter: bool
    digits: bool
    counter: bool
    digits_sounded: bool
    counter_sounded: bool

    @property
    def both(self) -> bool:
        """Whether a reader of the transcript would go to the right place."""
        return self.digits and self.counter

    @property
    def both_sounded(self) -> bool:
        """Whether a listener would."""
        return self.digits_sounded and self.counter_sounded


_CHINESE_DIGITS = {word: str(digit) for digit, word in enumerate(HANZI_DIGITS)} | {"〇": "0", "幺": "1"}

_DIGIT_SOUNDS = "(?:ling|yi|er|san|si|wu|liu|qi|ba|jiu)"


def score_zh(heard: str, letter: str, digits: str, counter: int) -> Score:
    """Score a Mandarin call, as in 请A，零零一号，到三号窗口办理."""
    text = re.sub(r"[\s，。、,.]", "", heard).replace("號", "号")  # the recogniser's choice of script is no mistake
    before, after = _halves(text)
    plain = "".join(_CHINESE_DIGITS.get(char, char) for char in before)
    runs = [found[-1:] for found in (re.findall(r"\d+", plain), re.findall(r"\d+", plain.replace("-", "")))]
    written = [digits] in runs
    named = re.match(rf"({counter}|{hanzi_number(counter)})号", after) is not None
    spelled = re.sub(r"\d+", lambda found: one_by_one(found[0]), before)
    said = f" {pinyin(hanzi_number(counter))} hao "
    return Score(
        letter in before.upper(),
        written,
        named,
        written
        or re.search(rf" {pinyin(one_by_one(digits))} (?!{_DIGIT_SOUNDS} )", f" {pinyin(spelled)} ") is not None,
        named or any(f" {pinyin(reading)} ".startswith(said) for reading in _readings(after)),
    )


def _halves(text: str) -> tuple[str, str]:
    """Cut at 到, or at what sounds like it, or at the dash that stands for it; uncut if there is none."""
    at = text.find("到")
    if at < 0:
        at = next((place for place, char in enumerate(text) if pinyin(char) == "dao"), -1)
    if at < 0:
        at = text.rfind("-")
    return (text, text) if at < 0 else (text[:at], text[at + 1 :])


def _readings(after: str) -> tuple[str, str]:
    """Return how a counter's number may be read: 911 is also what 九十一 sounds like, nine and eleven."""
    whole = re.sub(r"\d{1,4}", lambda found: hanzi_number(int(found[0])), after)
    apart = re.sub(
        r"(\d)(1\d)(?!\d)", lambda found: hanzi_number(int(found[1])) + hanzi_number(int(found[2])), after, count=1
    )
    return whole, apart


def pinyin(text: str) -> str:
    """Return syllables without tones; 幺 counts as 一."""
    read = importlib.import_module("pypinyin").lazy_pinyin
    hanzi = re.sub(r"[^\u4e00-\u9fff]", "", text.replace("〇", "零"))
    return " ".join("yi" if syllable == "yao" else syllable for syllable in read(hanzi))


_ENGLISH = {number_words(number): str(number) for number in (*range(20), *range(20, 100, 10))}
_ALIKE = _ENGLISH | {"oh": "0", "o": "0", "to": "2", "too": "2", "for": "4", "ate": "8", "won": "1"}


def score_en(heard: str, letter: str, digits: str, counter: int) -> Score:
    """Score an English call, as in Ticket A, zero zero one, please go to Counter 3."""
    text = heard.lower().replace("-", " ")
    before, _, after = text.partition("counter")
    before = re.split(r"please|police|pleas", before)[0]
    spoken = [_digits(before, _ENGLISH), _digits(before, _ALIKE)]
    places = [_number(after, _ENGLISH), _number(after, _ALIKE)]
    return Score(
        re.search(rf"\b{letter.lower()}(?![a-z])", before) is not None,
        spoken[0] == digits,
        places[0] == counter,
        digits in spoken,
        counter in places,
    )


def english_sounds(text: str) -> list[str]:
    """Return the words of `text` as they sound: numbers in words, hyphens and case of no account."""
    worded = re.sub(r"\d+", lambda found: f" {number_words(int(found[0]))} ", text.lower())
    return re.findall(r"[a-z]+", worded)


def _digits(text: str, words: dict[str, str]) -> str:
    """Return the last unbroken run of digits, spoken or written; a letter or other word ends a run."""
    read = "".join(words.get(token, token if token.isdigit() else "|") for token in re.findall(r"\d|[a-z]+", text))
    return read.strip("|").rsplit("|", 1)[-1]


def _number(text: str, words: dict[str, str]) -> int | None:
    """Return the number that stands first: 21, twenty one, one hundred."""
    total: int | None = None
    for word in re.findall(r"\d+|[a-z]+", text):
        if word == "hundred" and total:
            total *= 100
            continue
        value = int(word) if word.isdigit() else int(words[word]) if word in words else None
        if value is None:
            break
        total = value if total is None else total + value
    return total


SCORES: dict[str, Callable[[str, str, str, int], Score]] = {"zh": score_zh, "en": score_en}
