"""The journal on TinyDB: a table per stream, a document per entry, a file per table.

TinyDB's own JSONStorage writes the whole file at every insert and leaves it unreadable when killed meanwhile. Through
its documented extension points, `Storage` and `Table`, an insert here adds one checksummed line (hall/store/lines.py).
"""

import os
import re
from collections import deque
from collections.abc import Iterable, Mapping, Sequence
from functools import partial
from pathlib import Path
from threading import Condition
from typing import Any

from tinydb import TinyDB
from tinydb.storages import Storage
from tinydb.table import Document, Table

from hall.journal.entry import Entry, Unreadable, from_body, to_body
from hall.journal.journal import Committed, Conflict, JournalError
from hall.store.lines import LineFile

ENDING = ".jsonl"
_NAME = re.compile(r"[a-z]+(-[a-z0-9]+)*")
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")


def is_ours(path: Path) -> bool:
    """Return whether a table of ours can be this; a copy that somebody made beside it has another name."""
    return _names_ours(path.stem) and not path.is_dir()


def _names_ours(stream: str) -> bool:
    return _NAME.fullmatch(stream) is not None or _DATE.fullmatch(stream) is not None


TABLES = 32
"""So many streams, those used last, keep the places of their lines in memory: a large hall's day takes 100 kB."""


class LineStorage(Storage):
    """TinyDB's storage of one table in one file of lines."""

    def __init__(self, path: Path) -> None:
        """Keep the table in `path`, whose name is the table's."""
        self.lines = LineFile(path)

    def read(self) -> dict[str, dict[str, Any]]:
        """Return the whole table, as TinyDB asks of a storage."""
        docs = self.lines.read()
        return {self.lines.path.stem: {str(i): doc for i, doc in enumerate(docs, start=1)}}

    def write(self, data: dict[str, dict[str, Any]]) -> None:
        """Put `data` in the place of the whole table: what TinyDB does to change or remove a document."""
        self.lines.rewrite(list(data[self.lines.path.stem].values()))


class LineTable(Table):
    """A table whose insert costs one line, and which can be read from a number on."""

    def insert(self, document: Mapping[str, Any]) -> int:
        """Add `document` and return its id; a `Document` brings its own, which must be the next.

        TinyDB's own insert reads and copies the whole table first.
        """
        number = document.doc_id if isinstance(document, Document) else self._lines.next_number()
        self._lines.append(number, dict(document))
        self.clear_cache()
        return number

    def after(self, number: int) -> Iterable[dict[str, Any]]:
        """Give the documents with ids above `number`, one by one."""
        return self._lines.read(number)

    def at(self, number: int) -> dict[str, Any]:
        """Return the document with id `number`. Raises JournalError."""
        return self._lines.at(number)

    def first_from(self, offset: int) -> int:
        """Return the id of the first document whose line begins at or behind byte `offset`."""
        return self._lines.first_from(offset)

    def close(self) -> None:
        """Let go of the file."""
        self._lines.close()

    @property
    def last(self) -> int:
        """Return the last id that is known to be there; 0 before the first."""
        return self._lines.last

    @property
    def size(self) -> int:
        """Return how many bytes the known documents take."""
        return self._lines.size

    @property
    def _lines(self) -> LineFile:
        storage = self.storage
        assert isinstance(storage, LineStorage)  # noqa: S101 - open_table gives no other
        return storage.lines


def open_table(folder: Path, name: str) -> LineTable:
    """Return the table `name` in `folder`, through TinyDB."""
    database = TinyDB(folder / f"{name}{ENDING}", storage=LineStorage)
    database.table_class = LineTable
    table = database.table(name)
    assert isinstance(table, LineTable)  # noqa: S101 - named the line above
    return table


