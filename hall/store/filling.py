"""Puts all that one store holds into another that is empty, many entries at once: one by one a year takes hours.

Entries go as they were written, whichever version wrote them: nobody reads what they mean.
"""

import heapq
import json
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing
from datetime import date, datetime
from itertools import groupby, islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Protocol, TypeVar

from hall.journal.journal import Journal
from hall.store.lines import LineFile
from hall.store.tiny import ENDING

if TYPE_CHECKING:
    from hall.store.database import Database

AT_ONCE: Final = 500
"""Rows that go to a database with one statement."""
Fact = tuple[str, date, str, dict[str, str]]
"""What is kept in a vault: the vault's name, the day, the token, the facts."""
Body = Mapping[str, Any]
"""An entry as it is written."""
Row = TypeVar("Row")


class Source(Protocol):
    """What a store is filled from."""

    @property
    def journal(self) -> Journal:
        """The streams."""

    def bodies(self, stream: str) -> Iterable[Body]:
        """Give the entries of a stream, in order."""

    def facts(self) -> Iterator[Fact]:
        """Give all that the vaults keep."""


def fill_folder(data: Path, source: Source) -> None:
    """Write journal and vaults of the data folder `data`, a file at a time. Raises JournalError."""
    for stream in source.journal.streams():
        with closing(_file(data / "journal", stream)) as file:
            file.rewrite(dict(body) for body in source.bodies(stream))
    kept = sorted(source.facts(), key=lambda fact: fact[:3])
    for (vault, day), facts in groupby(kept, key=lambda fact: fact[:2]):
        with closing(_file(data / "vault" / vault, day.isoformat())) as file:
            file.rewrite({"token": token, "facts": one} for _, _, token, one in facts)


def fill_database(database: "Database", source: Source) -> None:
    """Write the database's hall, its entries in the order of time. Raises JournalError."""
    for some in _batches(_in_order(source)):
        database.rows(
            "insert into entry (hall, stream, number, at, body) "
            "select %s, stream, number, at::timestamptz, body::json from unnest"
            "(%s::text[], %s::bigint[], %s::text[], %s::text[]) with ordinality "
            "as given (stream, number, at, body, place) order by place on conflict do nothing",
            (
                database.hall,
                [stream for stream, _ in some],
                [body["number"] for _, body in some],
                [body["at"] for _, body in some],
                [json.dumps(body, ensure_ascii=False) for _, body in some],
            ),
        )
    for facts in _batches(source.facts()):
        vaults, days, tokens, kept = zip(*facts, strict=True)
        database.rows(
            "insert into fact select %s, vault, day, token, facts::jsonb from unnest"
            "(%s::text[], %s::date[], %s::text[], %s::text[]) as given (vault, day, token, facts) "
            "on conflict do nothing",
            (
                *(database.hall, list(vaults), list(days), list(tokens)),
                [json.dumps(one, ensure_ascii=False) for one in kept],
            ),
        )


def _batches(rows: Iterable[Row]) -> Iterator[list[Row]]:
    rest = iter(rows)
    while some := list(islice(rest, AT_ONCE)):
        yield some


def _file(folder: Path, name: str) -> LineFile:
    folder.mkdir(parents=True, exist_ok=True)
    return LineFile(folder / f"{name}{ENDING}")


def _in_order(source: Source) -> Iterator[tuple[str, Body]]:
    """Give every entry of every stream, the earliest first."""
    streams = (_stream(source, name) for name in source.journal.streams())
    return heapq.merge(*streams, key=lambda one: datetime.fromisoformat(one[1]["at"]))


def _stream(source: Source, name: str) -> Iterable[tuple[str, Body]]:
    return ((name, body) for body in source.bodies(name))
