"""The languages that clients may ask for: those that there are catalogues of."""

from typing import Annotated

from pydantic import Field

from hall.journal.refusal import Wrong
from hall.web.context import Context

Language = Annotated[str, Field(pattern=r"^[a-z]{2,3}$")]
"""The code of a language, as ISO 639 has it."""


def known_language(context: Context, lang: str) -> None:
    """Raise Wrong for a language that the hall has no catalogues of."""
    if lang not in context.texts.languages:
        raise Wrong("language_unknown", field="lang", language=lang, languages=", ".join(context.texts.languages))
