"""Papers on A4, drawn once: what was drawn last is kept, for everybody who asks for the same."""

from collections.abc import Callable
from functools import cached_property, lru_cache
from pathlib import Path
from threading import Lock

from hall.paper.blocks import Slip
from hall.printing import load_pdf
from hall.printing.sheet import A4

KEPT = 32
"""Papers kept ready, about 100 kB each."""


class Sheets:
    """The artist for A4. Safe from many threads; loads what it needs when the first paper is asked for."""

    def __init__(self, fonts: Path) -> None:
        """Take the folder of the bundled typeface."""
        self._fonts = fonts
        self._lock = Lock()
        self._drawn = lru_cache(KEPT)(self._draw)

    def a4(self, slip: Slip) -> bytes:
        """Return `slip` as a PDF. Raises ValueError when it cannot be drawn."""
        with self._lock:
            return self._drawn(slip)

    def _draw(self, slip: Slip) -> bytes:
        return self._artist(slip)

    @cached_property
    def _artist(self) -> Callable[[Slip], bytes]:
        return load_pdf(A4, self._fonts)
