"""Devices on the command line, also while the server runs."""

from argparse import Namespace
from datetime import UTC, datetime

from hall.configuration.reach import Reach
from hall.console.ground import furnished, ground, machine_of
from hall.console.telling import said
from hall.devices.book import DeviceBook
from hall.devices.rules import checked_place
from hall.journal.actor import Actor
from hall.texts import Texts

CONSOLE = Actor("console")


def device(texts: Texts, given: Namespace) -> int:
    """Do what `given` says about devices, and return the exit status. Raises ConfigurationError."""
    machine = machine_of(given.config)
    over = ground(machine, given.data)
    configuration, book = furnished(machine, over), DeviceBook(over)

    def act() -> str:
        match given.device_command:
            case "pair":
                place = checked_place(configuration.plan, given.kind, given.place)
                code = book.give_code(CONSOLE, given.kind, given.name, place)
                until = datetime.fromtimestamp(code.until, UTC).astimezone()
                return f"{code.code}\n{Reach(lambda: configuration).address()}/pair#{code.code}\n({until:%H:%M})"
            case "remove":
                book.remove(CONSOLE, given.id)
                return str(given.id)
        return "\n".join(f"{one.id} {one.kind} {one.name} {one.place or ''}".rstrip() for one in book.everything())

    return said(texts, act)
