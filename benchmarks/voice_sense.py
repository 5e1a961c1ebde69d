"""Is the sense of each recorded sentence understood? Counters by number and kind, messages, prompts, each heard once.

    python -m benchmarks.voice_sense [--lang zh|en] [--counters 300] [--show]

An offline recogniser hears the clips joined as a screen joins them. A counter is right when its number comes back by
sound (Chinese by pinyin without tones), and of all words that counters are called what was heard is the likest to its
own: who listens stands in a hall and knows these words, the recogniser does not. How many came back to the syllable is
told apart. A sentence is right when three syllables, or English words, of four come back in their order. Needs the
packages that benchmarks/voice_recognition.py names.
"""

import argparse
import random
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from assets.voice.phrases import KINDS, NAMES, SAID
from benchmarks.voice_recognition import ROOT, Voice, recogniser, tools
from benchmarks.voice_scoring import english_sounds, pinyin
from hall.speech.call import CallWords, counter_ways, text_ways
from hall.speech.digits import hanzi_number, one_by_one
from hall.texts import Texts
from hall.voice.kokoro_phonemes import number_words

HIGHEST = 300
ENOUGH = 0.75
"""Of a sentence's syllables or words."""


@dataclass(frozen=True, slots=True)
class Counter:
    """A counter's clips, how its number may be read (nothing when it has none), and what it is called."""

    clips: Sequence[str]
    numbers: Sequence[str]
    kind: str


@dataclass(frozen=True, slots=True)
class Tally:
    """Of so many phrases, how many were understood, and of how many each syllable came back."""

    phrases: int
    right: int
    to_the_syllable: int | None = None


