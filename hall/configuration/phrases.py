"""The table [phrases] of `config.toml`: what is polite to say at each moment, in the hall's own words."""

from typing import Annotated, Literal

from pydantic import AfterValidator, StringConstraints

from hall.configuration import values

Moment = Literal["free", "called", "serving", "away"]
LONGEST = 80
"""In characters: a phrase is read at a glance."""


def _in_both(value: dict[str, list[str]]) -> dict[str, list[str]]:
    missing = [lang for lang in ("zh", "en") if lang not in value]
    if missing:
        raise ValueError(f'needs phrases for {" and ".join(missing)}, as {{ zh = ["…"], en = ["…"] }}; [] shows none')
    return value


Phrase = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=1, max_length=LONGEST),
    AfterValidator(values.line),
]
Phrases = dict[Moment, Annotated[dict[str, list[Phrase]], AfterValidator(_in_both)]]
"""By moment and language; a moment that is left out keeps the usual phrases."""
