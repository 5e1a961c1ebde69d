"""One-time notices: told all at once, kept for the next visit."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Never

import pytest

from hall.guides.edition import GuideKept, Place
from hall.guides.files import load_guides
from hall.guides.guide import Guide
from hall.journal.actor import Actor
from hall.journal.ground import Ground
from hall.journal.journal import Journal
from hall.journal.refusal import Illegal, Unknown, Wrong
from hall.notices.book import NoticeBook
from hall.store.memory import MemoryJournal
from tests.halls import MONDAY, NOON, Clock

LI = Actor("li")


class Remarks:
    """A vault in memory."""

    def __init__(self) -> None:
        self.kept: dict[tuple[date, str], dict[str, str]] = {}

    def put(self, day: date, token: str, **facts: str) -> None:
        self.kept.setdefault((day, token), {}).update(facts)

    def get(self, day: date, token: str) -> dict[str, str]:
        return self.kept.get((day, token), {})


def book(journal: Journal | None = None, remarks: Remarks | None = None) -> NoticeBook:
    """A book whose tokens count up."""
    tokens = iter(f"token-{n}" for n in range(100))
    kept = remarks or Remarks()
    return NoticeBook(Ground(journal or MemoryJournal(), lambda _: kept, Clock(), lambda: MONDAY, lambda: next(tokens)))


def at(ticket: str | None) -> Callable[[], Place]:
    """At counter 9 with this visitor."""
    return lambda: Place("9", ticket, "zh", 1)


here = at(None)


def gone() -> Never:
    """What a repeat does not ask for: the guide is gone, and the counter another's."""
    raise Illegal("counter_taken")


@pytest.fixture(scope="module")
def guide() -> Guide:
    """The sample guide for ID cards."""
    return load_guides(Path(__file__).parents[2] / "assets" / "guides").guides["id-card"]


def test_a_notice_is_numbered_and_found_again(guide: Guide) -> None:
    """A notice has the day's next number, lists what is missing in the guide's order, and a later reader finds it."""
    journal, remarks = MemoryJournal(), Remarks()
    given = book(journal, remarks).give(LI, lambda: guide, ["photo", "household"], " 请带原件 ", at("20261123-G001"))
    assert (given.id, given.missing, given.at, given.by) == ("N20261123-001", ("household", "photo"), NOON, "li")
    later = book(journal, remarks)
    assert later.by_token(given.token) == later.find(given.id) == later.find(given.token) == given
    assert later.of_ticket("20261123-G001") == [given]
    assert later.remark(given) == "请带原件"
    assert later.give(LI, lambda: guide, ["photo"], "", here).id == "N20261123-002"


def test_a_second_notice_for_the_same_matter_is_known(guide: Guide) -> None:
    """On one ticket, for one guide, all but the first; without a ticket nobody knows whose it is."""
    journal = MemoryJournal()
    other = replace(guide, id="other")
    asked = [(guide, "A"), (other, "A"), (guide, "A"), (guide, "B"), (guide, None), (guide, None)]
    given = [book(journal).give(LI, lambda g=g: g, ["photo"], "", at(where)) for g, where in asked]  # type: ignore[misc]
    assert [book(journal).again(notice) for notice in given] == [False, False, True, False, False, False]


def test_a_remark_is_never_in_the_journal(guide: Guide) -> None:
    """What may name a person goes into the vault alone."""
    journal = MemoryJournal()
    book(journal).give(LI, lambda: guide, ["photo"], "张三", here)
    assert "张三" not in repr(list(journal.read("notices-given")))


def test_the_same_key_gives_one_notice(guide: Guide) -> None:
    """A press repeated with its key gives the first notice again, whatever has changed meanwhile."""
    mine = book()
    first = mine.give(Actor("li", "k"), lambda: guide, ["photo"], "", at("t1"))
    assert mine.give(Actor("li", "k"), lambda: guide, ["photo"], "", at("t1")) == first
    assert mine.give(Actor("li", "k"), gone, ["photo"], "", gone) == first


def test_a_key_stands_for_one_notice(guide: Guide) -> None:
    """A key that told something else before is refused, whoever asks after a restart, and no remark is kept for it."""
    journal, remarks = MemoryJournal(), Remarks()
    book(journal).give(Actor("li", "k"), lambda: guide, ["photo"], "", here)
    with pytest.raises(Wrong, match="key_reused"):
        book(journal, remarks).give(Actor("li", "k", "another"), lambda: guide, ["photo"], "请带原件", here)
    assert not remarks.kept


@pytest.mark.parametrize(
    ("missing", "remark", "why"),
    [([], "  ", "notice_empty"), (["photo", "no-such"], "", "notice_material_unknown")],
)
def test_a_notice_says_something_that_is_so(guide: Guide, missing: list[str], remark: str, why: str) -> None:
    """Nothing at all, and papers that the guide does not know, are refused."""
    with pytest.raises(Wrong, match=why):
        book().give(LI, lambda: guide, missing, remark, here)


def test_a_wrong_code_finds_nothing() -> None:
    """An unknown token is refused by name."""
    with pytest.raises(Unknown, match="notice_unknown"):
        book().by_token("guess")


def test_what_was_given_stays_as_it_was(guide: Guide) -> None:
    """An edited guide changes no notice given by the one before, over a restart too; each edition is kept once."""
    journal = MemoryJournal()
    mine = book(journal)
    first = mine.give(LI, lambda: guide, ["photo"], "", here)
    mine.give(LI, lambda: guide, ["household"], "", here)
    edited = replace(guide, name={"zh": "另一个", "en": "Another"}, materials=guide.materials[:1], telephone="1")
    second = mine.give(LI, lambda: edited, [guide.materials[0].id], "", here)
    for one in (mine, book(journal)):
        assert one.guide(one.by_token(first.token)) == guide
        assert one.guide(one.by_token(second.token)) == edited
    events = [event for entry in journal.read("notices-given") for event in entry.events]
    assert sum(isinstance(event, GuideKept) for event in events) == 2
