"""The book of guides: written, taken away, brought back; and nothing lost when two change at once."""

from pathlib import Path
from typing import Any

import pytest

from hall.guides.book import GuideBook
from hall.guides.events import STREAM
from hall.guides.files import as_said, load_guides, read_guide
from hall.guides.guide import Guide
from hall.journal.actor import Actor
from hall.journal.journal import Committed
from hall.journal.refusal import Illegal, Unknown
from hall.plan.book import Outdated
from hall.store.memory import MemoryJournal
from tests.halls import Clock, ground

CHEN, WU = Actor("chen"), Actor("wu")
FILES = load_guides(Path(__file__).parents[2] / "assets" / "guides").guides
SAID = as_said(FILES["pension"])


def book(journal: MemoryJournal) -> GuideBook:
    return GuideBook(ground(Clock(), journal), FILES)


def called(name: str) -> dict[str, Any]:
    """The pension guide under another name."""
    return {**SAID, "name": {"zh": name, "en": name}}


def test_files_count_until_somebody_writes() -> None:
    """What was written counts over the file, in another process and after a restart too; the others stay."""
    journal = MemoryJournal()
    mine, other = book(journal), book(journal)
    assert dict(mine.guides) == dict(FILES)
    before = mine.guides
    mine.edit(CHEN, "pension", called("甲"), 0)
    assert mine.guides is not before
    assert mine.guides["pension"].name["zh"] == "甲"
    assert book(journal).guides["pension"].name["zh"] == "甲"
    for entry in journal.read(STREAM, after=0):
        other.take(Committed(STREAM, entry))
    assert other.guides["pension"].name["zh"] == "甲"
    assert set(mine.guides) == set(FILES)


def test_who_comes_second_is_told() -> None:
    """An edit, a removal and an undo made from an older version change nothing, in the other process too."""
    journal = MemoryJournal()
    mine, other = book(journal), book(journal)
    mine.edit(CHEN, "pension", called("甲"), 0)
    with pytest.raises(Outdated):
        other.edit(WU, "pension", called("乙"), 0)
    with pytest.raises(Outdated):
        other.remove(WU, "pension", 0)
    with pytest.raises(Outdated):
        other.undo(WU, "pension", 0)
    assert other.guides["pension"].name["zh"] == "甲"


def test_another_guides_change_is_no_obstacle() -> None:
    """Versions are each guide's own."""
    guides = book(MemoryJournal())
    guides.edit(CHEN, "pension", called("甲"), 0)
    guides.edit(WU, "id-card", as_said(FILES["id-card"]) | {"telephone": "1"}, 0)
    assert guides.guides["id-card"].telephone == "1"


def test_changes_are_taken_back_one_by_one() -> None:
    """Undone twice, the one before that; the file is the last that there is, and a guide of one's own is gone again."""
    guides = book(MemoryJournal())
    guides.edit(CHEN, "pension", called("甲"), 0)
    guides.edit(CHEN, "pension", called("乙"), 1)
    guides.undo(WU, "pension", 2)
    assert guides.guides["pension"].name["zh"] == "甲"
    guides.undo(WU, "pension", 3)
    assert guides.guides["pension"] == FILES["pension"]
    with pytest.raises(Illegal):
        guides.undo(WU, "pension", 4)
    guides.edit(CHEN, "our-own", called("自写"), 0)
    guides.undo(CHEN, "our-own", 5)
    assert "our-own" not in guides.guides
    with pytest.raises(Illegal):
        guides.undo(CHEN, "our-own", 6)


def test_what_is_taken_away_is_brought_back() -> None:
    """Nobody finds it, its versions stay known, and undoing brings it back as it was."""
    guides = book(MemoryJournal())
    guides.remove(CHEN, "pension", 0)
    assert "pension" not in guides.guides
    assert guides.everything()["pension"].said is None
    guides.undo(CHEN, "pension", 1)
    assert guides.guides["pension"] == FILES["pension"]
    assert [one.how for one in guides.history("pension")] == ["GuideRestored", "GuideRemoved", "File"]
    with pytest.raises(Unknown):
        guides.version("pension", 9)


def test_saying_the_same_is_no_change() -> None:
    """Nothing is written for it."""
    journal = MemoryJournal()
    book(journal).edit(CHEN, "pension", SAID, 0)
    assert not list(journal.read(STREAM, after=0))


@pytest.mark.parametrize(
    ("changed", "where"),
    [
        ({"telephone": "0" * 2001}, "telephone"),
        ({"telephone": "12\u202e34"}, "telephone"),
        ({"telephone": "12\x0734"}, "telephone"),
        ({"limit": {"promised_workdays": 10**12}}, "limit.promised_workdays"),
        ({"conditions": [{"zh": "一", "en": "a"}] * 61}, "conditions"),
        ({"name": {"zh": "<b>养老</b>", "en": "🎫"}}, None),
    ],
)
def test_what_no_text_may_be_is_told_by_its_key(changed: dict[str, Any], where: str | None) -> None:
    """Endless texts and numbers, and what turns text around unseen; markup and emoji are words like others."""
    read = read_guide("pension", SAID | changed)
    assert ([] if isinstance(read, Guide) else [one.key for one in read]) == ([] if where is None else [where])
