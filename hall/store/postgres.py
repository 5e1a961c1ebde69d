"""The journal on PostgreSQL, for any number of servers: an append is one round trip, positions come as they commit.

Who was not first is given what was, in the same round trip.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from threading import Condition
from typing import Any, Final

from hall.journal.entry import Entry, Unreadable, from_body, to_body
from hall.journal.journal import Committed, Conflict, JournalError
from hall.store.database import Database

PAGE: Final = 500
"""Entries that are read at once: a day is long."""


class PostgresJournal:
    """See hall.journal.journal.Journal."""

    def __init__(self, database: Database) -> None:
        """Keep the entries of the database's hall."""
        self._database, self._hall = database, database.hall
        self._changed = Condition()
        self._heard = 0
        """The newest position that this process wrote or was told of."""
        self._missed = False
        """Whether there may be more: the line to the database was cut."""
        database.listen(self._notified)

    def append(self, stream: str, entry: Entry) -> None:
        """See Journal.append. When the answer was lost, asking again finds the entry that was written."""
        written = json.dumps(to_body(entry), ensure_ascii=False)
        found, repeated = self._database.answer(
            "select place, newer from append_or_read(%s, %s, %s, to_timestamp(%s), %s::json, %s)",
            (self._hall, stream, entry.number, entry.at, written, PAGE),
        )
        newer = [body for _, body in found]
        if newer != [None] and not (repeated and newer[:1] == [json.loads(written)]):
            raise Conflict(_entry(stream, body) for body in newer)
        position = found[0][0]
        with self._changed:
            self._heard = max(self._heard, position)
            self._changed.notify_all()

    def read(self, stream: str, after: int = 0) -> Iterator[Entry]:
        """See Journal.read."""
        return (_entry(stream, body) for body in self.bodies(stream, after))

    def bodies(self, stream: str, after: int = 0) -> Iterator[Mapping[str, Any]]:
        """Give the entries of `stream` numbered above `after` as they are written."""
        while True:
            page = self._database.rows(
                "select number, body from entry where hall = %s and stream = %s and number > %s "
                "order by number limit %s",
                (self._hall, stream, after, PAGE),
            )
            for number, body in page:
                yield body
                after = number
            if len(page) < PAGE:
                return

    def streams(self) -> Sequence[str]:
        """See Journal.streams."""
        found = self._database.rows("select distinct stream from entry where hall = %s", (self._hall,))
        return sorted(stream for (stream,) in found)

    def end(self) -> int:
        """See Journal.end."""
        ((position,),) = self._database.rows(
            "select coalesce(max(position), 0) from entry where hall = %s", (self._hall,)
        )
        return int(position)

    def since(self, position: int) -> Sequence[Committed]:
        """See Journal.since."""
        with self._changed:
            self._missed = False
        found = self._database.rows(
            "select position, stream, body from entry where hall = %s and position > %s order by position limit %s",
            (self._hall, position, PAGE),
        )
        if len(found) == PAGE:
            with self._changed:
                self._missed = True  # there is more
        return [Committed(stream, _entry(stream, body), place) for place, stream, body in found]

    def wait(self, position: int, timeout_s: float) -> None:
        """See Journal.wait: woken by every server's entries."""
        with self._changed:
            self._changed.wait_for(lambda: self._heard > position or self._missed, timeout_s)

    def length(self, stream: str) -> int:
        """See Journal.length: the number of entries."""
        ((number,),) = self._database.rows(
            "select coalesce(max(number), 0) from entry where hall = %s and stream = %s", (self._hall, stream)
        )
        return int(number)

    def _notified(self, what: str) -> None:
        hall, _, position = what.rpartition(" ")
        with self._changed:
            if hall == self._hall and position.isdigit():
                self._heard = max(self._heard, int(position))
            elif not what:
                self._missed = True
            self._changed.notify_all()


def _entry(stream: str, body: Mapping[str, Any]) -> Entry:
    try:
        return from_body(body)
    except Unreadable as why:
        raise JournalError(f"{stream}, {why}") from None
