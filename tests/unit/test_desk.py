"""The desk: what a day promises beyond single steps."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hall.journal.actor import Actor
from hall.journal.entry import Entry
from hall.journal.journal import JournalFull
from hall.journal.refusal import Closed, Illegal, Unknown, Wrong
from hall.plan.hours import Span
from hall.queue.state.ticket import Status
from hall.queue.views.board import CALLS_SHOWN, board
from hall.store.memory import MemoryJournal
from tests.halls import KIOSK, LI, NOON, Clock, NoVault, desk, hours, plan

DAY_S = 86_400.0


def test_numbers_run_per_service_from_one_and_grow_past_999() -> None:
    """Prefix and three digits, each service on its own, a fourth digit when needed."""
    hall = desk(Clock())
    assert [hall.issue(KIOSK, s, "normal", "zh").ticket.number for s in "aab"] == ["A001", "A002", "B001"]  # type: ignore[union-attr]
    for _ in range(997):
        hall.issue(KIOSK, "a", "normal", "zh")
    assert hall.issue(KIOSK, "a", "normal", "zh").ticket.number == "A1000"  # type: ignore[union-attr]


def test_the_same_key_gives_the_same_ticket() -> None:
    """A repeated press makes nothing new, also after a restart."""
    clock, journal = Clock(), MemoryJournal()
    first = desk(clock, journal).issue(Actor("kiosk", "k"), "a", "normal", "zh")
    restarted = desk(clock, journal)
    again = restarted.issue(Actor("kiosk", "k"), "a", "normal", "zh")
    assert first.ticket is not None
    assert again.ticket is not None
    assert (again.ticket.id, again.repeated) == (first.ticket.id, True)
    assert restarted.issue(KIOSK, "a", "normal", "zh").ticket.number == "A002"  # type: ignore[union-attr]


def test_a_key_belongs_to_what_it_was_first_used_for() -> None:
    """The same key for another act, or by somebody else, is refused by name."""
    hall = desk(Clock())
    hall.issue(Actor("kiosk", "k", "take a"), "a", "normal", "zh")
    for attempt in (
        lambda: hall.issue(Actor("kiosk", "k", "take b"), "b", "normal", "zh"),
        lambda: hall.open_counter(Actor("li", "k", "take a"), "1"),
        lambda: hall.issue(Actor("other", "k", "take a"), "a", "normal", "zh"),
    ):
        with pytest.raises(Wrong, match="key_reused"):
            attempt()


def test_a_key_remembers_that_nobody_waited() -> None:
    """A repeated press on an empty queue does not call somebody who came meanwhile."""
    hall = desk(Clock())
    hall.open_counter(LI, "1")
    assert hall.call_next(Actor("li", "k"), "1").ticket is None
    hall.issue(KIOSK, "a", "normal", "zh")
    assert hall.call_next(Actor("li", "k"), "1").ticket is None
    assert hall.call_next(Actor("li", "k2"), "1").ticket is not None


def test_midnight_closes_the_day_and_opens_the_next() -> None:
    """What is left expires, numbers begin again, and yesterday's link is no longer known."""
    clock = Clock()
    hall = desk(clock)
    old = hall.issue(KIOSK, "a", "normal", "zh").ticket
    assert old is not None
    before = hall.look(lambda day, _: day.version)
    clock.now += DAY_S
    hall.roll_over()
    assert old.status is Status.EXPIRED
    assert hall.look(lambda day, _: day.version) > before
    assert hall.issue(KIOSK, "a", "normal", "zh").ticket.number == "A001"  # type: ignore[union-attr]
    with pytest.raises(Unknown):
        hall.cancel(KIOSK, old.token)


def test_a_server_that_was_off_at_midnight_closes_yesterday_on_opening() -> None:
    """Yesterday's stream ends with its closing, today's begins."""
    clock, journal = Clock(), MemoryJournal()
    desk(clock, journal).issue(KIOSK, "a", "normal", "zh")
    clock.now += 3 * DAY_S
    desk(clock, journal)
    first, second = journal.streams()
    assert type(list(journal.read(first))[-1].events[0]).__name__ == "DayClosed"
    assert type(next(iter(journal.read(second))).events[0]).__name__ == "DayOpened"


@pytest.mark.parametrize("back_s", [3600, DAY_S, 400 * DAY_S])
def test_a_clock_set_back_repeats_no_number(back_s: float) -> None:
    """The newest day goes on, its times never run backwards, also over a restart; and it is said."""
    clock, journal = Clock(), MemoryJournal()
    hall = desk(clock, journal)
    first = hall.issue(KIOSK, "a", "normal", "zh").ticket
    clock.now -= back_s
    second = hall.issue(KIOSK, "a", "normal", "zh").ticket
    third = desk(clock, journal).issue(KIOSK, "a", "normal", "zh").ticket
    assert [t.number for t in (first, second, third) if t] == ["A001", "A002", "A003"]
    assert third is not None
    assert third.issued_at == NOON
    assert hall.clock_is_behind == (back_s >= DAY_S)


