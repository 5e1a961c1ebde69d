"""The journal on TinyDB: a table per stream, a document per entry, a file per table.

TinyDB's own JSONStorage writes the whole file at every insert and leaves it unreadable when killed meanwhile. Through
its documented extension points, `Storage` and `Table`, an insert here adds one checksummed line (hall/store/lines.py).
"""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from tinydb import TinyDB
from tinydb.storages import Storage
from tinydb.table import Document, Table

from hall.journal.entry import Entry, from_body, to_body
from hall.store.lines import LineFile

ENDING = ".jsonl"


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
    """See hall.journal.journal.Journal. Several processes may use one folder."""

    def __init__(self, folder: Path) -> None:
        """Keep the streams in `folder`, which is made when it is not there."""
        self._folder = folder
        self._tables: dict[str, LineTable] = {}
        folder.mkdir(parents=True, exist_ok=True)

    def append(self, stream: str, entry: Entry) -> None:
        """See Journal.append."""
        self._table(stream).insert(Document(to_body(entry), doc_id=entry.number))

    def read(self, stream: str, after: int = 0) -> Iterable[Entry]:
        """See Journal.read."""
        return map(from_body, self._table(stream).after(after))

    def streams(self) -> Sequence[str]:
        """See Journal.streams."""
        return sorted(path.stem for path in self._folder.glob(f"*{ENDING}") if path.stat().st_size)

    def _table(self, stream: str) -> LineTable:
        table = self._tables.get(stream)
        if table is None:
            table = self._tables.setdefault(stream, open_table(self._folder, stream))
        return table
