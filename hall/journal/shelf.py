"""Where what can be made again is kept ready."""

from typing import Protocol


class Shelf(Protocol):
    """Keeps things by name. It may lose anything at any time."""

    def get(self, name: str) -> bytes | None:
        """Return what was put there, None when it is not there or not whole any more."""

    def put(self, name: str, kept: bytes) -> None:
        """Keep this under `name`, in the place of what was there; what cannot be kept is not."""
