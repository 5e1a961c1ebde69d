"""The sentences of the check in other languages: found by the English one, which the check itself says."""

import re
from functools import cache

from hall.texts import Texts

SECTION, SPOKEN = "mistakes", "en"
"""The catalogue section, and the language of the check."""


def translated(texts: Texts, lang: str, sentence: str) -> str:
    """Return what the check said in `lang`; one that the catalogue does not have stays as it is."""
    if lang == SPOKEN:
        return sentence
    for key, pattern in _patterns(tuple(texts.section(SPOKEN, SECTION).items())):
        found = pattern.fullmatch(sentence)
        if found is not None:
            return texts.say(lang, SECTION, key, **found.groupdict())
    return sentence


@cache
def _patterns(said: tuple[tuple[str, str], ...]) -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Return each sentence as what fits it, the one with the most words of its own first."""
    longest_first = sorted(said, key=lambda one: -len(re.sub(r"\{\w+\}", "", one[1])))
    return tuple((key, re.compile(_fitting(sentence), re.DOTALL)) for key, sentence in longest_first)


def _fitting(sentence: str) -> str:
    parts = re.split(r"\{(\w+)\}", sentence)
    plain = [re.escape(part.replace("{{", "{").replace("}}", "}")) for part in parts]
    return "".join(f"(?P<{parts[at]}>.+?)" if at % 2 else plain[at] for at in range(len(parts)))
