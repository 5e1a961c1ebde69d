"""Opens a hall's store by its address: "tinydb:" is the data folder, "postgresql://…" a database."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

from hall.journal.journal import Journal
from hall.journal.vault import Vault
from hall.store.tiny import TinyJournal
from hall.store.vault import Vault as TinyVault
from hall.store.vault import every_fact as every_fact_of_folder

TINY: Final = "tinydb:"
Fact = tuple[str, date, str, dict[str, str]]
"""What is kept in a vault: the vault's name, the day, the token, the facts."""


@dataclass(frozen=True)
class Store:
    """Where a hall's journal and vaults are."""

    journal: Journal
    vault: Callable[[str], Vault]
    """The vault of this name."""
    facts: Callable[[], Iterator[Fact]]
    """Gives all that the vaults keep."""
    claim: Callable[[], AbstractContextManager[None]]
    """Holds a database's hall for one server, beside the data folder, which is held anyway. Raises FolderTaken."""
    problem: Callable[[], str | None]
    """Tells why a database does not answer now, None when it does."""
    close: Callable[[], None]


def open_store(url: str, hall: str, data: Path) -> Store:
    """Return the store at `url` of the hall named `hall`, whose data folder is `data`. Raises JournalError."""
    vaults: dict[str, Vault] = {}
    if url == TINY:
        return Store(
            TinyJournal(data / "journal"),
            lambda name: vaults.setdefault(name, TinyVault(data / "vault" / name)),
            lambda: every_fact_of_folder(data / "vault"),
            nullcontext,
            lambda: None,
            lambda: None,
        )
    return _in_database(url, hall)


def _in_database(url: str, hall: str) -> Store:
    # the driver takes 25 MB and a tenth of a second, which a hall in a folder spares
    from hall.store.database import Database  # noqa: PLC0415
    from hall.store.postgres import PostgresJournal  # noqa: PLC0415
    from hall.store.postgres_vault import PostgresVault, every_fact  # noqa: PLC0415

    vaults: dict[str, Vault] = {}
    database = Database(url, hall)
    return Store(
        PostgresJournal(database),
        lambda name: vaults.setdefault(name, PostgresVault(database, name)),
        lambda: every_fact(database),
        database.claim,
        lambda: database.problem,
        database.close,
    )
