"""The page of an address that leads to nothing any more: it says of what, why that may be, and what to do."""

from collections.abc import Mapping
from typing import Literal

from hall.web.context import Context

Kind = Literal["ticket", "appointments", "feedback"]
"""What it was; the section of the catalogue that has its name."""
_LOOKS: Mapping[Kind, tuple[str, str]] = {
    "ticket": ("ticket", "/guides"),
    "appointments": ("calendar", "/book"),
    "feedback": ("search", "/feedback"),
}
"""Its picture, and where one goes from here."""


def gone_page(context: Context, kind: Kind) -> tuple[str, int]:
    """Return it."""
    icon, onward = _LOOKS[kind]
    return context.page("phone/gone.html", ("gone", kind), kind=kind, icon=icon, onward=onward), 404
