"""A visitor calls the guide desk: one call, however often it is touched, until somebody has come."""

from datetime import date

import pytest

from hall.assistance.book import AssistanceBook
from hall.journal.actor import Actor
from hall.journal.ground import Ground
from hall.journal.refusal import Unknown, Wrong
from hall.store.memory import MemoryJournal
from tests.halls import MONDAY, Clock, NoVault, ground

KIOSK, LI, WANG = Actor("kiosk"), Actor("li"), Actor("wang")


def book(journal: MemoryJournal | None = None) -> AssistanceBook:
    return AssistanceBook(ground(Clock(), journal))


def test_a_call_stands_until_somebody_has_helped() -> None:
    """It is there for every process; the first who comes keeps it; then it is over."""
    journal = MemoryJournal()
    asked = book(journal).ask(KIOSK, "wheelchair", "roll", "zh")
    desk = book(journal)
    desk.come(LI, asked.id)
    desk.come(WANG, asked.id)
    (one,) = book(journal).open()
    assert (one.kind, one.place, one.taken_by) == ("wheelchair", "roll", "li")
    desk.end(LI, asked.id)
    assert book(journal).open() == []
    with pytest.raises(Unknown, match="assistance_unknown"):
        desk.end(LI, asked.id)


def test_touched_again_it_stays_one_call() -> None:
    """The same kind at the same kiosk is one call while it stands; another kind, or another kiosk, is another."""
    calls = book()
    first = calls.ask(KIOSK, "companion", "a", "zh")
    assert calls.ask(KIOSK, "companion", "a", "en") == first
    calls.ask(KIOSK, "wheelchair", "a", "zh")
    calls.ask(KIOSK, "companion", "b", "zh")
    assert len(calls.open()) == 3


def test_a_repeated_press_gives_the_first_answer() -> None:
    """Also once it is over, and in another process; its key stands for nothing else."""
    journal = MemoryJournal()
    keyed = Actor("kiosk", "k", "wheelchair")
    first = book(journal).ask(keyed, "wheelchair", "", "zh")
    book(journal).end(LI, first.id)
    assert book(journal).ask(keyed, "wheelchair", "", "zh").id == first.id
    assert book(journal).open() == []
    with pytest.raises(Wrong, match="key_reused"):
        book(journal).ask(Actor("kiosk", "k", "other"), "other", "", "zh")


def test_yesterdays_calls_are_over() -> None:
    """Nobody stands at the kiosk overnight."""
    journal, today = MemoryJournal(), [MONDAY]
    base = Ground(journal, lambda _: NoVault(), Clock(), lambda: today[0], str)
    calls = AssistanceBook(base)
    calls.ask(KIOSK, "other", "", "zh")
    today[0] = date(2026, 11, 24)
    assert calls.open() == []
