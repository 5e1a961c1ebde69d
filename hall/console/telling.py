"""What the console has in common: its books, and a refusal in every language of the catalogues."""

import secrets
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import NoReturn

from hall.journal.ground import Ground
from hall.journal.refusal import Refusal
from hall.store.tiny import TinyJournal
from hall.texts import Texts


def _never(*_: object) -> NoReturn:
    raise AssertionError("not asked for on the command line")


def ground(data: Path) -> Ground:
    """Return what books open over, also while the server runs: its follower carries what is written here to it."""
    return Ground(TinyJournal(data / "journal"), _never, time.time, _never, lambda: secrets.token_urlsafe(16))


def said(texts: Texts, act: Callable[[], str]) -> int:
    """Print what `act` returns, or why it was refused; return the exit status."""
    try:
        print(act())
    except Refusal as why:
        for lang in texts.languages:
            print(texts.say(lang, "problems", why.code, **why.facts), file=sys.stderr)
        return 2
    return 0