class TinyJournal:
    """See hall.journal.journal.Journal. Several processes may use one folder.

    The order over all streams is that in which this process wrote or found the entries, from when it first asked for
    the `end`; positions are its own.
    """

    def __init__(self, folder: Path) -> None:
        """Keep the streams in `folder`, which is made when it is not there."""
        self._folder = folder
        self._tables: dict[str, LineTable] = {}
        self._changed = Condition()
        self._order: deque[Committed] = deque()
        self._position = 0
        self._listed: dict[str, int] | None = None
        """How many bytes of each stream are in the order or were there before it began; None until it is asked for."""
        folder.mkdir(parents=True, exist_ok=True)

    def append(self, stream: str, entry: Entry) -> None:
        """See Journal.append."""
        try:
            self._table(stream).insert(Document(to_body(entry), doc_id=entry.number))
        except Conflict:
            raise Conflict(self.read(stream, entry.number - 1)) from None
        with self._changed:
            if self._listed is not None:
                self._list(stream, entry)
                self._changed.notify_all()

    def read(self, stream: str, after: int = 0) -> Iterable[Entry]:
        """See Journal.read."""
        return map(partial(_entry, stream), self._table(stream).after(after))

    def bodies(self, stream: str) -> Iterable[Mapping[str, Any]]:
        """Give the entries of `stream` as they are written."""
        return self._table(stream).after(0)

    def streams(self) -> Sequence[str]:
        """See Journal.streams."""
        return sorted(self._sizes())

    def end(self) -> int:
        """See Journal.end."""
        with self._changed:
            if self._listed is None:
                self._listed = self._sizes()
            else:
                self._look_around()
            return self._position

    def since(self, position: int) -> Sequence[Committed]:
        """See Journal.since."""
        with self._changed:
            self._look_around()
            while self._order and self._order[0].position <= position:  # followed already
                self._order.popleft()
            return list(self._order)

    def wait(self, position: int, timeout_s: float) -> None:
        """See Journal.wait: woken by this process's own entries; others' are found at the next look."""
        with self._changed:
            self._changed.wait_for(lambda: self._position > position, timeout_s)

    def _look_around(self) -> None:
        """Put into the order what other processes wrote."""
        assert self._listed is not None  # noqa: S101 - `end` comes first
        for stream, size in self._sizes().items():
            if size > self._listed.get(stream, 0):
                self._list(stream)

    def _list(self, stream: str, own: Entry | None = None) -> None:
        """Put into the order all of `stream` that is not in it; `own` need not be read when it is the next."""
        assert self._listed is not None  # noqa: S101 - asked by the callers
        table = self._table(stream)
        first = table.first_from(self._listed.get(stream, 0))
        entries = [own] if own is not None and own.number == first == table.last else self.read(stream, first - 1)
        for entry in entries:
            self._position += 1
            self._order.append(Committed(stream, entry, self._position))
        self._listed[stream] = table.size

    def _sizes(self) -> dict[str, int]:
        """Look at each file once, as the follower does at every entry: years of days may lie here."""
        found: dict[str, int] = {}
        with os.scandir(self._folder) as files:
            for file in files:
                stream = file.name.removesuffix(ENDING)
                if stream != file.name and _names_ours(stream) and not file.is_dir():
                    found[stream] = file.stat().st_size
        return {stream: size for stream, size in found.items() if size}

    def length(self, stream: str) -> int:
        """See Journal.length: the size of the file."""
        path = self._folder / f"{stream}{ENDING}"
        return path.stat().st_size if path.exists() else 0

    def _table(self, stream: str) -> LineTable:
        with self._changed:
            table = self._tables.pop(stream, None)
            if table is None:
                table = open_table(self._folder, stream)
            self._tables[stream] = table
            if len(self._tables) > TABLES:
                del self._tables[next(iter(self._tables))]
            return table


def _entry(stream: str, body: Mapping[str, Any]) -> Entry:
    try:
        return from_body(body)
    except Unreadable as why:
        raise JournalError(f"{stream}{ENDING}, {why}") from None
