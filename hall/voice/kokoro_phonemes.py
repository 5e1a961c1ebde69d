"""What the Kokoro voice is given to say: phonemes by misaki's tables; Latin letters in Chinese are spelled."""

from __future__ import annotations

import functools
import importlib
import json
import re
from collections.abc import Mapping
from importlib import resources
from typing import Any, Final

_LETTER_NAMES: Final = (
    "ˈA bˈi sˈi dˈi ˈi ˈɛf ʤˈi ˈAʧ ˈI ʤˈA kˈA ˈɛl ˈɛm ˈɛn ˈO pˈi kjˈu ˈɑɹ ˈɛs tˈi jˈu vˈi dˈʌbᵊlju ˈɛks wˈI zˈi"
)
# misaki leaves letters as they are, and the model would read a bare A as a vowel of its own
LETTERS: Final = dict(zip("ABCDEFGHIJKLMNOPQRSTUVWXYZ", _LETTER_NAMES.split(), strict=True))

HIGH_TONE: Final = "→"  # a Mandarin voice says letters in the first tone
# those that end in a consonant with a long vowel, F as short as in English came out as 服; R as 阿儿, not as 二
MANDARIN_LETTERS: Final = {
    **{letter: name + HIGH_TONE for letter, name in LETTERS.items()},
    **{letter: f"ˈɛː{HIGH_TONE}{end}" for letter, end in zip("FLMNSX", ("f", "l", "m", "n", "s", "ks"), strict=True)},
    "R": f"ˈa{HIGH_TONE} ɚ{HIGH_TONE}",
}

# The model's alphabet as published with its weights (kokoro-onnx, MIT): the token of each run's first character
_ALPHABET: Final = {
    1: ";:,.!?",
    9: '—…"()“” \u0303ʣʥʦʨᵝꭧAI',
    31: "O",
    33: "Q",
    35: "ST",
    39: "W",
    41: "Yᵊabcdef",
    50: "hijklmnopqrstuvwxyzɑɐɒæ",
    75: "βɔɕç",
    80: "ɖðʤə",
    85: "ɚɛɜ",
    90: "ɟ",
    92: "ɡ",
    99: "ɥ",
    101: "ɨɪʝ",
    110: "ɯɰŋɳɲɴø",
    118: "ɸθœ",
    123: "ɹ",
    125: "ɾɻ",
    128: "ʁɽʂʃʈʧ",
    135: "ʊʋ",
    138: "ʌɣɤ",
    142: "χʎ",
    147: "ʒʔ",
    156: "ˈˌː",
    162: "ʰ",
    164: "ʲ",
    169: "↓",
    171: "→↗↘",
    177: "ᵻ",
}
_COUNTER_NUMBER: Final = re.compile("到[零一二三四五六七八九十百]+号")
_TOKENS: Final = {char: first + i for first, run in _ALPHABET.items() for i, char in enumerate(run)}

_ONES: Final = (  # noqa: SIM905 — reads as it is counted
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen"
).split()
_TENS: Final = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")


def tokens(phonemes: str) -> list[int]:
    """Return the model's tokens; what its alphabet lacks is left out."""
    return [_TOKENS[char] for char in phonemes if char in _TOKENS]


def phonemes(text: str, language: str) -> str:
    """Return the phonemes of `text` read in `language` ("zh" or "en"); empty if there is nothing to say."""
    read = {"zh": _mandarin, "en": _english}[language]
    spoken = read(text).strip()
    return spoken if re.search(r"\w", spoken) else ""


def _mandarin(text: str) -> str:
    """Read Chinese by misaki, Latin words by name or letter by letter."""
    g2p = _misaki()
    pieces = re.findall(r"[A-Za-z]+|[^A-Za-z]+", text)
    spoken = " ".join(
        _latin(piece, MANDARIN_LETTERS) if piece.isascii() and piece.isalpha() else _open(g2p(piece)[0])
        for piece in pieces
    )
    return _eight_apart(spoken) if _COUNTER_NUMBER.fullmatch(text) else spoken


def _open(phonemes: str) -> str:
    """Give 二 and 八 an open vowel: with misaki's a recogniser took 二 for 热, 日 or nothing in three calls of ten."""
    return re.sub("pa→(?![nŋ])", "pɑ→", phonemes.replace("ɚ↘", "ɑɚ↘"))


def _eight_apart(phonemes: str) -> str:
    """Part 八 from what follows in a counter's number, with misaki's vowel: 到二百三十八号 was heard as 230 半号."""
    return re.sub("pɑ→(?=ʂɨ↗|xau↘)", "pa→ ", phonemes)


def _english(text: str) -> str:
    """Read English by misaki's dictionary; numbers as words, unknown words letter by letter."""
    worded = re.sub(r"\d+", lambda found: f" {number_words(int(found[0]))} ", text)
    pieces = re.findall(r"[A-Za-z']+|[;:,.!?]", worded)
    spoken = " ".join(piece if piece in ";:,.!?" else _latin(piece) for piece in pieces)
    return re.sub(r" ([;:,.!?])", r"\1", spoken)


def _latin(word: str, letters: Mapping[str, str] = LETTERS) -> str:
    """Up to three capitals together are spelled, other words looked up, unknown ones spelled."""
    known = None if word.isupper() and len(word) <= 3 else _dictionary().get(word.lower())
    return known or " ".join(letters[letter] for letter in word.upper() if letter in letters)


def number_words(number: int) -> str:
    """Return an English number in words; past 9,999 digit by digit."""
    if number < 20:
        return _ONES[number]
    if number < 100:
        return " ".join([_TENS[number // 10 - 2], *([_ONES[number % 10]] if number % 10 else [])])
    if number < 10_000:
        size, name = (100, "hundred") if number < 1_000 else (1_000, "thousand")
        rest = number % size
        return " ".join([number_words(number // size), name, *([number_words(rest)] if rest else [])])
    return " ".join(_ONES[int(digit)] for digit in str(number))


@functools.cache
def _misaki() -> Any:
    return importlib.import_module("misaki.zh").ZHG2P()


@functools.cache
def _dictionary() -> dict[str, str]:
    data = json.loads(resources.files("misaki.data").joinpath("us_gold.json").read_text(encoding="utf-8"))
    return {word: found if isinstance(found, str) else found["DEFAULT"] for word, found in data.items()}
