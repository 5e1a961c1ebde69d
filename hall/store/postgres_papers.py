"""A printer's papers on PostgreSQL, for all servers that reach it; only who owns the printer may begin one."""

import json
from collections.abc import Mapping
from typing import Any, NamedTuple

from hall.journal.journal import JournalError
from hall.store.database import Database


class Paper(NamedTuple):
    """A paper as it is kept; times in seconds since 1970."""

    job: str
    about: str
    slip: Mapping[str, Any]
    until: float
    state: str
    at: float


class PostgresPapers:
    """The papers of one printer of the database's hall. Every method raises JournalError."""

    def __init__(self, database: Database, server: str, printer: str) -> None:
        """Keep the papers of `printer`, as the server that the fellowship knows as `server`."""
        self._database, self._server, self._where = database, server, (database.hall, printer)

    def add(self, job: str, about: str, slip: Mapping[str, Any], until: float, state: str, at: float) -> bool:
        """Keep a paper; False when one of that name is there."""
        kept = (*self._where, job, about, json.dumps(slip, ensure_ascii=False), until, state, at)
        rows, repeated = self._database.answer(
            "insert into paper (hall, printer, job, about, slip, until, state, at) "
            "values (%s, %s, %s, %s, %s::json, %s, %s, %s) on conflict do nothing returning job",
            kept,
        )
        return bool(rows) or (repeated and (found := self.of(job)) is not None and found.at == at)

    def begin(self, job: str, owned_as: str, before: str, state: str, at: float) -> None:
        """Have the paper come from one state to another while this server owns `owned_as`. Raises JournalError else."""
        rows, repeated = self._database.answer(
            "update paper set state = %s, at = %s where hall = %s and printer = %s and job = %s "
            "and state = %s and exists (select from lease where lease.hall = paper.hall "
            "and what = %s and server = %s and lease.until > clock_timestamp()) returning job",
            (state, at, *self._where, job, before, owned_as, self._server),
        )
        if not rows and not (
            repeated and (found := self.of(job)) is not None and (found.state, found.at) == (state, at)
        ):
            raise JournalError("another server works this printer now")

    def mark(self, job: str, state: str, at: float, unless: tuple[str, ...]) -> None:
        """Have the paper come to `state`, unless it is in one of these."""
        self._database.rows(
            "update paper set state = %s, at = %s where hall = %s and printer = %s and job = %s "
            "and not state = any(%s::text[])",
            (state, at, *self._where, job, list(unless)),
        )

    def of(self, job: str) -> Paper | None:
        """Return the paper of that name."""
        found = self._database.rows(_PAPER + "and job = %s", (*self._where, job))
        return Paper(*found[0]) if found else None

    def latest(self, about: str) -> Paper | None:
        """Return the newest paper about `about`."""
        found = self._database.rows(_PAPER + "and about = %s order by at desc limit 1", (*self._where, about))
        return Paper(*found[0]) if found else None

    def in_states(self, states: tuple[str, ...]) -> list[Paper]:
        """Return the papers in these states, in the order in which they were taken."""
        found = self._database.rows(_PAPER + "and state = any(%s::text[]) order by place", (*self._where, list(states)))
        return [Paper(*one) for one in found]

    def first_at(self) -> float | None:
        """Return the earliest time of any paper, None when there is none."""
        ((at,),) = self._database.rows("select min(at) from paper where hall = %s and printer = %s", self._where)
        return None if at is None else float(at)

    def forget(self, states: tuple[str, ...], before: float) -> None:
        """Delete the papers that have been in these states since `before`."""
        self._database.rows(
            "delete from paper where hall = %s and printer = %s and state = any(%s::text[]) and at < %s",
            (*self._where, list(states), before),
        )


_PAPER = "select job, about, slip, until, state, at from paper where hall = %s and printer = %s "
