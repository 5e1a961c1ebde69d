"""The book of plans: imported, edited, taken back; each change known, and nothing lost when two change at once."""

from pathlib import Path
from typing import Any

import pytest

from hall.configuration import Configuration, digest_of, from_table, plan_of, read_table
from hall.journal.actor import HALL, Actor
from hall.journal.refusal import Illegal, Unknown
from hall.plan.book import Outdated, PlanBook
from hall.plan.check import Difference, differences
from hall.store.memory import MemoryJournal
from tests.halls import Clock, follow, ground

CHEN = Actor("chen")
TABLE = plan_of(read_table(Path(__file__).parents[2] / "config.toml"))


def book(journal: MemoryJournal) -> PlanBook[Configuration]:
    return PlanBook(ground(Clock(), journal), from_table)


def named(name: str) -> dict[str, Any]:
    """The sample plan under another name."""
    return {**TABLE, "hall": {**TABLE["hall"], "name": {"zh": name, "en": name}}}


@pytest.fixture
def journal() -> MemoryJournal:
    """A journal with the sample plan as imported."""
    made = MemoryJournal()
    book(made).follow_file(HALL, TABLE, digest_of(TABLE))
    return made


def test_the_file_is_followed_until_somebody_edits(journal: MemoryJournal) -> None:
    """An unchanged file writes nothing; a changed one is imported; after an edit it is not, and that is known."""
    plans = book(journal)
    plans.follow_file(HALL, TABLE, digest_of(TABLE))
    assert plans.newest() == 1
    plans.follow_file(HALL, named("甲"), "another")
    assert plans.now().plan.name["zh"] == "甲"
    assert not plans.differs_from_file("another")
    plans.edit(CHEN, named("乙"), 2)
    plans.follow_file(HALL, named("丙"), "a third")
    assert plans.now().plan.name["zh"] == "乙"
    assert plans.differs_from_file("a third")
    assert not plans.differs_from_file("another")
    plans.import_file(CHEN, named("丙"), "a third")
    assert plans.now().plan.name["zh"] == "丙"


def test_who_comes_second_is_told_and_nothing_is_lost(journal: MemoryJournal) -> None:
    """An edit made from an older plan is refused, in the other process too."""
    mine, other = book(journal), book(journal)
    mine.edit(CHEN, named("甲"), 1)
    with pytest.raises(Outdated):
        other.edit(Actor("wu"), named("乙"), 1)
    assert other.now().plan.name["zh"] == "甲"


def test_an_edit_that_changes_nothing_is_none(journal: MemoryJournal) -> None:
    """Saved without a change, with a key and without, the plan keeps its number."""
    plans = book(journal)
    assert plans.edit(CHEN, TABLE, 1) == 1
    assert plans.edit(Actor("chen", "k", "save"), TABLE, 1) == 1
    assert plans.edit(CHEN, named("甲"), 1) == 3
    assert book(journal).newest() == 3


def test_changes_are_taken_back_one_after_the_other(journal: MemoryJournal) -> None:
    """Each undo goes one further back, is a change of its own, and ends at the first plan."""
    plans = book(journal)
    for number, name in enumerate(("甲", "乙", "丙"), 1):
        plans.edit(CHEN, named(name), number)
    names = []
    for _ in range(3):
        plans.undo(CHEN)
        names.append(plans.now().plan.name["zh"])
    assert names == ["乙", "甲", TABLE["hall"]["name"]["zh"]]
    with pytest.raises(Illegal, match="plan_nothing_to_undo"):
        plans.undo(CHEN)
    assert [change.by for change in plans.history()] == ["chen"] * 6 + ["hall"]


def test_after_an_undo_and_an_edit_the_edit_is_taken_back_first(journal: MemoryJournal) -> None:
    """What counts is the order of changes, not of versions."""
    plans = book(journal)
    plans.edit(CHEN, named("甲"), 1)
    plans.undo(CHEN)
    plans.edit(CHEN, named("乙"), 3)
    plans.undo(CHEN)
    assert plans.now().plan.name == TABLE["hall"]["name"]


def test_another_process_is_followed(journal: MemoryJournal) -> None:
    """What the command line changes is known once the journal is followed."""
    plans = book(journal)
    book(journal).edit(CHEN, named("甲"), 1)
    follow(journal, plans)
    assert (plans.newest(), plans.now().plan.name["zh"]) == (2, "甲")
    with pytest.raises(Unknown):
        plans.table(9)


def test_a_difference_names_its_key() -> None:
    """Rows are compared by their ids, whatever their place."""
    before = {"services": [{"id": "a", "prefix": "A"}, {"id": "b", "prefix": "B"}], "hall": {"name": "x"}}
    after = {"services": [{"id": "b", "prefix": "C"}, {"id": "c", "prefix": "D"}], "hall": {"name": "x"}}
    assert list(differences(before, after)) == [
        Difference("services[a]", {"id": "a", "prefix": "A"}, None),
        Difference("services[b].prefix", "B", "C"),
        Difference("services[c]", None, {"id": "c", "prefix": "D"}),
    ]
    assert list(differences(before, before)) == []
