"""What roles may do: changed by those who may, in force at once, and never so that nobody could change it back."""

import pytest

from hall.journal.actor import Actor
from hall.journal.refusal import Forbidden, Illegal, Unknown, Wrong
from hall.staff.book import StaffBook
from hall.staff.rules.roles import PERMISSIONS, ROLES
from hall.statistics.folds.lasting import Accounts
from hall.store.memory import MemoryJournal
from tests.unit.test_staff import book

CHEN, CONSOLE = Actor("chen"), Actor("console")


def staffed(journal: MemoryJournal) -> StaffBook:
    """Li is a clerk, Chen the manager, Sun the system's."""
    staff = book(journal)
    for name, role in (("li", "clerk"), ("chen", "manager"), ("sun", "admin")):
        staff.add(name, name, role, "4711", "console")
    return staff


def test_a_role_changed_counts_at_once_and_is_changed_back() -> None:
    """For sessions that are open, for accounts made later, and in the next process; a repeat writes nothing."""
    journal = MemoryJournal()
    staff = staffed(journal)
    token, session = staff.sign_in("li", "4711", "3", "here")
    assert not session.staff.may("call_any")
    for _ in range(2):
        staff.change_role(CHEN, "clerk", ["call_any"], ["assist"])
    for one in (staff, book(journal)):
        now = one.session(token)
        assert now is not None
        assert now.staff.permissions == ROLES["clerk"] - {"assist"} | {"call_any"}
    assert staff.add("wang", "wang", "clerk", "4711", CHEN).may("call_any")
    assert sum("RoleChanged" in str(one.entry) for one in journal.since(0)) == 1
    staff.change_role(CHEN, "clerk", ["assist"], ["call_any"])
    found = staff.get("li")
    assert found is not None
    assert found.permissions == ROLES["clerk"]


def test_nobody_gives_what_they_do_not_hold() -> None:
    """What the role has already may stand beside; the console, on the server's own computer, may give anything."""
    staff = staffed(MemoryJournal())
    with pytest.raises(Forbidden) as why:
        staff.change_role(Actor("sun"), "clerk", ["serve", "decide"])
    assert why.value.facts["permission"] == "decide"
    staff.change_role(Actor("sun"), "clerk", ["serve", "oversee"])
    staff.change_role(CONSOLE, "clerk", ["decide"])
    found = staff.get("li")
    assert found is not None
    assert found.may("decide")


def test_somebody_is_left_who_keeps_accounts() -> None:
    """Neither a role changed nor an account disabled or given another role leaves nobody."""
    staff = staffed(MemoryJournal())
    staff.change_role(CHEN, "admin", take=["accounts"])
    with pytest.raises(Illegal) as why:
        staff.change_role(CHEN, "manager", take=["accounts"])
    assert why.value.code == "last_with_accounts"
    staff.change_role(CHEN, "admin", ["accounts"])
    staff.change_role(CHEN, "manager", take=["accounts"])
    for wanted in ({"disabled": True}, {"role": "clerk"}):
        with pytest.raises(Illegal) as why:
            staff.change(CHEN, "sun", **wanted)  # type: ignore[arg-type]  # two kinds of wish
        assert why.value.code == "last_with_accounts"
    staff.change(CONSOLE, "sun", disabled=True)
    staff.change(CONSOLE, "sun", disabled=False)
    staff.change_role(CONSOLE, "manager", ["accounts"])
    staff.change(CHEN, "sun", disabled=True)


def test_what_there_is_not_is_named() -> None:
    """A role and a permission that do not exist; to see cannot be taken from anybody who works here."""
    staff = staffed(MemoryJournal())
    with pytest.raises(Unknown):
        staff.change_role(CHEN, "emperor", ["serve"])
    for field, wanted in (("give", {"give": ["fly"]}), ("take", {"take": ["see"]})):
        with pytest.raises(Wrong) as why:
            staff.change_role(CHEN, "clerk", **wanted)
        assert why.value.facts["field"] == field
    assert {"see", *PERMISSIONS} == set().union(*ROLES.values())


def test_the_audit_says_what_a_role_could_do_before_and_after() -> None:
    """Also at the second change."""
    journal = MemoryJournal()
    staff = staffed(journal)
    staff.change_role(CHEN, "inspector", ["assist"])
    staff.change_role(CHEN, "inspector", take=["assist"])
    audit = Accounts()
    done = [act for one in journal.since(0) for event in one.entry.events for act in audit(event, 1)]
    assert [act for act in done if act[0] == "role_may"] == [
        ("role_may", "inspector", "oversee, see", "assist, oversee, see"),
        ("role_may", "inspector", "assist, oversee, see", "oversee, see"),
    ]
