"""Who was not let in, and what was refused: noted at once and then once an hour, however many there are."""

import pytest

from hall.journal.refusal import TooMany
from hall.staff.book import StaffBook
from hall.staff.events import REFUSALS, PermissionRefused, SignInFailed
from hall.staff.refusals import ADDRESSES
from hall.staff.rules.noting import NOTED_EVERY_S
from hall.staff.tries import SignInRefused
from hall.statistics.folds.lasting import refusals
from hall.store.memory import MemoryJournal
from tests.halls import Clock, ground


@pytest.fixture
def clock() -> Clock:
    """The hall's clock."""
    return Clock()


@pytest.fixture
def journal() -> MemoryJournal:
    """Where it is written."""
    return MemoryJournal()


@pytest.fixture
def staff(journal: MemoryJournal, clock: Clock) -> StaffBook:
    """The accounts, one of them li's."""
    made = StaffBook(ground(clock, journal))
    made.add("li", "李明", "clerk", "4711", "console")
    return made


def guess(staff: StaffBook, account: str, pin: str, address: str) -> None:
    """Try a wrong PIN."""
    with pytest.raises((SignInRefused, TooMany)):
        staff.sign_in(account, pin, None, address)


def written(journal: MemoryJournal) -> list[object]:
    """What was noted."""
    return [event for entry in journal.read(REFUSALS) for event in entry.events]


def test_a_failed_sign_in_is_noted_and_neither_pin_nor_unknown_id(staff: StaffBook, journal: MemoryJournal) -> None:
    """An account there is by its id; what was typed instead of one may be a PIN, and stands nowhere."""
    guess(staff, "li", "8315", "192.168.1.66")
    guess(staff, "8315", "li", "192.168.1.66")
    staff.refusals.note()
    assert written(journal) == [SignInFailed("li", "192.168.1.66", 1), SignInFailed(None, "192.168.1.66", 1)]
    assert "8315" not in repr(list(journal.read(REFUSALS)))


def test_a_flood_is_summed_up(staff: StaffBook, journal: MemoryJournal, clock: Clock) -> None:
    """The first is written at once, further ones an hour later: each address of the first few, the rest as one."""
    staff.refusals.failed("li", "a")
    staff.refusals.note()
    for n in range(1000):
        staff.refusals.failed("li", f"guesser {n % 100}")
        staff.refusals.note()
    assert written(journal) == [SignInFailed("li", "a", 1)]
    clock.now += NOTED_EVERY_S
    staff.refusals.note()
    later = written(journal)[1:]
    assert len(later) == ADDRESSES + 1
    assert sum(one.times for one in later if isinstance(one, SignInFailed)) == 1000
    assert SignInFailed("li", "", 10 * (100 - ADDRESSES)) in later
    staff.refusals.note()
    assert written(journal)[1:] == later


def test_what_was_refused_stands_in_the_audit(staff: StaffBook, journal: MemoryJournal) -> None:
    """With the permission that was wanting, what was asked for, and how often; of no account nothing is said."""
    for _ in range(2):
        staff.refusals.refused("li", "accounts", "GET /api/v1/staff")
    staff.refusals.failed(None, "192.168.1.66")
    staff.refusals.note()
    assert PermissionRefused("li", "accounts", "GET /api/v1/staff", 2) in written(journal)
    acts = [act for entry in journal.read(REFUSALS) for event in entry.events for act in refusals(event, 1)]
    assert acts == [
        ("sign_in_failed", None, None, "192.168.1.66 × 1"),
        ("permission_refused", "li", None, "GET /api/v1/staff (accounts) × 2"),
    ]
