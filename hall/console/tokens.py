"""Tokens of the city's platforms on the command line, also while the server runs."""

from argparse import Namespace
from datetime import UTC, datetime

from hall.console.ground import ground, machine_of
from hall.console.telling import said
from hall.journal.actor import Actor
from hall.platforms.book import Token, TokenBook
from hall.texts import Texts

CONSOLE = Actor("console")


def token(texts: Texts, given: Namespace) -> int:
    """Do what `given` says about tokens, and return the exit status. Raises ConfigurationError."""
    book = TokenBook(ground(machine_of(given.config), given.data))

    def act() -> str:
        match given.token_command:
            case "add":
                return book.make(CONSOLE, given.name, given.scope)[0]
            case "end":
                book.end(CONSOLE, given.id)
                return str(given.id)
        return "\n".join(line(one) for one in book.everything())

    return said(texts, act)


def line(one: Token) -> str:
    """Return a token as the console shows it."""
    used = f"used {_at(one.first_used)} – {_at(one.last_used)}" if one.last_used else "never used"
    return f"{one.id} {one.name} ({', '.join(one.scopes)}) {used}" + (
        f" ended {_at(one.ended_at)}" * bool(one.ended_at)
    )


def _at(time: float | None) -> str:
    return "" if time is None else f"{datetime.fromtimestamp(time, UTC).astimezone():%Y-%m-%d %H:%M}"
