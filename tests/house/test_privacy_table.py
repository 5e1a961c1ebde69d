"""What is kept of people is in one table: no vault, and no fact in one, is left out of it."""

import ast
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

import server
from hall.configuration import read_table
from hall.journal.vault import Vault
from hall.privacy import kinds
from hall.store.opening import TINY, open_store
from hall.texts import Texts
from tests.halls import Clock

ROOT = Path(__file__).parents[2]
TEXTS = Texts.load(ROOT / "assets" / "text")
FACTS = {fact for kind in kinds.KINDS for fact in kind.facts}


def named_facts() -> Iterator[tuple[str, str]]:
    """Every fact that the code puts into a vault by its name: where, and which."""
    for path in sorted((ROOT / "hall").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
                continue
            puts = node.func.attr == "put" and "vault" in ast.unparse(node.func)
            if puts or node.func.attr == "_keep":
                for keyword in node.keywords:
                    if keyword.arg is not None:
                        yield path.name, keyword.arg


def test_every_vault_that_the_hall_opens_is_in_the_table(tmp_path: Path) -> None:
    """A capability that opens another vault has to say there what it keeps, of whom, and until when."""
    store = open_store(TINY, "hall", tmp_path)
    opened: set[str] = set()

    def noted(vault: Callable[[str], Vault]) -> Callable[[str], Vault]:
        def open_(name: str) -> Vault:
            opened.add(name)
            return vault(name)

        return open_

    table = read_table(server.ROOT / "config.toml") | {"voice": {"enabled": False}}
    server.build(table, tmp_path, "threading", Clock(), replace(store, vault=noted(store.vault))).stop()
    assert opened | {"webhooks"} == {kind.vault for kind in kinds.KINDS}  # those are opened at their first key


def test_every_fact_that_is_kept_by_name_is_in_the_table() -> None:
    """Words under a name that the table lacks would be told of as something else."""
    found = list(named_facts())
    assert {"phone", "comment", "note", "handover", "remark", "about", "reply", "appeal", "text"} <= {
        f for _, f in found
    }
    assert [(where, fact) for where, fact in found if fact not in FACTS] == []


@pytest.mark.parametrize("lang", TEXTS.languages)
def test_the_page_has_words_for_all_of_it(lang: str) -> None:
    """Each kind says what it is, what for and for how long; each fact has its name."""
    words = TEXTS.section(lang, "privacy")
    wanted = {f"{what}_{kind.name}" for kind in kinds.KINDS for what in ("kind", "why", "keeps")}
    wanted |= {f"fact_{fact}" for fact in FACTS} | {f"whom_{kind.whom}" for kind in kinds.KINDS}
    assert wanted - set(words) == set()