def main() -> None:
    """Hear everything once and print the table."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.voice_sense",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--lang", choices=("zh", "en"), default="zh")
    parser.add_argument("--counters", type=int, default=HIGHEST, help="how many of the numbers to 300")
    parser.add_argument("--show", action="store_true", help="print what was heard where the sense was lost")
    options = parser.parse_args()
    found = tools()
    texts, voice = Texts.load(ROOT / "assets" / "text"), Voice("pack", options.lang, found)
    words = CallWords.from_section(texts.section(options.lang, "speech"))
    ear = Ear(options.lang, voice, recogniser(options.lang, found), show=options.show)
    prompts = [
        text.partition("{")[0] for key, text in texts.section(options.lang, "kiosk").items() if key.startswith(SAID)
    ]
    messages = list(texts.section(options.lang, "messages").values())
    numbers = random.Random(14).sample(range(1, HIGHEST + 1), options.counters)
    for name, tally in (
        ("counters", ear.counters(_counters(options.lang, words, voice, numbers))),
        ("in a hurry", ear.counters(_counters(options.lang, words, voice, numbers[: len(numbers) // 5], short=True))),
        ("names", ear.counters(_names(options.lang, words))),
        ("messages", ear.sentences(_sentences(options.lang, words, messages))),
        ("prompts", ear.sentences(_sentences(options.lang, words, prompts))),
    ):
        exact = "" if tally.to_the_syllable is None else f", {tally.to_the_syllable} to the syllable"
        share = 100 * tally.right / tally.phrases
        print(f"{options.lang} {name:10} {tally.right} of {tally.phrases} = {share:.1f} %{exact}", flush=True)


def _counters(
    lang: str, words: CallWords, voice: Voice, numbers: Sequence[int], *, short: bool = False
) -> Iterator[Counter]:
    """Give a counter of each number, of all kinds in turn, by the first way that recordings know."""
    for n, number in enumerate(numbers):
        kind = KINDS[lang][n % len(KINDS[lang])]
        name = f"{number}号{kind}" if lang == "zh" else f"{kind} {number}"
        ways = [[phrase.text for phrase in way] for way in counter_ways(name, lang, words, short=short)]
        clips = next(way for way in ways if all(voice.knows(phrase) for phrase in way))
        read = (hanzi_number(number), one_by_one(str(number))) if lang == "zh" else _in_english(number)
        yield Counter(clips, read, kind)


def _names(lang: str, words: CallWords) -> Iterator[Counter]:
    """Give the counters that have a name alone, in full and in a hurry."""
    for name in NAMES[lang]:
        for short in (False, True):
            yield Counter([phrase.text for phrase in counter_ways(name, lang, words, short=short)[0]], (), name)


def _in_english(number: int) -> tuple[str, ...]:
    return number_words(number), " ".join(number_words(int(digit)) for digit in str(number))


def _sentences(lang: str, words: CallWords, texts: Sequence[str]) -> list[str]:
    return list(dict.fromkeys(phrase.text for one in texts for phrase in text_ways(one, lang, words)[1]))


class Ear:
    """Hears phrases in one language and tells how many were understood."""

    def __init__(self, lang: str, voice: Voice, hear: Callable[[Any], str], *, show: bool) -> None:
        self._lang, self._voice, self._hear, self._show = lang, voice, hear, show
        self._sounds = english_sounds if lang == "en" else lambda text: pinyin(text).split()
        self._kinds = {word: self._sounds(word) for word in dict.fromkeys((*KINDS[lang], *NAMES[lang]))}

    def counters(self, counters: Iterable[Counter]) -> Tally:
        """Hear counters: number and kind."""
        every = [self._counter(one) for one in counters]
        return Tally(len(every), sum(right for right, _ in every), sum(exact for _, exact in every))

    def sentences(self, sentences: Sequence[str]) -> Tally:
        """Hear whole sentences."""
        right = 0
        for sentence in sentences:
            heard, wanted = self._hear(self._voice.join([sentence])), self._sounds(sentence)
            best = max(_in_order(wanted, sounds) for sounds in self._readings(heard))
            is_right = best >= ENOUGH * len(wanted)
            right += is_right
            self._tell([sentence], heard, lost=not is_right)
        return Tally(len(sentences), right)

    def _counter(self, counter: Counter) -> tuple[bool, bool]:
        heard = self._hear(self._voice.join(counter.clips))
        readings = self._readings(heard)
        numbers = [self._sounds(number) for number in counter.numbers]
        numbered = not numbers or any(_within(number, sounds) for number in numbers for sounds in readings)
        meant = any(likest(sounds, self._kinds) == counter.kind for sounds in readings)
        exact = any(_within(self._kinds[counter.kind], sounds) for sounds in readings)
        self._tell(counter.clips, heard, lost=not (numbered and meant))
        return numbered and meant, numbered and exact

    def _tell(self, clips: Sequence[str], heard: str, *, lost: bool) -> None:
        if self._show and lost:
            print(f"  {' | '.join(clips)} → {heard}", flush=True)

    def _readings(self, heard: str) -> list[list[str]]:
        """Return how what the recogniser wrote may have sounded."""
        if self._lang == "en":
            return [self._sounds(heard)]
        return [self._sounds(_written_out(heard, read)) for read in READ]


def likest(heard: Sequence[str], words: Mapping[str, Sequence[str]]) -> str:
    """Return which of `words` (their syllables or words) `heard` holds something the likest to: more of it, less else.

    The longer is meant where one holds another, as 综合窗口 does 窗口.
    """
    letters = {word: "".join(sounds) for word, sounds in words.items()}
    return max(letters, key=lambda word: len(letters[word]) - 2 * _away("".join(heard), letters[word]))


def _away(heard: str, word: str) -> int:
    """Return how many letters of `word` at least differ, are missing or are too many at its best place in `heard`."""
    row = [0] * (len(heard) + 1)
    for n, letter in enumerate(word, 1):
        above, row = row, [n]
        for at, other in enumerate(heard):
            row.append(min(above[at] + (letter != other), above[at + 1] + 1, row[at] + 1))
    return min(row)


def _apart(digits: str) -> str:
    """Read 2004 as 二百零四 and 1607 as 一百六十七: the recogniser puts hundreds and tens before the rest."""
    found = re.fullmatch("([1-9][0-9]0)([1-9])", digits)
    if found is None:
        return one_by_one(digits)
    return hanzi_number(int(found[1])) + "零" * (found[1][1] == "0") + one_by_one(found[2])


READ: Final[tuple[Callable[[str], str], ...]] = (
    lambda digits: hanzi_number(int(digits) % 10_000),
    one_by_one,
    _apart,
)
"""How digits that the recogniser writes may have sounded."""


def _written_out(heard: str, read: Callable[[str], str]) -> str:
    return re.sub(r"\d+", lambda found: read(found[0]), heard)


def _within(wanted: Sequence[str], heard: Sequence[str]) -> bool:
    return any(list(heard[at : at + len(wanted)]) == list(wanted) for at in range(len(heard)))


def _in_order(wanted: Sequence[str], heard: Sequence[str]) -> int:
    """Return how many of `wanted` come back in their order."""
    best = [0] * (len(heard) + 1)
    for one in wanted:
        row = [0]
        for at, other in enumerate(heard):
            row.append(best[at] + 1 if one == other else max(best[at + 1], row[at]))
        best = row
    return best[-1]


if __name__ == "__main__":
    main()
