"""Who may sit at which counters: checked against the plan, refused at sign-in, kept over a restart, in the audit."""

import pytest

from hall.journal.actor import Actor
from hall.journal.refusal import Forbidden, Wrong
from hall.staff.book import StaffBook
from hall.staff.rules import seats
from hall.staff.tries import SignInRefused
from hall.statistics.folds.lasting import Accounts
from hall.store.memory import MemoryJournal
from tests.halls import Clock, ground, plan

CONSOLE = Actor("console")


def book(journal: MemoryJournal) -> StaffBook:
    """The accounts over a journal."""
    return StaffBook(ground(Clock(), journal))


def test_counters_are_those_of_the_plan() -> None:
    """In its order and once each; none is every one, and one that there is not is named."""
    assert seats.checked(plan(), ["2", "1", "2"]) == ("1", "2")
    assert seats.checked(plan(), []) == ()
    with pytest.raises(Wrong, match="counter_unknown") as refused:
        seats.checked(plan(), ["1", "99"])
    assert (refused.value.facts["field"], refused.value.facts["counter"]) == ("counters", "99")


def test_who_may_not_sit_there_is_told_at_sign_in_and_only_with_the_right_pin() -> None:
    """Elsewhere, and without a counter, the account signs in; whoever guesses learns nothing of its counters."""
    staff = book(MemoryJournal())
    staff.add("li", "李明", "clerk", "4711", "console", counters=("1", "2"))
    with pytest.raises(Forbidden, match="seat_not_yours") as refused:
        staff.sign_in("li", "4711", "3", "addr")
    assert refused.value.facts["counters"] == "1, 2"
    with pytest.raises(SignInRefused, match="sign_in_wrong"):
        staff.sign_in("li", "4712", "3", "addr")
    for counter in ("1", "2", None):
        staff.sign_in("li", "4711", counter, "addr")


def test_counters_are_changed_and_opened_again() -> None:
    """What is so already is no event; every counter again by naming none; the same after a restart."""
    journal = MemoryJournal()
    staff = book(journal)
    staff.add("li", "李明", "clerk", "4711", "console")
    assert staff.change(CONSOLE, "li", counters=("2",)).counters == ("2",)
    entries = len(list(journal.read("staff")))
    staff.change(CONSOLE, "li", counters=("2",))
    staff.change(CONSOLE, "li", name="李明")
    assert len(list(journal.read("staff"))) == entries
    assert book(journal).get("li") == staff.get("li")
    assert staff.change(CONSOLE, "li", counters=()).counters == ()
    staff.sign_in("li", "4711", "3", "addr")


def test_the_audit_says_where_somebody_could_sit_before_and_after() -> None:
    """Every counter is a star."""
    journal = MemoryJournal()
    staff = book(journal)
    staff.add("li", "李明", "clerk", "4711", "console", counters=("1",))
    staff.change(CONSOLE, "li", counters=("1", "2"))
    staff.change(CONSOLE, "li", counters=())
    audit = Accounts()
    acts = [act for entry in journal.read("staff") for event in entry.events for act in audit(event, 1)]
    assert acts == [
        ("staff_added", "li", None, "clerk"),
        ("staff_counters", "li", None, "1"),
        ("staff_counters", "li", "1", "1, 2"),
        ("staff_counters", "li", "1, 2", "*"),
    ]