def test_a_day_that_a_wrong_clock_closed_goes_on() -> None:
    """With the clock set right and the day of the future moved away, numbers go on and midnight closes it again."""
    clock, journal = Clock(), MemoryJournal()
    desk(clock, journal).issue(KIOSK, "a", "normal", "zh")
    clock.now += 9 * DAY_S
    desk(clock, journal)
    del journal._streams[max(journal.streams())]
    clock.now -= 9 * DAY_S
    again = desk(clock, journal)
    taken = again.issue(KIOSK, "a", "normal", "zh").ticket
    assert taken is not None
    assert taken.number == "A002"
    again.open_counter(LI, "1")
    assert again.call_next(LI, "1").ticket is taken
    clock.now += DAY_S
    again.roll_over()
    assert taken.status is Status.EXPIRED


def test_a_press_repeated_over_midnight_counts_for_the_new_day() -> None:
    """Yesterday's ticket would help nobody: the same key gives one of today, and gives it once."""
    clock = Clock()
    hall = desk(clock)
    hall.issue(Actor("kiosk", "k"), "a", "normal", "zh")
    clock.now += DAY_S
    first = hall.issue(Actor("kiosk", "k"), "a", "normal", "zh")
    again = hall.issue(Actor("kiosk", "k"), "a", "normal", "zh")
    assert (first.repeated, again.repeated) == (False, True)
    assert first.ticket is again.ticket
    assert first.ticket is not None
    assert first.ticket.status is Status.WAITING


def test_a_failed_append_changes_nothing() -> None:
    """When the disk is full nothing is issued, nobody is told, and the next try gets the same number."""

    class Full(MemoryJournal):
        full = False

        def append(self, stream: str, entry: Entry) -> None:
            if self.full:
                raise JournalFull("full")
            super().append(stream, entry)

    journal, vault = Full(), NoVault()
    hall = desk(Clock(), journal, vault=vault)
    end = journal.end()
    journal.full = True
    with pytest.raises(JournalFull):
        hall.issue(KIOSK, "a", "normal", "zh", phone="13800000000")
    assert (journal.end(), vault.kept) == (end, [])
    journal.full = False
    assert hall.issue(KIOSK, "a", "normal", "zh").ticket.number == "A001"  # type: ignore[union-attr]


def test_two_desks_on_one_journal_never_call_one_ticket_twice() -> None:
    """What another process did is caught up with before anything is decided."""
    clock, journal = Clock(), MemoryJournal()
    one, other = desk(clock, journal), desk(clock, journal)
    for _ in range(4):
        one.issue(KIOSK, "a", "normal", "zh")
    one.open_counter(LI, "1")
    other.open_counter(Actor("wang"), "2")
    called = []
    for _ in range(2):
        called += [one.call_next(LI, "1").ticket, other.call_next(Actor("wang"), "2").ticket]
        for hall, who, counter in ((one, LI, "1"), (other, Actor("wang"), "2")):
            hall.start(who, counter)
            hall.finish(who, counter, None, None)
    assert [t.number for t in called if t] == ["A001", "A002", "A003", "A004"]


def test_a_personal_fact_goes_into_the_vault_and_nowhere_else() -> None:
    """Phone, note and comment are in no entry of the journal."""
    journal, vault = MemoryJournal(), NoVault()
    hall = desk(Clock(), journal, vault=vault)
    hall.open_counter(LI, "1")
    ticket = hall.issue(KIOSK, "a", "normal", "zh", phone="13800000000").ticket
    assert ticket is not None
    hall.call_next(LI, "1")
    hall.start(LI, "1")
    hall.finish(LI, "1", "替赵六办的", "王女士要求回电")
    hall.rate(Actor("visitor"), ticket.token, 2, ("slow", "李四态度差"), "我叫王芳")
    hall.pause_counter(LI, "1", "等孙七")
    hall.close_counter(LI, "1", "接周八")
    assert [facts for _, _, facts in vault.kept] == [
        {"phone": "13800000000"},
        {"note": "王女士要求回电", "outcome": "替赵六办的"},
        {"comment": "我叫王芳", "reasons": "李四态度差"},
    ]
    written = repr([list(journal.read(s)) for s in journal.streams()])
    assert not any(secret in written for secret in ("13800000000", "王女士", "王芳", "赵六", "李四", "孙七", "周八"))


def test_closed_hall_says_when_it_opens() -> None:
    """No ticket at night, and the refusal carries the next opening."""
    clock = Clock(NOON + 8 * 3600)
    hall = desk(clock, opening=hours((Span(510, 1050),)))
    with pytest.raises(Closed) as refused:
        hall.issue(KIOSK, "a", "normal", "zh")
    assert refused.value.facts["opens_at"] == NOON - 3.5 * 3600 + DAY_S


