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
STREAMS: Final = """
with recursive one as (
    (select stream from entry where hall = %(hall)s order by stream limit 1)
    union all
    select (select stream from entry where hall = %(hall)s and stream > one.stream order by stream limit 1)
    from one where one.stream is not null
)
select stream from one where stream is not null"""
"""The names of all streams, by a step from each to the next: `distinct` goes through every entry of every year."""


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
        self._streams: set[str] = set()
        self._listed = 0
        """All streams that have entries up to this position are known."""
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
        """See Journal.streams. They stay, and are asked for every second: only what is newer is looked through."""
        if self._listed:
            found = self._database.rows(
                "select stream, max(position) from entry where hall = %s and position > %s group by stream",
                (self._hall, self._listed),
            )
            listed = max([self._listed, *(position for _, position in found)])
        else:
            listed, found = self.end(), self._database.rows(STREAMS, {"hall": self._hall})
        self._streams.update(row[0] for row in found)
        self._listed = listed
        return sorted(self._streams)

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
