"""What a platform's token may open, as a hall would say it: pure."""

from collections.abc import Iterable
from typing import Literal, get_args

from hall.journal.refusal import Wrong

Scope = Literal["figures", "floor"]
SCOPES: tuple[str, ...] = get_args(Scope)
"""figures: the reports. floor: the hall as it is now, its faults and its metrics."""


def checked_scopes(scopes: Iterable[str]) -> tuple[str, ...]:
    """Return the scopes, each once and in their order. Raises Wrong for none, and for one that there is not."""
    asked = set(scopes)
    if not asked or not asked <= set(SCOPES):
        raise Wrong("scopes_wrong", field="scopes", scopes=", ".join(SCOPES))
    return tuple(scope for scope in SCOPES if scope in asked)
