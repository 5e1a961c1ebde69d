# ruff: noqa: INP001 — imported by the script beside it
"""Which phrases the voice pack records: every part of every call, as hall/speech/call.py words it."""

from collections.abc import Iterator
from pathlib import Path
from string import ascii_uppercase

from hall.speech.call import CallWords, counter_phrase, ticket_phrases
from hall.texts import Texts

TEXTS = Path(__file__).resolve().parents[1] / "text"
LANGUAGES = ("zh", "en")
ONES = {"zh": ("一", "幺"), "en": ("one",)}
"""How a hall may read the digit 1."""
COUNTERS = range(1, 101)
COUNTER_NAMES = {"zh": "{}号窗口", "en": "Counter {}"}
"""What counters are called that have only a number."""


def words() -> dict[str, CallWords]:
    """Return the templates of each language."""
    texts = Texts.load(TEXTS)
    return {lang: CallWords.from_section(texts.section(lang, "speech")) for lang in LANGUAGES}


def phrases(lang: str, call: CallWords) -> dict[str, str]:
    """Return the name of the clip for each phrase of one language, the most wanted first."""
    return dict(_parts(lang, call))


def _parts(lang: str, call: CallWords) -> Iterator[tuple[str, str]]:
    yield from _counters(lang, call)
    for one in ONES[lang]:
        for letter in ascii_uppercase:
            *_, third, _ = (phrase.text for phrase in ticket_phrases(f"A{letter}000", lang, call, one))
            yield ticket_phrases(f"{letter}000", lang, call, one)[0].text, f"letter-{letter.lower()}"
            yield third, f"letter-{letter.lower()}-next"
        for digit in range(10):
            yield ticket_phrases(f"A{digit}000", lang, call, one)[1].text, _digits_name(str(digit), one)
        for number in range(1_000):
            digits = f"{number:03d}"
            yield ticket_phrases(f"A{digits}", lang, call, one)[1].text, _digits_name(digits, one)


def _counters(lang: str, call: CallWords) -> Iterator[tuple[str, str]]:
    yield call.counter.format(counter=call.nameless_counter), "counter"
    for number in COUNTERS:
        yield counter_phrase(COUNTER_NAMES[lang].format(number), lang, call).text, f"counter-{number}"


def _digits_name(digits: str, one: str) -> str:
    return f"digits-{digits}{'-yao' if one == '幺' and '1' in digits else ''}"


def all_phrases() -> dict[str, dict[str, str]]:
    """Return the clips' names by phrase and language."""
    return {lang: phrases(lang, call) for lang, call in words().items()}
