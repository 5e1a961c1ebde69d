# ruff: noqa: INP001 — imported by the script beside it
"""Which phrases the voice pack records: every part of every call, as hall/speech/call.py words it."""

import hashlib
from collections.abc import Iterator
from pathlib import Path
from string import ascii_uppercase

from hall.speech.call import CallWords, counter_phrase, counter_ways, text_ways, ticket_phrases
from hall.texts import Texts

TEXTS = Path(__file__).resolve().parents[1] / "text"
LANGUAGES = ("zh", "en")
ONES = {"zh": ("一", "幺"), "en": ("one",)}
"""How a hall may read the digit 1."""
COUNTERS = range(1, 101)
COUNTER_NAMES = {"zh": "{}号窗口", "en": "Counter {}"}
"""What counters are called that have only a number."""
BY_PARTS = {"zh": range(1, 301), "en": ()}
"""Numbers that are said before or after what a counter is called; larger ones come digit by digit."""
KINDS = {
    "zh": ("窗口", "柜台", "诊室", "专窗", "服务台", "咨询台", "办公室", "综合窗口"),
    "en": ("Counter", "Window", "Desk", "Room", "Office"),
}
"""What numbered counters are called."""
NAMES = {
    "zh": ("服务台", "咨询台", "综合服务台", "办公室", "导办台", "专窗"),
    "en": ("Service desk", "Enquiries", "Information desk"),
}
"""Counters that have a name alone."""
SAID = "say_"
"""How the keys of a kiosk's prompts begin."""


def words() -> dict[str, CallWords]:
    """Return the templates of each language."""
    texts = Texts.load(TEXTS)
    return {lang: CallWords.from_section(texts.section(lang, "speech")) for lang in LANGUAGES}


def phrases(lang: str, call: CallWords) -> dict[str, str]:
    """Return the name of the clip for each phrase of one language, the most wanted first."""
    return dict(_parts(lang, call))


def _parts(lang: str, call: CallWords) -> Iterator[tuple[str, str]]:
    yield from _counters(lang, call)
    yield from _sentences(lang, call)
    yield from _counters_by_parts(lang, call)
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


def _counters_by_parts(lang: str, call: CallWords) -> Iterator[tuple[str, str]]:
    name = "{number}号{kind}" if lang == "zh" else "{kind} {number}"
    place = -1 if lang == "zh" else 0
    for kind in KINDS[lang]:
        for short in (False, True):
            by_digits = counter_ways(name.format(number=101, kind=kind), lang, call, short=short)[2]
            yield by_digits[place].text, _worded("kind", by_digits[place].text)
    for own in NAMES[lang]:
        for short in (False, True):
            whole = counter_ways(own, lang, call, short=short)[0][0].text
            yield whole, _worded("name", whole)
    if lang == "zh":
        yield call.to, "at"
    for number in BY_PARTS[lang]:
        yield counter_ways(name.format(number=number, kind=KINDS[lang][0]), lang, call)[1][0].text, f"at-{number}"


def _sentences(lang: str, call: CallWords) -> Iterator[tuple[str, str]]:
    """Give every sentence of the messages ready for use and of the kiosk's prompts, each once."""
    texts = Texts.load(TEXTS)
    prompts = (text for key, text in texts.section(lang, "kiosk").items() if key.startswith(SAID))
    said = [*texts.section(lang, "messages").values(), *(text.partition("{")[0] for text in prompts)]
    phrases = dict.fromkeys(phrase.text for text in said for phrase in text_ways(text, lang, call)[1])
    for text in phrases:
        yield text, _worded("said", text)


def _worded(kind: str, text: str) -> str:
    """Return a clip's name that is another when its words are."""
    return f"{kind}-{hashlib.sha256(text.encode()).hexdigest()[:8]}"


def _digits_name(digits: str, one: str) -> str:
    return f"digits-{digits}{'-yao' if one == '幺' and '1' in digits else ''}"


def all_phrases() -> dict[str, dict[str, str]]:
    """Return the clips' names by phrase and language."""
    return {lang: phrases(lang, call) for lang, call in words().items()}
