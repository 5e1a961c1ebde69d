"""Telephone numbers, as people type and paste them: full width, spaces around, marks of direction."""

import re
from typing import Annotated

from pydantic import BeforeValidator, Field

from hall.journal.refusal import Wrong
from hall.typed import telephone

PHONE = r"^\+?[0-9][0-9 -]{4,19}$"


def told(typed: str) -> str:
    """Return the number that was typed. Raises Wrong, in words for whoever typed it."""
    number = telephone(typed)
    if not re.fullmatch(PHONE, number):
        raise Wrong("phone_wrong", field="phone")
    return number


Telephone = Annotated[
    str, BeforeValidator(lambda typed: told(typed) if isinstance(typed, str) else typed), Field(pattern=PHONE)
]
"""A field of a body."""
MaybeTelephone = Annotated[
    str,
    BeforeValidator(lambda typed: told(typed) if isinstance(typed, str) and typed.strip() else typed),
    Field(pattern=f"^ *$|{PHONE}"),
]
"""A field of a body that may be left empty."""
