"""What the command line does beside serving."""

import secrets
import sys
import time
from pathlib import Path
from typing import NoReturn

from hall.configuration import ConfigurationError, load
from hall.configuration.advice import advice
from hall.journal.ground import Ground
from hall.journal.refusal import Refusal
from hall.staff.book import StaffBook
from hall.store.tiny import TinyJournal
from hall.texts import Texts
from hall.voice.player import missing


def _never(*_: object) -> NoReturn:
    raise AssertionError("not asked for on the command line")


def check(path: Path) -> int:
    """Say what is wrong in the file and on this computer, and give advice. Raises ConfigurationError."""
    configuration = load(path)
    loudspeaker = configuration.file.loudspeaker
    why = missing(loudspeaker.player) if loudspeaker.zones or loudspeaker.player else None
    if why is not None:
        raise ConfigurationError([f"loudspeaker.player: {why}; install it, or name another"])
    for one in advice(configuration):
        print(f"advice: {one}")
    print(f"{path}: no mistakes")
    return 0


def add_staff(texts: Texts, data: Path, staff: str, name: str, role: str) -> int:
    """Make an account, also while the server runs; the PIN is the first line of standard input."""
    book = StaffBook(
        Ground(TinyJournal(data / "journal"), _never, time.time, _never, lambda: secrets.token_urlsafe(16))
    )
    pin = sys.stdin.readline().rstrip("\r\n")
    try:
        book.add(staff, name, role, pin, by="console")
    except Refusal as why:
        for lang in texts.languages:
            print(texts.say(lang, "problems", why.code, **why.facts), file=sys.stderr)
        return 2
    print(f"{staff} {name} ({role})")
    return 0
