"""Opens a hall's store by its address: "tinydb:" is the data folder, "postgresql://…" a database."""

import socket
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from hall.journal.fellows import ALONE, Fellows
from hall.journal.journal import Journal
from hall.journal.shelf import Shelf
from hall.journal.vault import Vault
from hall.store.filling import Body, Fact, Source, fill_database, fill_folder
from hall.store.shelf import FolderShelf
from hall.store.tiny import TinyJournal
from hall.store.vault import Vault as TinyVault
from hall.store.vault import every_fact as every_fact_of_folder

if TYPE_CHECKING:
    from hall.store.alike import AlikeFolders
    from hall.store.postgres_papers import PostgresPapers

TINY: Final = "tinydb:"


@dataclass(frozen=True)
class Store:
    """Where a hall's journal and vaults are."""

    journal: Journal
    vault: Callable[[str], Vault]
    """The vault of this name."""
    bodies: Callable[[str], Iterable[Body]]
    """Gives the entries of a stream as they are written. Raises JournalError."""
    facts: Callable[[], Iterator[Fact]]
    """Gives all that the vaults keep."""
    fill: Callable[[Source], object]
    """Puts all that another store holds into this one, which must be empty. Raises JournalError."""
    claim: Callable[[], AbstractContextManager[object]]
    """Holds a database's hall alone; a data folder is held anyway. Raises FolderTaken while a server serves from it."""
    serves: Callable[[], AbstractContextManager[object]]
    """Holds a database's hall for a server beside others, and is there for them. Raises FolderTaken, JournalError."""
    fellows: Fellows
    papers: "Callable[[str], PostgresPapers] | None"
    """The papers of the printer of this id, kept in common by the hall's servers; None: each printer's own server's."""
    shelf: Callable[[str], Shelf]
    """Where what belongs to this room (statistics, forecast) is kept ready, for all of the hall's servers."""
    alike: "AlikeFolders | None"
    """Keeps the hall's own files alike at all of its servers; None: there is but one."""
    problem: Callable[[], str | None]
    """Tells why a database does not answer now, None when it does."""
    close: Callable[[], None]


def open_store(url: str, hall: str, data: Path) -> Store:
    """Return the store at `url` of the hall named `hall`, whose data folder is `data`. Raises JournalError."""
    vaults: dict[str, Vault] = {}
    if url == TINY:
        return Store(
            journal := TinyJournal(data / "journal"),
            lambda name: vaults.setdefault(name, TinyVault(data / "vault" / name)),
            journal.bodies,
            lambda: every_fact_of_folder(data / "vault"),
            partial(fill_folder, data),
            nullcontext,
            nullcontext,
            ALONE,
            None,
            lambda room: FolderShelf(data / room),
            None,
            lambda: None,
            lambda: None,
        )
    return _in_database(url, hall, data)


def _in_database(url: str, hall: str, data: Path) -> Store:
    # the driver takes 25 MB and a tenth of a second, which a hall in a folder spares
    from hall.store.alike import AlikeFolders  # noqa: PLC0415
    from hall.store.database import Database  # noqa: PLC0415
    from hall.store.fellowship import Fellowship  # noqa: PLC0415
    from hall.store.postgres import PostgresJournal  # noqa: PLC0415
    from hall.store.postgres_papers import PostgresPapers  # noqa: PLC0415
    from hall.store.postgres_shelf import PostgresShelf  # noqa: PLC0415
    from hall.store.postgres_vault import PostgresVault, every_fact  # noqa: PLC0415

    vaults: dict[str, Vault] = {}
    database = Database(url, hall)
    fellows = Fellowship(database, f"{socket.gethostname()} {data.absolute()}")

    alike = AlikeFolders(database, data)

    @contextmanager
    def serves() -> Iterator[None]:
        with database.claim(alone=False), fellows.there():
            alike.look()  # guides and recordings are read but once, when the hall opens
            yield

    return Store(
        journal := PostgresJournal(database),
        lambda name: vaults.setdefault(name, PostgresVault(database, name)),
        journal.bodies,
        lambda: every_fact(database),
        partial(fill_database, database),
        lambda: database.claim(alone=True),
        serves,
        fellows,
        lambda printer: PostgresPapers(database, fellows.id, printer),
        lambda room: PostgresShelf(database, room),
        alike,
        lambda: database.problem,
        database.close,
    )
