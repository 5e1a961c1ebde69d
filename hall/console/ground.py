"""What the command line's books open over."""

import secrets
import time
from pathlib import Path
from typing import NoReturn

from hall.journal.ground import Ground
from hall.store.tiny import TinyJournal


def ground(data: Path) -> Ground:
    """Return the ground of the hall in `data`; a server that runs over it follows what is written here."""
    return Ground(TinyJournal(data / "journal"), _never, time.time, _never, lambda: secrets.token_urlsafe(16))


def _never(*_: object) -> NoReturn:
    raise AssertionError("not asked for on the command line")
