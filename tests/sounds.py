"""A voice for tests: short recordings of every phrase of a small hall, laid where a hall lays its own."""

import array
import math
import tomllib
import wave
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import BinaryIO

from hall.speech.call import CallWords, Phrase, counter_phrase, text_ways, ticket_phrases

ROOT = Path(__file__).parents[1]
RATE_HZ = 8000
WORDS = {
    lang: CallWords.from_section(tomllib.loads((ROOT / f"assets/text/{lang}/speech.toml").read_text(encoding="utf-8")))
    for lang in ("zh", "en")
}


def counter_phrases(name: Mapping[str, str], words: Mapping[str, CallWords]) -> tuple[Phrase, ...]:
    """The counter's part in every language of `words`."""
    return tuple(counter_phrase(name[lang], lang, w) for lang, w in words.items())


def call_phrases(
    number: str, name: Mapping[str, str], words: Mapping[str, CallWords], one: str = "一"
) -> tuple[Phrase, ...]:
    """A whole call, in the languages of `words` in their order."""
    return tuple(
        phrase
        for lang, w in words.items()
        for phrase in (*ticket_phrases(number, lang, w, one), counter_phrase(name[lang], lang, w))
    )


def text_phrases(text: Mapping[str, str], words: Mapping[str, CallWords]) -> tuple[Phrase, ...]:
    """Free text in long pieces; a language without text says nothing."""
    return tuple(phrase for lang, w in words.items() for phrase in text_ways(text.get(lang, ""), lang, w)[0])


def lay_recordings(
    folder: Path, numbers: Iterable[str], counters: Iterable[dict[str, str]], length_s: float, lang: str = "zh"
) -> None:
    """Put under `folder` one tone of `length_s` for each phrase that calls `numbers` to `counters`."""
    words = {lang: WORDS[lang]}
    phrases = {p for number in numbers for p in ticket_phrases(number, lang, WORDS[lang])}
    phrases |= {p for name in counters for p in counter_phrases(name, words)}
    (folder / lang).mkdir(parents=True)
    for phrase in phrases:
        path = folder / lang / f"{phrase.text.strip('，。, .')}.wav"
        tone(str(path), length_s)


def tone(where: str | BinaryIO, length_s: float) -> None:
    """Write a tone of `length_s` as WAV."""
    samples = (round(6000 * math.sin(i * 2 * math.pi * 440 / RATE_HZ)) for i in range(int(RATE_HZ * length_s)))
    with wave.open(where, "wb") as clip:
        clip.setnchannels(1)
        clip.setsampwidth(2)
        clip.setframerate(RATE_HZ)
        clip.writeframes(array.array("h", samples).tobytes())
