"""What the vault costs does not grow with what it keeps: counted in what is read, not in time."""

from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from hall.store.tiny import LineTable
from hall.store.vault import Vault

DAY = date(2026, 11, 23)
MANY = 400


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Which tokens' documents were read from the table, one entry for each."""
    told: list[str] = []
    after, at = LineTable.after, LineTable.at

    def counted_after(table: LineTable, number: int) -> Iterator[dict[str, Any]]:
        return seen(after(table, number))

    def counted_at(table: LineTable, number: int) -> dict[str, Any]:
        return next(seen([at(table, number)]))

    def seen(documents: Iterable[dict[str, Any]]) -> Iterator[dict[str, Any]]:
        for document in documents:
            told.append(document["token"])
            yield document

    monkeypatch.setattr(LineTable, "after", counted_after)
    monkeypatch.setattr(LineTable, "at", counted_at)
    return told


def test_a_telephone_costs_the_same_at_the_days_end(read: list[str], tmp_path: Path) -> None:
    """Kept and asked for: no more is read for the last of many visitors than for the second."""
    vault = Vault(tmp_path)
    costs = []
    for number in range(MANY):
        read.clear()
        vault.put(DAY, f"token-{number}", phone=f"138{number:08}")
        assert vault.get(DAY, f"token-{number}") == {"phone": f"138{number:08}"}
        costs.append(len(read))
    assert max(costs[1:]) <= costs[1]


def test_a_page_reads_its_own_facts_alone(read: list[str], tmp_path: Path) -> None:
    """A notice's page, opened again among many kept, reads what belongs to it; another process the rest just once."""
    vault = Vault(tmp_path)
    for number in range(MANY):
        vault.put(DAY, f"token-{number}", remark="x")
    other = Vault(tmp_path)
    for one in (vault, other):
        one.get(DAY, "token-0")
        read.clear()
        assert one.get(DAY, "token-7") == {"remark": "x"}
        assert read == ["token-7"]
