"""Who asks for an act."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Actor:
    """Who asks: an account id, "kiosk" or "visitor"; and the request key that makes a repeat harmless."""

    by: str
    key: str | None = None
