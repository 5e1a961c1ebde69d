"""Is the sense of each recorded sentence understood? Counters by number and kind, messages, prompts, each heard once.

    python -m benchmarks.voice_sense [--lang zh|en] [--counters 60] [--show]

An offline recogniser hears the clips joined as a screen joins them. A counter is right when its number and its kind
come back by sound (Chinese by pinyin without tones); a sentence when three syllables, or English words, of four come
back in their order. Needs the packages that benchmarks/voice_recognition.py names.
"""

import argparse
import random
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from assets.voice.phrases import KINDS, SAID
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
class Heard:
    """A phrase's clips, and what must come back: of each tuple one reading; of a whole sentence enough of it."""

    clips: Sequence[str]
    words: Sequence[tuple[str, ...]]
    whole: bool


def main() -> None:
    """Hear everything once and print the table."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.voice_sense",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--lang", choices=("zh", "en"), default="zh")
    parser.add_argument("--counters", type=int, default=60, help="how many, drawn from all numbers and kinds")
    parser.add_argument("--show", action="store_true", help="print what was heard where the sense was lost")
    options = parser.parse_args()
    found = tools()
    texts, voice = Texts.load(ROOT / "assets" / "text"), Voice("pack", options.lang, found)
    hear, words = recogniser(options.lang, found), CallWords.from_section(texts.section(options.lang, "speech"))
    prompts = [text for key, text in texts.section(options.lang, "kiosk").items() if key.startswith(SAID)]
    groups = {
        "counters": list(_counters(options.lang, words, voice, options.counters)),
        "messages": list(_sentences(options.lang, words, list(texts.section(options.lang, "messages").values()))),
        "prompts": list(_sentences(options.lang, words, [text.partition("{")[0] for text in prompts])),
    }
    for name, phrases in groups.items():
        right = 0
        for phrase in phrases:
            text = hear(voice.join(phrase.clips))
            is_right = _understood(options.lang, phrase, text)
            right += is_right
            if options.show and not is_right:
                print(f"  {' | '.join(phrase.clips)} → {text}")
        print(f"{options.lang} {name:9} {right} of {len(phrases)} = {100 * right / len(phrases):.1f} %", flush=True)


def _counters(lang: str, words: CallWords, voice: Voice, count: int) -> Iterator[Heard]:
    """Give counters of all kinds and numbers by the first way that recordings know."""
    chance = random.Random(14)
    for n in range(count):
        number, kind = chance.randrange(1, HIGHEST + 1), KINDS[lang][n % len(KINDS[lang])]
        name = f"{number}号{kind}" if lang == "zh" else f"{kind} {number}"
        ways = [[phrase.text for phrase in way] for way in counter_ways(name, lang, words)]
        clips = next(way for way in ways if all(voice.knows(phrase) for phrase in way))
        read = (hanzi_number(number), one_by_one(str(number))) if lang == "zh" else _in_english(number)
        yield Heard(clips, [read, (kind,)], whole=False)


def _in_english(number: int) -> tuple[str, ...]:
    return number_words(number), " ".join(number_words(int(digit)) for digit in str(number))


def _sentences(lang: str, words: CallWords, texts: Sequence[str]) -> Iterator[Heard]:
    for text in dict.fromkeys(phrase.text for one in texts for phrase in text_ways(one, lang, words)[1]):
        yield Heard([text], [(text,)], whole=True)


def _understood(lang: str, phrase: Heard, heard: str) -> bool:
    readings = [english_sounds(heard)] if lang == "en" else [pinyin(_written_out(heard, read)).split() for read in READ]
    wanted = [[english_sounds(one) if lang == "en" else pinyin(one).split() for one in word] for word in phrase.words]
    if phrase.whole:
        return max(_in_order(wanted[0][0], sounds) for sounds in readings) >= ENOUGH * len(wanted[0][0])
    return all(any(_within(one, sounds) for one in word for sounds in readings) for word in wanted)


READ: Final[tuple[Callable[[str], str], ...]] = (lambda digits: hanzi_number(int(digits) % 10_000), one_by_one)
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
