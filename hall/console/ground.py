"""What the command line's books open over."""

import secrets
import time
from pathlib import Path
from typing import NoReturn

from hall import configuration
from hall.configuration import Configuration, Table
from hall.journal.ground import Ground
from hall.plan.book import PlanBook
from hall.store.opening import Store, open_store


def machine_of(config: Path) -> Table:
    """Return what the file says; a hall that was made in the browser has none. Raises ConfigurationError."""
    return configuration.read_table(config) if config.exists() else {}


def ground(file: Table, data: Path) -> Ground:
    """Return the ground of the hall that `file` describes; a server that runs over it follows what is written here."""
    return Ground(store_of(file, data).journal, _never, time.time, _never, lambda: secrets.token_urlsafe(16))


def furnished(machine: Table, over: Ground) -> Configuration:
    """Return the hall as it is furnished now; before its first start as the file says. Raises ConfigurationError."""
    plans: PlanBook[Configuration] = PlanBook(
        over, lambda table: configuration.from_table(configuration.with_machine(table, machine), recorded=True)
    )
    return plans.now() if plans.newest() else configuration.from_table(machine)


def store_of(file: Table, data: Path) -> Store:
    """Return the store that `file` names. Raises ConfigurationError, JournalError."""
    part = configuration.store_of(file)
    return open_store(part.url, part.hall, data)


def _never(*_: object) -> NoReturn:
    raise AssertionError("not asked for on the command line")
