"""A shelf on PostgreSQL: what one server has made ready is ready for all."""

import logging

from hall.journal.journal import JournalError
from hall.store.database import Database

log = logging.getLogger(__name__)


class PostgresShelf:
    """See hall.journal.shelf.Shelf."""

    def __init__(self, database: Database, room: str) -> None:
        """Keep what belongs to `room` of the database's hall."""
        self._database, self._where = database, (database.hall, room)

    def get(self, name: str) -> bytes | None:
        """See Shelf.get."""
        try:
            found = self._database.rows(
                "select content from kept where hall = %s and room = %s and name = %s", (*self._where, name)
            )
        except JournalError:
            return None
        return bytes(found[0][0]) if found else None

    def put(self, name: str, kept: bytes) -> None:
        """See Shelf.put."""
        try:
            self._database.rows(
                "insert into kept values (%s, %s, %s, %s) "
                "on conflict (hall, room, name) do update set content = excluded.content",
                (*self._where, name, kept),
            )
        except JournalError as why:
            log.warning("%s is not kept ready (%s); it is made again when it is wanted", name, why)
