"""The table [phrases] of `config.toml`: what is polite to say at each moment, in the hall's own words."""

from typing import Annotated, Literal

from pydantic import AfterValidator, Field, ValidationInfo
from pydantic_core import PydanticKnownError

from hall.configuration import values

Moment = Literal["free", "called", "serving", "away"]
LONGEST = 80
"""In characters: a phrase is read at a glance."""


def _in_both(value: dict[str, list[str]]) -> dict[str, list[str]]:
    missing = " and ".join(said for lang, said in values.REQUIRED.items() if lang not in value)
    if missing:
        raise ValueError(f'needs phrases in {missing}, as {{ zh = ["…"], en = ["…"] }}; [] shows none')
    return value


def _phrase(text: str, info: ValidationInfo) -> str:
    """Return a phrase that says something. Raises ValueError, PydanticKnownError."""
    seen = values.line(text, info).strip()
    if not values.is_readable(seen) and info.context != values.RECORDED:
        raise PydanticKnownError("string_too_short", {"min_length": 1})
    return seen


Phrase = Annotated[str, Field(min_length=1, max_length=LONGEST), AfterValidator(_phrase)]
Phrases = dict[Moment, Annotated[dict[str, list[Phrase]], AfterValidator(_in_both)]]
"""By moment and language; a moment that is left out keeps the usual phrases."""
