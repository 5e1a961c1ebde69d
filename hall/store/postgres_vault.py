"""The vault on PostgreSQL: a row per token and day."""

import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from hall.store.database import Database


class PostgresVault:
    """See hall.journal.vault.Vault."""

    def __init__(self, database: Database, name: str) -> None:
        """Keep the facts of the vault `name` of the database's hall."""
        self._database, self._where = database, (database.hall, name)

    def put(self, day: date, token: str, **facts: str) -> None:
        """See Vault.put."""
        self._database.rows(
            "insert into fact values (%s, %s, %s, %s, %s::jsonb) on conflict (hall, vault, day, token) "
            "do update set facts = fact.facts || excluded.facts where not fact.facts @> excluded.facts",
            (*self._where, day, token, json.dumps(facts, ensure_ascii=False)),
        )

    def get(self, day: date, token: str) -> dict[str, str]:
        """See Vault.get."""
        found = self._database.rows(
            "select facts from fact where hall = %s and vault = %s and day = %s and token = %s",
            (*self._where, day, token),
        )
        return dict(found[0][0]) if found else {}

    def forget(self, day: date, token: str) -> None:
        """See Vault.forget."""
        self._database.rows(
            "delete from fact where hall = %s and vault = %s and day = %s and token = %s", (*self._where, day, token)
        )

    def forget_before(self, day: date) -> list[date]:
        """See Vault.forget_before."""
        found = self._database.rows(
            "with gone as (delete from fact where hall = %s and vault = %s and day < %s returning day) "
            "select distinct day from gone order by day",
            (*self._where, day),
        )
        return [day for (day,) in found]

    def days(self) -> Sequence[date]:
        """See Vault.days."""
        found = self._database.rows(
            "select distinct day from fact where hall = %s and vault = %s order by day", self._where
        )
        return [day for (day,) in found]

    def kept_on(self, day: date) -> Mapping[str, dict[str, str]]:
        """See Vault.kept_on."""
        found = self._database.rows(
            "select token, facts from fact where hall = %s and vault = %s and day = %s", (*self._where, day)
        )
        return {token: dict(facts) for token, facts in found}


def every_fact(database: Database) -> Iterator[tuple[str, date, str, dict[str, str]]]:
    """Give all that the hall's vaults keep: the vault's name, the day, the token, the facts."""
    found = database.rows("select vault, day, token, facts from fact where hall = %s", (database.hall,))
    return ((vault, day, token, dict(facts)) for vault, day, token, facts in found)
