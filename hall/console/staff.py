"""Staff accounts on the command line."""

import sys
from pathlib import Path

from hall.console.ground import ground
from hall.journal.refusal import Refusal
from hall.staff.book import StaffBook
from hall.texts import Texts


def add_staff(texts: Texts, data: Path, staff: str, name: str, role: str) -> int:
    """Make an account, also while the server runs; the PIN is the first line of standard input."""
    book = StaffBook(ground(data))
    pin = sys.stdin.readline().rstrip("\r\n")
    try:
        book.add(staff, name, role, pin, by="console")
    except Refusal as why:
        for lang in texts.languages:
            print(texts.say(lang, "problems", why.code, **why.facts), file=sys.stderr)
        return 2
    print(f"{staff} {name} ({role})")
    return 0