@pytest.mark.parametrize(
    ("to", "order"),
    [("front", ["A001", "B001", "B002"]), ("fair", ["B001", "A001", "B002"]), ("back", ["B001", "B002", "A001"])],
)
def test_transfers_keep_the_number_and_take_the_place_asked_for(to: str, order: list[str]) -> None:
    """Front goes before everyone, fair keeps the waiting already done, back counts from now."""
    clock = Clock()
    hall = desk(clock, hall_plan=plan({"1": ("a",), "2": ("b",)}))
    wang = Actor("wang")
    hall.open_counter(LI, "1")
    hall.open_counter(wang, "2")
    for service in "bab":
        hall.issue(KIOSK, service, "normal", "zh")
        clock.now += 60
    hall.call_next(LI, "1")
    hall.transfer(LI, "1", "b", None, to)  # type: ignore[arg-type]
    called = []
    for _ in range(3):
        called.append(hall.call_next(wang, "2").ticket)
        hall.no_show(wang, "2")
    assert [t.number for t in called if t] == order


def test_a_transfer_to_a_counter_is_called_there_alone() -> None:
    """Another counter of the same service does not get it."""
    hall = desk(Clock(), hall_plan=plan({"1": ("a",), "2": ("a",)}))
    wang = Actor("wang")
    hall.open_counter(LI, "1")
    hall.open_counter(wang, "2")
    hall.issue(KIOSK, "a", "normal", "zh")
    hall.call_next(LI, "1")
    hall.transfer(LI, "1", None, "2", "fair")
    assert hall.call_next(LI, "1").ticket is None
    assert hall.call_next(wang, "2").ticket is not None


@given(waiting=st.integers(0, 8))
def test_a_missed_visitor_comes_back_behind_three(waiting: int) -> None:
    """Behind the first three, or behind all when fewer wait; the place is never later than now."""
    clock = Clock()
    hall = desk(clock, hall_plan=plan({"1": ("a",)}))
    hall.open_counter(LI, "1")
    missed = hall.issue(KIOSK, "a", "normal", "zh").ticket
    assert missed is not None
    hall.call_next(LI, "1")
    hall.no_show(LI, "1")
    for _ in range(waiting):
        clock.now += 30
        hall.issue(KIOSK, "a", "normal", "zh")
    clock.now += 30
    hall.come_back(Actor("visitor"), missed.token)
    line = hall.look(lambda day, _: [t.number for t in day.service_lines["a"]])
    assert line.index("A001") == min(3, waiting)


def test_one_clerk_at_a_counter() -> None:
    """A counter in use is not opened or used by another clerk."""
    hall = desk(Clock())
    hall.open_counter(LI, "1")
    for act in (hall.open_counter, hall.call_next, hall.recall):
        with pytest.raises(Illegal, match="counter_taken"):
            act(Actor("wang"), "1")


def test_a_counter_with_a_visitor_neither_closes_nor_calls() -> None:
    """First what is in front of the counter has to end."""
    hall = desk(Clock())
    hall.open_counter(LI, "1")
    hall.issue(KIOSK, "a", "normal", "zh")
    hall.call_next(LI, "1")
    with pytest.raises(Illegal, match="counter_busy"):
        hall.call_next(LI, "1")
    with pytest.raises(Illegal, match="counter_busy"):
        hall.close_counter(LI, "1", None)


def test_a_wall_carries_no_more_for_being_called_again_and_again() -> None:
    """Of a visitor who is recalled without end a wall has the newest calls, and of all others who stand, the latest."""
    clock = Clock()
    hall = desk(clock)
    for who, counter, service in ((LI, "1", "a"), (Actor("wang"), "2", "b")):
        hall.open_counter(who, counter)
        hall.issue(KIOSK, service, "normal", "zh")
        hall.call_next(who, counter)
    for _ in range(300):
        clock.now += 1
        hall.recall(LI, "1")
    calls = hall.look(lambda day, now: board(day, hall.hours, now, "east", lambda *_: ({}, ())))["calls"]
    assert [call["number"] for call in calls] == ["A001"] * CALLS_SHOWN + ["B001"]


def test_a_hall_opens_on_a_full_disk_and_begins_its_day_when_there_is_room() -> None:
    """What there is can be seen, acts are refused, and nothing but room is needed."""
    journal = Full()
    hall = desk(Clock(), journal)
    assert hall.look(lambda day, _: day.tickets) == {}
    with pytest.raises(JournalFull):
        hall.issue(KIOSK, "a", "normal", "zh")
    journal.full = False
    hall.roll_over()
    assert hall.issue(KIOSK, "a", "normal", "zh").ticket is not None


class Full(MemoryJournal):
    """A journal on a disk without room."""

    full = True

    def append(self, stream: str, entry: Entry) -> None:
        if self.full:
            raise JournalFull("no room")
        super().append(stream, entry)
