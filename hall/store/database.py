"""A PostgreSQL database: connections that heal, one that listens, and the schema with its own upgrade."""

import logging
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, Final, LiteralString

import psycopg
from psycopg.conninfo import make_conninfo
from psycopg.sql import SQL

from hall.journal.journal import JournalError, JournalFull
from hall.store.folder import FolderTaken

CONNECTIONS: Final = 8
"""That work at once; others wait for them."""
CONNECT_S: Final = 3
PATIENCE_S: Final = 3.0
"""A database that is away for less loses no press: until then an act is tried again."""
AGAIN_S: Final = 0.1
LISTEN_S: Final = 1.0
AWAY: Final = (psycopg.OperationalError, psycopg.InterfaceError)
"""What is raised while the database cannot be reached."""
SCHEMA: Final = Path(__file__).with_name("schema")
NEWEST: Final = 4
"""The version of the schema that this program knows: the number of its newest file."""
log = logging.getLogger(__name__)

Parameters = Sequence[Any] | Mapping[str, Any]
Rows = list[tuple[Any, ...]]


class Database:
    """The database of `url`, as the hall named `hall`. For any number of threads, green ones too."""

    def __init__(self, url: str, hall: str) -> None:
        """Connect and bring the schema up to date. Raises JournalError."""
        self.hall = hall
        self._conninfo = _conninfo(url, hall)
        self._upgrade()
        self._idle: list[psycopg.Connection] = []
        self._room = threading.BoundedSemaphore(CONNECTIONS)
        self._listeners: list[Callable[[str], None]] = []
        self._closing = False
        self.problem: str | None = None
        """Why the database cannot be listened to now, None when it can."""
        self._thread: threading.Thread | None = None

    def rows(self, statement: LiteralString, parameters: Parameters = ()) -> Rows:
        """Run one statement and return its rows; see `answer`. Raises JournalError."""
        return self.answer(statement, parameters)[0]

    def answer(self, statement: LiteralString, parameters: Parameters = ()) -> tuple[Rows, bool]:
        """Run one statement and return its rows, and whether it was tried again. Raises JournalError.

        It is tried again while the database is away; as the answer may have been lost, doing it twice must do no harm.
        """
        given_up, repeated = time.monotonic() + PATIENCE_S, False
        while True:
            try:
                with self._connection() as connection:
                    cursor = connection.execute(statement, parameters)
                    return cursor.fetchall() if cursor.description is not None else [], repeated
            except psycopg.errors.DiskFull as why:
                raise JournalFull(f"the database has no room left: {_said(why)}") from why
            except AWAY as why:
                self._let_go()  # those that were idle are as dead
                if time.monotonic() > given_up:
                    raise JournalError(f"the database does not answer: {_said(why)}") from why
                repeated = True
                time.sleep(AGAIN_S)
            except psycopg.Error as why:
                raise JournalError(f"the database refuses: {_said(why)}") from why

    def listen(self, listener: Callable[[str], None]) -> None:
        """Have `listener` called with what is notified, and with "" when something may have been missed."""
        self._listeners.append(listener)
        if self._thread is None:
            self._thread = threading.Thread(target=self._listen, name="database", daemon=True)
            self._thread.start()

    @contextmanager
    def claim(self, *, alone: bool) -> Iterator[None]:
        """Hold the hall beside other servers, or `alone`. Raises FolderTaken while that cannot be."""
        held = "pg_try_advisory_lock" if alone else "pg_try_advisory_lock_shared"
        with psycopg.connect(self._conninfo, autocommit=True) as connection:
            asked = SQL("select {}(hashtextextended(%s, 0))").format(SQL(held))
            if connection.execute(asked, (f"hallcall server {self.hall}",)).fetchone() != (True,):
                who = "a server serves" if alone else "a program that wants to be alone uses"
                raise FolderTaken(f"{who} the hall {self.hall!r} over this database; stop it first")
            yield
            with suppress(psycopg.Error):  # the database has gone, and the claim with it
                connection.execute("select pg_advisory_unlock_all()")  # closed, it would be let go some time later

    def close(self) -> None:
        """Let every connection go."""
        self._closing = True
        if self._thread is not None:
            self._thread.join()
        self._let_go()

    @contextmanager
    def _connection(self) -> Iterator[psycopg.Connection]:
        """Give a connection that nobody else uses; one that fails is not used again."""
        with self._room:
            connection = self._idle.pop() if self._idle else psycopg.connect(self._conninfo, autocommit=True)
            try:
                yield connection
            except BaseException:
                connection.close()
                raise
            self._idle.append(connection)

    def _let_go(self) -> None:
        while self._idle:
            self._idle.pop().close()

    def _listen(self) -> None:
        while not self._closing:
            try:
                with psycopg.connect(self._conninfo, autocommit=True) as connection:
                    connection.execute("listen hallcall")
                    self.problem = None
                    self._tell("")  # whatever came before the line was there
                    while not self._closing:
                        for notice in connection.notifies(timeout=LISTEN_S):
                            self._tell(notice.payload)
            except psycopg.Error as why:
                if self.problem is None:
                    log.warning("the database cannot be listened to: %s", _said(why))
                self.problem = _said(why)
                self._tell("")
                time.sleep(AGAIN_S)

    def _tell(self, what: str) -> None:
        for listener in self._listeners:
            listener(what)

    def _upgrade(self) -> None:
        """Bring the schema to the newest version that this program knows; one that is newer still is refused."""
        try:
            with psycopg.connect(self._conninfo) as connection:
                connection.execute("select pg_advisory_xact_lock(hashtextextended('hallcall schema', 0))")
                connection.execute("create table if not exists schema_version (version int not null)")
                found = connection.execute("select max(version) from schema_version").fetchone()
                version = int(found[0] or 0) if found else 0
                if version > NEWEST:
                    raise JournalError(
                        f"the database has schema {version}, this program knows {NEWEST}: start a newer program over it"
                    )
                for step in range(version + 1, NEWEST + 1):
                    connection.execute((SCHEMA / f"{step}.sql").read_bytes())
                    connection.execute("insert into schema_version values (%s)", (step,))
        except psycopg.Error as why:
            raise JournalError(f"the database cannot be used: {_said(why)}") from why


def _conninfo(url: str, hall: str) -> str:
    """Return what a connection is opened with. Raises JournalError for an address that is none."""
    try:
        return make_conninfo(
            url,
            connect_timeout=CONNECT_S,
            application_name=f"hallcall {hall}",
            options=f"-c hallcall.hall={hall} -c timezone=UTC",
            keepalives_idle=5,
            keepalives_interval=2,
            keepalives_count=3,
            tcp_user_timeout=10_000,
        )
    except psycopg.Error as why:
        raise JournalError(f"store.url: {_said(why)}") from why


def _said(why: Exception) -> str:
    return " ".join(str(why).split()) or type(why).__name__
