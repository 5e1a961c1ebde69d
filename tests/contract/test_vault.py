"""What every vault promises, whatever it is stored in."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import date
from pathlib import Path

import pytest

from hall.journal.vault import Vault
from hall.store.opening import Store, open_store

DAY, NEXT = date(2026, 11, 23), date(2026, 11, 24)
Open = Callable[[], Store]


@pytest.fixture(params=["tiny", "postgres"])
def reopen(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Open]:
    """Open the same store, each time as a new process would."""
    url = "tinydb:" if request.param == "tiny" else request.getfixturevalue("postgres").database()
    with ExitStack() as opened:

        def open_() -> Store:
            store = open_store(url, "east", tmp_path)
            opened.callback(store.close)
            return store

        yield open_


def test_keeps_facts_beside_what_was_kept(reopen: Open) -> None:
    """Facts of a token add up, the later one of a name counts, for every process; nothing is an empty answer."""
    vault = reopen().vault("cases")
    vault.put(DAY, "tok", phone="1", name="李")
    vault.put(DAY, "tok", phone="2", remark='a"b\n')
    for one in (vault, reopen().vault("cases")):
        assert one.get(DAY, "tok") == {"phone": "2", "name": "李", "remark": 'a"b\n'}
        assert one.get(NEXT, "tok") == one.get(DAY, "other") == {}


def test_vaults_are_apart(reopen: Open) -> None:
    """Each name is a vault of its own, the tickets' own among them; all are given with their names."""
    store = reopen()
    for name in ("", "cases"):
        store.vault(name).put(DAY, "tok", phone=f"of {name}")
    assert store.vault("").get(DAY, "tok") == {"phone": "of "}
    assert sorted(store.facts()) == [(name, DAY, "tok", {"phone": f"of {name}"}) for name in ("", "cases")]


def test_forgets_a_token_or_every_day_before(reopen: Open) -> None:
    """What is forgotten is gone for every process; the rest stays."""
    vault: Vault = reopen().vault("cases")
    for day in (DAY, NEXT):
        for token in ("a", "b"):
            vault.put(day, token, phone="1")
    vault.forget(NEXT, "a")
    vault.forget(NEXT, "nobody")
    assert vault.forget_before(NEXT) == [DAY]
    assert vault.forget_before(NEXT) == []
    other = reopen().vault("cases")
    assert [other.get(day, token) for day in (DAY, NEXT) for token in ("a", "b")] == [{}, {}, {}, {"phone": "1"}]


def test_tells_all_that_is_kept_of_a_day(reopen: Open) -> None:
    """By token, with what was added later, for every process; nothing that was forgotten; no day is made of it."""
    vault: Vault = reopen().vault("cases")
    vault.put(NEXT, "b", phone="2")
    vault.put(DAY, "a", phone="1")
    vault.put(DAY, "a", name="李")
    vault.put(DAY, "c", phone="3")
    vault.forget(DAY, "c")
    vault.forget(date(2026, 11, 25), "a")
    for one in (vault, reopen().vault("cases")):
        assert list(one.days()) == [DAY, NEXT]
        assert one.kept_on(DAY) == {"a": {"phone": "1", "name": "李"}}
        assert one.kept_on(date(2026, 11, 25)) == {}
    assert list(vault.days()) == [DAY, NEXT]
    assert list(reopen().vault("").days()) == []
