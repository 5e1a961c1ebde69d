"""Staff accounts on the command line, also while the server runs."""

import sys
from argparse import Namespace
from getpass import getpass

from hall.console.ground import furnished, ground, machine_of
from hall.console.telling import said
from hall.journal.actor import Actor
from hall.journal.refusal import Wrong
from hall.staff.book import StaffBook
from hall.staff.rules import seats
from hall.staff.rules.roles import PERMISSIONS
from hall.staff.state import Staff
from hall.texts import Texts

CONSOLE = Actor("console")


def staff(texts: Texts, given: Namespace) -> int:
    """Do what `given` says about accounts, and return the exit status. Raises ConfigurationError."""
    machine = machine_of(given.config)
    over = ground(machine, given.data)
    book = StaffBook(over)

    def where() -> tuple[str, ...]:
        return seats.checked(furnished(machine, over).plan, given.counter) if given.counter else ()

    def act() -> str:
        match given.staff_command:
            case "add":
                return line(book.add(given.id, given.name, given.role, pin(), CONSOLE, given.badge, where()))
            case "pin":
                return line(book.change(CONSOLE, given.id, pin=pin()))
            case "disable" | "enable":
                return line(book.change(CONSOLE, given.id, disabled=given.staff_command == "disable"))
            case "seats":
                return line(book.change(CONSOLE, given.id, counters=where()))
            case "role":
                book.change_role(CONSOLE, given.id, given.give, given.take)
                return roles(book)
            case "roles":
                return roles(book)
            case "rename":
                return line(book.change(CONSOLE, given.id, name=given.name, badge=given.badge))
        return "\n".join(line(one) for one in book.everybody())

    return said(texts, act)


def line(one: Staff) -> str:
    """Return an account as the console shows it."""
    where = f" at {', '.join(one.counters)}" if one.counters else ""
    return f"{one.id} {one.name} ({one.role}) {one.badge}{where}" + (" disabled" if one.disabled else "")


def roles(book: StaffBook) -> str:
    """Return what each role may, as the console shows it."""
    return "\n".join(f"{one.id}: {', '.join(name for name in PERMISSIONS if name in one.may)}" for one in book.roles())


def pin() -> str:
    """Return the PIN: the first line of standard input, or asked for, unseen, at a terminal. Raises Wrong."""
    if sys.stdin.isatty():
        return getpass("PIN: ")
    try:
        return sys.stdin.buffer.readline().decode().rstrip("\r\n")
    except UnicodeDecodeError:
        raise Wrong("pin_unreadable", field="pin") from None
