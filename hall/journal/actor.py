"""Who asks for an act."""

from dataclasses import dataclass
from hashlib import blake2b


@dataclass(frozen=True, slots=True)
class Actor:
    """Who asks: an account id, "kiosk", "visitor" or "hall"; and the request key that makes a repeat harmless."""

    by: str
    key: str | None = None
    asked: str = ""
    """What the key stands for: the request as it was sent, and nothing that may have changed since."""

    @property
    def act(self) -> str | None:
        """Return a digest of who asked for what; None without a key.

        So short that nothing about a person who is named in the request can be found out from it.
        """
        if self.key is None:
            return None
        return blake2b(f"{self.by}\n{self.asked}".encode(), digest_size=2).hexdigest()


HALL = Actor("hall")
"""What the hall does by itself."""
