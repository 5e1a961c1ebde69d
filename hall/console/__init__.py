"""What the command line does beside serving."""

import secrets
import sys
import time
from pathlib import Path
from typing import NoReturn

from hall.configuration import load
from hall.configuration.reach import Reach
from hall.journal.ground import Ground
from hall.journal.refusal import Refusal
from hall.staff.book import StaffBook
from hall.store.tiny import TinyJournal
from hall.texts import Texts


def _never(*_: object) -> NoReturn:
    raise AssertionError("not asked for on the command line")


def check(texts: Texts, path: Path) -> int:
    """Read the configuration; what can be used and yet will not do is said as well. Raises ConfigurationError."""
    for fault in Reach(load(path)).faults():
        for lang in texts.languages:
            print(f"hall.public_url: {texts.say(lang, 'trouble', fault.code, **fault.facts)}", file=sys.stderr)
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
